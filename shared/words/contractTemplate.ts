/**
 * The contract's template: a lead that says who sells what to whom, when, at what price and with what damages, then clauses, in
 * both languages, equal in rank. The hash of the neutral lead and the clauses is part of every contract's terms and of the
 * state, so a changed word is a changed rule. The leads that speak to one side are for its screens alone.
 */
import { toHex } from "../codec/bytes.ts";
import { encodeCanonical, type JsonObject } from "../codec/canonical.ts";
import { sha256 } from "../codec/hash.ts";
import type { ContractKind } from "../ledger/units.ts";
import type { Both } from "./format.ts";

export type Voice = "neutral" | "seller" | "buyer";

export interface Template {
  readonly lead: { readonly [V in Voice]: Both };
  readonly clauses: readonly Both[];
}

const b = (en: string, zh: string): Both => ({ en, zh });

const SLOTS = b(
  "Slots, in local time ({zone}), beginning in {year}: {slots}.",
  "时段（当地时间 {zone}，自 {year} 年起）：{slots}。",
);
const SETTLEMENT: readonly Both[] = [
  b("Origin: {origin}.", "能源来源：{origin}。"),
  b(
    "What counts are the meters at the grid connection, in each slot: what the seller feeds in (2.8.0) and what the buyer takes (1.8.0).",
    "以并网点电表在每个时段的读数为准：卖方上网（2.8.0）与买方下网（1.8.0）。",
  ),
  b(
    "Each side’s energy is shared out over its contracts of the slot in proportion; what both shares cover is delivered and paid for.",
    "每一方的电量按比例分摊到该时段的各份合约；双方分摊都覆盖的部分视为已交割，并据此付款。",
  ),
  b(
    "On top of the price, the buyer pays the grid operator {operator}: network charge {network}, levy {levy}, tax {tax} and losses {loss} of the energy’s price.",
    "除价款外，买方向电网运营方 {operator} 支付：过网费{network}，附加费{levy}，以及能量价款的税 {tax}、网损 {loss}。",
  ),
  b("Slots are final when the dispute window has passed.", "争议期过后，时段即为最终。"),
  b(
    "Final slots are netted between the two, once per period, and paid outside the ledger; fractions and small sums are carried forward.",
    "最终时段在双方之间按账期轧差，在账本之外支付；零头与小额结转下期。",
  ),
  b(
    "Public on the ledger: both addresses, hours, energy, price, and the meters’ counters at the ends of these slots.",
    "账本上公开：双方地址、时段、电量、价格，以及这些时段两端的电表读数。",
  ),
  b("Not public: names, places, and every other reading.", "不公开：姓名、地点和其他任何读数。"),
];

const AS_PRODUCED: Template = {
  lead: {
    neutral: b(
      "{seller} sells to {buyer} the {carrier} that is left over, up to {total}, {when}, at {price}. If less is left over, nobody owes damages.",
      "{seller}向{buyer}出售{carrier}余量，至多 {total}，{when}，{price}。余量较少时，任何一方均无违约金。",
    ),
    seller: b(
      "You sell to {buyer} the {carrier} that you have left over, up to {total}, {when}, at {price}. If less is left over, you owe no damages.",
      "您向{buyer}出售{carrier}余量，至多 {total}，{when}，{price}。余量较少时，您无须付违约金。",
    ),
    buyer: b(
      "You buy from {seller} the {carrier} that it has left over, up to {total}, {when}, at {price}. If less is left over, less comes, and nobody owes damages.",
      "您从{seller}购入{carrier}余量，至多 {total}，{when}，{price}。余量较少时，交割较少，任何一方均无违约金。",
    ),
  },
  clauses: [
    SLOTS,
    b(
      "As produced: if less is left over, less is delivered, and nobody owes damages.",
      "按实际产出：余量较少则交割较少，任何一方均无违约金。",
    ),
    ...SETTLEMENT,
  ],
};

const FIRM: Template = {
  lead: {
    neutral: b(
      "{seller} sells {total} of {carrier} to {buyer} {when}, at {price}. For every kWh missing the seller owes {missing}; for every kWh not taken the buyer owes {untaken}.",
      "{seller}向{buyer}出售{carrier} {total}，{when}，{price}。每少交 1 kWh，卖方付 {missing}；每少取 1 kWh，买方付 {untaken}。",
    ),
    seller: b(
      "You sell {total} of {carrier} to {buyer} {when}, at {price}. For every kWh missing you owe {missing}.",
      "您向{buyer}出售{carrier} {total}，{when}，{price}。每少交 1 kWh，您付违约金 {missing}。",
    ),
    buyer: b(
      "You buy {total} of {carrier} from {seller} {when}, at {price}. For every kWh that you do not take you owe {untaken}.",
      "您从{seller}购入{carrier} {total}，{when}，{price}。每少取 1 kWh，您付违约金 {untaken}。",
    ),
  },
  clauses: [
    SLOTS,
    b(
      "Firm: for each kWh that the seller fails to deliver it owes the buyer {missing}; for each kWh that the buyer fails to take it owes the seller {untaken}.",
      "定量：卖方每少交 1 kWh，付给买方 {missing}；买方每少取 1 kWh，付给卖方 {untaken}。",
    ),
    b("Where both fall short, neither owes for it.", "双方同时短缺的部分，互不赔付。"),
    ...SETTLEMENT,
  ],
};

export const TEMPLATES: { readonly [K in ContractKind]: Template } = { asProduced: AS_PRODUCED, firm: FIRM };

const HASHES: { readonly [K in ContractKind]: string } = { asProduced: hashOf(AS_PRODUCED), firm: hashOf(FIRM) };

/** SHA-256 of the canonical JSON {en: [lead, ...clauses], zh: [lead, ...clauses]} with the neutral lead, hex. */
export function templateHash(type: ContractKind): string {
  return HASHES[type];
}

function hashOf({ lead, clauses }: Template): string {
  const all = [lead.neutral, ...clauses];
  const both: JsonObject = { en: all.map(({ en }) => en), zh: all.map(({ zh }) => zh) };
  return toHex(sha256(encodeCanonical(both)));
}
