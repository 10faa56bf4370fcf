/**
 * The property "what is shown is what the meter moved": over a random life of a meter, energy of any period equals what flowed, exactly;
 * what cannot be known is not shown; slots add up to their period; no slot is negative, and none after an outage is giant.
 */
import { QUARTER } from "../../../../shared/metering/history.ts";
import { energyBetween, gridOf, outagesOf, slotEnergies } from "../../../../shared/metering/registers/boundaries.ts";
import { ReadingSet } from "../../../../shared/metering/registers/mergeReadings.ts";
import { historyOfRegisters } from "../../../../shared/metering/registers/registerHistory.ts";
import { totalsOf } from "../../../../shared/metering/registers/totals.ts";
import { boundariesOf, flowsOf } from "../../../../shared/metering/periods.ts";
import { type Life, live, MOST_PER_HOUR } from "./randomMeter.ts";

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

export function checkLife(life: Life, count: (what: string) => void): void {
  const { arrivals, nature, truth } = live(life);
  const set = new ReadingSet();
  for (const reading of arrivals) count(set.put(reading));
  const totals = totalsOf(set.readings, nature);
  must(totals.length === truth.size, `${totals.length} totals of ${truth.size} instants`);
  for (const { kind } of nature.events) count(kind);

  const told = totals.map((total) => ({ total, real: truth.get(total.at) ?? { flowed: NaN, unknown: NaN } }));
  for (const [i, { total, real }] of told.entries()) {
    const before = told[i - 1];
    if (before && total.value < before.total.value) count("display fell");
    for (const other of told.slice(0, i)) {
      const comparable = other.real.unknown === real.unknown;
      must((other.total.stretch === total.stretch) === comparable, `comparable at ${total.at}: ${String(comparable)}`);
      if (comparable)
        must(total.total - other.total.total === real.flowed - other.real.flowed, `${other.total.at} to ${total.at}`);
    }
  }

  const points = gridOf(totals);
  for (const [i, from] of points.entries())
    for (const to of points.slice(i + 1)) {
      const shown = energyBetween(from, to);
      const [a, b] = [truth.get(from.at), truth.get(to.at)];
      if (a && b)
        must(shown === (a.unknown === b.unknown ? b.flowed - a.flowed : null), `period ${from.at} to ${to.at}`);
      if (shown !== null) must(shown >= 0, `negative period from ${from.at}`);
    }
  checkSlots(points, count);
  checkHistory(points);
}

function checkSlots(points: ReturnType<typeof gridOf>, count: (what: string) => void): void {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return;
  const slots = slotEnergies(points, first.at, (last.at - first.at) / QUARTER);
  for (const { at, energy } of slots) {
    if (energy === null) continue;
    must(energy >= 0 && energy <= (MOST_PER_HOUR * QUARTER) / 3600 + 2, `slot ${at}: ${energy}`);
    count("slot shown");
  }
  for (const gap of outagesOf(points)) {
    count("outage");
    for (const { at, energy } of slots)
      must(at < gap.from || at >= gap.to || energy === null, `a slot within the outage of ${gap.from} is shown`);
  }
  let sum = 0;
  let from = first;
  for (const [i, slot] of slots.entries()) {
    const end = points.find(({ at }) => at === slot.at + QUARTER);
    if (slot.energy === null) {
      const next = end ?? points.find(({ at }) => at > slot.at);
      if (next) from = next;
      sum = 0;
      continue;
    }
    sum += slot.energy;
    must(sum === energyBetween(from, end), `slots from ${from.at} do not add up at slot ${i}`);
  }
}

/** As screens draw it: a period's flows are the difference of its ends. */
function checkHistory(points: ReturnType<typeof gridOf>): void {
  const history = historyOfRegisters(points, null);
  if (!history) return;
  const boundaries = [...boundariesOf(history)];
  const known = slotEnergies(points, history.start, history.quarters);
  const [first, last] = [boundaries[0], boundaries[boundaries.length - 1]];
  if (first && last && first.at < last.at)
    must(flowsOf(boundaries).imported === (last.imported ?? NaN) - (first.imported ?? NaN), "the history's ends");
  for (const [k, { energy }] of known.entries())
    must((energy === null) === (history.quality[k] === 0), `quality of quarter-hour ${k}`);
}
