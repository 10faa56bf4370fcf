/** The contract in plain words: a pure function of its terms (DESIGN §4), the two languages equal in rank. */
import type { Terms } from "../ledger/records.ts";
import type { Energy } from "../ledger/units.ts";
import { TEMPLATES } from "./contractTemplate.ts";
import { duration, fill, kWh, type Lang, nameOf, type Names, percent, perKWh, type Place, slotSpan } from "./format.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "./terms.ts";

export { templateHash } from "./contractTemplate.ts";

/** One clause per line. Names are the reader's own words for parties; without one the address stands. */
export function contractText(terms: Terms, lang: Lang, names: Names = {}): string {
  const { energy, charges, damages } = terms;
  const name = (party: string): string => (Object.hasOwn(names, party) ? nameOf(party, names, lang) : party);
  const values = {
    seller: spaced(name(terms.seller), lang),
    buyer: spaced(name(terms.buyer), lang),
    operator: name(terms.operator),
    carrier: CARRIER_WORDS[terms.carrier][lang],
    total: kWh(energy.wh.reduce((sum, wh) => sum + wh, 0)),
    slots: slotsText(energy, terms, lang),
    price: perKWh(terms.price, lang),
    damagesSeller: perKWh(damages.seller, lang),
    damagesBuyer: perKWh(damages.buyer, lang),
    origin: TECHNOLOGY_WORDS[terms.technology][lang],
    network: perKWh(charges.network, lang),
    levy: perKWh(charges.levy, lang),
    tax: percent(charges.taxPpm),
    loss: percent(charges.lossPpm),
  };
  return TEMPLATES[terms.type][lang].map((clause) => fill(clause, values)).join("\n");
}

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

/** Latin names and addresses stand apart from Chinese text. */
function spaced(name: string, lang: Lang): string {
  return lang === "zh" && /^[\x20-\x7e]/.test(name) ? ` ${name} ` : name;
}
