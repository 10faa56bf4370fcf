/** The keys of the state: path-like ASCII, numbers in fixed width so that byte order is numeric order (DESIGN §5). */
import type { PartyStatus } from "./records.ts";
import type { Register } from "./bodies/meters.ts";
import type { Carrier, Technology } from "./units.ts";

/** Decimal in fixed width; throws for what does not fit, because a wrong order would be a wrong ledger. */
export function fixed(value: number, width: number): string {
  const text = String(value).padStart(width, "0");
  if (!/^\d+$/.test(text) || text.length !== width) throw new RangeError(`${value} does not fit in ${width} digits`);
  return text;
}

const slot9 = (slot: number): string => fixed(slot, 9);

export const KEY = {
  version: "meta/version",
  params: "meta/params",
  clock: "meta/clock",
  zone: (zone: string) => `zone/${zone}`,
  /** Schedules: entries by the market second from which they hold; which one does, inForce (schedules.ts) says. */
  supply: (zone: string, carrier: Carrier, from: number) => `supply/${zone}/${carrier}/${fixed(from, 12)}`,
  bands: (zone: string, carrier: Carrier, from: number) => `bands/${zone}/${carrier}/${fixed(from, 12)}`,
  charges: (carrier: Carrier, source: string, target: string, from: number) =>
    `charges/${carrier}/${source}/${target}/${fixed(from, 12)}`,
  transfer: (carrier: Carrier, source: string, target: string, from: number) =>
    `transfer/${carrier}/${source}/${target}/${fixed(from, 12)}`,
  profile: (technology: Technology, month: number, from: number) =>
    `profile/${technology}/${fixed(month, 2)}/${fixed(from, 12)}`,
  // Parties, keys, meters.

  // Deals and mail.

  // Auction.

  // Supervision.
  /** New contracts of these parties are held. */
  watch: (party: string) => `watch/${party}`,
  /** No new contracts for slots in this time: `*` stands for every carrier. */
  suspension: (zone: string, carrier: Carrier | "*") => `suspension/${zone}/${carrier}`,

  // Grid.
  /** Gross flow of contracts between two zones in a slot, Wh. */
  flow: (carrier: Carrier, source: string, target: string, slot: number) =>
    `flow/${carrier}/${source}/${target}/${slot9(slot)}`,

  // Operators' readings.

  // Ends of contracts.
  dispute: (id: string) => `dispute/${id}`,
  disputeOf: (contract: string, height: number, id: string) => `disputeof/${contract}/${fixed(height, 12)}/${id}`,
  /** Disputes that wait for a ruling, the first or the second. */
  awaiting: (dispute: string) => `awaiting/${dispute}`,
  closeOut: (party: string) => `closeout/${party}`,

  // History.
  /** When a held contract was released. */
  released: (contract: string) => `released/${contract}`,
  /** Which statements hold lines of a contract (or of another reference that a line names), and since when. */
  lineOf: (contract: string, period: number, a: string, b: string) => `lineof/${contract}/${slot9(period)}/${a}/${b}`,
  /** Statements by period. */
  statementIn: (period: number, a: string, b: string) => `statementin/${slot9(period)}/${a}/${b}`,
  /** Accumulator over every transaction that names a party, and its entries for the time of retention. */
  log: (party: string) => `log/${party}`,
  logEntry: (party: string, n: number) => `logentry/${party}/${fixed(n, 12)}`,

  // The market as it began.
  party: (id: string) => `party/${id}`,
  status: (status: PartyStatus, id: string) => `status/${status}/${id}`,
  /** Regulators in office: one entry each, so that a quorum is counted without looking at every party. */
  regulator: (id: string) => `regulator/${id}`,
  certificate: (id: string) => `certificate/${id}`,
  point: (point: string) => `point/${point}`,
  meter: (meter: string) => `meter/${meter}`,
  vote: (party: string, regulator: string) => `vote/${party}/${regulator}`,
  nonces: (day: number, party: string) => `nonce/${fixed(day, 7)}/${party}`,
  offer: (id: string) => `offer/${id}`,
  offerLive: (id: string) => `offerlive/${id}`,
  /** Live offers by first slot. */
  book: (carrier: Carrier, zone: string, first: number, id: string) => `book/${carrier}/${zone}/${slot9(first)}/${id}`,
  offerOf: (party: string, height: number, id: string) => `offerof/${party}/${fixed(height, 12)}/${id}`,
  contract: (id: string) => `contract/${id}`,
  contractProgress: (id: string) => `progress/${id}`,
  contractOf: (party: string, height: number, id: string) => `contractof/${party}/${fixed(height, 12)}/${id}`,
  slot: (contract: string, slot: number) => `slot/${contract}/${slot9(slot)}`,
  /** Quantity of each contract that a party has in a slot. */
  deal: (party: string, carrier: Carrier, slot: number, contract: string) =>
    `deal/${party}/${carrier}/${slot9(slot)}/${contract}`,
  /** Contracts of a slot that are not settled yet. */
  pending: (carrier: Carrier, slot: number, contract: string) => `pending/${carrier}/${slot9(slot)}/${contract}`,
  position: (party: string, carrier: Carrier, slot: number) => `position/${party}/${carrier}/${slot9(slot)}`,
  balance: (zone: string, carrier: Carrier, slot: number) => `balance/${zone}/${carrier}/${slot9(slot)}`,
  exposure: (party: string) => `exposure/${party}`,
  /** Statements of a party that are overdue and not paid: a count. */
  overdue: (party: string) => `overdue/${party}`,
  batch: (meter: string, batch: number) => `batch/${meter}/${slot9(batch)}`,
  counter: (meter: string, register: Register, boundary: number) => `counter/${meter}/${register}/${slot9(boundary)}`,
  metered: (party: string, carrier: Carrier, slot: number) => `metered/${party}/${carrier}/${slot9(slot)}`,
  statement: (a: string, b: string, period: number) => `statement/${a}/${b}/${slot9(period)}`,
  /** Periods of the statements of a party, under both of its parties. */
  statementOf: (party: string, period: number, other: string) => `statementof/${party}/${slot9(period)}/${other}`,
  lines: (a: string, b: string, period: number, contract: string) => `line/${a}/${b}/${slot9(period)}/${contract}`,
  /** Small sum that a pair carries into its next statement. */
  carry: (a: string, b: string) => `carry/${a}/${b}`,
  /** Deadlines on the market clock (`m`) and on the administrative clock (`a`), seconds. */
  due: (clock: "m" | "a", seconds: number, what: string) => `due/${clock}/${fixed(seconds, 12)}/${what}`,
} as const;
