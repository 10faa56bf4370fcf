/**
 * Whether the agent may sign an acceptance without asking: one rule a function, all of them must hold. Everything is read from the body
 * itself, from the offer whose digest the body names, and from verified facts; the policy is the owner's.
 */
import type { Automatic, Policy } from "../../shared/ipc/agentViews.ts";
import type { Charges } from "../../shared/ledger/params.ts";
import type { OfferBody } from "../../shared/ledger/records.ts";
import type { TxOf } from "../../shared/ledger/transactions.ts";
import { allInPrice } from "../../shared/words/allIn.ts";
import { otherSide, worstCase } from "../../shared/words/worstCase.ts";

/** Header seconds over which limits per day and per party are counted: any day, so that midnight doubles nothing. */
export const DAY = 86_400;
/** Wall-clock seconds that the verified header may lag: what is signed rests on a market of now. */
export const FRESH = 900;

export interface Case {
  readonly body: TxOf<"offer.accept">;
  /** Its digest is `body.offer`. */
  readonly offer: OfferBody;
  /** Verified; null where it is not known what a buyer pays on top. */
  readonly charges: Charges | null;
  /** Header seconds of the proof that the facts rest on, and the wall clock's. */
  readonly provedAt: number;
  readonly now: number;
  /** Addresses in the owner's address book. */
  readonly known: readonly string[];
  /** Signed before. */
  readonly before: readonly Automatic[];
}

export type Verdict =
  | { readonly ok: true; readonly entry: Omit<Automatic, "id"> }
  | { readonly ok: false; readonly rule: LimitRule; readonly figure: number; readonly limit: number };
export type LimitRule =
  | "stale"
  | "noPolicy"
  | "party"
  | "unknown"
  | "carrier"
  | "kind"
  | "charges"
  | "price"
  | "once"
  | "day"
  | "partyDay"
  | "money";

export function judge(policies: readonly Policy[], one: Case): Verdict {
  const { body, offer } = one;
  const side = otherSide(offer.side);
  const policy = policies.find((each) => each.side === side);
  const no = (rule: LimitRule, figure = 0, limit = 0): Verdict => ({ ok: false, rule, figure, limit });
  if (!policy) return no("noPolicy");
  const age = one.now - one.provedAt;
  if (Math.abs(age) > FRESH) return no("stale", age, FRESH);
  if (offer.carrier !== "electricity") return no("carrier");
  if (!policy.parties.includes(offer.sender)) return no("party");
  if (!one.known.includes(offer.sender)) return no("unknown");
  if (offer.type !== "asProduced" && !policy.firm) return no("kind");
  if (one.charges === null) return no("charges");
  const price = side === "buy" ? allInPrice(offer.price, one.charges) : offer.price;
  if (side === "buy" ? price > policy.price : price < policy.price) return no("price", price, policy.price);
  const worst = worstCase(body, offer, one.charges);
  if (!worst) return no("kind");
  const wh = body.energy.wh.reduce((sum, each) => sum + each, 0);
  if (wh > policy.onceWh || wh <= 0) return no("once", wh, policy.onceWh);
  const recent = one.before.filter(({ at, side: was }) => was === side && at > one.provedAt - DAY);
  const whOf = (entries: readonly Automatic[]): number => entries.reduce((sum, entry) => sum + entry.wh, 0);
  const dayWh = whOf(recent) + wh;
  if (dayWh > policy.dayWh) return no("day", dayWh, policy.dayWh);
  const partyWh = whOf(recent.filter(({ party }) => party === offer.sender)) + wh;
  if (partyWh > policy.partyWh) return no("partyDay", partyWh, policy.partyWh);
  const micro = recent.reduce((sum, entry) => sum + entry.micro, 0) + worst.most;
  if (micro > policy.dayMicro) return no("money", micro, policy.dayMicro);
  const entry = { at: one.provedAt, side, party: offer.sender, wh, micro: worst.most, price: offer.price };
  return { ok: true, entry };
}

/** What is left of the limits for one party, Wh: what the agent need not look for more than. */
export function roomFor(policy: Policy, party: string, before: readonly Automatic[], provedAt: number): number {
  const recent = before.filter(({ at, side }) => side === policy.side && at > provedAt - DAY);
  const day = recent.reduce((sum, { wh }) => sum + wh, 0);
  const withIt = recent.reduce((sum, entry) => sum + (entry.party === party ? entry.wh : 0), 0);
  return Math.max(0, Math.min(policy.onceWh, policy.dayWh - day, policy.partyWh - withIt));
}
