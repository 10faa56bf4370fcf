/**
 * A sentence per rule of the ledger: what happened with its figures, then what to do. `{figure}`, `{limit}` are written in the
 * rule's unit, `{at}` is the slot's local time and `{fits}` a sentence with the figure that would have passed; both may be empty.
 */
import type { Rule } from "../ledger/rules.ts";
import type { Both } from "./format.ts";
import { AUCTION_SENTENCES } from "./refusals/auction.ts";
import { DEAL_SENTENCES } from "./refusals/deals.ts";
import { END_SENTENCES } from "./refusals/ends.ts";
import { GRID_SENTENCES } from "./refusals/grid.ts";
import { OPERATOR_METER_SENTENCES } from "./refusals/metering.ts";
import { PARTY_SENTENCES } from "./refusals/parties.ts";
import { b } from "./refusals/sentences.ts";
import { SUPERVISION_SENTENCES } from "./refusals/supervision.ts";

export const REFUSAL_SENTENCES: { readonly [R in Rule]: Both } = {
  ...PARTY_SENTENCES,
  ...DEAL_SENTENCES,
  ...AUCTION_SENTENCES,
  ...SUPERVISION_SENTENCES,
  ...GRID_SENTENCES,
  ...OPERATOR_METER_SENTENCES,
  ...END_SENTENCES,
  "zone.transfer": b(
    "From the seller’s zone to the buyer’s {figure} would flow of {limit}{at}.{fits} Take less, or buy in your own zone.",
    "从卖方台区到买方台区{at}的流量将达 {figure}，超过 {limit}。{fits}请减少数量，或在本台区购买。",
  ),
  "zone.suspended": b(
    "The regulators have suspended trading in the zone for this time, until {limit}. Choose other slots.",
    "监管方已暂停该台区此时段的交易，至 {limit}。请选择其他时段。",
  ),
  "seller.watched": b(
    "The regulators look at the seller’s contracts first. Wait for their decision; it lapses when trading closes.",
    "监管方须先审阅卖方的合约。请等待其决定；交易截止时未决即失效。",
  ),
  "buyer.watched": b(
    "The regulators look at the buyer’s contracts first. Wait for their decision; it lapses when trading closes.",
    "监管方须先审阅买方的合约。请等待其决定；交易截止时未决即失效。",
  ),
  "seller.review": b(
    "The seller could come to owe {figure}, above {limit}: the regulators look at such contracts first.",
    "卖方最多可能欠付 {figure}，高于 {limit}：监管方须先审阅此类合约。",
  ),
  "buyer.review": b(
    "The buyer could come to owe {figure}, above {limit}: the regulators look at such contracts first.",
    "买方最多可能欠付 {figure}，高于 {limit}：监管方须先审阅此类合约。",
  ),
  "valid.decodable": b(
    "The bytes are not a transaction in canonical form. Write it again in the wallet.",
    "这些字节不是规范格式的交易。请在钱包中重新生成。",
  ),
  "valid.sender": b("The ledger does not know the sender. Register first.", "账本上没有这个发送方。请先登记。"),
  "valid.signers": b(
    "It is not signed by exactly the keys that this kind asks for. Sign it again with the account’s current key.",
    "签名所用的密钥与此类交易的要求不符。请用账户当前的密钥重新签名。",
  ),
  "valid.signature": b(
    "A signature does not match what was signed. Sign it again.",
    "签名与所签内容不符。请重新签名。",
  ),
  "valid.meter": b(
    "The meter is not the one of this registration, or a wallet’s key may not meter on this network.",
    "电表与登记不符，或此网络不允许用钱包密钥计量。",
  ),
  "valid.expired": b("Its time had passed before it arrived. Sign it again.", "到达时已过有效期。请重新签名。"),
  "valid.tooFar": b(
    "It is dated further ahead than the network allows. Check the computer’s clock and sign it again.",
    "有效期超出网络允许的范围。请检查电脑时钟后重新签名。",
  ),
  "valid.nonce": b(
    "A transaction with the same number is on the ledger already. Look whether it is this one before signing again.",
    "账本上已有相同编号的交易。再次签名前，请先确认是否就是这一笔。",
  ),

  "register.twice": b("This account is registered already.", "该账户已经登记。"),
  "register.installer": b(
    "The certificate’s installer is not an active installer of this network. Ask for a certificate of one who is.",
    "证书的安装方不是本网络的有效安装方。请向有效的安装方索取证书。",
  ),
  "register.certificate": b(
    "The installer’s signature does not match the certificate. Ask for a new certificate.",
    "安装方的签名与证书不符。请索取新的证书。",
  ),
  "register.expired": b(
    "The certificate has expired. Ask the installer for a new one.",
    "证书已过期。请向安装方索取新证书。",
  ),
  "register.used": b(
    "The certificate has been used; each serves once. Ask the installer for a new one.",
    "该证书已被使用，每张只能用一次。请向安装方索取新证书。",
  ),
  "register.zone": b(
    "The network has no such zone. Ask the installer to check it.",
    "网络中没有这个台区。请让安装方核对。",
  ),
  "register.carrier": b(
    "The certificate names an energy that is not traded here. Ask the installer to check it.",
    "证书所列能源在此不交易。请让安装方核对。",
  ),
  "register.supplier": b(
    "The supplier for the rest is not an active utility of this network. Choose another one.",
    "余量供应商不是本网络的有效供能企业。请另选一家。",
  ),
  "register.point": b(
    "Another party holds this connection point. Ask it to hand it over to you in its wallet.",
    "该并网点已登记在其他主体名下。请对方在其钱包中移交给您。",
  ),
  "register.meter": b(
    "Another party holds this meter. Ask the installer to check it.",
    "该电表已登记在其他主体名下。请让安装方核对。",
  ),
  "register.meterClass": b(
    "A meter of this class cannot settle on this network: it takes classes A and B, and demo networks a meter key in the wallet. Ask the installer.",
    "此类电表不能在本网络结算：须为 A 类或 B 类；仅演示网络允许把电表密钥存放在钱包中。请联系安装方。",
  ),
  "register.quota": b(
    "The installer has used {figure} of {limit} certificates that it has a day. Send it again tomorrow.",
    "安装方当日第 {figure} 张证书超出每日 {limit} 张的额度。请明天再发送。",
  ),
  "register.key": b(
    "This key belongs to another party. Register with a key of your own.",
    "该密钥属于其他主体。请用自己的密钥登记。",
  ),
  "register.handover": b(
    "Zone or energy differ from those of the connection that is handed over. Ask the installer to check them.",
    "台区或能源与所移交的并网点不符。请让安装方核对。",
  ),
  "admit.handover": b(
    "The party that moves out has {figure} slots under way, and a hand-over takes {limit} at most. It must end some contracts first.",
    "搬出方尚有 {figure} 个时段在履行，一次移交至多 {limit} 个。须先终止部分合约。",
  ),
  "meter.holder": b(
    "The meter counted for another party then. Readings of that time are that party’s to send.",
    "当时该电表为其他主体计量。该时段的读数须由该主体发送。",
  ),
  "admit.regulator": b("Only regulators vote on admissions.", "只有监管方可以对准入投票。"),
  "admit.party": b("No such party has applied.", "没有这样的申请主体。"),
  "admit.pending": b("This application has been decided.", "该申请已有决定。"),
  "admit.twice": b("You have voted on this application.", "您已对该申请投票。"),

  "offer.empty": b("It holds no energy. Choose at least one slot.", "其中没有电量。请至少选择一个时段。"),
  "offer.zone": b("Offers are made in one’s own zone.", "只能在自己所在的台区挂单。"),
  "offer.many": b(
    "This would be {figure} offers on the book at once; a party may have {limit} for one energy. Withdraw one, or wait until one ends.",
    "这将使您的有效挂单达到 {figure} 份；每个主体每种能源至多 {limit} 份。请先撤回一份，或等待其中一份到期。",
  ),
  "offer.technology": b("The origin differs from your registered technology.", "所注来源与您登记的技术类型不符。"),
  "offer.minimumTooHigh": b(
    "The least amount taken, {figure}, is more than the {limit} offered. Lower it.",
    "最小成交量 {figure} 超过挂单总量 {limit}。请调低。",
  ),
  "offer.asProduced": b(
    "An as-produced offer has no damages. Set them to zero, or offer a firm amount.",
    "按实际产出的挂单不设违约金。请设为零，或改为定量挂单。",
  ),
  "offer.expires": b(
    "The offer must end between now and the gate of its first slot. Choose an earlier end or later slots.",
    "挂单须在此刻与首个时段的交易截止之间到期。请提前到期时间，或选择更晚的时段。",
  ),
  "offer.unknown": b("There is no such offer any more.", "该挂单已不存在。"),
  "offer.live": b("The offer was taken, withdrawn or has expired.", "该挂单已被成交、撤回或到期。"),
  "offer.expired": b(
    "The offer ended at {limit}; it was {figure}. Choose another one.",
    "该挂单已于 {limit} 到期，当时为 {figure}。请另选挂单。",
  ),
  "offer.mine": b("Only its owner withdraws an offer.", "只有挂单人可以撤回挂单。"),
  "offer.own": b("One does not take one’s own offer.", "不能与自己的挂单成交。"),
  "offer.left": b(
    "Of this offer {limit} are left{at}, not {figure}. Take what is left.",
    "该挂单{at}仅剩 {limit}，不足 {figure}。可按剩余量成交。",
  ),
  "offer.minimum": b(
    "You asked for {figure}, but at least {limit} of this offer must be taken.",
    "您要成交 {figure}，但该挂单至少须成交 {limit}。",
  ),

  "seller.active": b(
    "The seller is not admitted to the market, or is suspended. Trade when the regulators have admitted it.",
    "卖方尚未准入或已被暂停。监管准入后方可交易。",
  ),
  "buyer.active": b(
    "The buyer is not admitted to the market, or is suspended. Trade when the regulators have admitted it.",
    "买方尚未准入或已被暂停。监管准入后方可交易。",
  ),
  "seller.role": b("The seller has no role that trades energy.", "卖方的身份不能交易能源。"),
  "buyer.role": b("The buyer has no role that trades energy.", "买方的身份不能交易能源。"),
  "seller.carrier": b("The seller has no connection for this energy.", "卖方没有这种能源的接入。"),
  "buyer.carrier": b("The buyer has no connection for this energy.", "买方没有这种能源的接入。"),
  "seller.overdue": b(
    "The seller has {figure} overdue statements. Trading is open again once they are paid.",
    "卖方有 {figure} 份逾期账单。付清后即可恢复交易。",
  ),
  "buyer.overdue": b(
    "The buyer has {figure} overdue statements. Trading is open again once they are paid.",
    "买方有 {figure} 份逾期账单。付清后即可恢复交易。",
  ),
  "seller.technology": b("The buyer asks for another origin than the seller’s.", "买方要求的来源与卖方的不同。"),
  "zone.limits": b(
    "The operator has published no limits for this zone and energy.",
    "运营方尚未公布该台区此种能源的限额。",
  ),
  "zone.charges": b(
    "No charges are published between these zones, so nothing can be traded between them.",
    "这两个台区之间尚未公布过网费，因此不能交易。",
  ),
  "price.min": b(
    "The price is {figure}; the lowest allowed is {limit}. Raise it.",
    "价格为{figure}，最低允许{limit}。请调高。",
  ),
  "price.max": b(
    "The price is {figure}; the highest allowed is {limit}. Lower it.",
    "价格为{figure}，最高允许{limit}。请调低。",
  ),
  "damages.min": b(
    "Damages of {figure} are below the lowest allowed, {limit}. Raise them.",
    "违约金{figure}，低于最低允许的{limit}。请调高。",
  ),
  "damages.max": b(
    "Damages of {figure} are above the highest allowed, {limit}. Lower them.",
    "违约金{figure}，高于最高允许的{limit}。请调低。",
  ),
  gate: b(
    "Trading closed at {limit} for the slot{at}; it was {figure}. Choose a later slot.",
    "时段{at}已于 {limit} 交易截止，当时为 {figure}。请选择更晚的时段。",
  ),
  horizon: b(
    "The slot starts too far ahead: nothing after {limit} is traded yet. Choose an earlier slot.",
    "该时段过远：目前只交易 {limit} 之前的时段。请选择更早的时段。",
  ),
  "seller.oneSide": b(
    "The seller already buys {figure}{at}. In one slot a party stands on one side.",
    "卖方{at}已购入 {figure}。同一时段只能处于一方。",
  ),
  "buyer.oneSide": b(
    "The buyer already sells {figure}{at}. In one slot a party stands on one side.",
    "买方{at}已售出 {figure}。同一时段只能处于一方。",
  ),
  "seller.position": b(
    "The seller would promise {figure} of the {limit} that its connection can deliver{at}.{fits}",
    "卖方{at}将承诺 {figure}，而其并网容量最多可交割 {limit}。{fits}",
  ),
  "buyer.position": b(
    "The buyer would take {figure} of the {limit} that its connection can take{at}.{fits}",
    "买方{at}将购入 {figure}，而其下网容量最多为 {limit}。{fits}",
  ),
  "zone.deliverable": b(
    "The zone would have to deliver {figure} of {limit}{at}.{fits}",
    "台区{at}须交割 {figure}，超过 {limit}。{fits}",
  ),
  "zone.demand": b(
    "The zone would buy {figure} of {limit}{at}.{fits}",
    "台区{at}将购入 {figure}，超过 {limit}。{fits}",
  ),
  "seller.exposure": b(
    "The seller would stand at {figure} of {limit} credit. Settle statements, or trade less.",
    "卖方的信用占用将达 {figure}，额度为 {limit}。请先结清账单或减少交易量。",
  ),
  "buyer.exposure": b(
    "The buyer would stand at {figure} of {limit} credit. Settle statements, or trade less.",
    "买方的信用占用将达 {figure}，额度为 {limit}。请先结清账单或减少交易量。",
  ),

  "meter.active": b("Readings count once the party is admitted.", "主体准入后读数方才有效。"),
  "meter.late": b(
    "These readings could be taken until {limit}; it was {figure}. They are no longer needed.",
    "这些读数的受理截至 {limit}，当时为 {figure}。现已不再需要。",
  ),
  "meter.past": b(
    "The batch was not over yet. The wallet sends it again when it is.",
    "该批读数尚未结束。结束后钱包会再次发送。",
  ),
  "meter.firstRoot": b(
    "The meter committed to this batch before; the first commitment stands.",
    "电表已对该批读数作出承诺；以首次承诺为准。",
  ),
  "meter.batch": b(
    "The meter has not committed to this batch. Commit first.",
    "电表尚未对该批读数作出承诺。请先承诺。",
  ),
  "meter.proof": b("A reading does not belong to what the meter committed to.", "读数与电表的承诺不符。"),
  "meter.twice": b("A reading is opened twice{at}.", "读数{at}重复打开。"),
  "meter.continuity": b(
    "The counter{at} reads {figure}, but {limit} was opened for the same moment. The first stands.",
    "电表{at}读数为 {figure}，但同一时刻此前公开的是 {limit}。以先公开的为准。",
  ),
  "meter.decreasing": b(
    "The counter falls from {limit} to {figure}{at}. Counters only rise.",
    "电表读数{at}由 {limit} 降为 {figure}。读数只增不减。",
  ),

  "payment.statement": b("There is no such statement.", "没有这份账单。"),
  "payment.debtor": b("This statement is not owed by you.", "该账单并非由您应付。"),
  "payment.creditor": b("This statement is not owed to you by this party.", "该账单并非由对方付给您。"),
  "payment.state": b("This statement does not wait for that now.", "该账单目前不处于可执行此操作的状态。"),
};
