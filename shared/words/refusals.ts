/** A refusal in words: what happened with its figures, what is safe, what to do (look, Words). */
import type { Finding, Refusal } from "../ledger/records.ts";
import { MARKET_RULES, type Rule, VALIDITY_RULES } from "../ledger/rules.ts";
import { clock, fill, kW, kWh, type Lang, moment, perKWh, type Place, slotLocal, yuan } from "./format.ts";
import { REFUSAL_SENTENCES } from "./refusalSentences.ts";

/** What a refusal leaves untouched, by the first part of the rule's name. */
const SAFE: { readonly [prefix: string]: { readonly en: string; readonly zh: string } } = {
  valid: { en: "Nothing was changed and you owe nothing.", zh: "账本没有任何改变，您无须付款。" },
  register: { en: "Nothing was registered.", zh: "未作任何登记。" },
  admit: { en: "Your vote was not counted.", zh: "您的投票未被计入。" },
  meter: { en: "Earlier readings stand.", zh: "先前的读数不受影响。" },
  tx: { en: "Nothing was changed and you owe nothing.", zh: "账本没有任何改变，您无须付款。" },
  revoke: { en: "Nothing was revoked.", zh: "未作任何撤销。" },
  mail: { en: "The message was not sent.", zh: "消息未发送。" },
  sale: { en: "The sale stays as it is.", zh: "该笔销售保持原状。" },
  leave: { en: "You are still in the market.", zh: "您仍在市场中。" },
  move: { en: "The connection stays as it is.", zh: "并网点保持原状。" },
  key: { en: "The keys stay as they are.", zh: "密钥保持原状。" },
  encryption: { en: "The keys stay as they are.", zh: "密钥保持原状。" },
  replace: { en: "The meter stays as it is.", zh: "电表保持原状。" },
  attest: { en: "The meter stays as it is.", zh: "电表保持原状。" },
  standing: { en: "The party stays as it is.", zh: "该主体保持原状。" },
  enrol: { en: "Nobody was enrolled.", zh: "未登记任何主体。" },
  grid: { en: "Nothing was published.", zh: "未作任何公布。" },
  decision: { en: "Nothing was decided and nothing changed.", zh: "未作任何决定，也没有任何改变。" },
  act: { en: "Nothing was decided and nothing changed.", zh: "未作任何决定，也没有任何改变。" },
  validator: { en: "The validators stay as they are.", zh: "验证者保持不变。" },
  end: { en: "The contract stays as it is.", zh: "合约保持原状。" },
  dispute: { en: "The settlement stays as it is.", zh: "结算保持原状。" },
  appeal: { en: "The ruling stays as it is.", zh: "裁决保持原状。" },
  ruling: { en: "Nothing was ruled.", zh: "未作任何裁决。" },
  closeOut: { en: "Nothing was closed out.", zh: "未作任何清算。" },
  payment: { en: "The statement stays as it is.", zh: "账单保持原状。" },
};
const SAFE_TRADE = { en: "You owe nothing.", zh: "您无须付款。" };
const RULES: ReadonlySet<string> = new Set([...MARKET_RULES, ...VALIDITY_RULES]);

/** `place`: grid and offset of the zone, for the slot's time; without it the sentence does without. */
export function refusalText(refusal: Refusal, lang: Lang, place: Place | null = null): string {
  const safe = (SAFE[refusal.rule.split(".")[0] ?? ""] ?? SAFE_TRADE)[lang];
  if (!isRule(refusal.rule)) {
    return lang === "en"
      ? `Refused by a rule that this version does not know (${refusal.rule}). ${safe}`
      : `被本版本尚不认识的规则拒绝（${refusal.rule}）。${safe}`;
  }
  const { figure, limit, unit, slot, fits } = refusal;
  const at = slot === undefined || !place ? "" : clock(slotLocal(place, slot));
  const text = fill(REFUSAL_SENTENCES[refusal.rule][lang], {
    figure: figureText(figure, unit, lang, place),
    limit: figureText(limit, unit, lang, place),
    at: at && (lang === "en" ? ` at ${at}` : ` ${at} `),
    fits: fitsText(fits, unit, lang),
  });
  return lang === "en" ? `${text} ${safe}` : `${text}${safe}`;
}

export function isRule(name: string): name is Rule {
  return RULES.has(name);
}

function fitsText(fits: number | undefined, unit: Finding["unit"] | undefined, lang: Lang): string {
  if (fits === undefined || fits <= 0 || unit !== "Wh") return "";
  return lang === "en" ? ` ${kWh(fits)} would fit.` : `${kWh(fits)} 可以容纳。`;
}

/** A finding's figure in its unit. */
export function figureText(
  value: number | undefined,
  unit: Finding["unit"] | undefined,
  lang: Lang,
  place: Place | null = null,
): string {
  if (value === undefined) return "…";
  switch (unit) {
    case "W":
      return kW(value);
    case "Wh":
      return kWh(value);
    case "micro/kWh":
      return perKWh(value, lang);
    case "micro":
      return yuan(value);
    case "s":
      return place ? moment(value + place.utcOffset, lang) : String(value);
    case "state":
    case "count":
    case undefined:
      return String(value);
  }
}
