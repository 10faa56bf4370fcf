/** Names of the states that records of the ledger stand in, of the lines of a statement, and of who is liable. */
import type {
  ContractRecord,
  ContractState,
  Liability,
  LineWhat,
  SlotRecord,
  StatementState,
} from "../ledger/records.ts";
import type { Both } from "./format.ts";

const b = (en: string, zh: string): Both => ({ en, zh });

export const CONTRACT_STATES: Readonly<Record<ContractState, Both>> = {
  held: b("held", "暂缓"),
  refused: b("refused", "被拒绝"),
  admitted: b("admitted", "已准入"),
  delivered: b("delivered", "已交割"),
  terminated: b("terminated", "已终止"),
  voided: b("voided", "已作废"),
  closedOut: b("closed out", "已清算"),
};
export const STATEMENT_STATES: Readonly<Record<StatementState, Both>> = {
  open: b("open", "未关账"),
  due: b("due", "到期"),
  claimed: b("payment claimed", "已声明付款"),
  paid: b("paid", "已付"),
  overdue: b("overdue", "逾期"),
};
export const LINES: Readonly<Record<LineWhat, Both>> = {
  energy: b("energy", "电能"),
  damagesSeller: b("damages by the seller", "卖方赔偿"),
  damagesBuyer: b("damages by the buyer", "买方赔偿"),
  network: b("network charge", "网络费"),
  levy: b("levy", "附加费"),
  tax: b("tax", "税"),
  loss: b("losses", "损耗"),
  adjustment: b("adjustment", "调整"),
  termination: b("damages for ending early", "提前终止赔偿"),
  award: b("awarded by a ruling", "裁决判给"),
  flexibility: b("flexibility", "需求响应"),
  lot: b("fuel lot", "燃料批次"),
};
export const SLOT_STATES: Readonly<Record<SlotRecord["state"], Both>> = {
  pending: b("not settled yet", "尚未结算"),
  provisional: b("settled, provisionally", "预结算"),
  disputed: b("disputed", "有争议"),
  final: b("final", "最终"),
};
export const LIABLE: Readonly<Record<Liability, Both>> = {
  none: b("nobody is liable", "无人担责"),
  seller: b("the seller is liable", "卖方担责"),
  buyer: b("the buyer is liable", "买方担责"),
  both: b("both are liable", "双方担责"),
  operator: b("the operator is liable", "运营方担责"),
  excused: b("excused", "免责"),
};
export const MADE: Readonly<Record<ContractRecord["basis"]["how"], Both>> = {
  taken: b("taken from the book", "挂单成交"),
  negotiated: b("negotiated", "协商订立"),
  auctioned: b("cleared in the auction", "拍卖成交"),
};
