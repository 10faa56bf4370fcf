/** Why an order was filled as it was (DESIGN §4, Auction): from the order and its clearing alone, for whoever wants to check it. */
import type { Refusal } from "../records.ts";
import type { ClearingRecord, OrderRecord } from "./records.ts";

/** Energy in Wh, prices in micro per kWh. */
export type Explanation =
  /** The auction has not cleared. */
  | { readonly why: "live" }
  | { readonly why: "cancelled" }
  /** A rule kept it out of the clearing. */
  | { readonly why: "refused"; readonly refusal: Refusal }
  /** No sell met a buy. */
  | { readonly why: "noMatch" }
  /** The zone could not deliver or take anything more. */
  | { readonly why: "noRoom" }
  /** Filled whole at the price. */
  | { readonly why: "whole"; readonly price: number }
  /** Its limit is the last price of its side that was served: `filled` of the `ordered` there were shared pro rata. */
  | { readonly why: "shared"; readonly price: number; readonly ordered: number; readonly filled: number }
  /** Its limit did not reach the price. */
  | { readonly why: "limit"; readonly price: number; readonly limit: number }
  /** Its limit reached the price, but there was no one left to trade with at it; with `bound` what the zone can deliver and take was used up. */
  | { readonly why: "behind"; readonly price: number; readonly margin: number; readonly bound: boolean }
  /** It was filled on paper, but of that only `filled` stands in contracts: a rule refused the rest. */
  | { readonly why: "unbound"; readonly refusal: Refusal; readonly awarded: number; readonly filled: number };

export function explain(order: OrderRecord, clearing: ClearingRecord): Explanation {
  const { cleared } = clearing;
  if (order.status === "cancelled") return { why: "cancelled" };
  if (order.status === "live" || !cleared) return { why: "live" };
  const { awarded, filled, why } = order;
  if (why) return awarded > 0 ? { why: "unbound", refusal: why, awarded, filled } : { why: "refused", refusal: why };
  const { result, most } = cleared;
  if (!result) return { why: most === 0 ? "noRoom" : "noMatch" };
  const { price } = result;
  const { side, wh, price: limit } = order.signed.body;
  if (awarded === wh) return { why: "whole", price };
  const margin = result[side];
  if (limit === margin.price) return { why: "shared", price, ordered: margin.ordered, filled: margin.filled };
  const reaches = side === "sell" ? limit <= price : limit >= price;
  if (!reaches) return { why: "limit", price, limit };
  return { why: "behind", price, margin: margin.price, bound: result.volume === most };
}
