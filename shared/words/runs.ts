/** Slots in words: neighbours of equal energy stand together. */
import type { Energy } from "../ledger/units.ts";
import { duration, kWh, type Lang, type Place, slotSpan } from "./format.ts";

/** Slots in local time, neighbours of equal energy together: "17 June, 10:00–11:00, 0.50 kWh in each of 4 slots of 15 minutes". */
export function slotsText(energy: Energy, place: Place, lang: Lang): string {
  const length = duration(place.slotSeconds, lang);
  return runsOf(energy)
    .map(({ first, last, wh }) => {
      const when = slotSpan(first, last, place, lang);
      const count = last - first + 1;
      if (count === 1) return lang === "en" ? `${when}, ${kWh(wh)}` : `${when}，${kWh(wh)}`;
      return lang === "en"
        ? `${when}, ${kWh(wh)} in each of ${count} slots of ${length}`
        : `${when}，${count} 个 ${length}时段，每个 ${kWh(wh)}`;
    })
    .join(lang === "en" ? "; " : "；");
}

/** Neighbouring slots with the same energy, without empty ones. */
export function runsOf(
  energy: Energy,
): readonly { readonly first: number; readonly last: number; readonly wh: number }[] {
  const runs: { first: number; last: number; wh: number }[] = [];
  energy.wh.forEach((wh, i) => {
    const slot = energy.first + i;
    const before = runs.at(-1);
    if (wh === 0) return;
    if (before && before.wh === wh && before.last === slot - 1) before.last = slot;
    else runs.push({ first: slot, last: slot, wh });
  });
  return runs;
}
