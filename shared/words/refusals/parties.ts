/** Parties, their keys and meters: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { PARTY_RULES } from "../../ledger/parties/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const PARTY_SENTENCES: Sentences<(typeof PARTY_RULES)[number]> = {
  "leave.active": b("This account has left the market already, or never entered it.", "该账户已离开市场，或从未进入。"),
  "leave.office": b(
    "Others rely on this office: the regulators decide when it ends. Ask them.",
    "其他主体依赖这一职能：何时终止由监管方决定。请联系监管方。",
  ),
  "leave.offered": b(
    "You still offer {figure}{at}. Withdraw your offers and orders first.",
    "您{at}仍有 {figure} 挂单在售或求购。请先撤回挂单和报单。",
  ),
  "leave.contracted": b(
    "You still have {figure} under contract{at}. Wait until it is delivered, or end the contract first.",
    "您{at}仍有 {figure} 在合约中。请待其交割，或先终止合约。",
  ),
  "leave.exposure": b(
    "You owe {figure}, or may come to owe it. Wait until your slots are settled, and pay first.",
    "您尚欠或可能欠付 {figure}。请待时段结算完毕并先行付款。",
  ),
  "leave.statements": b(
    "Not paid yet, by you or to you, are {figure} of your statements. Pay or confirm them first.",
    "您有 {figure} 份账单尚未付清（应付或应收）。请先付款或确认。",
  ),
  "leave.unsettled": b(
    "Not final yet are slots of {figure} of your contracts. Wait until they are.",
    "您有 {figure} 份合约的时段尚未最终结算。请等待其完成。",
  ),
  "leave.sales": b(
    "Of your sales and purchases of fuel, {figure} wait for their delivery note. Wait until it is signed, or until they lapse.",
    "您有 {figure} 笔燃料买卖尚待交货单。请待签署，或待其失效。",
  ),
  "leave.answers": b(
    "Of the slots for which you answered a call for flexibility, {figure} are not decided yet. Wait until they are.",
    "您响应调节需求的时段中有 {figure} 个尚未核定。请等待其完成。",
  ),
  "move.active": b("Only a party in the market can hand its connection over.", "只有市场中的主体可以移交并网点。"),
  "move.point": b("This account has no connection to hand over.", "该账户没有可移交的并网点。"),
  "move.successor": b(
    "Who comes next must be new to the market, and this account is in it already. Ask for a new account of theirs.",
    "接手者须是新加入市场的账户，而该账户已在市场中。请向对方索取新账户。",
  ),
  "key.free": b("The new key belongs to a party already. Choose another one.", "新密钥已属于某个主体。请另选一个。"),
  "key.proof": b(
    "The new key did not sign for this account. Make the change again in the wallet that holds it.",
    "新密钥未对该账户签名。请在持有新密钥的钱包中重新办理。",
  ),
  "encryption.new": b(
    "This key is in use for messages, or was the one before. Choose a new one.",
    "该密钥正用于接收消息，或是上一个所用密钥。请换一个新的。",
  ),
  "encryption.account": b(
    "This key signs for a party. Messages need a key of their own.",
    "该密钥是某主体的签名密钥。消息须用单独的密钥。",
  ),
  "replace.party": b("The party is not in the market, or has no meter.", "该主体不在市场中，或没有电表。"),
  "replace.operator": b(
    "Only the operator of the party’s zone changes its meter.",
    "只有该主体所在台区的运营方可以更换电表。",
  ),
  "replace.name": b(
    "A meter of this name has been used before. Each meter has a name of its own.",
    "该名称的电表已被使用过。每只电表须有自己的名称。",
  ),
  "replace.class": b(
    "A meter key in a wallet counts on demo networks alone. Choose class A or B.",
    "把电表密钥存放在钱包中仅限演示网络。请选择 A 类或 B 类。",
  ),
  "replace.past": b(
    "The slot of the change begins at {figure}, and it is {limit}. Post the change once it has happened.",
    "更换所在时段始于 {figure}，而现在是 {limit}。请在更换之后提交。",
  ),
  "replace.since": b(
    "The old meter had not counted for this party by then. Name a later slot.",
    "旧电表当时尚未为该主体计量。请指定更晚的时段。",
  ),
  "replace.metered": b(
    "A slot after the change is metered already, and that stands. Name a later slot.",
    "更换之后的时段已有计量结果，不能改动。请指定更晚的时段。",
  ),
  "attest.party": b("The party is not in the market, or has no meter.", "该主体不在市场中，或没有电表。"),
  "attest.operator": b(
    "Only the operator of the party’s zone vouches for its meter.",
    "只有该主体所在台区的运营方可以为电表作证。",
  ),
  "attest.meter": b("The party has another meter now. Check its name.", "该主体现在使用另一只电表。请核对名称。"),
  "attest.class": b("Only a meter of class B needs vouching for.", "只有 B 类电表需要作证。"),
  "standing.party": b("The ledger does not know this party, or it has left.", "账本上没有该主体，或其已离开。"),
  "standing.regulator": b("A regulator is removed, not suspended.", "监管方只能撤销，不能暂停。"),
  "standing.active": b("Only an active party can be suspended.", "只有有效主体可以被暂停。"),
  "standing.suspended": b("Only a suspended party can be reinstated.", "只有被暂停的主体可以恢复。"),
  "standing.supplier": b("The supplier for the rest is not an active utility.", "余量供应商不是有效的供能企业。"),
  "standing.certificates": b(
    "Only installers issue certificates; for others it is none.",
    "只有安装方签发证书，其他主体为零。",
  ),
  "standing.technology": b(
    "Sold or on offer are {figure} of the old origin{at}. They must be delivered first.",
    "旧来源的 {figure}{at}已售出或在挂单中，须先交割。",
  ),
  "standing.export": b(
    "Sold or on offer are {figure}{at}, and the change would leave {limit}. Choose more, or a later day.",
    "{at}已售出或在挂单中的有 {figure}，变更后只剩 {limit}。请提高容量或改日再办。",
  ),
  "standing.import": b(
    "Bought or asked for are {figure}{at}, and the change would leave {limit}. Choose more, or a later day.",
    "{at}已购入或求购的有 {figure}，变更后只剩 {limit}。请提高容量或改日再办。",
  ),
  "enrol.key": b("The key belongs to a party already.", "该密钥已属于某个主体。"),
  "enrol.zone": b("The network has no such zone.", "网络中没有这个台区。"),
  "enrol.roles": b(
    "Homes and producers register, regulators are added by a decision of their own; choose among the other offices.",
    "产消者和生产者须自行登记，监管方另由专门决定增补；请在其他职能中选择。",
  ),
  "enrol.certificates": b(
    "Only installers issue certificates; for others it is none.",
    "只有安装方签发证书，其他主体为零。",
  ),
};
