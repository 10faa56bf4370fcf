/**
 * Every transaction body, as a strict schema: one source for the parser, the type and the documentation (DESIGN §3, §4).
 * A body carries who sends it and the replay window; the chain id and the kind are in the signed digest (see identity.ts).
 */
import { z } from "zod";
import {
  Carrier,
  ContractKind,
  Counter,
  Energy,
  Hex32,
  MeterId,
  PartyId,
  Price,
  PublicKey,
  Reason,
  Seconds,
  Side,
  Signature,
  Technology,
  TxId,
  Watt,
  Wh,
  ZoneId,
} from "./units.ts";

const int = (min: number, max: number) => z.number().int().min(min).max(max);

/** `sender`: party id. `validUntil`: header time, seconds. `nonce`: index 0-1023 within the UTC day of `validUntil`. */
const head = { sender: PartyId, validUntil: Seconds, nonce: int(0, 1023) };
const body = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...head, ...shape });

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
  meter: z.strictObject({ id: MeterId, key: PublicKey, class: z.enum(["A", "B", "demo"]) }),
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

/** A public offer. `minimum`: least Wh an acceptance takes in all. Damages in micro per kWh, both 0 for `asProduced`. */
export const PostOffer = body("offer.post", {
  side: Side,
  type: ContractKind,
  carrier: Carrier,
  zone: ZoneId,
  energy: Energy,
  price: Price,
  minimum: Wh,
  damages: z.strictObject({ seller: Price, buyer: Price }),
  technology: Technology,
  /** Market time, seconds; never later than the gate of the first slot. */
  expires: Seconds,
});
export const CancelOffer = body("offer.cancel", { offer: TxId });
/** Takes the offer whole or in part; the contract's id is this transaction's id. Slots outside the offer are refused. */
export const AcceptOffer = body("offer.accept", { offer: TxId, energy: Energy });

/** Commits a meter to one batch of counters (shared/metering/commitment.ts); sender is the meter's party, signed by the meter key. */
export const CommitReadings = body("meter.commit", { meter: MeterId, batch: int(0, 100_000_000), root: Hex32 });
export const Quality = z.enum(["measured", "substituted", "missing"]);
export type Quality = z.infer<typeof Quality>;
export const Register = z.enum(["1.8.0", "2.8.0"]);
export type Register = z.infer<typeof Register>;
export const Opening = z.strictObject({
  register: Register,
  /** Leaf index within the batch. */
  leaf: int(0, 1023),
  counter: Counter,
  quality: Quality,
  salt: Hex32,
  path: z.array(Hex32).max(10),
});
export type Opening = z.infer<typeof Opening>;
export const OpenReadings = body("meter.open", {
  meter: MeterId,
  batch: int(0, 100_000_000),
  openings: z.array(Opening).min(1).max(64),
});

/** The debtor says it paid the statement of `period` between sender and `creditor`. */
export const ClaimPayment = body("payment.claim", {
  creditor: PartyId,
  period: int(0, 100_000_000),
  reference: z.string().min(1).max(64),
});
export const ConfirmPayment = body("payment.confirm", { debtor: PartyId, period: int(0, 100_000_000) });
export const DenyPayment = body("payment.deny", { debtor: PartyId, period: int(0, 100_000_000), reason: Reason });

export const TxBody = z.discriminatedUnion("kind", [
  RegisterParty,
  AdmitParty,
  PostOffer,
  CancelOffer,
  AcceptOffer,
  CommitReadings,
  OpenReadings,
  ClaimPayment,
  ConfirmPayment,
  DenyPayment,
]);
export type TxBody = z.infer<typeof TxBody>;
export type TxKind = TxBody["kind"];
export type TxOf<K extends TxKind> = Extract<TxBody, { kind: K }>;

/** Signatures over the id, ascending by key, no key twice. */
export const Signed = z.strictObject({ key: PublicKey, signature: Signature });
export const Transaction = z.strictObject({ body: TxBody, signatures: z.array(Signed).min(1).max(16) });
export type Transaction = z.infer<typeof Transaction>;
