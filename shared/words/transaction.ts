/** Any transaction in one plain sentence, for the signing window: what the signer does, with whom, when, for how much. */
import type { TxBody, TxOf } from "../ledger/transactions.ts";
import type { Energy } from "../ledger/units.ts";
import type { OfferBody } from "../ledger/records.ts";
import { kindText } from "./kinds/kinds.ts";
import { slotsText } from "./runs.ts";
import { apart, kW, kWh, type Lang, nameOf, type Names, perKWh, type Place, slotSpan, yuan } from "./format.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "./terms.ts";
import { posted, slotCount, total, worstText } from "./trade.ts";
import { worstCase } from "./worstCase.ts";
import type { Charges } from "../ledger/params.ts";

/** What a sentence can say beyond the body itself, each from verified data; what is absent is left out of the sentence. */
export interface Known {
  readonly place?: Place | null;
  readonly charges?: Charges | null;
  /** Amount of the statement that a payment is about, micro. */
  readonly amount?: number | null;
  /** The party that signs, where it may be another one than the sender: who agrees, buys or takes delivery speaks for its own side. */
  readonly self?: string | null;
}

/** `related`: the offer that an acceptance or a cancellation names, if known. */
export function bodyText(
  body: TxBody,
  related: TxBody | null,
  lang: Lang,
  names: Names = {},
  known: Known = {},
): string {
  const name = (party: string): string => apart(nameOf(party, names, lang), lang);
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const offer = related?.kind === "offer.post" || related?.kind === "offer.replace" ? related : undefined;
  const amount = known.amount == null ? "" : yuan(Math.abs(known.amount));
  switch (body.kind) {
    case "offer.post":
      return `${posted(body, lang, known.place ?? null)}${worstText(worstCase(body, null, known.charges ?? null), lang, known.charges != null)}`;
    case "offer.accept":
      return offer
        ? `${accepted(body, offer, lang, name, known)}${worstText(worstCase(body, offer, known.charges ?? null), lang, known.charges != null)}`
        : say(
            `You take ${kWh(total(body.energy))} of an offer whose terms are not at hand.`,
            `您成交一份挂单中的 ${kWh(total(body.energy))}，该挂单的条款暂不可见。`,
          );
    case "offer.cancel":
      return offer
        ? say(
            `You withdraw your offer to ${offer.side} ${kWh(total(offer.energy))}${during(offer.energy, lang, known)}; what was taken of it stays binding.`,
            `您撤回${during(offer.energy, lang, known)}${offer.side === "sell" ? "出售" : "购入"} ${kWh(total(offer.energy))} 的挂单；已成交的部分仍然有效。`,
          )
        : say(
            "You withdraw an offer of yours; what was taken of it stays binding.",
            "您撤回自己的一份挂单；已成交的部分仍然有效。",
          );
    case "party.register":
      return registered(body, lang, name);
    case "party.admit":
      return say(
        `As a regulator you vote to ${body.admit ? "admit" : "refuse"} ${name(body.party)}: “${body.reason}”.`,
        `您以监管方身份投票${body.admit ? "准许" : "不准许"}${name(body.party)}进入市场：“${body.reason}”。`,
      );
    case "meter.commit":
      return say(
        `Your meter ${body.meter} commits to its readings of batch ${body.batch}; no reading becomes public by this.`,
        `您的电表 ${body.meter} 对第 ${body.batch} 批读数作出承诺；读数本身不会因此公开。`,
      );
    case "meter.open":
      return say(
        `Your meter ${body.meter} opens ${body.openings.length} counter readings of batch ${body.batch}; they become public.`,
        `您的电表 ${body.meter} 打开第 ${body.batch} 批中的 ${body.openings.length} 个读数；它们将公开。`,
      );
    case "payment.claim":
      return say(
        `You state that you have paid ${name(body.creditor)}${amount && ` ${amount}`}, reference “${body.reference}”. Left unanswered, that counts as confirmed.`,
        `您声明已向${name(body.creditor)}付款${amount && ` ${amount}`}，附言“${body.reference}”。对方逾期未答复即视为确认。`,
      );
    case "payment.confirm":
      return say(
        `You confirm that ${amount || "the payment"} from ${name(body.debtor)} has arrived; the statement is paid.`,
        `您确认已收到${name(body.debtor)}的${amount ? ` ${amount}` : "款项"}；该账单即为已付。`,
      );
    case "payment.deny":
      return say(
        `You deny that ${amount || "the payment"} from ${name(body.debtor)} has arrived: “${body.reason}”. The statement is due again, with the time to pay that it had.`,
        `您声明未收到${name(body.debtor)}的${amount ? ` ${amount}` : "款项"}：“${body.reason}”。该账单重新到期，付款期限不变。`,
      );
    default:
      return kindText(body, {
        lang,
        say,
        name,
        place: known.place ?? null,
        charges: known.charges ?? null,
        self: known.self ?? null,
        related,
      });
  }
}

function accepted(
  body: TxOf<"offer.accept">,
  offer: OfferBody,
  lang: Lang,
  name: (party: string) => string,
  known: Known,
): string {
  const buys = offer.side === "sell";
  const most = offer.type === "asProduced" ? (lang === "en" ? "up to " : "至多 ") : "";
  const slots = known.place ? slotsText(body.energy, known.place, lang) : slotCount(body.energy, lang);
  const carrier = CARRIER_WORDS[offer.carrier][lang];
  const all = kWh(total(body.energy));
  const price = perKWh(offer.price, lang);
  return lang === "en"
    ? `You ${buys ? "buy" : "sell"} ${most}${all} of ${carrier} ${buys ? "from" : "to"} ${name(offer.sender)} at ${price}: ${slots}.`
    : `您${buys ? "从" : "向"}${name(offer.sender)}${buys ? "购入" : "出售"}${carrier} ${most}${all}，${price}：${slots}。`;
}

function registered(body: TxOf<"party.register">, lang: Lang, name: (party: string) => string): string {
  const { claims } = body.certificate;
  const technology = TECHNOLOGY_WORDS[claims.technology][lang];
  return lang === "en"
    ? `You ask to join the market in zone ${claims.zone} as a ${body.role}, with ${kW(claims.importW)} from the grid and ${kW(claims.exportW)} (${technology}) into it, meter ${claims.meter.id}; ${name(body.supplier)} supplies the rest, ${name(claims.installer)} vouches for the connection. If the connection is handed over to you, contracts under way there may pass to you.`
    : `您申请以${body.role === "prosumer" ? "产消者" : "生产者"}身份加入 ${claims.zone} 台区的市场：下网容量 ${kW(claims.importW)}，上网容量 ${kW(claims.exportW)}（${technology}），电表 ${claims.meter.id}；余量由${name(body.supplier)}供应，并网由${name(claims.installer)}证明。若该并网点是移交给您的，其履行中的合约可能随之转给您。`;
}

function during(energy: Energy, lang: Lang, { place }: Known): string {
  if (!place) return "";
  const text = slotSpan(energy.first, energy.first + energy.wh.length - 1, place, lang);
  return lang === "en" ? ` on ${text}` : ` ${text} `;
}
