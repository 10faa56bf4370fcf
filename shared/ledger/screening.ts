/**
 * Screening (DESIGN §4): what every validator applies before an offer stands or a contract enters the ledger. One rule per
 * function: plain values in, a verdict out; the lists at the end compose them in the order in which they are stated.
 */
import type { Reader } from "../state/reader.ts";
import { cappedSum, sum } from "./amounts.ts";
import { gridOf } from "./context.ts";
import { worstOf } from "./delivery.ts";
import type { Charges, Limits, Params } from "./params.ts";
import { filledSlots, positionLimit, promised } from "./positions.ts";
import { KEY } from "./keys.ts";
import type { PartyRecord } from "./records.ts";
import { atLeast, atMost, earlier, closest, holds, type Verdict } from "./rules.ts";
import { limitsAt, load } from "./stored.ts";
import { gateOf, slotStart } from "./time.ts";
import type { Carrier, ContractKind, Energy, Role, Side, Technology } from "./units.ts";

export type Who = "seller" | "buyer";
const TRADES: ReadonlySet<Role> = new Set<Role>(["prosumer", "producer", "utility", "holder"]);

export function whoOf(side: Side): Who {
  return side === "sell" ? "seller" : "buyer";
}

/** The party is admitted and not suspended. */
export function active(who: Who, party: PartyRecord): Verdict {
  return holds(`${who}.active`, party.status === "active");
}

/** The party has a role that trades energy. */
export function inRole(who: Who, party: PartyRecord): Verdict {
  return holds(
    `${who}.role`,
    party.roles.some((role) => TRADES.has(role)),
  );
}

/** The party is connected for the carrier. */
export function connected(who: Who, party: PartyRecord, carrier: Carrier): Verdict {
  return holds(`${who}.carrier`, party.carriers.includes(carrier));
}

/** No statement of the party is overdue. */
export function paidUp(who: Who, reader: Reader, party: PartyRecord): Verdict {
  return atMost(`${who}.overdue`, load.overdue(reader, party.id), 0, "state");
}

/** The origin that the terms state is the seller's own technology. */
export function origin(seller: PartyRecord, technology: Technology): Verdict {
  return holds("seller.technology", seller.technology === technology);
}

/** Price within the zone's band, micro per kWh. */
export function priceBand(limits: Limits, price: number): readonly Verdict[] {
  return [
    atLeast("price.min", price, limits.price.min, "micro/kWh"),
    atMost("price.max", price, limits.price.max, "micro/kWh"),
  ];
}

/** Damages of a firm contract within the zone's band, each way; others have none. */
export function damagesBand(
  limits: Limits,
  type: ContractKind,
  damages: { readonly seller: number; readonly buyer: number },
): readonly Verdict[] {
  if (type !== "firm") return [];
  return [
    atLeast("damages.min", Math.min(damages.seller, damages.buyer), limits.damages.min, "micro/kWh"),
    atMost("damages.max", Math.max(damages.seller, damages.buyer), limits.damages.max, "micro/kWh"),
  ];
}

/** Market time has not reached the gate of the first slot, seconds. */
export function gateOpen(params: Params, carrier: Carrier, energy: Energy, market: number): Verdict {
  const first = filledSlots(energy)[0]?.slot ?? energy.first;
  return earlier("gate", market, gateOf(gridOf(params, carrier), first), first);
}

/** How far ahead of market time a traded slot may start, seconds: a year. */
export const HORIZON = 366 * 86_400;

/** The last slot starts within the horizon. */
export function withinHorizon(params: Params, carrier: Carrier, energy: Energy, market: number): Verdict {
  const last = filledSlots(energy).at(-1)?.slot ?? energy.first;
  return atMost("horizon", slotStart(gridOf(params, carrier), last), market + HORIZON, "s", last);
}

/** In no slot does the party stand on the other side: no Wh is bought to be sold. */
export function oneSide(who: Who, reader: Reader, party: PartyRecord, carrier: Carrier, energy: Energy): Verdict {
  const other: Side = who === "seller" ? "buy" : "sell";
  const verdicts = filledSlots(energy).map(({ slot }) =>
    atMost(`${who}.oneSide`, promised(load.position(reader, party.id, carrier, slot), other), 0, "Wh", slot),
  );
  return closest(verdicts) ?? atMost(`${who}.oneSide`, 0, 0, "Wh");
}

/** Contracted, reserved and new energy within the party's limit, slot by slot. `reserved`: the new energy is reserved already. */
export function position(
  who: Who,
  reader: Reader,
  params: Params,
  party: PartyRecord,
  carrier: Carrier,
  energy: Energy,
  reserved: boolean,
): Verdict {
  const side: Side = who === "seller" ? "sell" : "buy";
  const verdicts = filledSlots(energy).map(({ slot, q }) => {
    const before = promised(load.position(reader, party.id, carrier, slot), side) - (reserved ? q : 0);
    const limit = positionLimit(reader, params, party, side, carrier, slot);
    return atMost(`${who}.position`, before + q, limit, "Wh", slot, Math.max(0, limit - before));
  });
  return closest(verdicts) ?? atMost(`${who}.position`, 0, 0, "Wh");
}

/** Firm sales of the seller's zone within what its operator publishes as deliverable in each slot. */
export function deliverable(
  reader: Reader,
  params: Params,
  zone: string,
  type: ContractKind,
  carrier: Carrier,
  energy: Energy,
): Verdict {
  const grid = gridOf(params, carrier);
  const verdicts = filledSlots(energy).map(({ slot, q }) => {
    const limit = load.supply(reader, zone, carrier, slotStart(grid, slot))?.deliverable ?? 0;
    const before = load.balance(reader, zone, carrier, slot).firm;
    const fits = Math.max(0, limit - before);
    return atMost("zone.deliverable", before + (type === "firm" ? q : 0), limit, "Wh", slot, fits);
  });
  return closest(verdicts) ?? atMost("zone.deliverable", 0, 0, "Wh");
}

/** Purchases of the buyer's zone within its demand in each slot. */
export function demand(reader: Reader, params: Params, zone: string, carrier: Carrier, energy: Energy): Verdict {
  const grid = gridOf(params, carrier);
  const verdicts = filledSlots(energy).map(({ slot, q }) => {
    const limit = load.supply(reader, zone, carrier, slotStart(grid, slot))?.demand ?? 0;
    const before = load.balance(reader, zone, carrier, slot).bought;
    return atMost("zone.demand", before + q, limit, "Wh", slot, Math.max(0, limit - before));
  });
  return closest(verdicts) ?? atMost("zone.demand", 0, 0, "Wh");
}

/** Unpaid, open purchases, worst damages and charges, with the new contract, within the party's credit. */
export function exposure(who: Who, reader: Reader, party: PartyRecord, limits: Limits, added: number): Verdict {
  const { unpaid, open } = load.exposure(reader, party.id);
  return atMost(`${who}.exposure`, cappedSum([unpaid, open, added]), limits.exposure, "micro");
}

/** Gross flow from the seller's zone to another within what the operator publishes; within a zone there is none. */
export function transfer(
  reader: Reader,
  params: Params,
  sellerZone: string,
  buyerZone: string,
  carrier: Carrier,
  energy: Energy,
): Verdict {
  if (sellerZone === buyerZone) return atMost("zone.transfer", 0, 0, "Wh");
  const grid = gridOf(params, carrier);
  const verdicts = filledSlots(energy).map(({ slot, q }) => {
    const before = load.flow(reader, carrier, sellerZone, buyerZone, slot);
    const limit = load.transfer(reader, carrier, sellerZone, buyerZone, slotStart(grid, slot));
    return atMost("zone.transfer", before + q, limit, "Wh", slot, Math.max(0, limit - before));
  });
  return closest(verdicts) ?? atMost("zone.transfer", 0, 0, "Wh");
}

/** No slot starts while the regulators have suspended trading in the zone. */
export function notSuspended(reader: Reader, params: Params, zone: string, carrier: Carrier, energy: Energy): Verdict {
  const grid = gridOf(params, carrier);
  for (const scope of [carrier, "*"] as const) {
    const suspension = load.suspension(reader, zone, scope);
    if (!suspension) continue;
    for (const { slot } of filledSlots(energy)) {
      const start = slotStart(grid, slot);
      if (suspension.from <= start && start < suspension.until) {
        return {
          passes: false,
          finding: { rule: "zone.suspended", figure: start, limit: suspension.until, unit: "s", slot },
        };
      }
    }
  }
  return holds("zone.suspended", true);
}

/** The regulators do not watch the party: contracts of those they watch are held. */
export function unwatched(who: Who, reader: Reader, party: PartyRecord): Verdict {
  return holds(`${who}.watched`, reader.get(KEY.watch(party.id)) === undefined);
}

/** The worst case is not so large that the regulators want to see the contract first; it is held otherwise. */
export function unreviewed(who: Who, limits: Limits, worst: number): Verdict {
  return atMost(`${who}.review`, worst, limits.review, "micro");
}

/** The regulators published limits for a zone and carrier. */
export function limitsPublished(limits: Limits | undefined): Verdict {
  return holds("zone.limits", limits !== undefined);
}

/** The regulators published charges from the seller's zone to the buyer's. */
export function chargesPublished(charges: Charges | undefined): Verdict {
  return holds("zone.charges", charges !== undefined);
}

/** Highest amounts that a contract can make each side owe, micro. */
export function worstOfAll(terms: Parameters<typeof worstOf>[0] & { readonly energy: Energy }): {
  readonly seller: number;
  readonly buyer: number;
} {
  const slots = filledSlots(terms.energy).map(({ q }) => worstOf(terms, q));
  return { seller: cappedSum(slots.map((s) => s.seller)), buyer: cappedSum(slots.map((s) => s.buyer)) };
}

export interface OfferToScreen {
  readonly party: PartyRecord;
  readonly side: Side;
  readonly type: ContractKind;
  readonly carrier: Carrier;
  readonly energy: Energy;
  readonly price: number;
  readonly damages: { readonly seller: number; readonly buyer: number };
  readonly limits: Limits | undefined;
}

/** The rules that concern an offer. */
export function* screenOffer(reader: Reader, params: Params, market: number, offer: OfferToScreen): Iterable<Verdict> {
  const { party, side, type, carrier, energy, limits } = offer;
  const who = whoOf(side);
  yield active(who, party);
  yield inRole(who, party);
  yield connected(who, party, carrier);
  yield paidUp(who, reader, party);
  yield limitsPublished(limits);
  if (!limits) return;
  yield* priceBand(limits, offer.price);
  yield* damagesBand(limits, type, offer.damages);
  yield gateOpen(params, carrier, energy, market);
  yield withinHorizon(params, carrier, energy, market);
  yield notSuspended(reader, params, party.zone, carrier, energy);
  yield oneSide(who, reader, party, carrier, energy);
  yield position(who, reader, params, party, carrier, energy, false);
}

export interface DealToScreen {
  readonly seller: PartyRecord;
  readonly buyer: PartyRecord;
  /** Whose live offer already reserves the energy; null when none does. */
  readonly offeredBy: Who | null;
  readonly type: ContractKind;
  readonly carrier: Carrier;
  readonly energy: Energy;
  readonly price: number;
  readonly damages: { readonly seller: number; readonly buyer: number };
  readonly technology: Technology;
  readonly charges: Charges | undefined;
}

/** The rules that concern a contract, both sides and both zones. */
export function* screenContract(reader: Reader, params: Params, market: number, deal: DealToScreen): Iterable<Verdict> {
  const { seller, buyer, carrier, energy, type, charges, price, damages } = deal;
  const sides: readonly (readonly [Who, PartyRecord])[] = [
    ["seller", seller],
    ["buyer", buyer],
  ];
  for (const [who, party] of sides) yield active(who, party);
  for (const [who, party] of sides) yield inRole(who, party);
  for (const [who, party] of sides) yield connected(who, party, carrier);
  for (const [who, party] of sides) yield paidUp(who, reader, party);
  yield origin(seller, deal.technology);
  const sellerLimits = limitsAt(reader, seller.zone, carrier, market);
  const buyerLimits = limitsAt(reader, buyer.zone, carrier, market);
  yield limitsPublished(sellerLimits && buyerLimits);
  yield chargesPublished(charges);
  if (!sellerLimits || !buyerLimits || !charges) return;
  yield* priceBand(sellerLimits, price);
  yield* damagesBand(sellerLimits, type, damages);
  if (buyer.zone !== seller.zone) {
    yield* priceBand(buyerLimits, price);
    yield* damagesBand(buyerLimits, type, damages);
  }
  yield gateOpen(params, carrier, energy, market);
  yield notSuspended(reader, params, seller.zone, carrier, energy);
  if (buyer.zone !== seller.zone) yield notSuspended(reader, params, buyer.zone, carrier, energy);
  for (const [who, party] of sides) yield oneSide(who, reader, party, carrier, energy);
  for (const [who, party] of sides) {
    yield position(who, reader, params, party, carrier, energy, deal.offeredBy === who);
  }
  yield deliverable(reader, params, seller.zone, type, carrier, energy);
  yield demand(reader, params, buyer.zone, carrier, energy);
  yield transfer(reader, params, seller.zone, buyer.zone, carrier, energy);
  const worst = worstOfAll({ type, price, damages, charges, energy });
  yield exposure("seller", reader, seller, sellerLimits, worst.seller);
  yield exposure("buyer", reader, buyer, buyerLimits, worst.buyer);
  for (const [who, party] of sides) yield unwatched(who, reader, party);
  yield unreviewed("seller", sellerLimits, worst.seller);
  yield unreviewed("buyer", buyerLimits, worst.buyer);
}

/** Wh of an energy list. */
export function totalOf(energy: Energy): number {
  return sum(energy.wh);
}
