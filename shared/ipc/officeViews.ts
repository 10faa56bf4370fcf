/** What the screens of regulators, operators and utilities draw. Energy in Wh, money in micro, prices in micro per kWh, times in market seconds. */
import { z } from "zod";
import { Bands, ParamsChange } from "../ledger/params.ts";
import { Carrier, ContractKind, Energy, Role, Technology } from "../ledger/units.ts";
import { PartyLabel } from "./marketViews.ts";

const int = z.number().int();
export const Both = z.strictObject({ en: z.string(), zh: z.string() });
const Flow = z.strictObject({ zone: z.string(), wh: int, capacity: int });

/** A zone's day: what is promised per slot against what its operator publishes. */
export const ZoneView = z.strictObject({
  /** Zones of the ledger by id, to choose from. */
  zones: z.array(z.string()),
  zone: z.string(),
  operator: PartyLabel,
  /** This account is its operator. */
  operates: z.boolean(),
  carrier: Carrier,
  carriers: z.array(Carrier),
  date: z.string(),
  slotSeconds: int,
  utcOffset: int,
  now: int,
  /** Of the day under way the slot that runs; null on other days. */
  nowSlot: int.nullable(),
  first: int,
  slots: z.array(
    z.strictObject({
      slot: int,
      deliverable: int.nullable(),
      demand: int.nullable(),
      firm: int,
      bought: int,
      out: z.array(Flow),
      in: z.array(Flow),
    }),
  ),
  /** Contracts with slots of the day that are not final. */
  contracts: int,
  suspensions: z.array(z.strictObject({ carrier: z.union([Carrier, z.literal("*")]), from: int, until: int })),
});
export type ZoneView = z.infer<typeof ZoneView>;

export const HeldRow = z.strictObject({
  id: z.string(),
  zone: z.string(),
  seller: PartyLabel,
  buyer: PartyLabel,
  type: ContractKind,
  carrier: Carrier,
  energy: Energy,
  total: int,
  price: int,
  /** When the hold lapses without a decision: the gate of the first slot. */
  gate: int,
  rules: z.array(z.strictObject({ rule: z.string(), name: Both, figure: int, limit: int, unit: z.string() })),
  /** Largest part of its energy that the rules that hold it would have let pass; null where no amount would have. */
  fits: int.nullable(),
});
export type HeldRow = z.infer<typeof HeldRow>;

export const DecisionRow = z.strictObject({
  id: z.string(),
  by: PartyLabel,
  act: z.string(),
  title: Both,
  /** What will be so once it takes effect. */
  text: Both,
  reason: z.string(),
  /** Contract, dispute or party that it is about. */
  about: z.string().nullable(),
  state: z.enum(["open", "carried", "effective", "failed", "rejected", "lapsed"]),
  at: int,
  /** When it lapses while it is open, and takes effect once carried. */
  until: int,
  effect: int.nullable(),
  ended: int.nullable(),
  /** While it is open. */
  tally: z.strictObject({ yes: int, no: int, of: int, needed: int }).nullable(),
  ballots: z.array(z.strictObject({ party: PartyLabel, approve: z.boolean(), reason: z.string(), at: int })),
  /** Votes with which it carried. */
  carried: z.strictObject({ votes: int, of: int, needed: int }).nullable(),
  /** Why it could not take effect any more. */
  refusal: Both.nullable(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;
export const DecisionsView = z.strictObject({
  regulators: z.array(PartyLabel),
  quorum: int,
  decisions: z.array(DecisionRow),
});
export type DecisionsView = z.infer<typeof DecisionsView>;

export const PartyState = z.enum(["pending", "active", "suspended", "refused", "left"]);
export const PartyRow = z.strictObject({
  party: PartyLabel,
  roles: z.array(Role),
  status: PartyState,
  zone: z.string(),
  carriers: z.array(Carrier),
  importW: int,
  exportW: int,
  technology: Technology,
  supplier: PartyLabel.nullable(),
  meter: z.strictObject({ id: z.string(), class: z.string() }).nullable(),
  /** Salted hash of the connection point. */
  point: z.string().nullable(),
  certificates: int,
  since: z.strictObject({ height: int, market: int }),
  decided: z.strictObject({ market: int, votes: int, of: int, reason: z.string() }).nullable(),
  watched: z.boolean(),
  /** While it is pending: votes on its admission. */
  admission: z
    .strictObject({
      yes: int,
      no: int,
      of: int,
      needed: int,
      votes: z.array(z.strictObject({ party: PartyLabel, approve: z.boolean(), reason: z.string() })),
    })
    .nullable(),
});
export type PartyRow = z.infer<typeof PartyRow>;
export const PartiesView = z.strictObject({
  parties: z.array(PartyRow),
  /** Party after which to go on; null at the end. */
  next: z.string().nullable(),
  regulators: z.array(PartyLabel),
});
export type PartiesView = z.infer<typeof PartiesView>;

export const DisputeRow = z.strictObject({
  id: z.string(),
  contract: z.string(),
  by: PartyLabel,
  seller: PartyLabel,
  buyer: PartyLabel,
  carrier: Carrier,
  state: z.enum(["open", "ruled", "appealed", "closed", "withdrawn", "lapsed"]),
  /** Hash of what the regulators are shown. */
  evidence: z.string(),
  reason: z.string(),
  at: int,
  until: int.nullable(),
  slots: z.array(
    z.strictObject({
      slot: int,
      q: int,
      aS: int.nullable(),
      aB: int.nullable(),
      qualityS: z.string().nullable(),
      qualityB: z.string().nullable(),
      liability: z.string().nullable(),
    }),
  ),
  rulings: z.array(z.strictObject({ decision: z.string(), text: Both, reason: z.string(), at: int })),
  appeal: z.strictObject({ by: PartyLabel, reason: z.string(), at: int }).nullable(),
});
export type DisputeRow = z.infer<typeof DisputeRow>;

/** Parameters and the bands of a zone and carrier, with those that are decided and come later. */
export const RulesView = z.strictObject({
  zones: z.array(z.string()),
  zone: z.string(),
  carrier: Carrier,
  carriers: z.array(Carrier),
  now: int,
  utcOffset: int,
  /** Between a carried decision and its effect, seconds. */
  notice: int,
  params: ParamsChange,
  bands: Bands.nullable(),
  next: z.array(z.strictObject({ from: int, bands: Bands })),
});
export type RulesView = z.infer<typeof RulesView>;

/** What a rule would have said of contracts that are on the ledger. */
export const PreviewView = z.strictObject({
  from: int,
  to: int,
  /** Contracts that were looked at. */
  contracts: int,
  energy: int,
  /** By rule: contracts that it would have refused or held, and the first of them. */
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      name: Both,
      holds: z.boolean(),
      contracts: int,
      energy: int,
      examples: z.array(z.string()),
    }),
  ),
  passed: int,
  /** Active parties whose contracts were read, and whether there are more. */
  parties: int,
  partiesLeft: z.boolean(),
  /** Parties with more contracts than were read. */
  cut: int,
});
export type PreviewView = z.infer<typeof PreviewView>;

export const SignalsView = z.strictObject({
  calls: z.array(
    z.strictObject({
      id: z.string(),
      first: int,
      count: int,
      capPpm: int,
      price: int,
      until: int,
      most: int,
      answers: int,
      undecided: int,
    }),
  ),
  interventions: z.array(
    z.strictObject({
      id: z.string(),
      first: int,
      count: int,
      act: z.discriminatedUnion("what", [
        z.strictObject({ what: z.literal("curtailment"), side: z.enum(["sell", "buy"]), keepPpm: int }),
        z.strictObject({ what: z.literal("outage"), party: PartyLabel.nullable() }),
      ]),
      reason: z.string(),
      at: int,
    }),
  ),
});
export type SignalsView = z.infer<typeof SignalsView>;

export const HealthView = z.strictObject({
  /** The version of the rules, and the one that is decided to take over at a height. */
  rules: int,
  next: z.strictObject({ version: int, height: int }).nullable(),
  height: int,
  regulators: z.array(z.strictObject({ party: PartyLabel, zone: z.string() })),
  /** None where the node's set is fixed. */
  validators: z.array(z.strictObject({ key: z.string(), power: int })),
  misbehaviour: z.array(
    z.strictObject({
      kind: z.string(),
      address: z.string(),
      /** What it is recorded to have done. */
      text: Both,
      height: int,
      /** Header ms. */
      time: int,
    }),
  ),
});
export type HealthView = z.infer<typeof HealthView>;

export const PathView = z.strictObject({
  party: PartyLabel,
  /** Entries since the beginning, and the oldest one that the state still has. */
  count: int,
  first: int,
  entries: z.array(z.strictObject({ n: int, height: int, tx: z.string(), code: int, at: int })),
});
export type PathView = z.infer<typeof PathView>;

/** A utility's own tariff by the quarter-hour of the local day, micro per kWh; null where it publishes none. */
export const TariffView = z.strictObject({
  carriers: z.array(Carrier),
  now: int,
  utcOffset: int,
  tariff: z.strictObject({ retail: z.array(int), feedIn: z.array(int) }).nullable(),
  /** Customers that name it as their residual supplier, of the active parties that were read. */
  customers: int,
  customersCut: z.boolean(),
});
export type TariffView = z.infer<typeof TariffView>;

/** What fell due in a period, pair by pair: the settlement file's figures. */
export const SettlementView = z.strictObject({
  period: int,
  from: int,
  to: int,
  /** The latest period that is over. */
  latest: int,
  entries: z.array(
    z.strictObject({
      debtor: PartyLabel,
      creditor: PartyLabel,
      amount: int,
      state: z.enum(["due", "claimed", "paid", "overdue"]),
      reference: z.string().nullable(),
    }),
  ),
});
export type SettlementView = z.infer<typeof SettlementView>;
