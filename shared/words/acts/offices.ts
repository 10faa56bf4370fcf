/** Acts on those who decide, on the parameters and on the validators, in words. */
import { addressOf } from "../../codec/address.ts";
import { fromHex } from "../../codec/bytes.ts";
import type { ActName, ActOf } from "../../ledger/bodies/decisions.ts";
import { type Both, duration, yuan } from "../format.ts";
import { type ActWordsTable, short } from "./act.ts";

export const OFFICE_ACT_WORDS: ActWordsTable<
  Extract<ActName, `regulator.${string}`> | "params.change" | "validator.set" | "rules.upgrade" | "zone.operator"
> = {
  "params.change": {
    title: { en: "Change parameters", zh: "变更参数" },
    text: ({ change }, { say, lang }) => {
      const items = changed(change).map(({ label, value }) => `${label[lang]} ${value[lang]}`);
      return say(`The market’s parameters become: ${items.join("; ")}.`, `市场参数改为：${items.join("；")}。`);
    },
  },
  "regulator.add": {
    title: { en: "Add a regulator", zh: "增加监管方" },
    text: ({ key, zone }, { say, name }) => {
      const id = name(addressOf(fromHex(key)));
      return say(
        `${id} of zone ${zone} becomes a regulator and votes on everything that the regulators decide.`,
        `${zone} 台区的${id}成为监管方，对监管方决定的一切事项有投票权。`,
      );
    },
  },
  "regulator.remove": {
    title: { en: "End a regulator’s office", zh: "免去监管方" },
    text: ({ party }, { say, name }) =>
      say(
        `The office of ${name(party)} as a regulator ends; its votes on open decisions no longer count.`,
        `${name(party)}不再担任监管方；其对未决事项的投票不再计入。`,
      ),
  },
  "zone.operator": {
    title: { en: "Change a zone’s operator", zh: "更换台区运营方" },
    text: ({ zone, operator }, { say, name }) =>
      say(
        `${name(operator)} operates the grid of zone ${zone}: it publishes limits, reads and attests meters, curtails and confirms outages there. What the operator before called for stays its own to pay.`,
        `${name(operator)}运营 ${zone} 台区电网：在该区公布限额、抄录和认证电表、执行限电并确认停电。前运营方发布的调节需求仍由其支付。`,
      ),
  },
  "rules.upgrade": {
    title: { en: "Change the version of the rules", zh: "更换规则版本" },
    text: ({ version, height }, { say }) =>
      say(
        `From block ${height} on the ledger follows version ${version} of its rules. A node whose program does not know it stops before that block until its operator installs one that does.`,
        `自区块 ${height} 起，账本按规则第 ${version} 版运行。程序不认识该版本的节点会在该区块之前停下，直到其运营者装上认识它的程序。`,
      ),
  },
  "validator.set": {
    title: { en: "Set a validator", zh: "设定验证者" },
    text: ({ key, power }, { say }) =>
      power === 0
        ? say(`Validator ${short(key)} leaves the network’s set.`, `验证者 ${short(key)} 退出网络。`)
        : say(
            `Validator ${short(key)} has a voting power of ${power} in the network’s consensus.`,
            `验证者 ${short(key)} 在网络共识中的投票权为 ${power}。`,
          ),
  },
};

type Change = ActOf<"params.change">["change"];
type Unit = (value: number) => Both;
const time: Unit = (seconds) => ({ en: longTime(seconds, "en"), zh: longTime(seconds, "zh") });
const money: Unit = (micro) => ({ en: yuan(micro), zh: yuan(micro) });
const count: Unit = (n) => ({ en: String(n), zh: String(n) });

/** Whole days as days; seconds where even minutes would need many decimals. */
function longTime(seconds: number, lang: "en" | "zh"): string {
  if (seconds > 0 && seconds % 86_400 === 0) {
    const days = seconds / 86_400;
    return lang === "en" ? `${days} ${days === 1 ? "day" : "days"}` : `${days} 天`;
  }
  if (seconds % 60 !== 0) return lang === "en" ? `${seconds} seconds` : `${seconds} 秒`;
  return duration(seconds, lang);
}

/** Each figure of the parameters that can be changed: what it is called, and its unit. */
const FIGURES: { readonly [name: string]: readonly [label: Both, unit: Unit] } = {
  "metering.batchSlots": [{ en: "slots per batch of readings", zh: "每批读数的时段数" }, count],
  "metering.grace": [{ en: "readings are awaited for", zh: "等待读数" }, time],
  "settlement.dispute": [{ en: "slots can be disputed for", zh: "时段可争议期" }, time],
  "settlement.period": [{ en: "period of a statement", zh: "账期" }, time],
  "settlement.due": [{ en: "time to pay", zh: "付款期限" }, time],
  "settlement.silence": [{ en: "a claim counts as confirmed after", zh: "声明付款后视为确认" }, time],
  "settlement.carry": [{ en: "smallest sum that falls due", zh: "最小到期金额" }, money],
  "settlement.fen": [{ en: "smallest unit that is paid", zh: "最小支付单位" }, money],
  "supervision.decide": [{ en: "time to decide", zh: "决定期限" }, time],
  "supervision.notice": [{ en: "notice before an effect", zh: "生效前公示期" }, time],
  "supervision.rule": [{ en: "time to rule on a dispute", zh: "争议裁决期限" }, time],
  "supervision.appeal": [{ en: "time to appeal", zh: "申诉期限" }, time],
  "supervision.correct": [{ en: "readings can be corrected for", zh: "读数可更正期" }, time],
  "supervision.retain": [{ en: "records are kept for", zh: "记录保留期" }, time],
  "mail.perReceiver": [{ en: "messages to one receiver", zh: "致同一收件方的消息数" }, count],
  "mail.perSender": [{ en: "messages of one sender", zh: "同一发件方的消息数" }, count],
  "mail.keep": [{ en: "messages are kept for", zh: "消息保留期" }, time],
  quorum: [{ en: "votes that carry a decision", zh: "通过决定所需票数" }, count],
};

/** Names of all figures that have words, for the test that holds them against the schema. */
export const WORDED_FIGURES: readonly string[] = Object.keys(FIGURES);

function changed(change: Change): readonly { readonly label: Both; readonly value: Both }[] {
  return Object.entries(change).flatMap(([group, value]) => {
    const figures: readonly (readonly [string, number])[] =
      typeof value === "number"
        ? [[group, value]]
        : Object.entries(value).map(([name, figure]) => [`${group}.${name}`, figure] as const);
    return figures.map(([name, figure]) => {
      const [label, unit] = FIGURES[name] ?? [{ en: name, zh: name }, count];
      return { label, value: unit(figure) };
    });
  });
}
