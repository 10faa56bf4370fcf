/** The auction: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { AUCTION_RULES } from "../../ledger/auction/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const AUCTION_SENTENCES: Sentences<(typeof AUCTION_RULES)[number]> = {
  "auction.late": b(
    "The network stood still over the auction, and the slot was over by {limit} before it could clear. No order was filled.",
    "拍卖期间网络停顿，该时段至 {limit} 已结束而未能出清，所有委托均未成交。",
  ),
  "auction.own": b(
    "You have an order of your own on the other side{at}, at {limit}, which this one at {figure} would meet. Cancel that one first.",
    "您{at}在另一侧已有价格为 {limit} 的委托，会与这笔 {figure} 的委托相互成交。请先撤销那一笔。",
  ),
  "auction.zone": b(
    "You order in another zone than your own. The auction is one per zone: choose yours.",
    "委托所在的台区不是您的台区。拍卖按台区分别进行，请选择您所在的台区。",
  ),
  "auction.technology": b(
    "In the auction a seller states its own technology and a buyer takes any. To buy from one technology, post an offer.",
    "拍卖中卖方须填写自己的技术类型，买方不限来源。若只购买某一种来源，请公开挂单。",
  ),
  "auction.watched": b(
    "The regulators look at your contracts before they bind, and the auction leaves no time for that. Post an offer instead.",
    "您的合约须先经监管方审阅方可生效，而拍卖来不及审阅。请改用公开挂单。",
  ),
  "auction.review": b(
    "With this order you could come to owe {figure}, above {limit}: the regulators look at such contracts first, and the auction leaves no time for that. Order less.",
    "这笔委托最多可能使您欠付 {figure}，高于 {limit}：此类合约须先经监管方审阅，而拍卖来不及审阅。请减少数量。",
  ),
  "auction.quota": b(
    "It would be your order number {figure} for the slot{at}; each party has {limit}, cancelled ones counted. Choose another slot.",
    "这将是您该时段{at}的第 {figure} 笔委托；每方至多 {limit} 笔，已撤销的也计入。请选择其他时段。",
  ),
  "auction.full": b(
    "The auction of the slot{at} has {limit} orders and takes no more. Post an offer instead, or choose another slot.",
    "该时段{at}的拍卖已有 {limit} 笔委托，不再接受新的委托。请改用公开挂单，或选择其他时段。",
  ),
  "auction.unknown": b("The ledger has no such order.", "账本上没有这笔委托。"),
  "auction.mine": b(
    "The order is another party’s; only its owner can cancel it.",
    "这笔委托属于其他主体，只有其本人可以撤销。",
  ),
  "auction.live": b(
    "The order is not open any more: it was cancelled, or the auction has cleared.",
    "这笔委托已不再有效：已撤销，或拍卖已经出清。",
  ),
};
