/** The auction: what can be asked and proved. */
import { z } from "zod";
import { type Reader, under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { pageLimit as limit, query, type QueryTable, span } from "../query.ts";
import { Carrier, PartyId, Slot, TxId, ZoneId } from "../units.ts";
import { clearingOf, orderBase, orderOf, type ClearingRecord, type OrderRecord, type PairRecord } from "./records.ts";

type BookOf = {
  carrier: Carrier;
  zone: string;
  slot: number;
};

export interface AuctionQueries {
  order: { in: { id: string }; out: OrderRecord | null };
  /** A party's orders for slots from <= s < to, cancelled ones too, by slot and id. */
  ordersOf: { in: { party: string; carrier: Carrier; from: number; to: number }; out: readonly OrderRecord[] };
  /** Orders of a slot that were not cancelled, by id, after the id `after`; once it has cleared with what each was filled. */
  orderBook: { in: BookOf & { after?: string; limit: number }; out: readonly OrderRecord[] };
  /** Before the gate how many orders there are; after it the arithmetic. Null where nobody ordered. */
  clearing: { in: BookOf; out: ClearingRecord | null };
  /** The clearings of slots from <= s < to. */
  clearings: { in: { zone: string; carrier: Carrier; from: number; to: number }; out: readonly ClearingRecord[] };
  /** Who was paired with whom, from the pair `from` on. */
  clearingPairs: { in: BookOf & { from: number; limit: number }; out: readonly PairRecord[] };
}

const book = { carrier: Carrier, zone: ZoneId, slot: Slot };

export const AUCTION_QUERIES: QueryTable<AuctionQueries> = {
  order: query(z.strictObject({ id: TxId }), (r, { id }) => (orderBase(r, id) ? orderOf(r, id) : null)),
  ordersOf: query(span({ party: PartyId }) as never, (r, { party, carrier, from, to }) =>
    values(r, KEY.orderOf(party, carrier, from, ""), KEY.orderOf(party, carrier, to, "")).map(([key]) =>
      orderOf(r, lastOf(key)),
    ),
  ),
  orderBook: query(z.strictObject({ ...book, after: TxId.exactOptional(), limit }), orderBook),
  clearing: query(z.strictObject(book), (r, { carrier, zone, slot }) =>
    r.get(KEY.clearing(carrier, zone, slot)) === undefined ? null : clearingOf(r, carrier, zone, slot),
  ),
  clearings: query(span({ zone: ZoneId }) as never, (r, { zone, carrier, from, to }) =>
    values(r, KEY.clearing(carrier, zone, from), KEY.clearing(carrier, zone, to)).map(
      ([, value]) => value as unknown as ClearingRecord,
    ),
  ),
  clearingPairs: query(
    z.strictObject({ ...book, from: z.number().int().min(0).max(900_000), limit }),
    (r, { carrier, zone, slot, from, limit: most }) =>
      values(r, KEY.clearingPair(carrier, zone, slot, from), KEY.clearingPair(carrier, zone, slot, from + most)).map(
        ([, value]) => value as unknown as PairRecord,
      ),
  ),
};

function orderBook(r: Reader, input: AuctionQueries["orderBook"]["in"]): readonly OrderRecord[] {
  const [start, end] = under(KEY.auction(input.carrier, input.zone, input.slot, ""));
  const from = input.after === undefined ? start : `${start}${input.after}!`;
  const found: OrderRecord[] = [];
  for (const [key, live] of r.range(from, end)) {
    if (live === 1) found.push(orderOf(r, lastOf(key)));
    if (found.length === input.limit) break;
  }
  return found;
}

const values = (r: Reader, from: string, to: string) => [...r.range(from, to)];
const lastOf = (key: string): string => key.slice(key.lastIndexOf("/") + 1);
