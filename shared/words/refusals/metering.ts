/** What operators post about readings: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { OPERATOR_METER_RULES } from "../../ledger/metering/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const OPERATOR_METER_SENTENCES: Sentences<(typeof OPERATOR_METER_RULES)[number]> = {
  "meter.party": b("No such party is metered on this network.", "本网络没有计量这个主体。"),
  "meter.operator": b(
    "Only the active operator of the party’s zone speaks for its meter.",
    "只有该主体所在台区的有效运营方可以就其计量表作出说明。",
  ),
  "meter.ended": b(
    "The slot{at} ends at {figure}; it was {limit}. Wait until it is over.",
    "时段{at}于 {figure} 结束，当时为 {limit}。请等其结束。",
  ),
  "meter.awaited": b(
    "Nothing rests on this party’s reading{at}: it has no contract there and answered no call. It stays private.",
    "没有事项取决于该主体的读数{at}：其既无合约，也未应答邀约。读数保持不公开。",
  ),
  "meter.final": b(
    "The slot{at} is final. What was wrong in it is corrected instead.",
    "时段{at}已为终局。如有差错，请改用更正。",
  ),
  "meter.grace": b(
    "The meter has its time until {limit}, and longer when the chain stood still. Wait for its reading.",
    "计量表可在 {limit} 之前报送读数，停链则顺延。请等待其读数。",
  ),
  "meter.notFinal": b(
    "Nothing of the party is final in this slot yet. Post a substitute instead.",
    "该主体在此时段尚无终局结果。请改用替代读数。",
  ),
  "meter.late": b(
    "Corrections were possible until {limit} on the market’s administrative clock; it was {figure}.",
    "按市场行政时钟，更正须在 {limit} 之前提出，当时为 {figure}。",
  ),
  "meter.kept": b(
    "The records of this slot have left the ledger, so nothing can be corrected in it any more.",
    "该时段的记录已移出账本，无法再作更正。",
  ),
};
