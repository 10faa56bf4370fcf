/** office.parties: who is on the ledger in a status, by pages; of those who wait, how the regulators stand. */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { PartiesView, PartyRow } from "../../../shared/ipc/officeViews.ts";
import type { PartyRecord } from "../../../shared/ledger/records.ts";
import type { QueryOut } from "../../../shared/ledger/queries.ts";
import { PAGE_LIMIT } from "../../../shared/ledger/runQuery.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";

export async function partiesView(joined: Joined, page: Page, input: Input<"office.parties">): Promise<PartiesView> {
  const { status, after } = input;
  const [found, regulators, watched] = await Promise.all([
    page.query("parties", { status, limit: PAGE_LIMIT, ...(after === null ? {} : { after }) }),
    page.query("regulators", {}),
    allWatched(page),
  ]);
  const parties = await Promise.all(
    found.map(async (party) => {
      const admission = party.status === "pending" ? await page.query("admission", { party: party.id }) : null;
      return partyRow(joined, party, watched.has(party.id), admission);
    }),
  );
  return {
    parties,
    next: found.length < PAGE_LIMIT ? null : (found.at(-1)?.id ?? null),
    regulators: regulators.map(({ id }) => labelOf(joined, id)),
  };
}

/** Watched parties are few; each page begins after the last one's. */
async function allWatched(page: Page): Promise<ReadonlySet<string>> {
  const all: string[] = [];
  for (;;) {
    const last = all.at(-1);
    const next = await page.query(
      "watched",
      last === undefined ? { limit: PAGE_LIMIT } : { after: last, limit: PAGE_LIMIT },
    );
    all.push(...next);
    if (next.length < PAGE_LIMIT) return new Set(all);
  }
}

function partyRow(joined: Joined, party: PartyRecord, watched: boolean, admission: QueryOut<"admission">): PartyRow {
  const { decided, meter } = party;
  return {
    party: labelOf(joined, party.id),
    roles: [...party.roles],
    status: party.status,
    zone: party.zone,
    carriers: [...party.carriers],
    importW: party.importW,
    exportW: party.exportW,
    technology: party.technology,
    supplier: party.supplier === null ? null : labelOf(joined, party.supplier),
    meter: meter && { id: meter.id, class: meter.class },
    point: party.point,
    certificates: party.certificates,
    since: { ...party.since },
    decided: decided && { market: decided.market, votes: decided.votes, of: decided.of, reason: decided.reason },
    watched,
    admission: admission && {
      yes: admission.yes,
      no: admission.no,
      of: admission.of,
      needed: admission.needed,
      votes: admission.votes.map(({ regulator, admit, reason }) => ({
        party: labelOf(joined, regulator),
        approve: admit,
        reason,
      })),
    },
  };
}
