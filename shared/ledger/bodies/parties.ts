/** Bodies about parties, their keys and their meters (DESIGN §3, §4). */
import { z } from "zod";
import {
  Carrier,
  Counter,
  Hex32,
  MeterClass,
  MeterId,
  PartyId,
  PublicKey,
  Reason,
  Seconds,
  Signature,
  Slot,
  Technology,
  Watt,
  ZoneId,
} from "../units.ts";
import { body } from "./body.ts";

export const MeterIdentity = z.strictObject({ id: MeterId, key: PublicKey, class: MeterClass });
export type MeterIdentity = z.infer<typeof MeterIdentity>;

/** What an installer vouches for, signed over `taggedHash("certificate", chain, canonical(claims))`; single use by `id`. */
export const CertificateClaims = z.strictObject({
  id: Hex32,
  installer: PartyId,
  /** The account key that may register with it. */
  key: PublicKey,
  /** Salted hash of the grid connection point. */
  point: Hex32,
  zone: ZoneId,
  /** What the meter measures: one, so that nobody trades what no meter of theirs counts. */
  carriers: z.array(Carrier).length(1),
  importW: Watt,
  exportW: Watt,
  technology: Technology,
  meter: MeterIdentity,
  /** Header time, seconds. */
  expires: Seconds,
});
export type CertificateClaims = z.infer<typeof CertificateClaims>;
export const Certificate = z.strictObject({ claims: CertificateClaims, signature: Signature });
export type Certificate = z.infer<typeof Certificate>;

/** Co-signed by the residual supplier; `sender` is the address of the certificate's key. */
export const RegisterParty = body("party.register", {
  role: z.enum(["prosumer", "producer"]),
  supplier: PartyId,
  certificate: Certificate,
});
/** A regulator's vote on a pending registration; takes effect at the quorum. */
export const AdmitParty = body("party.admit", { party: PartyId, admit: z.boolean(), reason: Reason });
/** The sender leaves the market; contracts under way, offers and debts must be settled or ended first. */
export const LeaveMarket = body("party.leave", {});
/**
 * The sender moves out: who registers next at its connection point is `to`, whose admission hands the point and the meter over
 * and assigns the contracts that are under way, or ends them there without damages.
 */
export const MoveOut = body("party.move", { to: PartyId, contracts: z.enum(["assign", "end"]) });

/** Binds another account key to the party and unbinds the one that signs; `proof`: the new key's signature (identity.ts, keyProof). */
export const RotateKey = body("key.rotate", { key: PublicKey, proof: Signature });
/** The key that private messages to the sender are sealed to from now on. */
export const EncryptionKey = body("key.encryption", { key: PublicKey });

/** Last counter of the old meter and first of the new one at the boundary of the change, in the register's unit. */
const handOver = z.strictObject({ last: Counter, first: Counter });
/** The operator changes a party's meter at the start of slot `boundary`; registers go on from the counters given. */
export const ReplaceMeter = body("meter.replace", {
  party: PartyId,
  meter: MeterIdentity,
  boundary: Slot,
  counters: z.strictObject({ "1.8.0": handOver, "2.8.0": handOver }),
});
/** The operator vouches for a meter of class B: it is of class A from now on. */
export const AttestMeter = body("meter.attest", { party: PartyId, meter: MeterId });

export const PARTY_BODIES = [
  RegisterParty,
  AdmitParty,
  LeaveMarket,
  MoveOut,
  RotateKey,
  EncryptionKey,
  ReplaceMeter,
  AttestMeter,
] as const;
