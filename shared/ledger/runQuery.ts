/**
 * The queries as functions (DESIGN §5): pure over a reader, inputs parsed strictly and bounded. The node runs one on the full map,
 * the wallet on the witness; what a query does not touch it cannot prove, so lists are read whole or by page.
 */
import { z } from "zod";
import { canonicalText, type Json } from "../codec/canonical.ts";
import { type Reader, under } from "../state/reader.ts";
import { KEY } from "./keys.ts";
import { fullBitmap } from "./nonces.ts";
import type { Zone } from "./params.ts";
import {
  nextVersion,
  pageLimit as limit,
  pair,
  query,
  type QueryTable,
  type QuerySpec,
  servedVersions,
  span,
} from "./query.ts";
import type { Queries, QueryIn, QueryName, QueryOut } from "./queries.ts";
import { PARTY_QUERIES } from "./parties/queries.ts";
import { DEAL_QUERIES } from "./deals/queries.ts";
import { AUCTION_QUERIES } from "./auction/queries.ts";
import { OPERATOR_METER_QUERIES } from "./metering/queries.ts";
import { GRID_QUERIES } from "./grid/queries.ts";
import { END_QUERIES } from "./ends/queries.ts";
import { HISTORY_QUERIES } from "./history/queries.ts";
import { SUPERVISION_QUERIES } from "./supervision/queries.ts";
import type {
  ContractRecord,
  MeteredRecord,
  OfferRecord,
  PartyStatus,
  PositionRecord,
  SlotRecord,
  StatementHead,
  StatementLine,
} from "./records.ts";
import { limitsAt, load } from "./stored.ts";
import { floorDiv } from "./amounts.ts";
import { Carrier, PartyId, Slot, Technology, TxId, ZoneId } from "./units.ts";

export { PAGE_LIMIT, SPAN_LIMIT } from "./query.ts";

/** Longest offer, in slots (units.ts, Energy). */
const LONGEST_OFFER = 100;

/** First slot and id of an offer, as its key in the book ends. */
const BookKey = z.string().regex(/^[0-9]{9}\/[0-9a-f]{64}$/);

/** What the key of a contract's lines ends with, or the beginning of it: the page begins after it. */
const LineKey = z.string().regex(/^[0-9a-f]{1,64}$/);

const none = z.strictObject({});
const status = z.enum(["pending", "active", "suspended", "refused", "left"] satisfies PartyStatus[]);
export const QUERIES: QueryTable<Queries> = {
  ...PARTY_QUERIES,
  ...DEAL_QUERIES,
  ...AUCTION_QUERIES,
  ...OPERATOR_METER_QUERIES,
  ...GRID_QUERIES,
  ...END_QUERIES,
  ...SUPERVISION_QUERIES,
  ...HISTORY_QUERIES,

  params: query(none, (r) => load.params(r)),
  clock: query(none, (r) => load.clock(r)),
  zone: query(z.strictObject({ id: ZoneId }), (r, { id }) => load.zone(r, id) ?? null),
  zones: nextVersion(
    query(z.strictObject({ limit }), (r, input) => zones(r, input)),
    z.strictObject({ after: ZoneId.exactOptional(), limit }),
    zones,
  ),
  party: query(z.strictObject({ id: PartyId }), (r, { id }) => load.party(r, id) ?? null),
  parties: query(z.strictObject({ status, after: PartyId.exactOptional(), limit }), parties),
  bookPage: query(span({ zone: ZoneId, after: BookKey.exactOptional(), limit }), bookPage),
  offersOf: query(z.strictObject({ party: PartyId }), (r, { party }) =>
    lastSegments(r, `offerof/${party}/`).map((id) => offer(r, id)),
  ),
  contractsOf: query(z.strictObject({ party: PartyId, before: TxId.exactOptional(), limit }), contractsOf),
  contract: query(z.strictObject({ id: TxId }), (r, { id }) => {
    const contract = contractRecord(r, id);
    if (!contract) return null;
    const slots = [...r.range(...under(`slot/${id}/`))].map(([, value]) => value as unknown as SlotRecord);
    return { contract, slots };
  }),
  positions: query(span({ party: PartyId }) as never, (r, { party, carrier, from, to }) =>
    bySlot(r, KEY.position(party, carrier, from), KEY.position(party, carrier, to)),
  ),
  metered: query(span({ party: PartyId }) as never, (r, { party, carrier, from, to }) =>
    bySlot(r, KEY.metered(party, carrier, from), KEY.metered(party, carrier, to)),
  ),
  awaited: query(span({ party: PartyId }) as never, awaited),
  exposure: query(z.strictObject({ party: PartyId }), (r, { party }) => load.exposure(r, party)),
  statementHeads: query(z.strictObject({ party: PartyId, limit }), statementHeads),
  statementHead: query(pair({ period: Slot }), (r, { a, b, period }) => headOf(r, a, b, period)),
  statementLines: query(pair({ period: Slot, after: LineKey.exactOptional(), limit }), statementLines),
  statementsOf: query(z.strictObject({ party: PartyId, limit }), statementsOf),
  rules: query(
    z.strictObject({
      carrier: Carrier,
      zone: ZoneId,
      technology: Technology,
      month: z.number().int().min(1).max(12),
    }) as never,
    (r, { carrier, zone, technology, month }) => {
      const now = floorDiv(load.clock(r).market, 1000);
      const limits = limitsAt(r, zone, carrier, now);
      const charges = load.charges(r, carrier, zone, zone, now);
      const share = load.profile(r, technology as Technology, month, now) ?? [];
      return limits && charges ? { limits, charges, share } : null;
    },
  ),
  nonces: query(
    z.strictObject({ party: PartyId, day: z.number().int().min(0).max(9_999_999) }),
    (r, { party, day }) => ({ used: fullBitmap(load.nonces(r, day, party)) }),
  ),
};

/** A query by its name, with its own types. */
export function queryOf<N extends QueryName>(name: N): QuerySpec<QueryIn<N>, QueryOut<N>> {
  return QUERIES[name] as unknown as QuerySpec<QueryIn<N>, QueryOut<N>>;
}

export type QueryFaultData =
  | { readonly fault: "unknownQuery"; readonly name: string }
  | {
      readonly fault: "unknownVersion";
      readonly name: string;
      readonly version: number;
      /** What can be asked instead, the current version first. */
      readonly served: readonly number[];
    }
  | { readonly fault: "input"; readonly path: string; readonly problem: string };

/** The question itself is wrong; what is wrong stands in `data`. */
export class QueryFault extends Error {
  readonly data: QueryFaultData;
  constructor(data: QueryFaultData) {
    super(canonicalText(data));
    this.name = "QueryFault";
    this.data = data;
  }
}

/**
 * Runs a query by name, in its current version or the one before; throws a QueryFault for an unknown name, another version or input that
 * does not parse.
 */
export function runQuery(reader: Reader, name: string, version: number, input: Json): Json {
  if (!Object.hasOwn(QUERIES, name)) throw new QueryFault({ fault: "unknownQuery", name });
  return runNamed(reader, name as QueryName, version, input);
}

function runNamed<N extends QueryName>(reader: Reader, name: N, version: number, input: Json): Json {
  const current = queryOf(name);
  const served = [current, current.previous].find((one) => one?.version === version);
  if (!served) throw new QueryFault({ fault: "unknownVersion", name, version, served: servedVersions(current) });
  const asked = served.ask(reader, input);
  if (!asked.ok) throw new QueryFault({ fault: "input", path: asked.path, problem: asked.problem });
  return asked.answer;
}

/** What it reads grows with the slots alone: the end of grace settles all contracts of a slot, so any that is pending tells of all. */
function awaited(r: Reader, { party, carrier, from, to }: QueryIn<"awaited">): QueryOut<"awaited"> {
  const span = (key: typeof KEY.position | typeof KEY.metered) =>
    [key(party, carrier, from), key(party, carrier, to)] as const;
  const spoken = new Set(
    bySlot<MeteredRecord>(r, ...span(KEY.metered))
      .filter(({ sold, bought }) => sold !== null && bought !== null)
      .map(({ slot }) => slot),
  );
  return bySlot<PositionRecord>(r, ...span(KEY.position))
    .filter(({ slot, sold, bought }) => sold + bought > 0 && !spoken.has(slot))
    .map(({ slot }) => slot)
    .filter((slot) => [...r.range(...under(KEY.pending(carrier, slot, "")), { limit: 1 })].length > 0);
}

function zones(r: Reader, { after, limit: most }: QueryIn<"zones">): QueryOut<"zones"> {
  const [from, to] = under("zone/");
  const page = r.range(after === undefined ? from : `${from}${after}!`, to, { limit: most });
  return Array.from(page, ([, value]) => value as unknown as Zone);
}

function parties(r: Reader, input: QueryIn<"parties">): QueryOut<"parties"> {
  const [from, to] = under(`status/${input.status}/`);
  const start = input.after === undefined ? from : `${from}${input.after}!`;
  const page = [...r.range(start, to, { limit: input.limit })];
  return page.flatMap(([key]) => load.party(r, key.slice(from.length)) ?? []);
}

function bookPage(r: Reader, input: QueryIn<"bookPage">): QueryOut<"bookPage"> {
  const [start, to] = bookSpan(input);
  const after = input.after === undefined ? "" : `${KEY.bookOf(input.carrier, input.zone)}${input.after}!`;
  const entries = [...r.range(after > start ? after : start, to, { limit: input.limit })];
  const last = entries.length < input.limit ? undefined : entries.at(-1)?.[0];
  return { offers: touching(r, input, entries), next: last?.split("/").slice(-2).join("/") ?? null };
}

/** Keys of the book between which every offer stands that touches the slots. */
function bookSpan({ carrier, zone, from, to }: QueryIn<"bookPage">): readonly [from: string, to: string] {
  return [KEY.book(carrier, zone, Math.max(0, from - LONGEST_OFFER + 1), ""), KEY.book(carrier, zone, to, "")];
}

function touching(
  r: Reader,
  { from }: QueryIn<"bookPage">,
  entries: readonly (readonly [string, Json])[],
): OfferRecord[] {
  return entries
    .map(([key]) => offer(r, key.slice(key.lastIndexOf("/") + 1)))
    .filter(({ left }) => left.first + left.wh.length > from);
}

/** Sells first, cheapest first; then buys, dearest first; equal prices by arrival, equal heights by id. */
export function bookOrder(a: OfferRecord, b: OfferRecord): number {
  const [x, y] = [a.signed.body, b.signed.body];
  if (x.side !== y.side) return x.side === "sell" ? -1 : 1;
  if (x.price !== y.price) return x.side === "sell" ? x.price - y.price : y.price - x.price;
  if (a.at.height !== b.at.height) return a.at.height - b.at.height;
  return a.id < b.id ? -1 : 1;
}

function offer(r: Reader, id: string): OfferRecord {
  const base = load.offerBase(r, id);
  if (!base) throw new RangeError(`the state lacks offer ${id}`);
  return { ...base, ...load.offerLive(r, id) };
}

function contractsOf(r: Reader, { party, before, limit: most }: QueryIn<"contractsOf">): QueryOut<"contractsOf"> {
  const [from, end] = under(`contractof/${party}/`);
  const cursor = before === undefined ? undefined : load.contractBase(r, before);
  if (before !== undefined && !cursor) return [];
  const to = cursor ? KEY.contractOf(party, cursor.admitted.height, cursor.id) : end;
  return lastSegments(r, from, to, { reverse: true, limit: most }).flatMap((id) => contractRecord(r, id) ?? []);
}

function contractRecord(r: Reader, id: string): ContractRecord | undefined {
  const base = load.contractBase(r, id);
  return base && { ...base, ...load.contractProgress(r, id) };
}

function statementsOf(r: Reader, input: QueryIn<"statementsOf">): QueryOut<"statementsOf"> {
  return statementHeads(r, input).map((head) => {
    const lines = [...r.range(...under(KEY.lines(head.a, head.b, head.period, "")))].flatMap(([, value]) =>
      linesIn(value),
    );
    return { ...head, lines };
  });
}

function statementHeads(r: Reader, { party, limit: most }: QueryIn<"statementHeads">): QueryOut<"statementHeads"> {
  const [from, to] = under(`statementof/${party}/`);
  return [...r.range(from, to, { reverse: true, limit: most })].flatMap(([key]) => {
    const [period = "", other = ""] = key.slice(from.length).split("/");
    const [a, b] = party < other ? [party, other] : [other, party];
    return headOf(r, a, b, Number(period)) ?? [];
  });
}

function headOf(r: Reader, a: string, b: string, period: number): StatementHead | null {
  const base = load.statement(r, a, b, period);
  if (!base) return null;
  const { owed: _owed, late: _late, payBy: _payBy, about: _about, ...head } = base;
  return head;
}

function statementLines(r: Reader, input: QueryIn<"statementLines">): QueryOut<"statementLines"> {
  const { a, b, period, after, limit: most } = input;
  const [from, to] = under(KEY.lines(a, b, period, ""));
  const page = [...r.range(after === undefined ? from : `${from}${after}!`, to, { limit: most })];
  const last = page.length < most ? undefined : page.at(-1)?.[0];
  return { lines: page.flatMap(([, value]) => linesIn(value)), next: last?.slice(from.length) ?? null };
}

const linesIn = (value: Json) => value as unknown as readonly StatementLine[];

function bySlot<T>(r: Reader, from: string, to: string): (T & { slot: number })[] {
  return [...r.range(from, to)].map(([key, value]) => ({
    ...(value as unknown as T),
    slot: Number(key.slice(key.lastIndexOf("/") + 1)),
  }));
}

function lastSegments(
  r: Reader,
  from: string,
  to: string = under(from)[1],
  options?: { reverse?: boolean; limit?: number },
): readonly string[] {
  return Array.from(r.range(from, to, options), ([key]) => key.slice(key.lastIndexOf("/") + 1));
}
