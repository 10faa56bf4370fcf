/** Operators and utilities: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { GRID_RULES } from "../../ledger/grid/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const GRID_SENTENCES: Sentences<(typeof GRID_RULES)[number]> = {
  "grid.zone": b("The network has no such zone. Check its name.", "网络中没有这个台区。请核对名称。"),
  "grid.target": b(
    "Energy flows between two zones of this network. Name another zone as the target.",
    "能量须在本网络的两个台区之间流动。请另选目标台区。",
  ),
  "grid.operator": b("Only the zone’s active operator does this.", "只有该台区的有效运营方可以这样做。"),
  "grid.utility": b("Only an active utility publishes tariffs.", "只有有效的供能企业可以公布电价。"),
  "grid.carrier": b("This energy is not traded on this network.", "本网络不交易这种能源。"),
  "grid.past": b(
    "It would hold from {figure}, but it is {limit} already. Choose a later time.",
    "生效时间 {figure} 已过，现为 {limit}。请选择更晚的时间。",
  ),
  "grid.horizon": b(
    "That is too far ahead: nothing after {limit} can be settled yet. Choose an earlier time.",
    "时间过远：{limit} 之后的事项尚不能确定。请选择更早的时间。",
  ),
  "grid.notBegun": b(
    "The first slot began at {limit}; it was {figure}. Choose slots to come.",
    "首个时段已于 {limit} 开始，当时为 {figure}。请选择尚未开始的时段。",
  ),
  "grid.begun": b(
    "The slot begins at {figure}; it was {limit}. Wait until it has begun.",
    "该时段于 {figure} 开始，当时为 {limit}。请等其开始。",
  ),
  "grid.until": b(
    "Answers must be possible from now on and end no later than the first slot begins. Choose another end.",
    "应答期须从现在开始，且不晚于首个时段开始时结束。请另选截止时间。",
  ),
  "grid.party": b("No such party is in this zone.", "该台区没有这个主体。"),
  "call.unknown": b("There is no such call.", "没有这项响应邀约。"),
  "call.active": b(
    "Calls are answered by parties that are admitted and not suspended.",
    "只有已准入且未被暂停的主体可以应答。",
  ),
  "call.zone": b("The call is for another zone than yours.", "该邀约针对的不是您所在的台区。"),
  "call.carrier": b(
    "Your meter does not measure the energy that this call is about.",
    "您的计量表不计量该邀约所涉的能源。",
  ),
  "call.closed": b("Answers were taken until {limit}; it was {figure}.", "应答已于 {limit} 截止，当时为 {figure}。"),
  "call.twice": b("You have answered a call for one of these slots.", "您已就其中某个时段作过应答。"),
  "call.full": b("The call takes {limit} answers, and has them all.", "该邀约限 {limit} 个应答，现已满额。"),
  "call.funds": b(
    "With this answer the operator could come to owe {figure} of {limit} credit. Its statements must be paid first.",
    "接受此应答后，运营方的信用占用将达 {figure}，额度为 {limit}。须先结清其账单。",
  ),
};
