/** What operators post about readings, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { kWh } from "../format.ts";
import type { KindWordsTable } from "./kindWords.ts";
import { duringSlots } from "./when.ts";

const FIGURES_PUBLIC = {
  en: "The party, the slots and the figures.",
  zh: "主体、时段及数值。",
};

export const OPERATOR_METER_WORDS: KindWordsTable<"meter.totals" | "meter.substitute" | "meter.correct"> = {
  "meter.totals": {
    title: { en: "Post slot totals", zh: "公布时段总量" },
    text: (body, teller) => {
      const { totals } = body;
      const [sold, bought] = [kWh(add(totals, "sold")), kWh(add(totals, "bought"))];
      return teller.say(
        `You state what your own meters count of ${teller.name(body.party)}${duringSlots(teller, null, body.first, totals.length)}: ${sold} fed in and ${bought} taken in all. Where its own meter says the same, its slots can become final.`,
        `您公布自有计量表所计${teller.name(body.party)}${duringSlots(teller, null, body.first, totals.length)}的总量：上网 ${sold}、下网 ${bought}。与其自有计量表一致的时段方可终局。`,
      );
    },
    public: FIGURES_PUBLIC,
    rows: ({ first, totals }) =>
      totals.map(({ sold, bought }, i) => ({
        label: { en: `Slot ${first + i}`, zh: `第 ${first + i} 时段` },
        value: { en: `${kWh(sold)} fed in, ${kWh(bought)} taken`, zh: `上网 ${kWh(sold)}，下网 ${kWh(bought)}` },
      })),
  },
  "meter.substitute": {
    title: { en: "Substitute a reading", zh: "替代读数" },
    text: (body, teller) =>
      teller.say(
        `You state that ${teller.name(body.party)} fed in ${kWh(body.sold)} and took ${kWh(body.bought)}${duringSlots(teller, null, body.slot, 1)}, in place of its own reading: “${body.reason}”. Its contracts of the slot are settled by that.`,
        `您以${teller.name(body.party)}${duringSlots(teller, null, body.slot, 1)}上网 ${kWh(body.sold)}、下网 ${kWh(body.bought)} 替代其读数：“${body.reason}”。该时段的合约以此结算。`,
      ),
    public: FIGURES_PUBLIC,
    rows: () => [],
  },
  "meter.correct": {
    title: { en: "Correct a final reading", zh: "更正终局读数" },
    text: (body, teller) =>
      teller.say(
        `You correct what ${teller.name(body.party)} fed in to ${kWh(body.sold)} and took to ${kWh(body.bought)}${duringSlots(teller, null, body.slot, 1)}: “${body.reason}”. What is owed otherwise by it goes into the running period’s statements.`,
        `您将${teller.name(body.party)}${duringSlots(teller, null, body.slot, 1)}的读数更正为上网 ${kWh(body.sold)}、下网 ${kWh(body.bought)}：“${body.reason}”。由此产生的差额计入本期账单。`,
      ),
    public: FIGURES_PUBLIC,
    rows: () => [],
  },
};

function add(totals: readonly { readonly sold: number; readonly bought: number }[], of: "sold" | "bought"): number {
  return totals.reduce((sum, slot) => sum + slot[of], 0);
}
