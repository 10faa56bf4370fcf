/** History: paths, lives of contracts, balances of zones, residual allocations and the settlement file, as they can be asked and proved. */
import { z } from "zod";
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { nextVersion, pageLimit as limit, pair, query, type QueryTable } from "../query.ts";
import { Carrier, PartyId, Slot, TxId, ZoneId } from "../units.ts";
import { type ContractEvent, eventsOf } from "./events.ts";
import { type EnergyWay, energyWay } from "./energyWay.ts";
import type { LogEntry, LogRecord } from "./log.ts";
import type { PathEntry } from "./accumulator.ts";
import { type Residual, residualOf } from "./residual.ts";
import { type PairCursor, type SettlementPage, settlementPage } from "./settlementFile.ts";
import { type ZoneSlot, zoneDay } from "./zoneDay.ts";

export interface Path {
  /** Entries in all since the beginning, and the peaks that prove them. */
  readonly count: number;
  readonly peaks: readonly string[];
  /** The oldest entry that the state still has; `count` when it has none. */
  readonly first: number;
  readonly entries: readonly TimedEntry[];
}

/**
 * `adm`: administrative second of its block, which is market time less what the chain had stood still by then (DESIGN §2). Version 1 gave
 * none.
 */
export interface TimedEntry extends PathEntry {
  readonly n: number;
  readonly adm: number;
}

type CarrierSlots = { carrier: Carrier; first: number; count: number };

export interface HistoryQueries {
  /** A party's path: entries from the n-th on, as far as the state has them. */
  path: { in: { party: string; from: number; limit: number }; out: Path };
  /** Every stamped event of a contract, in order. */
  history: { in: { contract: string }; out: readonly ContractEvent[] | null };
  /** From the meter to the money, for one slot of a contract. */
  energyWay: { in: { contract: string; slot: number }; out: EnergyWay | null };
  zoneDay: { in: { zone: string } & CarrierSlots; out: readonly ZoneSlot[] };
  /** What a party tells its residual supplier of the slots that are final. */
  residual: { in: { party: string } & CarrierSlots; out: Residual | null };
  settlementFile: { in: { period: number; after?: PairCursor; limit: number }; out: SettlementPage };
}

const count = z.number().int().min(1).max(100);
const period = z.number().int().min(0).max(100_000_000);

const PATH_INPUT = z.strictObject({ party: PartyId, from: z.number().int().min(0).max(999_999_999_999), limit });

export const HISTORY_QUERIES: QueryTable<HistoryQueries> = {
  path: nextVersion(
    query(PATH_INPUT, (r, input) => withoutTimes(path(r, input))),
    PATH_INPUT,
    path,
  ),
  history: query(z.strictObject({ contract: TxId }), (r, { contract }) => eventsOf(r, contract)),
  energyWay: query(z.strictObject({ contract: TxId, slot: Slot }), (r, { contract, slot }) =>
    energyWay(r, contract, slot),
  ),
  zoneDay: query(z.strictObject({ zone: ZoneId, carrier: Carrier, first: Slot, count }), (r, input) =>
    zoneDay(r, input.zone, input.carrier, input.first, input.count),
  ),
  residual: query(z.strictObject({ party: PartyId, carrier: Carrier, first: Slot, count }), (r, input) => {
    const slots = Array.from({ length: input.count }, (_, i) => input.first + i);
    return residualOf(r, input.party, input.carrier, slots) ?? null;
  }),
  settlementFile: query(z.strictObject({ period, after: pair({}).exactOptional(), limit }), (r, input) =>
    settlementPage(r, input.period, input.after, input.limit),
  ),
};

function path(r: Reader, { party, from, limit: most }: { party: string; from: number; limit: number }): Path {
  const log = r.get(KEY.log(party)) as LogRecord | undefined;
  if (!log) return { count: 0, peaks: [], first: 0, entries: [] };
  const { count: all, peaks, first } = log;
  const start = Math.max(from, first);
  const range = r.range(KEY.logEntry(party, start), `logentry/${party}/\x7f`, { limit: most });
  const entries = Array.from(range, ([, value], i) => {
    const { height, index, tx, code, adm } = value as unknown as LogEntry;
    return { n: start + i, height, index, tx, code, adm };
  });
  return { count: all, peaks, first, entries };
}

function withoutTimes({ entries, ...rest }: Path): Omit<Path, "entries"> & { readonly entries: readonly object[] } {
  return { ...rest, entries: entries.map(({ adm: _, ...entry }) => entry) };
}
