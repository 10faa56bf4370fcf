/**
 * Typed access to the state: the one place where a value of the authenticated map is given its record type. What is under the
 * root was written by these rules or checked at genesis, so its shape is not in doubt here.
 */
import type { Json } from "../codec/canonical.ts";
import { type Reader, under, type Writer } from "../state/reader.ts";
import { KEY } from "./keys.ts";
import type { Charges, Limits, Params, Zone } from "./params.ts";
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
import type { Register } from "./transactions.ts";
import type { Carrier, Technology } from "./units.ts";

/** What of an offer, a contract and a statement never changes is stored apart from what does, so that a change stays small. */
export type OfferBase = Omit<OfferRecord, "status" | "left">;
export type OfferLive = Pick<OfferRecord, "status" | "left">;
export type ContractBase = Omit<ContractRecord, "state" | "slots" | "delivered">;
export type ContractProgress = Pick<ContractRecord, "state" | "slots" | "delivered">;
export type StatementBase = Omit<StatementRecord, "lines"> & {
  /** Gross sums of what a owes b and b owes a in this statement's lines. */
  readonly owed: { readonly a: number; readonly b: number };
  /** It has been overdue and is not paid yet. */
  readonly late: boolean;
};
/** `balance/<zone>/<carrier>/<slot>`: Wh. */
export interface BalanceRecord {
  readonly firm: number;
  readonly bought: number;
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
  limits: (r: Reader, zone: string, carrier: Carrier) => read<Limits>(r, KEY.limits(zone, carrier)),
  charges: (r: Reader, carrier: Carrier, from: string, to: string) => read<Charges>(r, KEY.charges(carrier, from, to)),
  profile: (r: Reader, technology: Technology, month: number) =>
    read<readonly number[]>(r, KEY.profile(technology, month)),
  party: (r: Reader, id: string) => read<PartyRecord>(r, KEY.party(id)),
  vote: (r: Reader, party: string, regulator: string) => read<VoteRecord>(r, KEY.vote(party, regulator)),
  nonces: (r: Reader, day: number, party: string) => read<string>(r, KEY.nonces(day, party)) ?? "",
  offerBase: (r: Reader, id: string) => read<OfferBase>(r, KEY.offer(id)),
  offerLive: (r: Reader, id: string) => must<OfferLive>(r, KEY.offerLive(id)),
  contractBase: (r: Reader, id: string) => read<ContractBase>(r, KEY.contract(id)),
  contractProgress: (r: Reader, id: string) => must<ContractProgress>(r, KEY.contractProgress(id)),
  slot: (r: Reader, contract: string, slot: number) => must<SlotRecord>(r, KEY.slot(contract, slot)),
  position: (r: Reader, party: string, carrier: Carrier, slot: number) =>
    read<PositionRecord>(r, KEY.position(party, carrier, slot)) ?? NO_POSITION,
  balance: (r: Reader, zone: string, carrier: Carrier, slot: number) =>
    read<BalanceRecord>(r, KEY.balance(zone, carrier, slot)) ?? NO_BALANCE,
  exposure: (r: Reader, party: string) => read<ExposureRecord>(r, KEY.exposure(party)) ?? NO_EXPOSURE,
  overdue: (r: Reader, party: string) => read<number>(r, KEY.overdue(party)) ?? 0,
  batch: (r: Reader, meter: string, batch: number) => read<BatchRecord>(r, KEY.batch(meter, batch)),
  counter: (r: Reader, meter: string, register: Register, boundary: number) =>
    read<CounterRecord>(r, KEY.counter(meter, register, boundary)),
  metered: (r: Reader, party: string, carrier: Carrier, slot: number) =>
    read<MeteredRecord>(r, KEY.metered(party, carrier, slot)),
  statement: (r: Reader, a: string, b: string, period: number) => read<StatementBase>(r, KEY.statement(a, b, period)),
  lines: (r: Reader, a: string, b: string, period: number, contract: string) =>
    read<readonly StatementLine[]>(r, KEY.lines(a, b, period, contract)) ?? [],
  carry: (r: Reader, a: string, b: string) => read<number>(r, KEY.carry(a, b)) ?? 0,
};

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
