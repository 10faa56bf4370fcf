/**
 * Exposure (DESIGN §4, Screening), micro-currency per party. `open`: the most it can come to owe for slots not settled yet, lots not
 * delivered, live orders of the auction and awards that can still be appealed against. `unpaid`: what it owes for what is settled, gross until its statement closes, net from then until
 * it is paid.
 */
import type { Reader, Writer } from "../state/reader.ts";
import { cappedSum } from "./amounts.ts";
import { KEY } from "./keys.ts";
import type { ExposureRecord } from "./records.ts";
import { load, saveFigures } from "./stored.ts";

export function addExposure(state: Writer, party: string, change: Partial<ExposureRecord>): void {
  const { unpaid, open } = load.exposure(state, party);
  const changed = { unpaid: unpaid + (change.unpaid ?? 0), open: open + (change.open ?? 0) };
  if (changed.unpaid < 0 || changed.open < 0) throw new RangeError(`exposure of ${party} would fall below zero`);
  saveFigures(state, KEY.exposure(party), changed);
}

/** Above this no debt is counted, micro: what is owed and what a statement carries on stay exact together. */
const MOST = 9_000_000_000_000_000;

/**
 * Whether every debtor can bear another debt without its sums leaving exact integers. Screening keeps contracts far below; operators'
 * figures and rulings are not screened.
 */
export function bearable(
  reader: Reader,
  debts: readonly { readonly from: string; readonly amount: number }[],
): boolean {
  const added = new Map<string, number[]>();
  for (const { from, amount } of debts) added.set(from, [...(added.get(from) ?? []), amount]);
  return [...added].every(([party, amounts]) => {
    const { unpaid, open } = load.exposure(reader, party);
    return cappedSum([unpaid, open, ...amounts]) <= MOST;
  });
}
