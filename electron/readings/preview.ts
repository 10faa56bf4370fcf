/** What an understood file says, as the import screen shows it. */
import type { ImportPreview } from "../../shared/ipc/energyViews.ts";
import { civilText } from "../../shared/metering/civilTime.ts";
import { mostSurplus } from "../../shared/metering/days.ts";
import { MISSING } from "../../shared/metering/history.ts";
import { boundaryAt, flowsOf } from "../../shared/metering/periods.ts";
import { offsetAt } from "../../shared/metering/zoneTable.ts";
import type { Understood } from "./understoodFile.ts";

/** Runs of quarter-hours without a reading. */
export function gapRuns(quality: Uint8Array): number {
  let runs = 0;
  for (let k = 0; k < quality.length; k++) if (quality[k] === MISSING && quality[k - 1] !== MISSING) runs++;
  return runs;
}

export function previewOf(
  understood: Understood,
  handle: string,
  file: string,
): Omit<ImportPreview, "others" | "profile" | "named" | "onto"> {
  const { history, zone, days } = understood;
  const local = (utc: number): string => civilText(utc + offsetAt(zone, utc));
  const ends = [0, history.quarters].map((k) => boundaryAt(history, k)).filter((end) => end !== undefined);
  const totals = flowsOf(ends);
  const best = mostSurplus(days);
  return {
    handle,
    file,
    bytes: understood.bytes,
    kind: understood.kind,
    choices: understood.choices,
    columns: [...understood.columns],
    sample: understood.sample.map((row) => [...row]),
    rows: understood.readings,
    intervalSeconds: understood.interval,
    first: local(understood.first),
    last: local(understood.last),
    gaps: gapRuns(history.quality),
    clockChanges: understood.changes.map(({ from, kind, reading }) => ({ at: civilText(from), kind, reading })),
    totals: {
      consumption: totals.load,
      generation: totals.generation,
      exported: totals.exported,
      imported: totals.imported,
    },
    bestDay: best ? { date: best.date, surplus: best.flows.exported ?? 0 } : null,
  };
}
