/** Bodies of supervision: what regulators decide by quorum, with a reason on the ledger (DESIGN §4, Screening; §8). */
import { z } from "zod";
import { Bands, Charges, ParamsChange, Profile } from "../params.ts";
import {
  Carrier,
  Height,
  Hex32,
  Money,
  PartyId,
  PublicKey,
  Reason,
  Role,
  Seconds,
  Signature,
  Slot,
  Technology,
  TxId,
  Watt,
  Wh,
  ZoneId,
} from "../units.ts";
import { body, int } from "./body.ts";

const act = <A extends string, S extends z.ZodRawShape>(name: A, shape: S) =>
  z.strictObject({ act: z.literal(name), ...shape });

/** How disputed slots are ruled: energy of each side as the regulators find it (null: as settled), who is liable, and an award. */
export const Ruling = z.strictObject({
  slots: z.array(z.strictObject({ slot: Slot, aS: Wh.nullable(), aB: Wh.nullable() })).max(100),
  liability: z.enum(["none", "seller", "buyer", "both", "operator", "excused"]),
  award: z.strictObject({ from: z.enum(["seller", "buyer"]), amount: Money }).nullable(),
});
export type Ruling = z.infer<typeof Ruling>;

/** Everything that needs a quorum. `proof`: the new key's signature over the party that it will be bound to (identity.ts, keyProof). */
export const Act = z.discriminatedUnion("act", [
  /** A held contract enters, or does not. */
  act("contract.release", { contract: TxId }),
  act("contract.refuse", { contract: TxId }),
  /** A contract ends from slot `from` on, excused. */
  act("contract.void", { contract: TxId, from: Slot }),
  /** New contracts of a party are held until released. */
  act("watch.set", { party: PartyId, on: z.boolean() }),
  act("party.enrol", {
    key: PublicKey,
    proof: Signature,
    roles: z.array(Role).min(1).max(4),
    zone: ZoneId,
    /** An installer's certificates per UTC day; 0 for others. */
    certificates: int(0, 10_000),
  }),
  act("party.change", {
    party: PartyId,
    change: z.strictObject({
      importW: Watt.exactOptional(),
      exportW: Watt.exactOptional(),
      technology: Technology.exactOptional(),
      supplier: PartyId.exactOptional(),
      certificates: int(0, 10_000).exactOptional(),
    }),
  }),
  act("party.suspend", { party: PartyId }),
  act("party.reinstate", { party: PartyId }),
  /** Insolvency: open contracts end, what is owed is netted per pair and falls due at once. */
  act("party.closeOut", { party: PartyId }),
  act("key.replace", { party: PartyId, key: PublicKey, proof: Signature }),
  /** No new contracts in a zone (and carrier, or all) for slots that start from `from` (market seconds) and before `until`. */
  act("trade.suspend", { zone: ZoneId, carrier: Carrier.nullable(), from: Seconds, until: Seconds }),
  act("trade.resume", { zone: ZoneId, carrier: Carrier.nullable() }),
  act("schedule.bands", { zone: ZoneId, carrier: Carrier, from: Seconds, bands: Bands }),
  act("schedule.charges", { carrier: Carrier, source: ZoneId, target: ZoneId, from: Seconds, charges: Charges }),
  act("schedule.profile", { technology: Technology, month: int(1, 12), from: Seconds, share: Profile }),
  act("params.change", { change: ParamsChange }),
  /** Another operator runs a zone's grid. */
  act("zone.operator", { zone: ZoneId, operator: PartyId }),
  act("regulator.add", { key: PublicKey, proof: Signature, zone: ZoneId }),
  act("regulator.remove", { party: PartyId }),
  /** CometBFT's set: an ed25519 key (hex) with its voting power, 0 to remove; `proof`: its signature (identity.ts, validatorProof). */
  act("validator.set", { key: Hex32, power: int(0, 1_000_000_000), proof: Signature.nullable() }),
  /** From the block of this height on the ledger follows another version of its rules. */
  act("rules.upgrade", { version: int(1, 1_000_000), height: Height }),
  act("dispute.rule", { dispute: TxId, ruling: Ruling }),
  /** Every customer of a supplier gets another one: the supplier of last resort. */
  act("supplier.replace", { supplier: PartyId, by: PartyId }),
]);
export type Act = z.infer<typeof Act>;
export type ActName = Act["act"];
export type ActOf<A extends ActName> = Extract<Act, { act: A }>;

/** A regulator proposes an act, which counts as its vote for it; the decision's id is this transaction's id. */
export const ProposeAct = body("decision.propose", { decide: Act, reason: Reason });
export const VoteOnAct = body("decision.vote", { decision: TxId, approve: z.boolean(), reason: Reason });

export const DECISION_BODIES = [ProposeAct, VoteOnAct] as const;
