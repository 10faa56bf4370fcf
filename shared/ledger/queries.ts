/**
 * Queries: pure functions over a reader, named and versioned. The node runs one on the full map and returns a witness of what
 * it touched; the wallet runs the same function on the witness (DESIGN §5). This file is the table of their types.
 */
import type { PartyQueries } from "./parties/queries.ts";
import type { DealQueries } from "./deals/queries.ts";
import type { AuctionQueries } from "./auction/queries.ts";
import type { OperatorMeterQueries } from "./metering/queries.ts";
import type { GridQueries } from "./grid/queries.ts";
import type { EndQueries } from "./ends/queries.ts";
import type { HistoryQueries } from "./history/queries.ts";
import type { SupervisionQueries } from "./supervision/queries.ts";
import type { Charges, Limits, Params, Zone } from "./params.ts";
import type {
  ClockRecord,
  ContractRecord,
  ExposureRecord,
  MeteredRecord,
  OfferRecord,
  PartyRecord,
  PartyStatus,
  PositionRecord,
  SlotRecord,
  StatementHead,
  StatementLine,
  StatementRecord,
} from "./records.ts";
import type { Carrier } from "./units.ts";

export interface Queries
  extends
    PartyQueries,
    DealQueries,
    AuctionQueries,
    OperatorMeterQueries,
    GridQueries,
    EndQueries,
    SupervisionQueries,
    HistoryQueries {
  params: { in: Record<string, never>; out: Params };
  clock: { in: Record<string, never>; out: ClockRecord };
  zone: { in: { id: string }; out: Zone | null };
  /** Zones in the order of their ids, after the id `after`. Version 1 gave the first ones alone. */
  zones: { in: { after?: string; limit: number }; out: readonly Zone[] };
  party: { in: { id: string }; out: PartyRecord | null };
  /** Parties in a status, in the order of their ids, after the id `after`: what waits for the regulators is `pending`. */
  parties: { in: { status: PartyStatus; after?: string; limit: number }; out: readonly PartyRecord[] };
  /**
   * A zone's book by pages, in the order of its keys: those of the next `limit` live offers after the key `after` that touch slots
   * from <= s < to, and the key after which to go on, null when there is no more.
   */
  bookPage: {
    in: { carrier: Carrier; zone: string; from: number; to: number; after?: string; limit: number };
    out: { offers: readonly OfferRecord[]; next: string | null };
  };
  offersOf: { in: { party: string }; out: readonly OfferRecord[] };
  contractsOf: { in: { party: string; before?: string; limit: number }; out: readonly ContractRecord[] };
  contract: { in: { id: string }; out: { contract: ContractRecord; slots: readonly SlotRecord[] } | null };
  positions: {
    in: { party: string; carrier: Carrier; from: number; to: number };
    out: readonly (PositionRecord & { slot: number })[];
  };
  metered: {
    in: { party: string; carrier: Carrier; from: number; to: number };
    out: readonly (MeteredRecord & { slot: number })[];
  };
  /** Slots from <= s < to for which a party has contracts, of which its meter has not said both figures, and which are not settled. */
  awaited: { in: { party: string; carrier: Carrier; from: number; to: number }; out: readonly number[] };
  exposure: { in: { party: string }; out: ExposureRecord };
  /** Its statements without lines, latest period first. */
  statementHeads: { in: { party: string; limit: number }; out: readonly StatementHead[] };
  /** One statement without lines. */
  statementHead: { in: { a: string; b: string; period: number }; out: StatementHead | null };
  /** Lines of a statement by contract, of the next `limit` contracts after one; `next` is null when there are no more. */
  statementLines: {
    in: { a: string; b: string; period: number; after?: string; limit: number };
    out: { lines: readonly StatementLine[]; next: string | null };
  };
  statementsOf: { in: { party: string; limit: number }; out: readonly StatementRecord[] };
  /** Limits of a zone and charges within it, and the share of capacity per slot of day for a technology and month. */
  rules: {
    in: { carrier: Carrier; zone: string; technology: string; month: number };
    out: { limits: Limits; charges: Charges; share: readonly number[] } | null;
  };
  /** Nonce bitmap of a UTC day (days since 1970), hex, 1,024 bits, bit i = index i used. */
  nonces: { in: { party: string; day: number }; out: { used: string } };
}
export type QueryName = keyof Queries;
export type QueryIn<N extends QueryName> = Queries[N]["in"];
export type QueryOut<N extends QueryName> = Queries[N]["out"];
