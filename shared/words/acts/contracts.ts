/** Acts on contracts and disputes, in words. */
import type { ActName, ActOf, Ruling } from "../../ledger/bodies/decisions.ts";
import { type Both, kWh, yuan } from "../format.ts";
import type { Teller } from "../kinds/kindWords.ts";
import { type ActWordsTable, short } from "./act.ts";

const LIABLE: { readonly [L in Ruling["liability"]]: Both } = {
  none: { en: "nobody is liable", zh: "无人担责" },
  seller: { en: "the seller is liable", zh: "由卖方担责" },
  buyer: { en: "the buyer is liable", zh: "由买方担责" },
  both: { en: "both sides are liable", zh: "由双方担责" },
  operator: { en: "the operator is liable", zh: "由电网运营方担责" },
  excused: { en: "the shortfall is excused", zh: "欠量予以免责" },
};

export const CONTRACT_ACT_WORDS: ActWordsTable<Extract<ActName, `contract.${string}`> | "dispute.rule"> = {
  "contract.release": {
    title: { en: "Release a held contract", zh: "放行暂缓的合约" },
    text: ({ contract }, { say }) =>
      say(
        `The held contract ${short(contract)} is released and binds both sides from then on.`,
        `放行暂缓的合约 ${short(contract)}，自此对双方具有约束力。`,
      ),
  },
  "contract.refuse": {
    title: { en: "Refuse a held contract", zh: "拒绝暂缓的合约" },
    text: ({ contract }, { say }) =>
      say(
        `The held contract ${short(contract)} is refused; nobody owes anything for it.`,
        `拒绝暂缓的合约 ${short(contract)}；任何一方均无须为其付款。`,
      ),
  },
  "contract.void": {
    title: { en: "Void a contract", zh: "作废合约" },
    text: ({ contract, from }, { say }) =>
      say(
        `Contract ${short(contract)} ends from slot ${from} on, without damages for either side; what came before is settled as agreed.`,
        `合约 ${short(contract)} 自第 ${from} 号时段起作废，双方均无违约金；此前的时段照约结算。`,
      ),
  },
  "dispute.rule": {
    title: { en: "Rule on a dispute", zh: "裁决争议" },
    text: ({ dispute, ruling }, teller) => {
      const { say } = teller;
      const slots = ruling.slots.map((slot) => found(slot, teller)).join(say("; ", "；"));
      const liable = LIABLE[ruling.liability];
      return say(
        `Dispute ${short(dispute)} is ruled: ${liable.en}${slots && `; ${slots}`}${awarded(ruling, teller)}.`,
        `裁决争议 ${short(dispute)}：${liable.zh}${slots && `；${slots}`}${awarded(ruling, teller)}。`,
      );
    },
  },
};

function found({ slot, aS, aB }: ActOf<"dispute.rule">["ruling"]["slots"][number], { say }: Teller): string {
  const sold = aS === null ? say("as settled", "照原结算") : kWh(aS);
  const bought = aB === null ? say("as settled", "照原结算") : kWh(aB);
  return say(`slot ${slot}: sold ${sold}, bought ${bought}`, `第 ${slot} 号时段：售出 ${sold}，购入 ${bought}`);
}

function awarded({ award }: Ruling, { say }: Teller): string {
  if (!award) return "";
  const [from, to] = award.from === "seller" ? ["seller", "buyer"] : ["buyer", "seller"];
  const [payer, payee] = award.from === "seller" ? ["卖方", "买方"] : ["买方", "卖方"];
  return say(`; the ${from} pays the ${to} ${yuan(award.amount)}`, `；${payer}向${payee}支付 ${yuan(award.amount)}`);
}
