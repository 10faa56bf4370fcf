/** Deals, mail and lots: what can be asked and proved. */
import { z } from "zod";
import { type Reader, under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { pageLimit, query, type QueryTable } from "../query.ts";
import { load } from "../stored.ts";
import { PartyId, Seconds, TxId } from "../units.ts";
import { loadLot, loadSale, type LotRecord, type SaleRecord } from "./lotRecords.ts";
import { mailCounts, type MailRecord } from "./mail.ts";
import { revokedAt } from "./revoke.ts";

type Page = {
  party: string;
  before?: string;
  limit: number;
};

export interface DealQueries {
  /** Messages under way to a party, by id, after an id. */
  mailFor: { in: { party: string; after?: string; limit: number }; out: readonly MailRecord[] };
  /** Messages that `from` has under way to `to` and in all, with what is allowed. */
  mailQuota: {
    in: { from: string; to: string };
    out: { toReceiver: number; perReceiver: number; inAll: number; perSender: number; keep: number };
  };
  /** Whether a party revoked the transaction `id`, which it dated to `until` (`validUntil`, header seconds): the height, or null. */
  revoked: { in: { party: string; until: number; id: string }; out: { height: number } | null };
  lot: { in: { id: string }; out: LotRecord | null };
  /** A holder's lots, newest first, before an id. */
  lotsOf: { in: Page; out: readonly LotRecord[] };
  sale: { in: { id: string }; out: SaleRecord | null };
  /** Sales of lots of a seller or buyer, newest first, before an id. */
  salesOf: { in: Page; out: readonly SaleRecord[] };
}

const id = z.strictObject({ id: TxId });
const page = z.strictObject({ party: PartyId, before: TxId.exactOptional(), limit: pageLimit });

export const DEAL_QUERIES: QueryTable<DealQueries> = {
  mailFor: query(z.strictObject({ party: PartyId, after: TxId.exactOptional(), limit: pageLimit }), mailFor),
  mailQuota: query(z.strictObject({ from: PartyId, to: PartyId }), (r, { from, to }) => ({
    ...mailCounts(r, from, to),
    ...load.params(r).mail,
  })),
  revoked: query(z.strictObject({ party: PartyId, until: Seconds, id: TxId }), (r, { party, until, id }) => {
    const height = revokedAt(r, party, until, id);
    return height === undefined ? null : { height };
  }),
  lot: query(id, (r, { id }) => loadLot(r, id) ?? null),
  lotsOf: query(page, (r, input) => newestFirst(r, KEY.lotOf, input, loadLot)),
  sale: query(id, (r, { id }) => loadSale(r, id) ?? null),
  salesOf: query(page, (r, input) => newestFirst(r, KEY.saleOf, input, loadSale)),
};

function mailFor(r: Reader, { party, after, limit }: DealQueries["mailFor"]["in"]): readonly MailRecord[] {
  const [from, to] = under(KEY.mail(party, ""));
  const start = after === undefined ? from : `${from}${after}!`;
  return Array.from(r.range(start, to, { limit }), ([, value]) => value as unknown as MailRecord);
}

/** A page of an index by party and height; nothing before an id that is not there. */
function newestFirst<T extends { readonly id: string; readonly at: { readonly height: number } }>(
  r: Reader,
  key: (party: string, height: number, id: string) => string,
  { party, before, limit }: Page,
  record: (r: Reader, id: string) => T | undefined,
): readonly T[] {
  const [from, end] = under(key(party, 0, "").slice(0, -"000000000000/".length));
  const cursor = before === undefined ? undefined : record(r, before);
  if (before !== undefined && !cursor) return [];
  const to = cursor ? key(party, cursor.at.height, cursor.id) : end;
  return Array.from(r.range(from, to, { reverse: true, limit }), ([name]) =>
    record(r, name.slice(name.lastIndexOf("/") + 1)),
  ).filter((found) => found !== undefined);
}
