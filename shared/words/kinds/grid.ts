/** Operators and utilities, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { kWh, moment, percent, perKWh, yuan } from "../format.ts";
import { CARRIER_WORDS } from "../terms.ts";
import type { KindRow, KindWordsTable } from "./kindWords.ts";
import { duringSlots, fromMoment } from "./when.ts";

const ALL_PUBLIC = { en: "All of it.", zh: "全部内容。" };
const same = (en: string, zh: string, value: string): KindRow => ({
  label: { en, zh },
  value: { en: value, zh: value },
});
const range = (prices: readonly number[], lang: "en" | "zh"): string => {
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  return low === high ? perKWh(low, lang) : `${yuan(low)}–${perKWh(high, lang).replace("每 kWh ", "")}`;
};

export const GRID_WORDS: KindWordsTable<
  | "grid.supply"
  | "grid.transfer"
  | "grid.tariff"
  | "grid.factor"
  | "grid.call"
  | "grid.answer"
  | "grid.curtail"
  | "grid.outage"
> = {
  "grid.supply": {
    title: { en: "Publish what a zone can deliver", zh: "公布台区可交割量" },
    text: (body, teller) =>
      teller.say(
        `You state that zone ${body.zone} can deliver ${kWh(body.deliverable)} and take ${kWh(body.demand)} of ${CARRIER_WORDS[body.carrier].en} per slot${fromMoment(teller, body.from)}. What is contracted already stays; nothing is added above it.`,
        `您公布 ${body.zone} 台区${fromMoment(teller, body.from)}每时段可交割${CARRIER_WORDS[body.carrier].zh} ${kWh(body.deliverable)}、可接纳 ${kWh(body.demand)}。已订合约不变，超出部分不再成交。`,
      ),
    public: ALL_PUBLIC,
    rows: () => [],
  },
  "grid.transfer": {
    title: { en: "Publish transfer capacity", zh: "公布台区间输送能力" },
    text: (body, teller) =>
      teller.say(
        `You state that ${kWh(body.wh)} of ${CARRIER_WORDS[body.carrier].en} per slot can flow from zone ${body.source} to zone ${body.target}${fromMoment(teller, body.from)}. What is contracted already stays.`,
        `您公布${fromMoment(teller, body.from)}每时段可从 ${body.source} 台区向 ${body.target} 台区输送${CARRIER_WORDS[body.carrier].zh} ${kWh(body.wh)}。已订合约不变。`,
      ),
    public: ALL_PUBLIC,
    rows: () => [],
  },
  "grid.tariff": {
    title: { en: "Publish your tariff", zh: "公布电价" },
    text: (body, teller) =>
      teller.say(
        `You publish your prices for ${CARRIER_WORDS[body.carrier].en}${fromMoment(teller, body.from)}: you charge ${range(body.retail, "en")} and pay ${range(body.feedIn, "en")} by the quarter-hour.`,
        `您公布${fromMoment(teller, body.from)}的${CARRIER_WORDS[body.carrier].zh}分时价格：售价${range(body.retail, "zh")}，收购价${range(body.feedIn, "zh")}。`,
      ),
    public: ALL_PUBLIC,
    rows: () => [],
  },
  "grid.factor": {
    title: { en: "Publish a calorific factor", zh: "公布热值系数" },
    text: (body, teller) =>
      teller.say(
        `You state that a cubic metre of gas in zone ${body.zone} held ${kWh(body.whPerM3)}${duringSlots(teller, "gas", body.slot, 1)}. What is not final of that day is settled by it.`,
        `您公布 ${body.zone} 台区${duringSlots(teller, "gas", body.slot, 1)}每立方米燃气含 ${kWh(body.whPerM3)}。该日尚未终局的结算以此为准。`,
      ),
    public: ALL_PUBLIC,
    rows: () => [],
  },
  "grid.call": {
    title: { en: "Call for flexibility", zh: "发出需求响应邀约" },
    text: (body, teller) => {
      const until = teller.place ? moment(body.until + teller.place.utcOffset, teller.lang) : String(body.until);
      return teller.say(
        `You ask the parties of zone ${body.zone} to take at most ${percent(body.capPpm)} of their connection’s capacity of ${CARRIER_WORDS[body.carrier].en}${duringSlots(teller, body.carrier, body.first, body.count)}. Who answers by ${until} and does is paid ${perKWh(body.price, "en")} for the rest of the capacity in each slot; up to ${body.most} parties.`,
        `您邀请 ${body.zone} 台区的主体${duringSlots(teller, body.carrier, body.first, body.count)}将${CARRIER_WORDS[body.carrier].zh}用量控制在接入容量的 ${percent(body.capPpm)} 以内。在 ${until} 前应答并做到者，每时段就其余容量获${perKWh(body.price, "zh")}；至多 ${body.most} 个主体。`,
      );
    },
    public: ALL_PUBLIC,
    rows: () => [],
  },
  "grid.answer": {
    title: { en: "Answer a call for flexibility", zh: "应答需求响应邀约" },
    text: (_, { say }) =>
      say(
        "You say that you will stay below the cap of this call. The operator pays you for each slot in which your meter shows it; you owe nothing when you do not. One answer per slot.",
        "您表示将在该邀约的上限之内用能。计量表显示做到的每个时段，运营方向您付费；未做到亦无须付款。每个时段只能应答一次。",
      ),
    public: {
      en: "That you answered, your connection’s capacity, what your meter took in these slots, and what you are paid.",
      zh: "您已应答、您的接入容量、这些时段的下网读数及所得款项。",
    },
    rows: ({ call }) => [same("Call", "邀约", call)],
  },
  "grid.curtail": {
    title: { en: "Curtail firm quantities", zh: "削减定量合约" },
    text: (body, teller) =>
      teller.say(
        `You cut what ${body.side === "sell" ? "sellers" : "buyers"} of zone ${body.zone} contracted firmly in ${CARRIER_WORDS[body.carrier].en}${duringSlots(teller, body.carrier, body.first, body.count)} to ${percent(body.keepPpm)}, without damages: “${body.reason}”. This cannot be taken back.`,
        `您将 ${body.zone} 台区${body.side === "sell" ? "卖方" : "买方"}${duringSlots(teller, body.carrier, body.first, body.count)}的${CARRIER_WORDS[body.carrier].zh}定量合约削减至 ${percent(body.keepPpm)}，不计违约金：“${body.reason}”。此举不可撤回。`,
      ),
    public: ALL_PUBLIC,
    rows: () => [],
  },
  "grid.outage": {
    title: { en: "Confirm an outage", zh: "确认停供" },
    text: (body, teller) => {
      const en = body.party === null ? `zone ${body.zone}` : `${teller.name(body.party)} in zone ${body.zone}`;
      const zh = body.party === null ? `${body.zone} 台区` : `${body.zone} 台区的${teller.name(body.party)}`;
      return teller.say(
        `You confirm that ${en} was without ${CARRIER_WORDS[body.carrier].en}${duringSlots(teller, body.carrier, body.first, body.count)}: “${body.reason}”. Shortfalls in these slots owe no damages, unless they are final.`,
        `您确认 ${zh}${duringSlots(teller, body.carrier, body.first, body.count)}停供${CARRIER_WORDS[body.carrier].zh}：“${body.reason}”。这些时段的短缺不计违约金，已终局者除外。`,
      );
    },
    public: ALL_PUBLIC,
    rows: () => [],
  },
};
