/** What a scenario came to, in words, to be read like a report: contracts with their slots, money, refusals, and the final state. */
import type { Lang } from "../../shared/words/format.ts";
import { kWh, slotSpan, yuan } from "../../shared/words/format.ts";
import { refusalText } from "../../shared/words/refusals.ts";
import { CONTRACT_STATES, LIABLE, MADE, SLOT_STATES } from "../../shared/words/states.ts";
import { UTC_OFFSET } from "./market.ts";
import type { Report } from "./report.ts";
import { PLACE, sentText } from "./story.ts";

type Contract = Report["contracts"][number];
type Slot = Contract["slots"][number];

/** A heading stands only where something stands below it. */
export function reportLines(report: Report, lang: Lang): readonly string[] {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const { contracts, money, refusals } = report;
  return [
    ...section(
      say("Contracts", "合约"),
      contracts.flatMap((contract) => contractLines(contract, lang)),
    ),
    ...section(
      say("Money stated so far, net per pair", "已出账金额（每对双方轧差后）"),
      money.map(({ from, to, amount }) =>
        say(`${from} owes ${to} ${yuan(amount)}.`, `${from} 应付 ${to} ${yuan(amount)}。`),
      ),
    ),
    ...section(
      say("Refused, or not valid", "未准入或无效"),
      refusals.map((one) => {
        const why = one.refusal === null ? "" : refusalText(one.refusal, lang, PLACE);
        const verdict = one.valid ? say("refused", "未准入") : say("not valid", "无效");
        return say(`${sentText(one, lang)}, ${verdict}. ${why}`, `${sentText(one, lang)}，${verdict}。${why}`);
      }),
    ),
  ];
}

/** The last line of a scenario, which stands alone with `--quiet`. */
export function lastLine({ failures, height, stateHash }: Report, lang: Lang): string {
  if (lang === "zh")
    return `${failures === 0 ? "一切符合预期" : `${failures} 处不符合预期`}。区块 ${height} 后的状态：${stateHash}`;
  const how =
    failures === 0
      ? "Everything came as expected"
      : `${failures} ${failures === 1 ? "expectation" : "expectations"} failed`;
  return `${how}. State after block ${height}: ${stateHash}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function contractLines(contract: Contract, lang: Lang): readonly string[] {
  const { seller, buyer, how, state, deliveredWh, slots, id } = contract;
  const head =
    lang === "en"
      ? `${seller} sells to ${buyer}, ${MADE[how].en}: ${CONTRACT_STATES[state].en}; ${kWh(deliveredWh)} delivered (${id.slice(0, 8)})`
      : `${seller} 售予 ${buyer}，${MADE[how].zh}：${CONTRACT_STATES[state].zh}；已交割 ${kWh(deliveredWh)}（${id.slice(0, 8)}）`;
  return [head, ...runsOf(slots).map((run) => `  ${slotLine(run, contract, lang)}`)];
}

/** Neighbouring slots that say the same are told once. */
function runsOf(slots: readonly Slot[]): readonly (readonly Slot[])[] {
  const runs: Slot[][] = [];
  for (const slot of slots) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && last.slot + 1 === slot.slot && sameOf(last) === sameOf(slot)) run.push(slot);
    else runs.push([slot]);
  }
  return runs;
}

const sameOf = ({ state, q, cut, delivered, liability }: Slot): string => [state, q, cut, delivered, liability].join();

function slotLine(run: readonly Slot[], { slotSeconds }: Contract, lang: Lang): string {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const [first] = run;
  if (!first) return "";
  const startSeconds = first.starts - first.slot * slotSeconds;
  const place = { slotSeconds, startSeconds, utcOffset: UTC_OFFSET };
  const when = slotSpan(first.slot, first.slot + run.length - 1, place, lang);
  const each = run.length > 1 ? say(`${run.length} slots of `, `${run.length} 个时段，每个 `) : "";
  const cut = first.cut > 0 ? say(`, ${kWh(first.cut)} curtailed`, `，削减 ${kWh(first.cut)}`) : "";
  const settled =
    first.delivered === null
      ? ""
      : say(`, ${kWh(first.delivered)} delivered`, `，交割 ${kWh(first.delivered)}`) +
        (first.liability === null ? "" : say(`, ${LIABLE[first.liability].en}`, `，${LIABLE[first.liability].zh}`));
  return say(
    `${when}: ${each}${kWh(first.q)}${cut}, ${SLOT_STATES[first.state].en}${settled}`,
    `${when}：${each}${kWh(first.q)}${cut}，${SLOT_STATES[first.state].zh}${settled}`,
  );
}
