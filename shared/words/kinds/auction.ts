/** The auction, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { lineAmount } from "../../ledger/amounts.ts";
import type { TxOf } from "../../ledger/transactions.ts";
import { kWh, perKWh, slotSpan, yuan } from "../format.ts";
import { CARRIER_WORDS } from "../terms.ts";
import type { KindWordsTable, Teller } from "./kindWords.ts";

export const AUCTION_WORDS: KindWordsTable<"auction.order" | "auction.cancel"> = {
  "auction.order": {
    title: { en: "Order in the auction", zh: "拍卖委托" },
    text: (body, teller) => `${ordered(body, teller)}${outcome(body, teller)}`,
    public: {
      en: "Your side, the slot, the energy, your limit price, and after the auction how much of it was filled and with whom.",
      zh: "买卖方向、时段、电量、限价，以及出清后的成交量和成交对方。",
    },
    rows: (body) => [
      { label: { en: "Zone", zh: "台区" }, value: { en: body.zone, zh: body.zone } },
      {
        label: { en: "Price paid", zh: "成交价格" },
        value: { en: "One price for all, never worse than yours", zh: "全场统一价格，绝不劣于您的限价" },
      },
      {
        label: { en: "Filled", zh: "成交方式" },
        value: { en: "Whole, in part or not at all", zh: "全部、部分或不成交" },
      },
      {
        label: { en: "Damages", zh: "违约金" },
        value: { en: "The zone’s standard ones, each way", zh: "按台区标准，双向适用" },
      },
      {
        label: { en: "Can be cancelled", zh: "可否撤销" },
        value: { en: "Until trading for the slot closes", zh: "该时段交易截止前可撤销" },
      },
    ],
  },
  "auction.cancel": {
    title: { en: "Cancel an order", zh: "撤销委托" },
    text: (_body, { say }) =>
      say(
        "You cancel an order of yours in the auction. What it reserved is free again, and nobody owes anything for it.",
        "您撤销自己在拍卖中的一笔委托。所占用的额度随即释放，任何一方均无须因此付款。",
      ),
    public: {
      en: "That you cancelled this order. The order itself stays readable in old blocks.",
      zh: "您撤销了这笔委托。委托本身在旧区块中仍可读到。",
    },
    rows: () => [],
  },
};

function ordered({ side, wh, carrier, price, slot }: TxOf<"auction.order">, { lang, say, place }: Teller): string {
  const when = place ? slotSpan(slot, slot, place, lang) : "";
  const energy = CARRIER_WORDS[carrier][lang];
  return say(
    `You order to ${side} up to ${kWh(wh)} of ${energy}${when && ` on ${when}`} in the auction, for ${perKWh(price, lang)} or ${side === "sell" ? "more" : "less"}. The auction clears when trading for the slot closes; it may fill your order whole, in part or not at all.`,
    `您在拍卖中委托${side === "sell" ? "出售" : "购入"}${energy}，${when && `时段 ${when}，`}至多 ${kWh(wh)}，${perKWh(price, lang)}${side === "sell" ? " 或更高" : " 或更低"}。该时段交易截止时出清，您的委托可能全部、部分或不成交。`,
  );
}

/** What a filled order binds to, and the worst case as far as the body tells it: the standard rate is the zone's. */
function outcome({ side, wh, price }: TxOf<"auction.order">, { say }: Teller): string {
  const most = yuan(lineAmount(wh, price));
  return side === "sell"
    ? say(
        " What is filled binds you: for what you fail to feed in you owe the zone’s standard damages.",
        "成交部分对您有约束力：未能上网的部分，您须按台区标准支付违约金。",
      )
    : say(
        ` What is filled binds you: at worst you owe ${most} for the energy, the charges of the grid, and the zone’s standard damages for what you fail to take.`,
        `成交部分对您有约束力：最坏情况下您应付电费 ${most}，另加过网费用；未能接收的部分，须按台区标准支付违约金。`,
      );
}
