/** Contracts of a zone whose slots are not final, each once, page by page at one height. */
import type { ContractState } from "../../../shared/ledger/records.ts";
import { PAGE_LIMIT } from "../../../shared/ledger/runQuery.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { type Page, WithheldError } from "../../sync/verifiedReads.ts";

/** Pages (of 100 contracts) beyond which nobody reads on: the list would be complete only when the screen has moved on. */
const PAGES = 60;

export async function wholeZone(
  page: Pick<Page, "query">,
  input: { readonly zone: string; readonly carrier: Carrier; readonly from: number; readonly to: number },
): Promise<ReadonlyMap<string, ContractState>> {
  const all = new Map<string, ContractState>();
  let after: string | null | undefined;
  for (let n = 0; n < PAGES; n++) {
    const given = after === undefined || after === null ? {} : { after };
    const { contracts, next } = await page.query("zoneContracts", { ...input, ...given, limit: PAGE_LIMIT });
    for (const { id, state } of contracts) all.set(id, state);
    after = next;
    if (after === null) return all;
  }
  throw new WithheldError("overBudget");
}
