/** The chain's parameters: set at genesis, on the ledger under `meta/params`. Durations are seconds of market time. */
import { z } from "zod";
import {
  Carrier,
  ChainId,
  Hex32,
  MeterClass,
  MeterId,
  PartyId,
  Ppm,
  Price,
  PublicKey,
  Role,
  Seconds,
  Technology,
  Watt,
  Wh,
  ZoneId,
} from "./units.ts";

const int = (min: number, max: number) => z.number().int().min(min).max(max);

export const GridParams = z.strictObject({
  /** Slot length; electricity 900, heat 3,600. */
  slotSeconds: int(60, 86_400),
  /** How long before a slot's start its gate closes. */
  gateSeconds: int(0, 86_400),
  /** Where the grid begins: slot n starts at n · slotSeconds + startSeconds. Gas days start at 06:00 local. */
  startSeconds: int(0, 86_399),
});
export type GridParams = z.infer<typeof GridParams>;

export const Params = z.strictObject({
  chainId: ChainId,
  /** Simulated market: vault-held meter keys may meter, seals say "simulated". */
  demo: z.boolean(),
  clock: z.strictObject({
    /** Header time of genesis, seconds. */
    genesis: Seconds,
    /** Market time at genesis, seconds. */
    origin: Seconds,
    /** Market seconds per header second. */
    rate: int(1, 3600),
    /** Headers further apart than this (header seconds) mean that the chain stood still; deadlines move by the gap. */
    standstill: int(1, 86_400),
  }),
  grids: z.partialRecord(Carrier, GridParams),
  validity: z.strictObject({ marketDays: int(1, 35), meterDays: int(1, 35) }),
  metering: z.strictObject({
    /** Slots per committed batch: 1 on demo chains, 96 in production. */
    batchSlots: int(1, 96),
    /** After a slot's end, how long readings are awaited before the slot settles without them. */
    grace: int(0, 3_000_000),
  }),
  settlement: z.strictObject({
    /** Provisional slots become final this long after they were settled. */
    dispute: int(0, 3_000_000),
    /** Statements close at multiples of this. */
    period: int(60, 3_000_000),
    /** A statement is overdue this long after it fell due without a claim. */
    due: int(60, 10_000_000),
    /** A claim unanswered for this long counts as confirmed. */
    silence: int(60, 10_000_000),
    /** Smallest sum that falls due: balances below it are carried whole; bounded so that balances stay within 2^53-1. */
    carry: int(0, 1_000_000_000_000),
    /** Smallest unit that money outside can be paid in: what falls due is cut to it, the fraction carried. */
    fen: int(1, 1_000_000_000_000),
  }),
  supervision: z.strictObject({
    /** A decision that is not carried within this time lapses. */
    decide: int(60, 10_000_000),
    /** Between a decision on parameters, membership or charges and its effect. */
    notice: int(0, 10_000_000),
    /** How long a dispute, or an appeal, waits for a ruling; without one the slots stand as they were settled, or ruled first. */
    rule: int(60, 40_000_000),
    /** How long a ruling can be appealed against. */
    appeal: int(0, 10_000_000),
    /** How long after a slot is final its operator may still correct it: 12 months. */
    correct: int(0, 40_000_000),
    /** Final and paid records leave the state this long after. */
    retain: int(0, 400_000_000),
  }),
  mail: z.strictObject({
    /** Messages that a party can have under way to one receiver, and in all. */
    perReceiver: int(1, 1000),
    perSender: int(1, 1000),
    /** Longest time that a message stays. */
    keep: int(60, 10_000_000),
  }),
  /** Votes of regulators that carry a decision, out of all active ones. */
  quorum: int(1, 100),
});
export type Params = z.infer<typeof Params>;

/** What a decision may change of the parameters: durations, mail and quorum; chain, clock and grids stay. */
export const ParamsChange = z.strictObject({
  metering: Params.shape.metering.exactOptional(),
  settlement: Params.shape.settlement.exactOptional(),
  supervision: Params.shape.supervision.exactOptional(),
  mail: Params.shape.mail.exactOptional(),
  quorum: Params.shape.quorum.exactOptional(),
});
export type ParamsChange = z.infer<typeof ParamsChange>;

/** What an operator publishes for a zone and carrier, under `supply/<zone>/<carrier>/<from>`. */
export const Supply = z.strictObject({
  /** Firm sales of the zone in one slot, Wh. */
  deliverable: Wh,
  /** Purchases of the zone in one slot, Wh. */
  demand: Wh,
});
export type Supply = z.infer<typeof Supply>;

/** What the regulators set for a zone and carrier, under `bands/<zone>/<carrier>/<from>`. */
export const Bands = z.strictObject({
  price: z.strictObject({ min: Price, max: Price }),
  damages: z.strictObject({ min: Price, max: Price }),
  /** Unpaid + open purchases + worst damages + charges per party; bounded so that every sum of money stays within 2^53-1. */
  exposure: int(0, 4_000_000_000_000_000),
  /** A contract whose worst case for either side is above this is held until regulators release it, micro. */
  review: int(0, 4_000_000_000_000_000),
  /** Standard damages of contracts that the auction makes, micro per kWh. */
  auction: z.strictObject({ seller: Price, buyer: Price }),
  /** What residual suppliers charge and pay on average, for comparison on screen. */
  tariff: z.strictObject({ retail: Price, feedIn: Price }),
});
export type Bands = z.infer<typeof Bands>;

/** Both together, as a rule reads them and as genesis states them. */
export const Limits = z.strictObject({ ...Supply.shape, ...Bands.shape });
export type Limits = z.infer<typeof Limits>;

/** Charges from one zone to another, under `charges/<carrier>/<fromZone>/<toZone>/<from>`; frozen into a contract's terms. */
export const Charges = z.strictObject({ network: Price, levy: Price, taxPpm: Ppm, lossPpm: Ppm });
export type Charges = z.infer<typeof Charges>;

/** Share of capacity that a technology may promise, per slot of the local day and month, under `profile/<technology>/<month 01-12>/<from>`. */
export const Profile = z.array(Ppm).length(96);

export const Zone = z.strictObject({ id: ZoneId, operator: PartyId, utcOffset: int(-50_400, 50_400) });
export type Zone = z.infer<typeof Zone>;

export const GenesisParty = z.strictObject({
  id: PartyId,
  key: PublicKey,
  roles: z.array(Role).min(1),
  zone: ZoneId,
  /** What its meter measures; none without one. */
  carriers: z.array(Carrier).max(1),
  importW: Watt,
  exportW: Watt,
  technology: Technology,
  /** Residual supplier; null for regulators, operators, suppliers and installers. */
  supplier: PartyId.nullable(),
  /** Salted hash of the grid connection point, null without one. */
  point: Hex32.nullable(),
  meter: z.strictObject({ id: MeterId, key: PublicKey, class: MeterClass }).nullable(),
});
export type GenesisParty = z.infer<typeof GenesisParty>;

/** Voting power of one validator, and most validators: so the set's power stays far below CometBFT's bound and 2^53-1. */
export const ValidatorPower = int(1, 1_000_000_000);
export const MOST_VALIDATORS = 100;

/** `app_state` of the genesis document. */
export const Genesis = z.strictObject({
  params: Params,
  zones: z.array(Zone).min(1).max(1000),
  parties: z.array(GenesisParty).max(1000),
  limits: z.array(z.strictObject({ zone: ZoneId, carrier: Carrier, limits: Limits })),
  charges: z.array(z.strictObject({ carrier: Carrier, from: ZoneId, to: ZoneId, charges: Charges })),
  /** Transfer capacities between zones, Wh per slot; pairs that are not named have none. */
  transfers: z.array(z.strictObject({ carrier: Carrier, from: ZoneId, to: ZoneId, wh: Wh })),
  profiles: z.array(z.strictObject({ technology: Technology, month: int(1, 12), share: Profile })),
  /** CometBFT's validators, where the regulators decide over them on the ledger; empty where the node's set is fixed. */
  validators: z.array(z.strictObject({ key: Hex32, power: ValidatorPower })).max(MOST_VALIDATORS),
});
export type Genesis = z.infer<typeof Genesis>;
