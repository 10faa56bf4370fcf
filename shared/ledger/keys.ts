/** The keys of the state: path-like ASCII, numbers in fixed width so that byte order is numeric order (DESIGN §5). */
import type { PartyStatus } from "./records.ts";
import type { Register } from "./bodies/meters.ts";
import type { DecisionState } from "./supervision/records.ts";
import type { Carrier, Technology } from "./units.ts";

const ZEROS = "0000000000000000";

/** Decimal in fixed width; throws for what does not fit, because a wrong order would be a wrong ledger. */
export function fixed(value: number, width: number): string {
  const text = String(value);
  if (!Number.isSafeInteger(value) || value < 0 || text.length > width)
    throw new RangeError(`${value} does not fit in ${width} digits`);
  return ZEROS.slice(text.length, width) + text;
}

const slot9 = (slot: number): string => fixed(slot, 9);

export const KEY = {
  version: "meta/version",
  params: "meta/params",
  clock: "meta/clock",
  /** The version of the rules that takes over, and the application's version in headers since the last one that did. */
  upgrade: "meta/upgrade",
  appVersion: "meta/app",
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
  /** The party that an account key is bound to. */
  keyOf: (key: string) => `keyof/${key}`,
  /** Keys that sealed messages to a party go to. */
  sealKey: (party: string) => `sealkey/${party}`,
  /** Certificates of an installer that were used on a UTC day. */
  issued: (day: number, installer: string) => `issued/${fixed(day, 7)}/${installer}`,
  /** Who registers next at a connection point. */
  move: (point: string) => `move/${point}`,
  handover: (successor: string) => `handover/${successor}`,
  /** The contract that goes on with the rest of this one, and the other way round. */
  assigned: (contract: string) => `assigned/${contract}`,
  assignedFrom: (contract: string) => `assignedfrom/${contract}`,
  /** Who holds a meter from a slot on; empty for nobody. None where it never changed hands. */
  holder: (meter: string, from: number) => `holder/${meter}/${slot9(from)}`,
  holdersOf: (meter: string) => `holder/${meter}/`,
  /** A party's meter as it was before a slot. */
  former: (party: string, until: number, meter: string) => `former/${party}/${slot9(until)}/${meter}`,
  formerOf: (party: string) => `former/${party}/`,

  // Deals and mail.
  /** Transactions that their sender revoked, by the UTC day of the `validUntil` they were signed with. */
  revoked: (day: number, party: string, id: string) => `revoked/${fixed(day, 7)}/${party}/${id}`,
  mail: (to: string, id: string) => `mail/${to}/${id}`,
  /** Messages under way from one party to another, and from one party in all: counts. */
  mailTo: (from: string, to: string) => `mailto/${from}/${to}`,
  mailFrom: (from: string) => `mailfrom/${from}`,
  lot: (id: string) => `lot/${id}`,
  lotOf: (party: string, height: number, id: string) => `lotof/${party}/${fixed(height, 12)}/${id}`,
  sale: (id: string) => `sale/${id}`,
  /** Sales of lots, under seller and buyer. */
  saleOf: (party: string, height: number, id: string) => `saleof/${party}/${fixed(height, 12)}/${id}`,

  // Auction.
  order: (id: string) => `order/${id}`,
  orderLive: (id: string) => `orderlive/${id}`,
  /** Orders of a party for a slot, cancelled ones too. */
  orderOf: (party: string, carrier: Carrier, slot: number, id: string) =>
    `orderof/${party}/${carrier}/${slot9(slot)}/${id}`,
  /** Orders of a slot: 1, or 0 when cancelled. */
  auction: (carrier: Carrier, zone: string, slot: number, id: string) =>
    `auction/${carrier}/${zone}/${slot9(slot)}/${id}`,
  clearing: (carrier: Carrier, zone: string, slot: number) => `clearing/${carrier}/${zone}/${slot9(slot)}`,
  /** Pairs of a clearing, counted from 0. */
  clearingPair: (carrier: Carrier, zone: string, slot: number, n: number) =>
    `clearingpair/${carrier}/${zone}/${slot9(slot)}/${fixed(n, 6)}`,

  // Supervision.
  /** New contracts of these parties are held. */
  watch: (party: string) => `watch/${party}`,
  /** No new contracts for slots in this time: `*` stands for every carrier. */
  suspension: (zone: string, carrier: Carrier | "*") => `suspension/${zone}/${carrier}`,
  decision: (id: string) => `decision/${id}`,
  /** Decisions by state, in the order of their proposal. */
  decisionIn: (state: DecisionState, height: number, id: string) => `decisionin/${state}/${fixed(height, 12)}/${id}`,
  /** Open decisions by who proposed them. */
  decisionOf: (regulator: string, id: string) => `decisionof/${regulator}/${id}`,
  ballot: (decision: string, regulator: string) => `ballot/${decision}/${regulator}`,
  /** Power of a validator by its ed25519 key. */
  validator: (key: string) => `validator/${key}`,
  /** Power that a decision moved, by header second. */
  powerMove: (header: number, decision: string) => `powermove/${fixed(header, 12)}/${decision}`,
  /** What CometBFT proved against a validator, by the height of the offence. */
  misbehaviour: (height: number, address: string, kind: string) =>
    `misbehaviour/${fixed(height, 12)}/${address}/${kind}`,
  /** How far the replacement of a supplier has come. */
  replacing: (decision: string) => `replacing/${decision}`,

  // Grid.
  /** Gross flow of contracts between two zones in a slot, Wh. */
  flow: (carrier: Carrier, source: string, target: string, slot: number) =>
    `flow/${carrier}/${source}/${target}/${slot9(slot)}`,
  /** Prices of a residual supplier: a schedule. */
  tariff: (supplier: string, carrier: Carrier, from: number) => `tariff/${supplier}/${carrier}/${fixed(from, 12)}`,
  /** Calorific factor of a zone's gas day, Wh per m³. */
  factor: (slot: number, zone: string) => `factor/${slot9(slot)}/${zone}`,
  /** Slots of contracts with a side in the zone that are not final. */
  inZone: (zone: string, carrier: Carrier, slot: number, contract: string) =>
    `inzone/${zone}/${carrier}/${slot9(slot)}/${contract}`,
  /** Curtailments and outages, and those of a zone by first slot. */
  intervention: (id: string) => `intervention/${id}`,
  interventionIn: (zone: string, carrier: Carrier, first: number, id: string) =>
    `interventionin/${zone}/${carrier}/${slot9(first)}/${id}`,
  /** Calls for flexibility, and those of a zone by first slot. */
  call: (id: string) => `call/${id}`,
  callIn: (zone: string, carrier: Carrier, first: number, id: string) =>
    `callin/${zone}/${carrier}/${slot9(first)}/${id}`,
  answer: (call: string, party: string) => `answer/${call}/${party}`,
  /** The call that a party answered for a slot: one at most. */
  answered: (carrier: Carrier, slot: number, party: string) => `answered/${carrier}/${slot9(slot)}/${party}`,
  /** Slots of answers of a party that are not decided yet: a count. */
  undecided: (party: string) => `undecided/${party}`,
  reward: (call: string, party: string, slot: number) => `reward/${call}/${party}/${slot9(slot)}`,
  /** Work over many records that goes on by pages, block after block. */
  task: (id: string) => `task/${id}`,

  // Operators' readings.
  /** Corrected volume that a gas meter counted in a slot, dm³, until and after a factor turns it into energy. */
  volume: (slot: number, zone: string, party: string) => `volume/${slot9(slot)}/${zone}/${party}`,
  totals: (carrier: Carrier, slot: number, party: string) => `totals/${carrier}/${slot9(slot)}/${party}`,
  /** What cannot become final before the operator agrees with the party's meter: contracts, and calls for flexibility. */
  blocked: (carrier: Carrier, slot: number, party: string, by: string) =>
    `blocked/${carrier}/${slot9(slot)}/${party}/${by}`,

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
  /** Live offers of a party for a carrier: a count. */
  offersLive: (party: string, carrier: Carrier) => `offers/${party}/${carrier}`,
  /** Live offers by first slot. */
  book: (carrier: Carrier, zone: string, first: number, id: string) => `book/${carrier}/${zone}/${slot9(first)}/${id}`,
  bookOf: (carrier: Carrier, zone: string) => `book/${carrier}/${zone}/`,
  offersOf: (party: string) => `offerof/${party}/`,
  offerOf: (party: string, height: number, id: string) => `offerof/${party}/${fixed(height, 12)}/${id}`,
  contract: (id: string) => `contract/${id}`,
  contractProgress: (id: string) => `progress/${id}`,
  contractsOf: (party: string) => `contractof/${party}/`,
  contractOf: (party: string, height: number, id: string) => `contractof/${party}/${fixed(height, 12)}/${id}`,
  slot: (contract: string, slot: number) => `slot/${contract}/${slot9(slot)}`,
  /** Quantity of each contract that a party has in a slot. */
  deal: (party: string, carrier: Carrier, slot: number, contract: string) =>
    `deal/${party}/${carrier}/${slot9(slot)}/${contract}`,
  dealsOf: (party: string, carrier: Carrier) => `deal/${party}/${carrier}/`,
  /** Contracts of a slot that are not settled yet. */
  pending: (carrier: Carrier, slot: number, contract: string) => `pending/${carrier}/${slot9(slot)}/${contract}`,
  position: (party: string, carrier: Carrier, slot: number) => `position/${party}/${carrier}/${slot9(slot)}`,
  positionsOf: (party: string, carrier: Carrier) => `position/${party}/${carrier}/`,
  balance: (zone: string, carrier: Carrier, slot: number) => `balance/${zone}/${carrier}/${slot9(slot)}`,
  exposure: (party: string) => `exposure/${party}`,
  /** Statements of a party that are overdue and not paid: a count. */
  overdue: (party: string) => `overdue/${party}`,
  batch: (meter: string, batch: number) => `batch/${meter}/${slot9(batch)}`,
  batchesOf: (meter: string) => `batch/${meter}/`,
  countersOf: (meter: string) => `counter/${meter}/`,
  counter: (meter: string, register: Register, boundary: number) => `counter/${meter}/${register}/${slot9(boundary)}`,
  metered: (party: string, carrier: Carrier, slot: number) => `metered/${party}/${carrier}/${slot9(slot)}`,
  meteredOf: (party: string, carrier: Carrier) => `metered/${party}/${carrier}/`,
  statement: (a: string, b: string, period: number) => `statement/${a}/${b}/${slot9(period)}`,
  /** Periods of the statements of a party, under both of its parties. */
  statementOf: (party: string, period: number, other: string) => `statementof/${party}/${slot9(period)}/${other}`,
  statementsOf: (party: string) => `statementof/${party}/`,
  lines: (a: string, b: string, period: number, contract: string) => `line/${a}/${b}/${slot9(period)}/${contract}`,
  /** Small sum that a pair carries into its next statement. */
  carry: (a: string, b: string) => `carry/${a}/${b}`,
  /** Deadlines on the market clock (`m`) and on the administrative clock (`a`), seconds. */
  due: (clock: "m" | "a", seconds: number, what: string) => `due/${clock}/${fixed(seconds, 12)}/${what}`,
} as const;
