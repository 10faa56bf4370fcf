/** What the state holds of the auction, and how it is read (DESIGN §4, Auction). Energy in Wh, prices in micro per kWh. */
import type { z } from "zod";
import type { Reader } from "../../state/reader.ts";
import type { PlaceOrder } from "../bodies/auction.ts";
import { KEY } from "../keys.ts";
import type { Charges } from "../params.ts";
import type { Evidence, Refusal, Stamp } from "../records.ts";
import type { Carrier } from "../units.ts";
import type { UniformPrice } from "./uniformPrice.ts";

export type OrderBody = z.infer<typeof PlaceOrder>;
export type OrderStatus = "live" | "filled" | "unfilled" | "cancelled";

/** `order/<id>`: what never changes. */
export interface OrderBase {
  readonly id: string;
  readonly party: string;
  readonly signed: Evidence<OrderBody>;
  /** The worst that it can make its party owe, micro: counted as open exposure while it is live. */
  readonly reserved: number;
  readonly at: Stamp;
}
/** `orderlive/<id>` */
export interface OrderLive {
  readonly status: OrderStatus;
  /** What the clearing's arithmetic gave it. */
  readonly awarded: number;
  /** What of it stands in contracts. */
  readonly filled: number;
  /** The rule that kept it out of the clearing, or a contract of it out of the ledger. */
  readonly why: Refusal | null;
}
export type OrderRecord = OrderBase & OrderLive;

/** `clearing/<carrier>/<zone>/<slot>` */
export interface ClearingRecord {
  readonly carrier: Carrier;
  readonly zone: string;
  readonly slot: number;
  /** Live orders; after the clearing those that it found. */
  readonly orders: number;
  /** Null until the gate. */
  readonly cleared: Cleared | null;
}
export interface Cleared {
  readonly at: Stamp;
  /** Orders that passed their rules again and took part. */
  readonly admitted: number;
  /** What the zone could still deliver and take: the volume's bound. */
  readonly most: number;
  /** Null when no sell met a buy. */
  readonly result: UniformPrice | null;
  /** Frozen into every contract of the clearing; null without any. */
  readonly damages: { readonly seller: number; readonly buyer: number } | null;
  readonly charges: Charges | null;
  readonly pairs: number;
  readonly contracts: number;
  /** Energy of its contracts. */
  readonly contracted: number;
}

/** `clearingpair/<carrier>/<zone>/<slot>/<n>`: two orders that met. Its contract, or null with the rule that refused it. */
export interface PairRecord {
  readonly sell: string;
  readonly buy: string;
  readonly wh: number;
  readonly contract: string | null;
  readonly why: Refusal | null;
}

const read = <T>(r: Reader, key: string): T | undefined => r.get(key) as T | undefined;

export function orderBase(r: Reader, id: string): OrderBase | undefined {
  return read<OrderBase>(r, KEY.order(id));
}

/** An order that an index names. */
export function orderOf(r: Reader, id: string): OrderRecord {
  const base = orderBase(r, id);
  const live = read<OrderLive>(r, KEY.orderLive(id));
  if (!base || !live) throw new RangeError(`the state lacks order ${id}`);
  return { ...base, ...live };
}

/** The book of a slot, empty where nobody ordered. */
export function clearingOf(r: Reader, carrier: Carrier, zone: string, slot: number): ClearingRecord {
  return (
    read<ClearingRecord>(r, KEY.clearing(carrier, zone, slot)) ?? { carrier, zone, slot, orders: 0, cleared: null }
  );
}
