/** What the reader receives or pays, and the worst that a signature can cost them, from the body's own figures. */
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { OfferBody } from "../../shared/ledger/records.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { type WorstCase, worstCase } from "../../shared/words/worstCase.ts";
import type { Composed } from "../local/port.ts";
import { type Both, kWh, yuan } from "./figures.ts";

type Facts = Composed["facts"];
type Money = Pick<ConfirmView, "receive" | "worst">;

/** `receive` is negative where the reader pays. Null where nothing is traded or paid. */
export function moneyOf(body: TxBody, facts: Facts): Money {
  const worst = worstCase(body, facts.related, facts.charges);
  const posted = body.kind === "offer.post" || body.kind === "offer.replace";
  const offer = posted ? body : relatedOffer(facts);
  if (worst && offer && (posted || body.kind === "offer.accept")) {
    const total = body.energy.wh.reduce((sum, wh) => sum + wh, 0);
    return tradeMoney(worst, offer, total, facts.charges !== null);
  }
  return { receive: paymentOf(body, facts.amount), worst: costOf(body, facts.amount) };
}

/** `amount`: micro, as the worker counted it from verified records. */
function costOf(body: TxBody, amount: number | null): Money["worst"] {
  if (amount === null) return null;
  if (body.kind === "contract.end") {
    return {
      amount,
      note:
        amount > 0
          ? { en: "damages for the energy that falls away", zh: "落空电量的违约金" }
          : { en: "no damages fall due", zh: "无须支付违约金" },
    };
  }
  if (body.kind !== "auction.order") return null;
  return {
    amount,
    note:
      body.side === "sell"
        ? { en: "filled whole and nothing delivered: standard damages", zh: "全部成交而全部未交割：标准违约金" }
        : {
            en: "filled whole, nothing taken: energy, charges and damages",
            zh: "全部成交而全部未用：电费、过网费与违约金",
          },
  };
}

export function relatedOffer({ related }: Facts): OfferBody | undefined {
  return related?.kind === "offer.post" || related?.kind === "offer.replace" ? related : undefined;
}

function tradeMoney(worst: WorstCase, offer: OfferBody, total: number, chargesKnown: boolean): Money {
  const product = `${kWh(total)} × ${yuan(offer.price)}`;
  return {
    receive: {
      amount: worst.side === "sell" ? worst.energy : -worst.energy,
      note: { en: `if all is delivered: ${product}`, zh: `全部交割时：${product}` },
    },
    worst: {
      amount: worst.most,
      note: worst.side === "sell" ? sellerWorst(worst, offer, total) : buyerWorst(worst, chargesKnown),
    },
  };
}

function sellerWorst(worst: WorstCase, offer: OfferBody, total: number): Both {
  if (worst.damages === 0)
    return { en: "as produced: no damages if you make less", zh: "按实际发电交割，少发不付违约金" };
  const product = `${kWh(total)} × ${yuan(offer.damages.seller)}`;
  return { en: `nothing delivered: ${product}`, zh: `全部未交割：${product}` };
}

function buyerWorst({ charges, damages }: WorstCase, chargesKnown: boolean): Both {
  const parts: Both[] = [
    chargesKnown
      ? { en: `network charge, levy, tax, loss ${yuan(charges)}`, zh: `过网费、附加、税与网损 ${yuan(charges)}` }
      : { en: "without the grid’s charges, not known here", zh: "未含过网费用，此处未知" },
  ];
  if (damages > 0) parts.push({ en: `damages ${yuan(damages)}`, zh: `违约金 ${yuan(damages)}` });
  return {
    en: `${chargesKnown ? "with " : ""}${parts.map(({ en }) => en).join(", ")}`,
    zh: `${chargesKnown ? "含" : ""}${parts.map(({ zh }) => zh).join("，")}`,
  };
}

function paymentOf(body: TxBody, amount: number | null): Money["receive"] {
  if (amount === null) return null;
  const paid = Math.abs(amount);
  switch (body.kind) {
    case "payment.claim":
      return {
        amount: -paid,
        note: { en: "outside this wallet", zh: "在本钱包之外" },
      };
    case "payment.confirm":
      return { amount: paid, note: { en: "outside this wallet", zh: "在本钱包之外" } };
    case "payment.deny":
      return { amount: paid, note: { en: "outside this wallet", zh: "在本钱包之外" } };
    default:
      return null;
  }
}
