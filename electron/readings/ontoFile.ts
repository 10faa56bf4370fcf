/** A file added to the one that is shown: one history of both, merged by rule, and what that came to. */
import { createHash } from "node:crypto";
import type { SlotReportView } from "../../shared/ipc/energyViews.ts";
import { civilText } from "../../shared/metering/civilTime.ts";
import { rollUp } from "../../shared/metering/days.ts";
import { type History, MISSING, QUARTER } from "../../shared/metering/history.ts";
import { type SlotReport, mergeHistories } from "../../shared/metering/mergeHistories.ts";
import { offsetAt } from "../../shared/metering/zoneTable.ts";
import { zoneTable } from "../../shared/metering/zones.ts";
import type { KeptFile, ReadingsStore } from "./readingsStore.ts";
import type { Understood } from "./understoodFile.ts";

const DAY = 86_400;
const NAME_MAX = 120;

export interface Onto {
  /** Both as one file; its digest is that of both, so that the same two again are the same. */
  readonly understood: Understood;
  readonly name: string;
  readonly report: SlotReportView;
}

/** Null where they do not have the same registers. */
export function onto(store: ReadingsStore, kept: KeptFile, next: Understood, name: string): Onto | null {
  const old = historyOfKept(store, kept);
  if (!old) return null;
  const merged = mergeHistories(old, next.history);
  if (!merged) return null;
  const { history, report } = merged;
  const end = history.start + history.quarters * QUARTER;
  const zone = zoneTable(next.zone.zone, history.start - 2 * DAY, end + 2 * DAY);
  const digest = createHash("sha256").update(`${kept.digest}+${next.digest}`).digest("hex");
  const days = rollUp(history, zone);
  return {
    understood: { ...next, history, zone, days, digest, interval: Math.max(kept.interval, next.interval) },
    name: `${kept.name} + ${name}`.slice(0, NAME_MAX),
    report: viewOf(report, (at) => civilText(at + offsetAt(zone, at))),
  };
}

const viewOf = (report: SlotReport, local: (at: number) => string): SlotReportView => ({
  ...report,
  conflicts: report.conflicts.map(({ at, kept, other }) => ({ at: local(at), kept, other })),
});

function historyOfKept(store: ReadingsStore, kept: KeptFile): History | null {
  const rows = store.boundaries(kept.id, kept.start, kept.finish);
  const quarters = (kept.finish - kept.start) / QUARTER;
  const [first] = rows;
  if (!first) return null;
  const register = (name: "imported" | "exported" | "own"): Float64Array | null =>
    rows.some((row) => row[name] !== null) ? new Float64Array(quarters + 1).fill(NaN) : null;
  const [imported, exported, own] = [register("imported"), register("exported"), register("own")];
  const quality = new Uint8Array(quarters).fill(MISSING);
  for (const row of rows) {
    const k = (row.at - kept.start) / QUARTER;
    if (imported) imported[k] = row.imported ?? NaN;
    if (exported) exported[k] = row.exported ?? NaN;
    if (own) own[k] = row.own ?? NaN;
    if (k > 0) quality[k - 1] = row.quality;
  }
  return { start: kept.start, quarters, imported, exported, own, quality, derived: kept.derived };
}
