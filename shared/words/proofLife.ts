/** A contract's life in words, event by event, with the hours of its slots where its terms are at hand. */
import type { ContractEvent, EventWhat } from "../ledger/history/events.ts";
import type { StatementRecord, Terms } from "../ledger/records.ts";
import { findingText } from "./findings.ts";
import { apart, type Both, moment, slotSpan } from "./format.ts";
import { type ProofTeller, say, shortId, who } from "./proofTeller.ts";

/** `terms`: of the contract, if the same file proves them; without them slots keep their numbers. */
export function eventWords(event: ContractEvent, terms: Terms | undefined, teller: ProofTeller): string {
  const { what, height, slot, by, statement, market } = event;
  const { lang } = teller;
  const about = [
    slot === null ? "" : slotText(slot, terms, teller),
    statement === null ? "" : statementText(statement, teller),
    by === null ? "" : byText(what, by, teller),
  ].filter((part) => part !== "");
  const more = about.length === 0 ? "" : say(teller, ` (${about.join(", ")})`, `（${about.join("，")}）`);
  const when = market === null || !terms ? "" : moment(market + terms.utcOffset, lang);
  const at = say(teller, `block ${height}`, `区块 ${height}`);
  const text = EVENTS[what][lang];
  return when === ""
    ? say(teller, `${at.replace("b", "B")}: ${text}${more}.`, `${at}：${text}${more}。`)
    : say(teller, `${when}, ${at}: ${text}${more}.`, `${when}，${at}：${text}${more}。`);
}

/** A contract has lines in several pairs' statements of a period: that of its sides, and those of charges. */
function statementText({ a, b, period }: NonNullable<ContractEvent["statement"]>, teller: ProofTeller): string {
  const [one, other] = [who(a, teller), who(b, teller)];
  return say(
    teller,
    `statement of period ${period} between ${one} and ${other}`,
    `${apart(one, teller.lang).trimStart()}与${apart(other, teller.lang)}第 ${period} 账期账单`,
  );
}

function slotText(slot: number, terms: Terms | undefined, teller: ProofTeller): string {
  return terms ? slotSpan(slot, slot, terms, teller.lang) : say(teller, `slot ${slot}`, `时段 ${slot}`);
}

/** Behind an event stands a party, a transaction or decision, a rule that holds, or a person's reason. */
function byText(what: EventWhat, by: string, teller: ProofTeller): string {
  if (what === "held") return findingText(by)[teller.lang];
  if (what === "denied") return say(teller, `“${by}”`, `“${by}”`);
  if (/^[0-9a-f]{64}$/.test(by)) return say(teller, `by ${shortId(by)}`, `依据 ${shortId(by)}`);
  if (what === "paid" && Object.hasOwn(PAID, by)) return PAID[by as keyof typeof PAID][teller.lang];
  return say(teller, `by ${who(by, teller)}`, `由${apart(who(by, teller), teller.lang).trimEnd()}`);
}

const b = (en: string, zh: string): Both => ({ en, zh });
const PAID: Readonly<Record<NonNullable<StatementRecord["paid"]>["by"], Both>> = {
  confirmed: b("confirmed by the creditor", "收款方已确认"),
  silence: b("not answered in time, which counts as confirmed", "逾期未答复，视为确认"),
  nothingDue: b("nothing was due", "无应付款"),
  netted: b("netted at the close-out", "清算时轧差"),
};
const EVENTS: Readonly<Record<EventWhat, Both>> = {
  offered: b("offered", "已报价"),
  screened: b("checked for admission", "已做准入校核"),
  held: b("held", "暂缓"),
  admitted: b("admitted", "已准入"),
  released: b("released by the regulators", "监管方已放行"),
  ended: b("ended early", "提前结束"),
  committed: b("readings committed", "读数已存证"),
  settled: b("settled", "已结算"),
  disputed: b("disputed", "提出争议"),
  ruled: b("ruled on", "已裁决"),
  appealed: b("appealed", "提出复议"),
  withdrawn: b("dispute withdrawn", "争议已撤回"),
  closed: b("dispute closed", "争议已结束"),
  final: b("final", "已最终确定"),
  stated: b("entered into the statement", "已计入账单"),
  adjusted: b("adjusted in the statement", "已在账单中调整"),
  fellDue: b("fell due", "到期应付"),
  claimed: b("payment claimed", "已声明付款"),
  denied: b("payment denied", "付款被否认"),
  paid: b("paid", "已付"),
};
