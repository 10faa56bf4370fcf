/** What the reader receives or pays, and the worst that a signature can cost them, from the body's own figures. */
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import { lineAmount } from "../../shared/ledger/amounts.ts";
import { worstOf } from "../../shared/ledger/delivery.ts";
import type { TxBody, TxOf } from "../../shared/ledger/transactions.ts";
import type { Energy, Side } from "../../shared/ledger/units.ts";
import type { Composed } from "../local/port.ts";
import { type Both, kWh, perKWh, yuan } from "./figures.ts";

type Facts = Composed["facts"];
type Money = Pick<ConfirmView, "receive" | "worst">;
const NO_CHARGES = { network: 0, levy: 0, taxPpm: 0, lossPpm: 0 };

export function moneyOf(body: TxBody, facts: Facts): Money {
  switch (body.kind) {
    case "offer.post":
      return tradeMoney(body, body.energy, body.side, facts.charges);
    case "offer.accept": {
      const offer = relatedOffer(facts);
      return offer
        ? tradeMoney(offer, body.energy, offer.side === "sell" ? "buy" : "sell", facts.charges)
        : { receive: null, worst: null };
    }
    case "payment.claim":
      return statementMoney(facts.amount, -1, {
        en: "said to be paid outside this wallet; the creditor confirms or denies it",
        zh: "声明已在本钱包之外支付，由债权方确认或否认",
      });
    case "payment.confirm":
      return statementMoney(facts.amount, 1, {
        en: "you say that it has arrived; this settles the statement",
        zh: "您确认已收到，该账单即结清",
      });
    case "payment.deny":
      return statementMoney(facts.amount, 1, {
        en: "you say that it has not arrived; the statement is due again",
        zh: "您声明尚未收到，该账单重新到期",
      });
    case "party.register":
    case "party.admit":
    case "offer.cancel":
    case "meter.commit":
    case "meter.open":
      return { receive: null, worst: null };
  }
}

export function relatedOffer(facts: Facts): TxOf<"offer.post"> | undefined {
  return facts.related?.kind === "offer.post" ? facts.related : undefined;
}

/** Slot by slot, as the ledger will count it. `receive` is negative for a buyer. */
function tradeMoney(offer: TxOf<"offer.post">, energy: Energy, side: Side, given: Facts["charges"]): Money {
  const charges = given ?? NO_CHARGES;
  const terms = { type: offer.type, price: offer.price, damages: offer.damages, charges };
  let total = 0;
  let amount = 0;
  let worst = 0;
  for (const wh of energy.wh) {
    total += wh;
    amount += lineAmount(wh, offer.price);
    worst += worstOf(terms, wh)[side === "sell" ? "seller" : "buyer"];
  }
  const product = `${kWh(total)} × ${perKWh(offer.price)}`;
  const damages = offer.damages[side === "sell" ? "seller" : "buyer"];
  if (side === "sell") {
    return {
      receive: { amount, note: { en: `if all is delivered: ${product}`, zh: `全部交割时：${product}` } },
      worst: { amount: worst, note: sellerWorst(offer.type, total, damages) },
    };
  }
  const extra = worst - amount - (offer.type === "firm" ? lineSum(energy, damages) : 0);
  return {
    receive: { amount: -amount, note: { en: `if all is delivered: ${product}`, zh: `全部交割时：${product}` } },
    worst: {
      amount: worst,
      note: {
        en: `with network charge, levy and tax ${yuan(extra)}${damages > 0 ? ", and damages" : ""}`,
        zh: `含过网费、附加与税 ${yuan(extra)}${damages > 0 ? "，以及违约金" : ""}`,
      },
    },
  };
}

function sellerWorst(type: "firm" | "asProduced", total: number, damages: number): Both {
  if (type === "asProduced")
    return { en: "as produced: no damages if the sun stays away", zh: "按实际发电交割，少发不付违约金" };
  return {
    en: `nothing delivered: ${kWh(total)} × ${perKWh(damages)}`,
    zh: `全部未交割：${kWh(total)} × ${perKWh(damages)}`,
  };
}

const lineSum = (energy: Energy, price: number): number =>
  energy.wh.reduce((sum, wh) => sum + lineAmount(wh, price), 0);

function statementMoney(amount: number | null, sign: 1 | -1, note: Both): Money {
  return { receive: amount === null ? null : { amount: sign * amount, note }, worst: null };
}
