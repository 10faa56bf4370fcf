/**
 * The contract's template: clauses in both languages, equal in rank, with places for the terms. Its hash is part of every
 * contract's terms and of the state, so a changed word is a changed rule: change it only together with the rules' version.
 */
import { toHex } from "../codec/bytes.ts";
import { encodeCanonical, type JsonObject } from "../codec/canonical.ts";
import { sha256 } from "../codec/hash.ts";
import type { ContractKind } from "../ledger/units.ts";

export interface Template {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

const ORIGIN: Template = {
  en: ["Origin: {origin}."],
  zh: ["能源来源：{origin}。"],
};
const SETTLEMENT: Template = {
  en: [
    "What counts are the meters at the grid connection, in each slot: what the seller feeds in (2.8.0) and what the buyer takes (1.8.0). Each side’s energy is shared out over its contracts of the slot in proportion; what both shares cover is delivered and paid for.",
    "On top of the price, the buyer pays the grid operator {operator}: network charge {network}, levy {levy}, tax {tax} and losses {loss} of the energy’s price.",
    "Slots are final when the dispute window has passed. Final slots are netted between the two, once per period, and paid outside the ledger; small sums are carried forward.",
    "Public on the ledger: both addresses, hours, energy, price, and the meters’ counters at the ends of these slots. Not public: names, places, and every other reading.",
  ],
  zh: [
    "以并网点电表在每个时段的读数为准：卖方上网（2.8.0）与买方下网（1.8.0）。每一方的电量按比例分摊到该时段的各份合约；双方分摊都覆盖的部分视为已交割，并据此付款。",
    "除价款外，买方向电网运营方 {operator} 支付：过网费{network}，附加费{levy}，以及能量价款的税 {tax}、网损 {loss}。",
    "争议期过后，时段即为最终。最终时段在双方之间按账期轧差，在账本之外支付；小额结转下期。",
    "账本上公开：双方地址、时段、电量、价格，以及这些时段两端的电表读数。不公开：姓名、地点和其他任何读数。",
  ],
};

const AS_PRODUCED: Template = {
  en: [
    "{seller} sells to {buyer} the {carrier} that is left over, up to {total}, at {price}: {slots}.",
    "As produced: if less is left over, less is delivered, and nobody owes damages.",
    ...ORIGIN.en,
    ...SETTLEMENT.en,
  ],
  zh: [
    "{seller}向{buyer}出售{carrier}余量，至多 {total}，{price}：{slots}。",
    "按实际产出：余量较少则交割较少，任何一方均无违约金。",
    ...ORIGIN.zh,
    ...SETTLEMENT.zh,
  ],
};

const FIRM: Template = {
  en: [
    "{seller} sells to {buyer} {total} of {carrier} at {price}: {slots}.",
    "Firm: for each kWh that the seller fails to deliver it owes the buyer {damagesSeller}; for each kWh that the buyer fails to take it owes the seller {damagesBuyer}. Where both fall short, neither owes for it.",
    ...ORIGIN.en,
    ...SETTLEMENT.en,
  ],
  zh: [
    "{seller}向{buyer}出售{carrier} {total}，{price}：{slots}。",
    "定量：卖方少交的部分，{damagesSeller}，付给买方；买方少取的部分，{damagesBuyer}，付给卖方。双方同时短缺的部分，互不赔付。",
    ...ORIGIN.zh,
    ...SETTLEMENT.zh,
  ],
};

export const TEMPLATES: { readonly [K in ContractKind]: Template } = { asProduced: AS_PRODUCED, firm: FIRM };

const HASHES: { readonly [K in ContractKind]: string } = { asProduced: hashOf(AS_PRODUCED), firm: hashOf(FIRM) };

/** SHA-256 of the template's canonical JSON {en: clauses, zh: clauses}, hex. */
export function templateHash(type: ContractKind): string {
  return HASHES[type];
}

function hashOf({ en, zh }: Template): string {
  const both: JsonObject = { en, zh };
  return toHex(sha256(encodeCanonical(both)));
}
