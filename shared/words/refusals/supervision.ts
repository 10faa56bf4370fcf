/** Decisions by quorum: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { SUPERVISION_RULES } from "../../ledger/supervision/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const SUPERVISION_SENTENCES: Sentences<(typeof SUPERVISION_RULES)[number]> = {
  "decision.regulator": b("Only a regulator in office proposes and votes.", "只有在任监管方可以提议和投票。"),
  "decision.open": b(
    "With this one you would have {figure} proposals open, of {limit}. Wait until one of them is decided or lapses.",
    "加上这一项，您未决的提议将达 {figure} 项，上限为 {limit} 项。请等待其中一项有结果或失效。",
  ),
  "decision.unknown": b("The ledger does not know this decision.", "账本上没有这项决定。"),
  "decision.closed": b("The vote is over: look at its outcome.", "投票已经结束：请查看结果。"),
  "decision.twice": b(
    "You have voted on it already; a proposal is its proposer’s vote.",
    "您已经投过票；提议即为提议方的一票。",
  ),
  "act.contract": b("The ledger does not know this contract.", "账本上没有这份合约。"),
  "act.held": b("The contract is not held any more.", "该合约已不在暂缓状态。"),
  "act.voidable": b("The contract has ended already.", "该合约已经终止。"),
  "act.begun": b(
    "The first slot to be voided has begun: it started at {limit}. Name a later one.",
    "要作废的首个时段已于 {limit} 开始。请选择更晚的时段。",
  ),
  "act.slots": b(
    "The contract has no slot from there on. Name an earlier one.",
    "该合约自此之后已没有时段。请选择更早的时段。",
  ),
  "act.party": b("The ledger does not know this party.", "账本上没有这一主体。"),
  "act.nothing": b("It would change nothing.", "这不会带来任何改变。"),
  "act.proof": b(
    "The proof is not a signature of the new key over this party. Ask its holder for another one.",
    "证明不是新密钥对该主体的签名。请向持有方重新索取。",
  ),
  "act.key": b("The key is bound already. Ask for a new one.", "该密钥已经绑定。请提供新的密钥。"),
  "act.roles": b(
    "A regulator is not enrolled: propose to add a regulator, which takes effect after its notice.",
    "监管方不经登记产生：请提议增加监管方，经公示期后生效。",
  ),
  "act.holdsOffice": b(
    "The party is a regulator in office. Decide to end its office first.",
    "该主体是在任监管方。请先决定其卸任。",
  ),
  "act.zone": b("The ledger does not know this zone.", "账本上没有这个台区。"),
  "act.carrier": b("This network does not trade that kind of energy.", "本网络不交易该类能源。"),
  "act.span": b(
    "It would begin at {figure} and end at {limit}. Let it end later than it begins.",
    "开始于 {figure}，结束于 {limit}。结束须晚于开始。",
  ),
  "act.past": b("It would have ended at {limit}, and it is {figure}.", "它在 {limit} 已经结束，现在是 {figure}。"),
  "act.covers": b(
    "A suspension that is under way would end early by it. Resume trading first, or cover what is left of it.",
    "这会使正在进行的暂停提前结束。请先恢复交易，或覆盖其剩余时间。",
  ),
  "act.suspended": b("Trading is not suspended there.", "该处的交易并未暂停。"),
  "act.from": b(
    "It must begin later than {figure}, after its notice; {limit} was named.",
    "须晚于公示期结束的 {figure} 开始；所填为 {limit}。",
  ),
  "act.band": b("A lowest figure is above its highest.", "下限高于上限。"),
  "act.operator": b(
    "The party is no active operator. Enrol it as one first.",
    "该主体不是有效的电网运营方。请先登记为运营方。",
  ),
  "act.office": b("The party is no regulator in office.", "该主体不是在任监管方。"),
  "act.quorum": b(
    "There would be {figure} regulators for a quorum of {limit}. Change the quorum first, or name a smaller one.",
    "届时监管方共 {figure} 位，而法定票数为 {limit}。请先调整法定票数，或选用更小的数。",
  ),
  "act.regulators": b(
    "There would be {figure} regulators, and {limit} is the most.",
    "届时监管方将达 {figure} 位，上限为 {limit} 位。",
  ),
  "act.former": b(
    "The party has another role, another key, or is not active: who supervises takes no part in the market.",
    "该主体另有角色、密钥不符或未处于有效状态：监管方不得参与市场。",
  ),
  "act.period": b(
    "Statements are numbered by the length of their period, so it stays as it was set at the start.",
    "账单按账期长度编号，因此账期长度保持创始时的设定。",
  ),
  "act.batch": b(
    "Readings are numbered by the length of their batches, so it stays as it was set at the start.",
    "读数按批次长度编号，因此批次长度保持创始时的设定。",
  ),
  "act.supplier": b(
    "Only the customers of a utility that is not active get another supplier. Suspend it first.",
    "只有失效供电方的用户才会更换供应方。请先暂停该供电方。",
  ),
  "act.heir": b("The new supplier is no active utility.", "新的供应方不是有效的供电方。"),
  "act.ownSupplier": b(
    "The new supplier is a customer of the old one itself. Change its own supplier first.",
    "新的供应方本身是原供应方的用户。请先更换其自己的供应方。",
  ),
  "act.validators": b(
    "The validators of this chain are not on the ledger, so nothing can be decided about them.",
    "本链的验证者不在账本上，因此无法就其作出决定。",
  ),
  "act.version": b(
    "Version {figure} of the rules is none that comes after the present one; the least is {limit}.",
    "规则版本 {figure} 不晚于现行版本；至少应为 {limit}。",
  ),
  "act.height": b(
    "Block {figure} has come already, or comes before the decision; the first possible is {limit}.",
    "区块 {figure} 已经产生，或早于本决定；最早可为 {limit}。",
  ),
  "validator.proof": b(
    "The proof is not a signature of the validator’s own key. Ask its operator for another one.",
    "证明不是验证者自己密钥的签名。请向其运营方重新索取。",
  ),
  "validator.last": b(
    "No validator would be left. Add another one first.",
    "届时将没有任何验证者。请先增加其他验证者。",
  ),
  "validator.count": b(
    "There would be {figure} validators, and {limit} is the most.",
    "届时验证者将达 {figure} 个，上限为 {limit} 个。",
  ),
  "validator.third": b(
    "Within 30 days {figure} of the voting power would have moved, and {limit} is the most: wallets that were away could not follow. Move less, or wait.",
    "30 天内变动的投票权将达 {figure}，上限为 {limit}：否则离线的钱包将无法跟上。请减少变动或等待。",
  ),
};
