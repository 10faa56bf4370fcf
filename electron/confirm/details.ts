/** The rows below the amounts: what the sentence (hours, energy, price, expiry, worst case) leaves out, in plain words. */
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { OfferBody } from "../../shared/ledger/records.ts";
import type { TxBody, TxOf } from "../../shared/ledger/transactions.ts";
import type { Energy } from "../../shared/ledger/units.ts";
import { kindRows } from "../../shared/words/kinds/kinds.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "../../shared/words/terms.ts";
import type { Composed } from "../local/port.ts";
import { type Both, both, kWh, same, slotSpan, span, yuan } from "./figures.ts";
import { relatedOffer } from "./money.ts";

type Facts = Composed["facts"];
type Row = ConfirmView["details"][number];
const row = (en: string, zh: string, value: Both): Row => ({ label: { en, zh }, value });

export function detailsOf(body: TxBody, facts: Facts): Row[] {
  switch (body.kind) {
    case "offer.post":
      return termRows(body);
    case "offer.accept": {
      const offer = relatedOffer(facts);
      const link = row("Offer", "挂单", same(short(body.offer)));
      if (!offer) return [link];
      return [...termRows(offer), link];
    }
    case "offer.cancel": {
      const offer = relatedOffer(facts);
      return [row("Offer", "挂单", same(short(body.offer))), ...(offer ? energyRows(offer, offer.energy, facts) : [])];
    }
    case "party.register":
      return registerRows(body);
    case "party.admit":
      return [
        row("Party", "主体", nameOf(body.party, facts)),
        row("Decision", "决定", body.admit ? { en: "admit", zh: "准入" } : { en: "refuse", zh: "不准入" }),
        row("Reason", "理由", same(body.reason)),
      ];
    case "payment.claim":
      return [periodRow(body.period, facts), row("Reference", "付款附言", same(body.reference))];
    case "payment.confirm":
      return [periodRow(body.period, facts)];
    case "payment.deny":
      return [periodRow(body.period, facts), row("Reason", "理由", same(body.reason))];
    case "meter.commit":
      return [row("Meter", "电表", same(body.meter)), row("Batch", "批次", same(String(body.batch)))];
    case "meter.open":
      return [row("Meter", "电表", same(body.meter)), row("Readings", "读数", same(String(body.openings.length)))];
    default:
      return kindRows(body).map(({ label, value }) => ({ label, value }));
  }
}

/** The number is what is signed; nobody knows a period by it, so its market time stands before it. */
function periodRow(number: number, { period, market }: Facts): Row {
  const words: Both = { en: `statement ${number}`, zh: `第 ${number} 期` };
  if (!period || !market) return row("Period", "账期", words);
  const { from, to } = { from: period.from + market.utcOffset, to: period.to + market.utcOffset };
  return row("Period", "账期", {
    en: `${span(from, to, "en")} (${words.en})`,
    zh: `${span(from, to, "zh")}（${words.zh}）`,
  });
}

/** When and how much: the hours of the slots that carry energy, the total, and whether it is the same in each. */
function energyRows(offer: OfferBody, energy: Energy, { market }: Facts): Row[] {
  const filled = energy.wh.flatMap((wh, i) => (wh > 0 ? [{ slot: energy.first + i, wh }] : []));
  const first = filled[0];
  const last = filled.at(-1);
  const rows: Row[] = [];
  if (market && first && last) {
    rows.push(
      row(
        "When",
        "时段",
        both((lang) => slotSpan(first.slot, last.slot, market, lang)),
      ),
    );
  }
  const total = filled.reduce((sum, { wh }) => sum + wh, 0);
  const least = Math.min(...filled.map(({ wh }) => wh));
  const most = Math.max(...filled.map(({ wh }) => wh));
  const { en, zh } = CARRIER_WORDS[offer.carrier];
  const each = least === most ? kWh(most) : `${kWh(least)} – ${kWh(most)}`;
  rows.push(
    row("How much", "数量", {
      en: `${kWh(total)} of ${en}: ${filled.length} slots of ${each}`,
      zh: `${zh} ${kWh(total)}：${filled.length} 个时段，每个 ${each}`,
    }),
  );
  return rows;
}

function termRows(offer: OfferBody): Row[] {
  const { seller, buyer } = offer.damages;
  const rows = [
    row(
      "Kind",
      "类型",
      offer.type === "asProduced"
        ? { en: "as produced: up to this amount, no damages", zh: "按实际发电：以此为上限，无违约金" }
        : {
            en: `firm: damages ${yuan(seller)} (seller), ${yuan(buyer)} (buyer) per kWh short`,
            zh: `定量：每欠 1 kWh，卖方付 ${yuan(seller)}，买方付 ${yuan(buyer)}`,
          },
    ),
  ];
  rows.push(
    row(
      "Least taken",
      "最小成交量",
      offer.minimum > 0 ? same(kWh(offer.minimum)) : { en: "no minimum: any part of it", zh: "不限：可成交任意部分" },
    ),
  );
  if (offer.technology !== "none") rows.push(row("Origin", "来源", TECHNOLOGY_WORDS[offer.technology]));
  return rows;
}

/** Zone, capacities, meter, supplier and installer are in the sentence. */
function registerRows({ certificate: { claims } }: TxOf<"party.register">): Row[] {
  return [
    row("Connection point", "并网点", {
      en: `${short(claims.point)}, a salted hash: no address`,
      zh: `${short(claims.point)}，加盐哈希，不含地址`,
    }),
    row("Certificate", "证明", same(short(claims.id))),
  ];
}

const nameOf = (party: string, { names }: Facts): Both =>
  names[party] ?? same(`${party.slice(0, 8)}…${party.slice(-4)}`);
const short = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
