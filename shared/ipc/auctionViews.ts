/** What the auction's page draws of one slot: the own orders with why they were filled as they were, and the clearing's arithmetic. Wh, micro per kWh. */
import { z } from "zod";
import { Carrier, Side } from "../ledger/units.ts";

const int = z.number().int();
const both = z.strictObject({ en: z.string(), zh: z.string() });
const margin = z.strictObject({ price: int, ordered: int, filled: int });

export const AuctionOrder = z.strictObject({
  id: z.string(),
  side: Side,
  wh: int,
  price: int,
  status: z.enum(["live", "filled", "unfilled", "cancelled"]),
  /** What of it stands in contracts. */
  filled: int,
  /** Which step decided, in words. */
  why: both,
});
export type AuctionOrder = z.infer<typeof AuctionOrder>;

export const Clearing = z.strictObject({
  carrier: Carrier,
  slot: int,
  height: int,
  orders: int,
  admitted: int,
  /** What the zone could still deliver and take. */
  most: int,
  /** Null when no sell met a buy. */
  result: z.strictObject({ volume: int, low: int, high: int, price: int, sell: margin, buy: margin }).nullable(),
  contracts: int,
  contracted: int,
});
export type Clearing = z.infer<typeof Clearing>;

export const AuctionView = z.strictObject({
  /** The reader's, for the slots asked for. */
  mine: z.array(z.strictObject({ slot: int, order: AuctionOrder })),
  /** The newest clearing before the slots that can still be ordered for; null while there was none. */
  last: Clearing.nullable(),
});
export type AuctionView = z.infer<typeof AuctionView>;
