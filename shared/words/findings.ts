/** Names of the screening rules as the contract's admission lists them: what was checked, not what failed. */
import type { Both } from "./format.ts";

const b = (en: string, zh: string): Both => ({ en, zh });

const FINDING_WORDS: { readonly [rule: string]: Both } = {
  "seller.active": b("Seller admitted and active", "卖方已准入且有效"),
  "buyer.active": b("Buyer admitted and active", "买方已准入且有效"),
  "seller.role": b("Seller’s role may trade", "卖方身份可交易"),
  "buyer.role": b("Buyer’s role may trade", "买方身份可交易"),
  "seller.carrier": b("Seller’s connection", "卖方接入"),
  "buyer.carrier": b("Buyer’s connection", "买方接入"),
  "seller.overdue": b("Seller’s overdue statements", "卖方逾期账单"),
  "buyer.overdue": b("Buyer’s overdue statements", "买方逾期账单"),
  "seller.technology": b("Origin as stated", "来源与条款一致"),
  "zone.limits": b("Limits published", "限额已公布"),
  "zone.charges": b("Charges published", "过网费已公布"),
  "price.min": b("Price, lower bound", "价格下限"),
  "price.max": b("Price, upper bound", "价格上限"),
  "damages.min": b("Damages, lower bound", "违约金下限"),
  "damages.max": b("Damages, upper bound", "违约金上限"),
  gate: b("Before trading closes", "交易截止前"),
  "seller.oneSide": b("Seller on one side", "卖方未处于买方"),
  "buyer.oneSide": b("Buyer on one side", "买方未处于卖方"),
  "seller.position": b("Seller’s position within capacity", "卖方头寸不超过容量"),
  "buyer.position": b("Buyer’s position within capacity", "买方头寸不超过容量"),
  "zone.deliverable": b("Zone can deliver", "台区可交割"),
  "zone.demand": b("Zone’s demand", "台区需求"),
  "zone.transfer": b("Flow between the zones", "台区间流量"),
  "zone.suspended": b("Trading not suspended", "交易未被暂停"),
  horizon: b("Not further ahead than allowed", "未超出可交易期限"),
  "seller.watched": b("Seller not under watch", "卖方未受关注"),
  "buyer.watched": b("Buyer not under watch", "买方未受关注"),
  "seller.review": b("Seller’s worst case below review", "卖方最坏情形低于审阅额"),
  "buyer.review": b("Buyer’s worst case below review", "买方最坏情形低于审阅额"),
  "seller.exposure": b("Seller’s credit", "卖方信用额度"),
  "buyer.exposure": b("Buyer’s credit", "买方信用额度"),
};

/** The rule's name in words; a rule unknown to this version keeps its name. */
export function findingText(rule: string): Both {
  const known = Object.hasOwn(FINDING_WORDS, rule) ? FINDING_WORDS[rule] : undefined;
  return known ?? { en: rule, zh: rule };
}
