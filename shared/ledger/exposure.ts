/**
 * Exposure (DESIGN §4, Screening), micro-currency per party. `open`: the most it can come to owe for slots not settled yet, lots not
 * delivered and live orders of the auction. `unpaid`: what it owes for what is settled, gross until its statement closes, net from then until
 * it is paid.
 */
import type { Writer } from "../state/reader.ts";
import { KEY } from "./keys.ts";
import type { ExposureRecord } from "./records.ts";
import { load, saveFigures } from "./stored.ts";

export function addExposure(state: Writer, party: string, change: Partial<ExposureRecord>): void {
  const { unpaid, open } = load.exposure(state, party);
  const changed = { unpaid: unpaid + (change.unpaid ?? 0), open: open + (change.open ?? 0) };
  if (changed.unpaid < 0 || changed.open < 0) throw new RangeError(`exposure of ${party} would fall below zero`);
  saveFigures(state, KEY.exposure(party), changed);
}
