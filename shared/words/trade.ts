/** A trade in words: what is offered, in which slots, and the worst that it can cost. */
import type { OfferBody } from "../ledger/records.ts";
import type { Energy } from "../ledger/units.ts";
import { kWh, type Lang, moment, perKWh, type Place, yuan } from "./format.ts";
import { slotsText } from "./runs.ts";
import { CARRIER_WORDS } from "./terms.ts";
import type { WorstCase } from "./worstCase.ts";

/** "You offer to sell …": what a posted offer says. */
export function posted(body: OfferBody, lang: Lang, place: Place | null): string {
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

/** The worst case in the same breath: damages, and what a buyer pays in all; nothing where there is none to tell. */
export function worstText(worst: WorstCase | null, lang: Lang, chargesKnown: boolean): string {
  if (!worst) return "";
  if (worst.most === 0) {
    return lang === "en" ? " You cannot come to owe anything by it." : "您不会因此产生任何应付款。";
  }
  const charges = worst.side === "buy" && !chargesKnown;
  if (lang === "en") {
    const damages = worst.damages > 0 ? `, of which damages ${yuan(worst.damages)}` : "";
    return ` At worst you owe ${yuan(worst.most)}${damages}${charges ? ", and the charges of the grid" : ""}.`;
  }
  const damages = worst.damages > 0 ? `，其中违约金 ${yuan(worst.damages)}` : "";
  return `最坏情况下您应付 ${yuan(worst.most)}${damages}${charges ? "，另加过网费用" : ""}。`;
}

export function slotCount(energy: Energy, lang: Lang): string {
  const count = energy.wh.filter((wh) => wh > 0).length;
  return lang === "en" ? `${count} ${count === 1 ? "slot" : "slots"}` : `${count} 个时段`;
}

export function total(energy: Energy): number {
  return energy.wh.reduce((sum, wh) => sum + wh, 0);
}
