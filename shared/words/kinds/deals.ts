/** Deals, mail and lots, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { cappedSum, lineAmount } from "../../ledger/amounts.ts";
import type { TxOf } from "../../ledger/transactions.ts";
import { type Both, decimal, kWh, moment, perKWh, yuan } from "../format.ts";
import { slotsText } from "../runs.ts";
import { CARRIER_WORDS, FUEL_WORDS, TECHNOLOGY_WORDS } from "../terms.ts";
import { posted, slotCount, total, worstText } from "../trade.ts";
import { otherSide, worstCase } from "../worstCase.ts";
import { type KindRow, type KindWordsTable, type Teller } from "./kindWords.ts";

const b = (en: string, zh: string): Both => ({ en, zh });
const same = (text: string): Both => b(text, text);
const row = (en: string, zh: string, value: Both): KindRow => ({ label: b(en, zh), value });
/** A hash by its ends, for people to compare. */
const short = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;

/** Whether somebody else than the sender signs: the one who agrees, vouches, buys or takes delivery. */
const coSigns = ({ self }: Teller, sender: string): boolean => self !== null && self !== sender;
/** Price of all of it, micro. */
const priceOf = ({ wh, price }: { readonly wh: number; readonly price: number }): string =>
  yuan(cappedSum([lineAmount(wh, price)]));

export const DEAL_WORDS: KindWordsTable<
  "offer.replace" | "tx.revoke" | "deal.agree" | "mail.send" | "lot.issue" | "lot.sell" | "lot.deliver"
> = {
  "offer.replace": {
    title: b("Replace an offer", "替换挂单"),
    text: (body, { lang, say, place, charges }) =>
      say(
        "You replace an offer of yours by another one; what was taken of it stays binding. ",
        "您以新挂单替换自己的一份挂单；已成交的部分仍然有效。",
      ) +
      posted(body, lang, place) +
      worstText(worstCase(body, null, charges), lang, charges !== null),
    public: b(
      "Your address, hours, energy and price, and which offer this one replaces.",
      "您的地址、时段、电量和价格，以及被替换的挂单。",
    ),
    rows: (body) => [
      row("Replaced offer", "被替换的挂单", same(short(body.replaces))),
      ...(body.minimum > 0 ? [row("Least taken", "最小成交量", same(kWh(body.minimum)))] : []),
      ...(body.technology === "none" ? [] : [row("Origin", "来源", TECHNOLOGY_WORDS[body.technology])]),
    ],
  },
  "tx.revoke": {
    title: b("Revoke a signature", "撤销签名"),
    text: ({ id }, { say }) =>
      say(
        `You revoke the transaction ${short(id)} that you signed: if it has not arrived it is refused when it does, and an offer or order that still stands is withdrawn. What was executed otherwise stays binding.`,
        `您撤销自己签署的交易 ${short(id)}：尚未到达的，到达时将被拒绝；仍然有效的挂单或报单将被撤回。已执行的其他交易仍然有效。`,
      ),
    public: b(
      "That you revoked a transaction, and its identifier; not what it would have done.",
      "您撤销了一笔交易及其标识；不公开该交易的内容。",
    ),
    rows: ({ id }) => [row("Revoked", "被撤销的交易", same(short(id)))],
  },
  "deal.agree": {
    title: b("Agree on a contract", "订立合约"),
    text: agreed,
    public: b(
      "Once both have signed and it is sent: both addresses, hours, energy and price. At the contract’s ends your counter readings are opened.",
      "双方签署并提交后：双方地址、时段、电量和价格。合约时段两端的电表读数会被公开。",
    ),
    rows: ({ type, damages, technology, template }) => [
      row(
        "Kind",
        "类型",
        type === "asProduced"
          ? b("as produced: up to this amount, no damages", "按实际产出：以此为上限，无违约金")
          : b(
              `firm: damages ${yuan(damages.seller)} (seller), ${yuan(damages.buyer)} (buyer) per kWh short`,
              `定量：每欠 1 kWh，卖方付 ${yuan(damages.seller)}，买方付 ${yuan(damages.buyer)}`,
            ),
      ),
      ...(technology === "none" ? [] : [row("Origin", "来源", TECHNOLOGY_WORDS[technology])]),
      row("Wording", "合约文本", same(short(template))),
    ],
  },
  "mail.send": {
    title: b("Send a sealed message", "发送密封消息"),
    text: ({ to, expires, sealed }, { lang, say, name, place }) => {
      const until = place ? moment(expires + place.utcOffset, lang) : "";
      const size = decimal(sealed.length / 2, 0, 0);
      return say(
        `You send ${name(to)} a sealed message of ${size} bytes that nobody else can read${until && `; it is there until ${until}`}. You owe nothing by it, unless a contract in it is signed by the other side too.`,
        `您向${name(to)}发送一条 ${size} 字节的密封消息，他人无法阅读${until && `，保留至 ${until}`}。您不会因此产生应付款，除非其中的合约也由对方签署。`,
      );
    },
    public: b(
      "Sender, receiver, size and expiry. Old blocks keep the sealed bytes for good.",
      "发件方、收件方、大小和有效期。密封内容会永久留在旧区块中。",
    ),
    rows: () => [],
  },
  "lot.issue": {
    title: b("Register a lot of fuel", "登记燃料批次"),
    text: (body, teller) => {
      const { lang, say, name } = teller;
      const lot = `${kWh(body.wh)}${say(" of ", "")}${FUEL_WORDS[body.fuel][lang]}`;
      return coSigns(teller, body.sender)
        ? say(
            `You vouch, as the operator of the zone, that ${name(body.sender)} holds a certified lot of ${lot}.`,
            `您以台区运营方身份证明${name(body.sender)}持有经认证的批次：${lot}。`,
          )
        : say(
            `You state that you hold a certified lot of ${lot}; your zone’s operator signs with you. You owe nothing by it.`,
            `您声明持有经认证的批次：${lot}；台区运营方与您共同签署。您不会因此产生应付款。`,
          );
    },
    public: b(
      "Holder, fuel, energy and the hash of the certificate; not the paper itself.",
      "持有方、燃料、能量和证书的哈希；不公开证书本身。",
    ),
    rows: ({ certificate }) => [row("Certificate", "证书", same(short(certificate)))],
  },
  "lot.sell": {
    title: b("Sell from a lot of fuel", "出售燃料批次"),
    text: (body, teller) => {
      const { lang, say, name } = teller;
      const price = perKWh(body.price, lang);
      return coSigns(teller, body.sender)
        ? say(
            `You buy ${kWh(body.wh)} of a lot of fuel from ${name(body.sender)} at ${price}; you pay for what the delivery note states. At worst you owe ${priceOf(body)}.`,
            `您从${name(body.sender)}购入燃料批次中的 ${kWh(body.wh)}，${price}；按交货单载明的数量付款。最坏情况下您应付 ${priceOf(body)}。`,
          )
        : say(
            `You sell ${kWh(body.wh)} of your lot of fuel to ${name(body.buyer)} at ${price}, ${priceOf(body)} for all of it; what the delivery note states is paid. You cannot come to owe anything by it.`,
            `您向${name(body.buyer)}出售燃料批次中的 ${kWh(body.wh)}，${price}，全部为 ${priceOf(body)}；按交货单载明的数量付款。您不会因此产生任何应付款。`,
          );
    },
    public: b("Both addresses, the lot, energy and price.", "双方地址、批次、能量和价格。"),
    rows: ({ lot }) => [row("Lot", "批次", same(short(lot)))],
  },
  "lot.deliver": {
    title: b("Sign a delivery note", "签署交货单"),
    text: (body, teller) => {
      const { say } = teller;
      const sale = short(body.sale);
      if (body.wh === 0) {
        return say(
          `You state that nothing was delivered for the sale ${sale}, and that nothing will be. The sale is closed and nobody owes anything for it.`,
          `您声明销售 ${sale} 未交货，以后也不再交货。该笔销售就此结束，任何一方均无应付款。`,
        );
      }
      return coSigns(teller, body.sender)
        ? say(
            `You confirm that ${kWh(body.wh)} of fuel of the sale ${sale} arrived. You owe the agreed price for it, which enters the running statement, and the sale is closed.`,
            `您确认已收到销售 ${sale} 的燃料 ${kWh(body.wh)}。您应付约定价款，计入本期账单；该笔销售就此结束。`,
          )
        : say(
            `You state that ${kWh(body.wh)} of fuel of the sale ${sale} were delivered. The buyer owes the agreed price for it, and the sale is closed.`,
            `您声明已交付销售 ${sale} 的燃料 ${kWh(body.wh)}。买方应付约定价款；该笔销售就此结束。`,
          );
    },
    public: b(
      "What was delivered and the hash of the note; the price stands in the sale.",
      "交付数量和交货单的哈希；价格见该笔销售。",
    ),
    rows: ({ sale, note }) => [row("Sale", "销售", same(short(sale))), row("Note", "交货单", same(short(note)))],
  },
};

/** The contract for the side that reads it: who writes it and who agrees to it see the same text from two sides. */
function agreed(body: TxOf<"deal.agree">, teller: Teller): string {
  const { lang, say, name, place, charges, self } = teller;
  const agrees = coSigns(teller, body.sender);
  const side = agrees ? otherSide(body.side) : body.side;
  const other = name(agrees ? body.sender : body.counterparty);
  const carrier = CARRIER_WORDS[body.carrier][lang];
  const all = kWh(total(body.energy));
  const price = perKWh(body.price, lang);
  const slots = place ? slotsText(body.energy, place, lang) : slotCount(body.energy, lang);
  const worst = worstText(worstCase(body, null, charges, self), lang, charges !== null);
  const upTo = body.type === "asProduced" ? say("up to ", "至多 ") : "";
  return say(
    `You ${side} ${upTo}${all} of ${carrier} ${side === "sell" ? "to" : "from"} ${other} at ${price}: ${slots}. It binds you both once both have signed it and it has passed the ledger’s rules.${worst}`,
    `您${side === "sell" ? "向" : "从"} ${other} ${side === "sell" ? "出售" : "购入"}${carrier} ${upTo}${all}，${price}：${slots}。双方签署且通过账本规则后，对双方均有约束力。${worst}`,
  );
}
