/**
 * What somebody wanted to sign and has not: kept from the moment it was asked for until it is signed or declined, so that neither a crash nor
 * a missing connection loses it. The same intent is one draft; there is no signature and no number in it.
 */
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { canonicalText, type Json } from "../../shared/codec/canonical.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { CONTRACT } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { sum } from "../../shared/ledger/amounts.ts";
import type { TxKind } from "../../shared/ledger/transactions.ts";
import { intIn, textIn } from "../store/columns.ts";
import type { Store } from "../store/store.ts";
import { type Intent, INTENTS } from "./intent.ts";
import { officeSummary } from "./officeSummary.ts";

export interface Draft {
  /** Digest of method and input, hex. */
  readonly id: string;
  readonly intent: Intent;
  /** Wall clock, ms. */
  readonly at: number;
}

export interface Drafts {
  /** Durable. Fault: "outbox.drafts" {limit} when there are too many. */
  keep(intent: Intent, now: number): Draft;
  get(id: string): Draft | undefined;
  /** Newest first. */
  list(): readonly Draft[];
  drop(id: string): void;
}

/** A page that asks for signatures without end fills no disk. */
export const DRAFTS_MAX = 50;

export function draftsOf(store: Store, chain: string, account: string): Drafts {
  const { db } = store;
  const insert = db.prepare(
    "INSERT INTO draft (id, chain, account, method, input, at) VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE SET at = excluded.at",
  );
  const count = db.prepare("SELECT count(*) AS n FROM draft WHERE chain = ? AND account = ? AND id <> ?");
  const get = db.prepare("SELECT id, method, input, at FROM draft WHERE chain = ? AND account = ? AND id = ?");
  const list = db.prepare(
    "SELECT id, method, input, at FROM draft WHERE chain = ? AND account = ? ORDER BY at DESC, id",
  );
  const drop = db.prepare("DELETE FROM draft WHERE chain = ? AND account = ? AND id = ?");
  return {
    keep(intent, now) {
      const text = canonicalText(intent.input as unknown as Json);
      const id = draftId(intent);
      store.durable(() => {
        if (Number(count.get(chain, account, id)?.["n"] ?? 0) >= DRAFTS_MAX)
          throw new FaultError("outbox.drafts", { limit: DRAFTS_MAX }, "correct");
        insert.run(id, chain, account, intent.method, text, now);
      });
      return { id, intent, at: now };
    },
    get(id) {
      const row = get.get(chain, account, id);
      return row && draftIn(row);
    },
    list: () =>
      list
        .all(chain, account)
        .map(draftIn)
        .filter((draft) => draft !== undefined),
    drop: (id) => void store.durable(() => drop.run(chain, account, id)),
  };
}

export function draftId({ method, input }: Intent): string {
  return toHex(sha256(utf8(`${method} ${canonicalText(input as unknown as Json)}`)));
}

/** Undefined for what a later version of the program wrote, or what is damaged: not shown, and not lost. */
function draftIn(row: Record<string, unknown>): Draft | undefined {
  const method = INTENTS.find((one) => one === row["method"]);
  if (method === undefined) return undefined;
  try {
    const input = CONTRACT[method].input.safeParse(JSON.parse(textIn(row, "input")));
    if (!input.success) return undefined;
    return { id: textIn(row, "id"), intent: { method, input: input.data } as Intent, at: intIn(row, "at") };
  } catch {
    return undefined;
  }
}

const KINDS: { readonly [M in Exclude<Intent["method"], "sign.office">]: TxKind } = {
  "sign.register": "party.register",
  "sign.offer": "offer.post",
  "sign.replace": "offer.replace",
  "sign.cancel": "offer.cancel",
  "sign.accept": "offer.accept",
  "sign.end": "contract.end",
  "sign.dispute": "dispute.raise",
  "sign.undispute": "dispute.withdraw",
  "sign.appeal": "dispute.appeal",
  "sign.order": "auction.order",
  "sign.unorder": "auction.cancel",
  "sign.claim": "payment.claim",
  "sign.confirm": "payment.confirm",
  "sign.deny": "payment.deny",
};

const kindOf = (intent: Intent): TxKind => (intent.method === "sign.office" ? intent.input.kind : KINDS[intent.method]);

export function draftView({ id, intent, at }: Draft): OutboxEntry {
  return {
    id,
    kind: kindOf(intent),
    state: "draft",
    validUntil: 0,
    createdAt: Math.floor(at / 1000),
    height: null,
    refusal: null,
    nodeRefusal: null,
    takers: 0,
    hasLeft: false,
    waitsFor: null,
    lapsesSoon: false,
    acts: ["sign", "discard"],
    summary: summaryOfIntent(intent),
  };
}

function summaryOfIntent({ method, input }: Intent): OutboxEntry["summary"] {
  switch (method) {
    case "sign.register":
      return {};
    case "sign.offer":
    case "sign.replace": {
      const { side, carrier, price, energy } = input;
      return { side, carrier, price, first: energy.first, slots: energy.wh.length, total: sum(energy.wh) };
    }
    case "sign.accept":
      return {
        offer: input.offer,
        first: input.energy.first,
        slots: input.energy.wh.length,
        total: sum(input.energy.wh),
      };
    case "sign.office":
      return officeSummary(input);
    case "sign.order": {
      const { side, carrier, price, slot, wh } = input;
      return { side, carrier, price, first: slot, slots: 1, total: wh };
    }
    case "sign.end":
    case "sign.dispute":
    case "sign.undispute":
    case "sign.appeal":
    case "sign.unorder":
    case "sign.cancel":
    case "sign.claim":
    case "sign.confirm":
    case "sign.deny":
      return { ...input };
  }
}
