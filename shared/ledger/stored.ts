/**
 * Typed access to the state: the one place where a value of the authenticated map is given its record type. What is under the
 * root was written by these rules or checked at genesis, so its shape is not in doubt here.
 */
import type { Json } from "../codec/canonical.ts";
import { type Reader, under, type Writer } from "../state/reader.ts";
import { KEY } from "./keys.ts";
import type { Bands, Charges, Limits, Params, Supply, Zone } from "./params.ts";
import type {
  BatchRecord,
  ClockRecord,
  ContractRecord,
  CounterRecord,
  ExposureRecord,
  MeteredRecord,
  OfferRecord,
  PartyRecord,
  PositionRecord,
  SlotRecord,
  StatementLine,
  StatementRecord,
} from "./records.ts";
import { inForce } from "./schedules.ts";
import type { Register } from "./bodies/meters.ts";
import type { Carrier, Technology } from "./units.ts";

/** What of an offer, a contract and a statement never changes is stored apart from what does, so that a change stays small. */
export type OfferBase = Omit<OfferRecord, "status" | "left">;
export type OfferLive = Pick<OfferRecord, "status" | "left">;
export type ContractBase = Omit<ContractRecord, "state" | "slots" | "delivered" | "ending">;
export type ContractProgress = Pick<ContractRecord, "state" | "slots" | "delivered" | "ending">;
export type StatementBase = Omit<StatementRecord, "lines"> & {
  /** Gross sums of what a owes b and b owes a in this statement's lines. */
  readonly owed: { readonly a: number; readonly b: number };
  /** Contracts, calls and sales that its lines are about and that are still in the state: it stays as long as they do. */
  readonly about: number;
  /** Administrative second at which its time to pay ends, whatever is claimed and denied meanwhile; null while nothing fell due. */
  readonly payBy: number | null;
  /** It has been overdue and is not paid yet. */
  readonly late: boolean;
};
/** `balance/<zone>/<carrier>/<slot>`: Wh. */
export interface BalanceRecord {
  readonly firm: number;
  readonly bought: number;
}
/** `totals/<carrier>/<slot>/<party>`: Wh, by the operator. */
export interface TotalsRecord {
  readonly sold: number;
  readonly bought: number;
}
/** `volume/<slot>/<zone>/<party>`: litres (dm³) of corrected volume, by a gas meter. */
export interface VolumeRecord {
  readonly sold: number;
  readonly bought: number;
  readonly quality: MeteredRecord["quality"];
  readonly source: MeteredRecord["source"];
}
export interface VoteRecord {
  readonly admit: boolean;
  readonly reason: string;
  readonly height: number;
}

const read = <T>(reader: Reader, key: string): T | undefined => reader.get(key) as T | undefined;
const must = <T>(reader: Reader, key: string): T => {
  const value = read<T>(reader, key);
  if (value === undefined) throw new RangeError(`the state lacks ${key}`);
  return value;
};

export const load = {
  params: (r: Reader) => must<Params>(r, KEY.params),
  clock: (r: Reader) => must<ClockRecord>(r, KEY.clock),
  zone: (r: Reader, zone: string) => read<Zone>(r, KEY.zone(zone)),
  supply: (r: Reader, zone: string, carrier: Carrier, at: number) =>
    inForce(r, (from) => KEY.supply(zone, carrier, from), at) as Supply | undefined,
  bands: (r: Reader, zone: string, carrier: Carrier, at: number) =>
    inForce(r, (from) => KEY.bands(zone, carrier, from), at) as Bands | undefined,
  charges: (r: Reader, carrier: Carrier, source: string, target: string, at: number) =>
    inForce(r, (from) => KEY.charges(carrier, source, target, from), at) as Charges | undefined,
  profile: (r: Reader, technology: Technology, month: number, at: number) =>
    inForce(r, (from) => KEY.profile(technology, month, from), at) as readonly number[] | undefined,
  /** Wh per slot that may flow between two zones; 0 where nothing is published. */
  transfer: (r: Reader, carrier: Carrier, source: string, target: string, at: number) =>
    (inForce(r, (from) => KEY.transfer(carrier, source, target, from), at) as number | undefined) ?? 0,
  flow: (r: Reader, carrier: Carrier, source: string, target: string, slot: number) =>
    read<number>(r, KEY.flow(carrier, source, target, slot)) ?? 0,
  suspension: (r: Reader, zone: string, carrier: Carrier | "*") =>
    read<{ readonly from: number; readonly until: number }>(r, KEY.suspension(zone, carrier)),
  party: (r: Reader, id: string) => read<PartyRecord>(r, KEY.party(id)),
  vote: (r: Reader, party: string, regulator: string) => read<VoteRecord>(r, KEY.vote(party, regulator)),
  nonces: (r: Reader, day: number, party: string) => read<string>(r, KEY.nonces(day, party)) ?? "",
  offerBase: (r: Reader, id: string) => read<OfferBase>(r, KEY.offer(id)),
  offerLive: (r: Reader, id: string) => must<OfferLive>(r, KEY.offerLive(id)),
  contractBase: (r: Reader, id: string) => read<ContractBase>(r, KEY.contract(id)),
  contractProgress: (r: Reader, id: string) => must<ContractProgress>(r, KEY.contractProgress(id)),
  slot: (r: Reader, contract: string, slot: number) => must<SlotRecord>(r, KEY.slot(contract, slot)),
  /** The same, where the contract may have left the state. */
  findSlot: (r: Reader, contract: string, slot: number) => read<SlotRecord>(r, KEY.slot(contract, slot)),
  position: (r: Reader, party: string, carrier: Carrier, slot: number) =>
    read<PositionRecord>(r, KEY.position(party, carrier, slot)) ?? NO_POSITION,
  balance: (r: Reader, zone: string, carrier: Carrier, slot: number) =>
    read<BalanceRecord>(r, KEY.balance(zone, carrier, slot)) ?? NO_BALANCE,
  exposure: (r: Reader, party: string) => read<ExposureRecord>(r, KEY.exposure(party)) ?? NO_EXPOSURE,
  overdue: (r: Reader, party: string) => read<number>(r, KEY.overdue(party)) ?? 0,
  offersLive: (r: Reader, party: string, carrier: Carrier) => read<number>(r, KEY.offersLive(party, carrier)) ?? 0,
  batch: (r: Reader, meter: string, batch: number) => read<BatchRecord>(r, KEY.batch(meter, batch)),
  counter: (r: Reader, meter: string, register: Register, boundary: number) =>
    read<CounterRecord>(r, KEY.counter(meter, register, boundary)),
  metered: (r: Reader, party: string, carrier: Carrier, slot: number) =>
    read<MeteredRecord>(r, KEY.metered(party, carrier, slot)),
  totals: (r: Reader, carrier: Carrier, slot: number, party: string) =>
    read<TotalsRecord>(r, KEY.totals(carrier, slot, party)),
  volume: (r: Reader, slot: number, zone: string, party: string) =>
    read<VolumeRecord>(r, KEY.volume(slot, zone, party)),
  statement: (r: Reader, a: string, b: string, period: number) => read<StatementBase>(r, KEY.statement(a, b, period)),
  lines: (r: Reader, a: string, b: string, period: number, contract: string) =>
    read<readonly StatementLine[]>(r, KEY.lines(a, b, period, contract)) ?? [],
  carry: (r: Reader, a: string, b: string) => read<number>(r, KEY.carry(a, b)) ?? 0,
};

/** Supply and bands of a zone at a market second, or undefined while either is unpublished. */
export function limitsAt(r: Reader, zone: string, carrier: Carrier, at: number): Limits | undefined {
  const supply = load.supply(r, zone, carrier, at);
  const bands = load.bands(r, zone, carrier, at);
  return supply && bands ? { ...supply, ...bands } : undefined;
}

const NO_POSITION: PositionRecord = { sold: 0, bought: 0, offeredSell: 0, offeredBuy: 0 };
const NO_BALANCE: BalanceRecord = { firm: 0, bought: 0 };
const NO_EXPOSURE: ExposureRecord = { unpaid: 0, open: 0 };

/** Writes a record; `undefined` members do not exist in canonical JSON and throw there. */
export function save(writer: Writer, key: string, value: object | string | number): void {
  writer.set(key, value as Json);
}

/** Writes a record, or deletes it when each of its figures is zero: nothing and zero are one state. */
export function saveFigures(writer: Writer, key: string, figures: object): void {
  if (Object.values(figures).every((figure) => figure === 0)) writer.delete(key);
  else save(writer, key, figures);
}

/** Keys of a prefix, without it: a copy, so that the state may change while it is gone through. */
export function namesUnder(reader: Reader, prefix: string): readonly string[] {
  return Array.from(reader.range(...under(prefix)), ([key]) => key.slice(prefix.length));
}
