/** What happens in a scenario, line by line: who sends what, what came of it and why, what was checked. */
import { clock, type Lang, moment, type Place } from "../../shared/words/format.ts";
import { refusalText } from "../../shared/words/refusals.ts";
import { titleNamed } from "../../shared/words/kinds/titles.ts";
import { UTC_OFFSET } from "./market.ts";
import type { CheckText } from "./document.ts";
import type { Told } from "./player.ts";

/** The grid of electricity, which most scenarios are about; it places a refusal's slot in the day. */
export const PLACE: Place = { slotSeconds: 900, startSeconds: 0, utcOffset: UTC_OFFSET };

type Sent = Extract<Told, { what: "sent" }>;

/**
 * Tells one thing after the other; readings that arrive in a row without a refusal are told as one line, since each home sends two
 * transactions per slot. Ask for the rest at the end.
 */
export class Story {
  readonly #lang: Lang;
  #readings: Sent[] = [];

  constructor(lang: Lang) {
    this.#lang = lang;
  }

  tell(told: Told): readonly string[] {
    if (told.what === "sent" && told.kind.startsWith("meter.") && told.name === "" && told.result.code === 0) {
      this.#readings.push(told);
      return [];
    }
    return [...this.rest(), ...this.#lines(told)];
  }

  rest(): readonly string[] {
    const [first] = this.#readings;
    if (!first) return [];
    const homes = [...new Set(this.#readings.map(({ by }) => by))];
    const count = this.#readings.length;
    this.#readings = [];
    const who = homes.join(this.#lang === "en" ? ", " : "、");
    return [
      `  ${timeOf(first)}  ${this.#say(
        `Meters of ${who}: readings sealed and opened (${count} transactions)`,
        `${who} 的电表：读数已密封并公开（${count} 笔交易）`,
      )}`,
    ];
  }

  #say(en: string, zh: string): string {
    return this.#lang === "en" ? en : zh;
  }

  #lines(told: Told): readonly string[] {
    switch (told.what) {
      case "moved":
        return [moment(told.market + UTC_OFFSET, this.#lang)];
      case "note":
        return [`    ${told.text}`];
      case "sent":
        return this.#sent(told);
      case "checked":
        return [`  ${this.#say("as expected: ", "符合预期：")}${checkText(told.wanted, this.#lang)}`];
      case "failed":
        return [
          `  ${this.#say(`NOT AS EXPECTED, step ${told.step}: `, `不符合预期，第 ${told.step} 步：`)}${told.problem}`,
        ];
    }
  }

  #sent(told: Sent): readonly string[] {
    const head = `  ${timeOf(told)}  ${sentText(told, this.#lang)}`;
    const { code, data } = told.result;
    if (code === 0) return [head];
    const verdict = code === 1 ? this.#say("Refused", "未准入") : this.#say("Not valid", "无效");
    const why = data === null ? "" : refusalText(data, this.#lang, PLACE);
    return [head, `      ${verdict}${this.#say(". ", "。")}${why}`];
  }
}

const timeOf = ({ market }: Sent): string => clock(market + UTC_OFFSET);

/** "dan: Offer “once”". */
export function sentText({ by, kind, name }: Pick<Sent, "by" | "kind" | "name">, lang: Lang): string {
  const named = name === "" ? "" : lang === "en" ? ` “${name}”` : `“${name}”`;
  if (kind === "again")
    return lang === "en" ? `The same bytes as${named} arrive again` : `与${named}相同的内容再次到达`;
  const title = titleNamed(kind)?.[lang] ?? kind;
  return lang === "en" ? `${by}: ${title}${named}` : `${by}：${title}${named}`;
}

/** The expectation as it was written, without its brackets. */
function checkText(wanted: CheckText, lang: Lang): string {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  if ("contract" in wanted) return `${say("contract", "合约")} “${wanted.contract}”: ${fields(wanted.is)}`;
  if ("slot" in wanted) {
    const { contract, at } = wanted.slot;
    return `${say("contract", "合约")} “${contract}”, ${say("slot of", "时段")} ${String(at)}: ${fields(wanted.is)}`;
  }
  if ("owed" in wanted) {
    const { from, to } = wanted.owed;
    return say(`${from} owes ${to} ${String(wanted.amount)}`, `${from} 应付 ${to} ${String(wanted.amount)}`);
  }
  if ("statement" in wanted) {
    const { from, to } = wanted.statement;
    return `${say(`statement of ${from} and ${to}`, `${from} 与 ${to} 的账单`)}: ${fields(wanted.is)}`;
  }
  if ("party" in wanted) return `${say("party", "主体")} ${wanted.party}: ${fields(wanted.is)}`;
  return `${say("query", "查询")} ${wanted.query}: ${fields(wanted.is)}`;
}

/** `{state: admitted, slots: {pending: 4}}` as "state admitted, slots pending 4". */
function fields(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(fields).join("; ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${fields(inner)}`)
    .join(", ");
}
