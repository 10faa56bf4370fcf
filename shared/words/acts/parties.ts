/** Acts on parties, their keys and their suppliers, in words. */
import { addressOf } from "../../codec/address.ts";
import { fromHex } from "../../codec/bytes.ts";
import type { ActName, ActOf } from "../../ledger/bodies/decisions.ts";
import type { Role } from "../../ledger/units.ts";
import { type Both, kW } from "../format.ts";
import type { Teller } from "../kinds/kindWords.ts";
import { TECHNOLOGY_WORDS } from "../terms.ts";
import { type ActWordsTable, short } from "./act.ts";

const ROLE_WORDS: { readonly [R in Role]: Both } = {
  regulator: { en: "regulator", zh: "监管方" },
  operator: { en: "grid operator", zh: "电网运营方" },
  utility: { en: "utility", zh: "供电方" },
  producer: { en: "producer", zh: "生产者" },
  holder: { en: "holder of other energy", zh: "其他能源持有方" },
  prosumer: { en: "prosumer", zh: "产消者" },
  installer: { en: "installer", zh: "安装方" },
  agent: { en: "settlement agent", zh: "结算代理" },
  meter: { en: "meter", zh: "计量方" },
};

export const PARTY_ACT_WORDS: ActWordsTable<
  Extract<ActName, `party.${string}`> | "key.replace" | "watch.set" | "supplier.replace"
> = {
  "watch.set": {
    title: { en: "Watch a party", zh: "关注主体" },
    text: ({ party, on }, { say, name }) =>
      on
        ? say(
            `New contracts of ${name(party)} are held until the regulators release them.`,
            `${name(party)}的新合约须暂缓，待监管方放行。`,
          )
        : say(
            `New contracts of ${name(party)} are no longer held for its sake.`,
            `${name(party)}的新合约不再因其本身而暂缓。`,
          ),
  },
  "party.enrol": {
    title: { en: "Enrol a party", zh: "登记主体" },
    text: ({ key, roles, zone, certificates }, { say, name }) => {
      const id = name(addressOf(fromHex(key)));
      return say(
        `${id} joins zone ${zone} as ${roles.map((role) => ROLE_WORDS[role].en).join(", ")}${certificates > 0 ? `, with at most ${certificates} certificates a day` : ""}.`,
        `${id}以${roles.map((role) => ROLE_WORDS[role].zh).join("、")}身份加入 ${zone} 台区${certificates > 0 ? `，每天最多出具 ${certificates} 份证书` : ""}。`,
      );
    },
  },
  "party.change": {
    title: { en: "Change a party", zh: "变更主体" },
    text: ({ party, change }, teller) =>
      teller.say(
        `The registration of ${teller.name(party)} changes: ${changes(change, teller).join(", ")}.`,
        `变更${teller.name(party)}的登记：${changes(change, teller).join("，")}。`,
      ),
  },
  "party.suspend": {
    title: { en: "Suspend a party", zh: "暂停主体" },
    text: ({ party }, { say, name }) =>
      say(
        `${name(party)} may not trade any more until it is reinstated; its contracts stay binding.`,
        `${name(party)}在恢复之前不得交易；其现有合约仍然有效。`,
      ),
  },
  "party.reinstate": {
    title: { en: "Reinstate a party", zh: "恢复主体" },
    text: ({ party }, { say, name }) => say(`${name(party)}may trade again.`, `${name(party)}可以重新交易。`),
  },
  "party.closeOut": {
    title: { en: "Close out a party", zh: "清退主体" },
    text: ({ party }, { say, name }) =>
      say(
        `${name(party)} is insolvent: its open contracts end, and what it owes and is owed is netted per pair and falls due at once.`,
        `${name(party)}已无偿付能力：其未完合约终止，与各方的应付应收逐对轧差并立即到期。`,
      ),
  },
  "key.replace": {
    title: { en: "Replace a key", zh: "更换密钥" },
    text: ({ party, key }, { say, name }) =>
      say(
        `Key ${short(key)} takes the place of every key of ${name(party)}; what the old ones signed and has not arrived is void.`,
        `密钥 ${short(key)} 取代${name(party)}的所有密钥；旧密钥已签而未到达的内容作废。`,
      ),
  },
  "supplier.replace": {
    title: { en: "Replace a supplier", zh: "更换供应方" },
    text: ({ supplier, by }, { say, name }) =>
      say(
        `Every customer of ${name(supplier)} is supplied by ${name(by)} from then on.`,
        `${name(supplier)}的所有用户此后由${name(by)}供应。`,
      ),
  },
};

function changes(change: ActOf<"party.change">["change"], { say, lang, name }: Teller): readonly string[] {
  const { importW, exportW, technology, supplier, certificates } = change;
  return [
    ...(importW === undefined ? [] : [say(`${kW(importW)} from the grid`, `下网容量 ${kW(importW)}`)]),
    ...(exportW === undefined ? [] : [say(`${kW(exportW)} into the grid`, `上网容量 ${kW(exportW)}`)]),
    ...(technology === undefined
      ? []
      : [say(`technology ${TECHNOLOGY_WORDS[technology].en}`, `技术类型 ${TECHNOLOGY_WORDS[technology][lang]}`)]),
    ...(supplier === undefined ? [] : [say(`supplied by${name(supplier)}`, `由${name(supplier)}供应`)]),
    ...(certificates === undefined
      ? []
      : [say(`at most ${certificates} certificates a day`, `每天最多出具 ${certificates} 份证书`)]),
  ];
}
