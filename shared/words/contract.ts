/** The contract in plain words: a pure function of its terms (DESIGN §4), the two languages equal in rank. */
import type { Terms } from "../ledger/records.ts";
import { civil } from "../ledger/time.ts";
import { TEMPLATES, type Voice } from "./contractTemplate.ts";
import { whenText } from "./contractWhen.ts";
import {
  apart,
  fill,
  kWh,
  type Lang,
  nameOf,
  type Names,
  percent,
  perKWh,
  slotLocal,
  utcOffsetText,
  yuan,
} from "./format.ts";
import { slotsText } from "./runs.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "./terms.ts";

export { templateHash } from "./contractTemplate.ts";
export { runsOf, slotsText } from "./runs.ts";

export interface ContractWords {
  /** One or two sentences: who sells what to whom, when, at what price, with what damages. */
  readonly lead: string;
  /** Short sentences, in order; the numbers are those of the list. */
  readonly clauses: readonly string[];
}

/**
 * The words in parts. Names are the reader's own words for parties; without one the address stands. The voice is that of the
 * lead: "neutral" is what the template's hash covers, "seller" and "buyer" speak to that side.
 */
export function contractWords(terms: Terms, lang: Lang, names: Names = {}, voice: Voice = "neutral"): ContractWords {
  const { lead, clauses } = TEMPLATES[terms.type];
  const values = valuesOf(terms, lang, names);
  return { lead: fill(lead[voice][lang], values), clauses: clauses.map((clause) => fill(clause[lang], values)) };
}

/** The whole neutral text: the lead, then one clause per line. */
export function contractText(terms: Terms, lang: Lang, names: Names = {}): string {
  const { lead, clauses } = contractWords(terms, lang, names);
  return [lead, ...clauses].join("\n");
}

function valuesOf(terms: Terms, lang: Lang, names: Names): Readonly<Record<string, string>> {
  const { energy, charges, damages } = terms;
  const name = (party: string): string => (Object.hasOwn(names, party) ? nameOf(party, names, lang) : party);
  return {
    seller: apart(name(terms.seller), lang),
    buyer: apart(name(terms.buyer), lang),
    operator: name(terms.operator),
    carrier: CARRIER_WORDS[terms.carrier][lang],
    total: kWh(energy.wh.reduce((sum, wh) => sum + wh, 0)),
    when: whenText(energy, terms, lang),
    zone: utcOffsetText(terms.utcOffset),
    year: String(civil(slotLocal(terms, energy.first)).year),
    slots: slotsText(energy, terms, lang),
    price: perKWh(terms.price, lang),
    missing: yuan(damages.seller),
    untaken: yuan(damages.buyer),
    origin: TECHNOLOGY_WORDS[terms.technology][lang],
    network: perKWh(charges.network, lang),
    levy: perKWh(charges.levy, lang),
    tax: percent(charges.taxPpm),
    loss: percent(charges.lossPpm),
  };
}
