/**
 * Which zone's clock a file keeps, judged by the hours that its clock changes skip and double: a home that uses energy in an
 * hour that does not exist lives elsewhere. Files without such evidence keep the first candidate.
 */
import type { Scanned } from "./meterScan.ts";
import { type ZoneTable, clockChanges } from "./zoneTable.ts";

/** Index of the candidate that fits best; earlier ones win ties. */
export function likeliestZone(scanned: Scanned, candidates: readonly ZoneTable[]): number {
  let best = 0;
  let most = -Infinity;
  candidates.forEach((zone, i) => {
    const score = scoreOf(scanned, zone);
    if (score > most) [most, best] = [score, i];
  });
  return best;
}

function scoreOf(scanned: Scanned, zone: ZoneTable): number {
  const { times, count, first, second, absolute } = scanned;
  if (absolute) return 0;
  let score = 0;
  for (const change of clockChanges(zone, times[0] ?? NaN, times[count - 1] ?? NaN)) {
    const from = lowerBound(times, change.from);
    let rows = 0;
    let used = 0;
    let backwards = 0;
    for (let i = from; i < count && (times[i] ?? NaN) < change.to; i++) {
      rows++;
      if ((first?.[i] ?? 0) > 0 || (second?.[i] ?? 0) > 0) used++;
    }
    for (let i = Math.max(1, from - 2); i < Math.min(count, from + rows + 200); i++)
      if (
        (times[i] ?? NaN) <= (times[i - 1] ?? NaN) &&
        (times[i] ?? NaN) >= change.from &&
        (times[i] ?? NaN) < change.to
      )
        backwards++;
    if (change.kind === "skipped") score += used > 0 ? -3 : hasNeighbours(times, from, change.from) ? 2 : 0;
    else score += backwards > 0 ? 2 : 0;
  }
  // Times that go back need an hour that is doubled.
  return score;
}

const hasNeighbours = (times: Float64Array, index: number, civil: number): boolean =>
  index > 0 && civil - (times[index - 1] ?? NaN) <= 7200;

/** First index whose time is not before `civil`; times are near enough to sorted for this. */
function lowerBound(times: Float64Array, civil: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? NaN) < civil) low = middle + 1;
    else high = middle;
  }
  return low;
}
