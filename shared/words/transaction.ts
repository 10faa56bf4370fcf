/** Any transaction in one plain sentence, for the signing window: what the signer does, with whom, when, for how much. */
import type { TxBody, TxOf } from "../ledger/transactions.ts";
import type { Energy } from "../ledger/units.ts";
import { kindText } from "./kinds/kinds.ts";
import { slotsText } from "./runs.ts";
import { kW, kWh, type Lang, moment, nameOf, type Names, perKWh, type Place, slotSpan, yuan } from "./format.ts";
import { CARRIER_WORDS, TECHNOLOGY_WORDS } from "./terms.ts";
import { worstCase } from "./worstCase.ts";
import type { Charges } from "../ledger/params.ts";

/** What a sentence can say beyond the body itself, each from verified data; what is absent is left out of the sentence. */
export interface Known {
  readonly place?: Place | null;
  readonly charges?: Charges | null;
  /** Amount of the statement that a payment is about, micro. */
  readonly amount?: number | null;
}

/** `related`: the offer that an acceptance or a cancellation names, if known. */
export function bodyText(
  body: TxBody,
  related: TxBody | null,
  lang: Lang,
  names: Names = {},
  known: Known = {},
): string {
  const name = (party: string): string => nameOf(party, names, lang);
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const offer = related?.kind === "offer.post" ? related : undefined;
  const amount = known.amount == null ? "" : yuan(Math.abs(known.amount));
  switch (body.kind) {
    case "offer.post":
      return `${posted(body, lang, known)}${ending(body, related, lang, known)}`;
    case "offer.accept":
      return offer
        ? `${accepted(body, offer, lang, name, known)}${ending(body, related, lang, known)}`
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
        `您以监管方身份投票${body.admit ? "准许" : "不准许"} ${name(body.party)} 进入市场：“${body.reason}”。`,
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
        `您声明已向 ${name(body.creditor)} 付款${amount && ` ${amount}`}，附言“${body.reference}”。对方逾期未答复即视为确认。`,
      );
    case "payment.confirm":
      return say(
        `You confirm that ${amount || "the payment"} from ${name(body.debtor)} has arrived; the statement is paid.`,
        `您确认已收到 ${name(body.debtor)} 的${amount ? ` ${amount}` : "款项"}；该账单即为已付。`,
      );
    case "payment.deny":
      return say(
        `You deny that ${amount || "the payment"} from ${name(body.debtor)} has arrived: “${body.reason}”. The statement is due again.`,
        `您声明未收到 ${name(body.debtor)} 的${amount ? ` ${amount}` : "款项"}：“${body.reason}”。该账单重新到期。`,
      );
    default:
      return kindText(body, { lang, say, name, place: known.place ?? null, related });
  }
}

function posted(body: TxOf<"offer.post">, lang: Lang, known: Known): string {
  const { place } = known;
  const carrier = CARRIER_WORDS[body.carrier][lang];
  const most = body.type === "asProduced" && body.side === "sell";
  const all = kWh(total(body.energy));
  const slots = place ? slotsText(body.energy, place, lang) : slotCount(body.energy, lang);
  const until = place ? moment(body.expires + place.utcOffset, lang) : "";
  if (lang === "en") {
    const verb = body.side === "sell" ? "sell" : "buy";
    const open = until && ` The offer stands until ${until}.`;
    return `You offer to ${verb} ${most ? "up to " : ""}${all} of ${carrier} at ${perKWh(body.price, lang)} to whoever takes it: ${slots}.${open}`;
  }
  const open = until && `挂单有效至 ${until}。`;
  return `您公开挂单${body.side === "sell" ? "出售" : "购入"}${carrier}${most ? "，至多 " : " "}${all}，${perKWh(body.price, lang)}：${slots}。${open}`;
}

function accepted(
  body: TxOf<"offer.accept">,
  offer: TxOf<"offer.post">,
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
    : `您${buys ? "从" : "向"} ${name(offer.sender)} ${buys ? "购入" : "出售"}${carrier} ${most}${all}，${price}：${slots}。`;
}

/** The worst case in the same breath: damages, and what a buyer pays in all. */
function ending(body: TxBody, related: TxBody | null, lang: Lang, known: Known): string {
  const worst = worstCase(body, related, known.charges ?? null);
  if (!worst) return "";
  if (worst.most === 0) {
    return lang === "en" ? " You cannot come to owe anything by it." : "您不会因此产生任何应付款。";
  }
  const charges = worst.side === "buy" && !known.charges;
  if (lang === "en") {
    const damages = worst.damages > 0 ? `, of which damages ${yuan(worst.damages)}` : "";
    return ` At worst you owe ${yuan(worst.most)}${damages}${charges ? ", and the charges of the grid" : ""}.`;
  }
  const damages = worst.damages > 0 ? `，其中违约金 ${yuan(worst.damages)}` : "";
  return `最坏情况下您应付 ${yuan(worst.most)}${damages}${charges ? "，另加过网费用" : ""}。`;
}

function registered(body: TxOf<"party.register">, lang: Lang, name: (party: string) => string): string {
  const { claims } = body.certificate;
  const technology = TECHNOLOGY_WORDS[claims.technology][lang];
  return lang === "en"
    ? `You ask to join the market in zone ${claims.zone} as a ${body.role}, with ${kW(claims.importW)} from the grid and ${kW(claims.exportW)} (${technology}) into it, meter ${claims.meter.id}; ${name(body.supplier)} supplies the rest, ${name(claims.installer)} vouches for the connection.`
    : `您申请以${body.role === "prosumer" ? "产消者" : "生产者"}身份加入 ${claims.zone} 台区的市场：下网容量 ${kW(claims.importW)}，上网容量 ${kW(claims.exportW)}（${technology}），电表 ${claims.meter.id}；余量由 ${name(body.supplier)} 供应，并网由 ${name(claims.installer)} 证明。`;
}

function during(energy: Energy, lang: Lang, { place }: Known): string {
  if (!place) return "";
  const text = slotSpan(energy.first, energy.first + energy.wh.length - 1, place, lang);
  return lang === "en" ? ` on ${text}` : ` ${text} `;
}

function slotCount(energy: Energy, lang: Lang): string {
  const count = energy.wh.filter((wh) => wh > 0).length;
  return lang === "en" ? `${count} ${count === 1 ? "slot" : "slots"}` : `${count} 个时段`;
}

function total(energy: Energy): number {
  return energy.wh.reduce((sum, wh) => sum + wh, 0);
}
