/** Acts on the market's hours, bands, charges and profiles, in words. */
import type { ActName, ActOf } from "../../ledger/bodies/decisions.ts";
import type { Carrier } from "../../ledger/units.ts";
import { percent, perKWh, yuan } from "../format.ts";
import type { Teller } from "../kinds/kindWords.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "../terms.ts";
import { type ActWordsTable, at } from "./act.ts";

export const MARKET_ACT_WORDS: ActWordsTable<Extract<ActName, `trade.${string}` | `schedule.${string}`>> = {
  "trade.suspend": {
    title: { en: "Suspend trading", zh: "暂停交易" },
    text: ({ zone, carrier, from, until }, teller) =>
      teller.say(
        `No contract is made in zone ${zone} for ${what(carrier, teller)} in slots that start from ${at(from, teller)} and before ${at(until, teller)}; existing contracts stay binding.`,
        `${zone} 台区自 ${at(from, teller)} 起、${at(until, teller)} 前开始的时段，不再订立${what(carrier, teller)}合约；现有合约仍然有效。`,
      ),
  },
  "trade.resume": {
    title: { en: "Resume trading", zh: "恢复交易" },
    text: ({ zone, carrier }, teller) =>
      teller.say(
        `The suspension of trading in zone ${zone} for ${what(carrier, teller)} ends.`,
        `结束 ${zone} 台区${what(carrier, teller)}的交易暂停。`,
      ),
  },
  "schedule.bands": {
    title: { en: "Set price bands and limits", zh: "设定价格区间与限额" },
    text: ({ zone, carrier, from, bands }, teller) => {
      const place = teller.say(
        `From ${at(from, teller)} on, for ${what(carrier, teller)} in zone ${zone}: `,
        `自 ${at(from, teller)} 起，${zone} 台区的${what(carrier, teller)}：`,
      );
      return `${place}${bandList(bands, teller)}`;
    },
  },
  "schedule.charges": {
    title: { en: "Set charges", zh: "设定费用" },
    text: ({ carrier, source, target, from, charges }, teller) => {
      const { say, lang } = teller;
      const { network, levy, taxPpm, lossPpm } = charges;
      return say(
        `From ${at(from, teller)} on, ${what(carrier, teller)} from zone ${source} to zone ${target} bears ${perKWh(network, lang)} for the network, a levy of ${perKWh(levy, lang)}, ${percent(taxPpm)} tax and ${percent(lossPpm)} for losses.`,
        `自 ${at(from, teller)} 起，${source} 台区至 ${target} 台区的${what(carrier, teller)}：过网费${perKWh(network, lang)}，附加费${perKWh(levy, lang)}，税 ${percent(taxPpm)}，损耗 ${percent(lossPpm)}。`,
      );
    },
  },
  "schedule.profile": {
    title: { en: "Set an availability profile", zh: "设定可用率曲线" },
    text: ({ technology, month, from, share }, teller) => {
      const range = [percent(Math.min(...share)), percent(Math.max(...share))];
      return teller.say(
        `From ${at(from, teller)} on, who produces by ${TECHNOLOGY_WORDS[technology].en} may promise in month ${month} between ${range[0]} and ${range[1]} of its capacity, by the quarter-hour; what is contracted stays.`,
        `自 ${at(from, teller)} 起，${TECHNOLOGY_WORDS[technology].zh}在 ${month} 月可承诺其容量的 ${range[0]} 至 ${range[1]}，按每刻钟计；已订立的合约不变。`,
      );
    },
  },
};

function what(carrier: Carrier | null, { say, lang }: Teller): string {
  return carrier ? CARRIER_WORDS[carrier][lang] : say("every kind of energy", "所有能源");
}

function bandList(bands: ActOf<"schedule.bands">["bands"], { say, lang }: Teller): string {
  const { price, damages, exposure, review, auction, tariff } = bands;
  return say(
    `prices from ${yuan(price.min)} to ${perKWh(price.max, lang)}, damages from ${yuan(damages.min)} to ${perKWh(damages.max, lang)}, at most ${yuan(exposure)} owed by one party, contracts that could cost a side more than ${yuan(review)} held for review; auction damages ${yuan(auction.seller)} (seller) and ${perKWh(auction.buyer, lang)} (buyer); shown for comparison: retail ${yuan(tariff.retail)}, feed-in ${perKWh(tariff.feedIn, lang)}.`,
    `价格 ${yuan(price.min)} 至${perKWh(price.max, lang)}，违约金 ${yuan(damages.min)} 至${perKWh(damages.max, lang)}，单一主体欠款上限 ${yuan(exposure)}，任一方最多可能支付超过 ${yuan(review)} 的合约须暂缓审阅；竞价违约金卖方 ${yuan(auction.seller)}、买方${perKWh(auction.buyer, lang)}；供对比：零售 ${yuan(tariff.retail)}，上网${perKWh(tariff.feedIn, lang)}。`,
  );
}
