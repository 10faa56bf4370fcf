/** Deals, mail and lots: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { DEAL_RULES } from "../../ledger/deals/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const DEAL_SENTENCES: Sentences<(typeof DEAL_RULES)[number]> = {
  "tx.revoked": b(
    "Its sender revoked it before it arrived. Ask for a new one if it is still wanted.",
    "发送方已在其到达之前撤销。如仍需要，请另行索取。",
  ),
  "revoke.mine": b("Only who posted the offer can revoke it.", "只有挂单的主体本身可以撤销该挂单。"),
  "revoke.executed": b(
    "It was executed or refused already and cannot be revoked any more. Look at what came of it.",
    "该交易已被执行或拒绝，不能再撤销。请查看其结果。",
  ),
  "revoke.past": b(
    "Its time had passed at {limit}; it can have no effect any more. There is nothing to revoke.",
    "其有效期已于 {limit} 截止，不会再产生效力，无须撤销。",
  ),
  "revoke.tooFar": b(
    "It is dated to {figure}; what is dated later than {limit} cannot be revoked yet. Do it later, or change the key.",
    "其有效期至 {figure}；晚于 {limit} 的暂不能撤销。请稍后再撤销，或更换密钥。",
  ),
  "revoke.twice": b("It is revoked already.", "该交易已被撤销。"),
  "deal.self": b("Nobody makes a contract with oneself. Choose another party.", "不能与自己订立合约。请选择其他主体。"),
  "deal.carrier": b("This energy is not traded here. Choose another one.", "此处不交易该种能源。请另选一种。"),
  "deal.empty": b("The contract holds no energy. Enter a quantity.", "合约未含任何能量。请填写数量。"),
  "deal.asProduced": b(
    "A contract as produced has no damages. Leave them out, or make it firm.",
    "按实际产出的合约不设违约金。请去掉违约金，或改为定量。",
  ),
  "deal.template": b(
    "The contract’s wording is not the one in force. Write it again with an up-to-date wallet.",
    "合约文本不是现行文本。请用最新版钱包重新拟定。",
  ),
  "mail.sender": b("Only parties that are admitted can send messages.", "只有获准入市的主体可以发送消息。"),
  "mail.self": b("A message goes to somebody else. Choose another party.", "消息须发给他人。请选择其他主体。"),
  "mail.receiver": b(
    "The receiver is no active party of this network. Check the address.",
    "收件方不是本网络的有效主体。请核对地址。",
  ),
  "mail.expired": b(
    "The message had expired at {limit} before it arrived. Send it again.",
    "消息在到达前已于 {limit} 过期。请重新发送。",
  ),
  "mail.expires": b(
    "The message would stay until {figure}, longer than the network keeps one, {limit}. Choose an earlier time.",
    "消息将保留至 {figure}，超过网络的保留时限 {limit}。请选择较早的时间。",
  ),
  "mail.toReceiver": b(
    "With this one you would have {figure} messages under way to this party, more than {limit}. Wait until some expire.",
    "连同这一条，您发给该主体且未过期的消息将有 {figure} 条，超过 {limit} 条。请待部分过期后再发。",
  ),
  "mail.inAll": b(
    "With this one you would have {figure} messages under way, more than {limit}. Wait until some expire.",
    "连同这一条，您未过期的消息将有 {figure} 条，超过 {limit} 条。请待部分过期后再发。",
  ),
  "lot.holder": b("Only holders of stored fuel issue lots.", "只有储备燃料的持有方可以登记批次。"),
  "lot.unknown": b("The ledger has no such lot.", "账本上没有这个批次。"),
  "lot.mine": b("Only its holder sells a lot.", "只有持有方可以出售该批次。"),
  "lot.self": b("Nobody buys one’s own lot. Choose another buyer.", "不能购买自己的批次。请选择其他买方。"),
  "lot.watched": b(
    "The regulators look at the contracts of one side first; its lots are not sold meanwhile. Ask them.",
    "监管方须先审阅其中一方的合约，期间不得买卖批次。请咨询监管方。",
  ),
  "lot.left": b(
    "Of the lot {limit} are left, less than {figure}.{fits} Sell less.",
    "该批次剩余 {limit}，少于 {figure}。{fits}请减少数量。",
  ),
  "sale.unknown": b("The ledger has no such sale.", "账本上没有这笔销售。"),
  "sale.mine": b("Only its seller brings the delivery note of a sale.", "只有卖方可以提交该笔销售的交货单。"),
  "sale.agreed": b("The sale is closed already.", "该笔销售已经结束。"),
  "sale.sold": b(
    "The note states {figure}, more than the {limit} that were sold. Correct the note.",
    "交货单载明 {figure}，超过售出的 {limit}。请更正交货单。",
  ),
};
