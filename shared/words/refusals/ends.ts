/** Ends of contracts and disputes: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { END_RULES } from "../../ledger/ends/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const END_SENTENCES: Sentences<(typeof END_RULES)[number]> = {
  "end.contract": b(
    "The ledger has no such contract. Choose one of your contracts.",
    "账本上没有这份合约。请从您的合约中选择。",
  ),
  "end.side": b(
    "Only seller and buyer can end a contract. Choose one of your own.",
    "只有买卖双方可以终止合约。请选择您自己的合约。",
  ),
  "end.state": b("The contract has ended already. There is nothing left to end.", "该合约已经结束，无可终止。"),
  "end.mutual": b(
    "The contract is held and binds nobody yet; both sides can take it back together. Ask the other side to sign.",
    "该合约尚待监管方审阅，对任何一方均无约束；双方可共同撤回。请对方一并签名。",
  ),
  "end.whole": b(
    "A contract that is held is taken back as a whole. Name its first slot.",
    "待审阅的合约只能整份撤回。请填写其首个时段。",
  ),
  "end.gate": b(
    "Trading for the slot{at} closed at {limit}; it was {figure}. What has begun stays binding; end it from a later slot.",
    "时段{at}已于 {limit} 截止，当时为 {figure}。已开始的部分仍然有效；请从更晚的时段终止。",
  ),
  "end.slots": b(
    "The contract holds no energy from that slot on. Name an earlier slot.",
    "该合约自该时段起已无电量。请填写更早的时段。",
  ),
  "dispute.contract": b(
    "The ledger has no such contract. Choose one of your contracts.",
    "账本上没有这份合约。请从您的合约中选择。",
  ),
  "dispute.side": b(
    "Only seller and buyer can do this. Choose a contract of your own.",
    "只有买卖双方可以这样做。请选择您自己的合约。",
  ),
  "dispute.slots": b(
    "The contract holds no energy in these slots. Choose others.",
    "该合约在这些时段没有电量。请选择其他时段。",
  ),
  "dispute.provisional": b(
    "The slot{at} is not provisional: it is not settled yet, or disputed or final already. Choose others.",
    "时段{at}并非暂定状态：尚未结算，或已在争议中，或已最终确定。请选择其他时段。",
  ),
  "dispute.once": b(
    "The slot{at} was ruled on, or you took a dispute of it back. Choose others.",
    "时段{at}已有裁决，或您曾撤回对它的争议。请选择其他时段。",
  ),
  "dispute.known": b(
    "The ledger has no such dispute. Choose one from the list.",
    "账本上没有这项争议。请从列表中选择。",
  ),
  "dispute.mine": b(
    "The other side raised this dispute. Only who raised it can take it back.",
    "该争议由对方提出。只有提出方可以撤回。",
  ),
  "dispute.open": b(
    "The regulators have ruled, or the dispute is over. It can no longer be taken back.",
    "监管方已作裁决，或争议已结束，不能再撤回。",
  ),
  "appeal.ruled": b(
    "There is no first ruling to appeal against. A dispute has one ruling and one appeal.",
    "没有可上诉的首次裁决。每项争议只有一次裁决和一次上诉。",
  ),
  "appeal.window": b(
    "The time to appeal was over at {limit}; it was {figure}. The ruling stands.",
    "上诉期已于 {limit} 结束，当时为 {figure}。裁决生效。",
  ),
  "ruling.dispute": b(
    "The ledger has no such dispute. Choose one that waits.",
    "账本上没有这项争议。请选择待裁决的争议。",
  ),
  "ruling.awaited": b(
    "The dispute waits for no ruling. Choose one that does.",
    "该争议并不等待裁决。请选择待裁决的争议。",
  ),
  "ruling.slots": b(
    "A ruling names slots of its dispute, each once. Take the others out.",
    "裁决只能针对争议中的时段，每个时段一次。请去掉其余的。",
  ),
  "ruling.energy": b(
    "The ruling finds {figure} where {limit} were contracted{at}. Find no more than that.",
    "裁决认定{at}为 {figure}，而合约仅为 {limit}。请不要超过合约电量。",
  ),
  "ruling.award": b(
    "With the award the party would owe {figure}, above {limit}. Award less.",
    "加上此项判付，该方将应付 {figure}，超过 {limit}。请减少金额。",
  ),
  "closeOut.party": b(
    "Only a party that is active or suspended can be closed out. Choose another.",
    "只有活跃或被暂停的参与方可以进行破产清算。请选择其他参与方。",
  ),
  "closeOut.once": b(
    "The party is closed out already. Its statements show how far.",
    "该方已进入清算。其账单显示进度。",
  ),
};
