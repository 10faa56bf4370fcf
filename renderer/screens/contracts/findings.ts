/** A screening rule's name and figure in words, from the words that the ledger's rules share. */
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { findingText } from "../../../shared/words/findings.ts";
import { decimal, kilo, priceMark, whole, yuanMark } from "../../parts/figures.ts";
import { momentText } from "../../parts/times.ts";

export const ruleName = (rule: string, lang: Lang): string => {
  const name = findingText(rule);
  return lang === "en" ? name.en : name.zh;
};

/** A finding's figure in the unit that the rule states; `offset` turns market seconds into local ones. */
export function ruleFigure(lang: Lang, value: number, unit: string, offset: number): string {
  switch (unit) {
    case "W":
      return `${kilo(lang, value)} kW`;
    case "Wh":
      return `${kilo(lang, value)} kWh`;
    case "micro/kWh":
      return priceMark(lang, value);
    case "micro":
      return yuanMark(lang, value);
    case "s":
      return value > 1_000_000_000 ? momentText(lang, value + offset) : `${whole(lang, value)} s`;
    default:
      return decimal(lang, value, 0);
  }
}
