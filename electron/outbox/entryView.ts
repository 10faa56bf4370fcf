/** An entry of the outbox as a screen shows it: where it stands, what it waits for, and what the reader can do with it. */
import type { OutboxAct, OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { lapsesSoon } from "../../shared/outbox/lapse.ts";
import { intentOf } from "./intent.ts";
import type { Outbox, OutboxItem } from "./outbox.ts";
import { lacksCosignature } from "./outbox.ts";
import { summaryOf } from "./summary.ts";
import { waitsFor } from "./waitsFor.ts";

const isOpen = ({ state }: OutboxItem): boolean => state === "signed" || state === "sent";

/** `now`: header seconds. */
export function entryView(outbox: Pick<Outbox, "get">, item: OutboxItem, now: number): OutboxEntry {
  const waits = isOpen(item) ? waitsFor(outbox, item) : undefined;
  const createdAt = Math.floor(item.created / 1000);
  return {
    id: item.id,
    kind: item.kind,
    state: item.state,
    validUntil: item.validUntil,
    createdAt,
    height: item.height,
    refusal: item.refusal && {
      rule: item.refusal.rule,
      figure: item.refusal.figure ?? null,
      limit: item.refusal.limit ?? null,
      unit: item.refusal.unit ?? null,
      slot: item.refusal.slot ?? null,
      fits: item.refusal.fits ?? null,
    },
    nodeRefusal: isOpen(item) ? item.nodeRefusal : null,
    takers: isOpen(item) ? item.takers : 0,
    hasLeft: item.offered !== null,
    waitsFor: typeof waits === "object" ? waits.id : null,
    lapsesSoon: isOpen(item) && lapsesSoon(createdAt, item.validUntil, now),
    acts: actsOf(item),
    summary: summaryOf(item.tx.body),
  };
}

/** The meter's entries are the agent's, which looks after them itself. */
function actsOf(item: OutboxItem): OutboxAct[] {
  const isAgents = item.kind.startsWith("meter.");
  switch (item.state) {
    case "signed":
    case "sent": {
      const undo: OutboxAct[] = isAgents ? [] : item.offered === null ? ["withdraw"] : ["revoke"];
      // A revocation is not revoked, and a registration that lacks a signature is of no use elsewhere.
      const acts = item.kind === "tx.revoke" ? undo.filter((act) => act !== "revoke") : undo;
      return lacksCosignature(item.tx) ? acts : [...acts, "export"];
    }
    case "committed":
      return ["proof"];
    case "refused":
      return ["proof"];
    case "expired":
    case "withdrawn":
      return intentOf(item.tx.body) === undefined ? [] : ["again"];
  }
}
