/**
 * Validity (DESIGN §3): what must hold for a transaction to enter a block at all. One rule per function, in the order of cost;
 * checked by CheckTx and, one transaction after the other, by PrepareProposal, ProcessProposal and applyBlock.
 */
import { addressOf } from "../codec/address.ts";
import { fromHex } from "../codec/bytes.ts";
import type { SignatureCheck } from "../codec/signature.ts";
import type { Reader } from "../state/reader.ts";
import { decodeTransaction, signatureBytes } from "./identity.ts";
import { KEY } from "./keys.ts";
import { nonceUsed, withNonce } from "./nonces.ts";
import { meterNamed } from "./parties/holders.ts";
import type { Params } from "./params.ts";
import type { PartyRecord, Refusal } from "./records.ts";
import { entryRules } from "./registration.ts";
import { refusalOf, refused } from "./rules.ts";
import { signersOf, signsFor } from "./signers.ts";
import { load, save } from "./stored.ts";
import type { Transaction, TxBody } from "./transactions.ts";
import { utcDay } from "./time.ts";
import type { Writer } from "../state/reader.ts";

/** What validity rests on beside the state. */
export interface Checks extends SignatureCheck {
  /** In place of decodeTransaction, where one remembers what it decoded. */
  readonly decode?: typeof decodeTransaction;
  /** Decoded transactions whose signatures all verified, where one remembers them: a `decode` that remembers gives the same object again. */
  readonly verified?: WeakSet<Transaction>;
}

export interface ValidTransaction {
  readonly id: string;
  readonly tx: Transaction;
}
export type Validity =
  ({ readonly valid: true } & ValidTransaction) | { readonly valid: false; readonly refusal: Refusal };

const METER_KINDS: ReadonlySet<TxBody["kind"]> = new Set(["meter.commit", "meter.open"]);

/** Undefined when the transaction may enter a block whose header time is `time` (ms); else why not. Total for any bytes. */
export function checkTransaction(
  state: Reader,
  bytes: Uint8Array,
  time: number,
  check: SignatureCheck,
): Refusal | undefined {
  const outcome = validate(state, load.params(state), bytes, time, check);
  return outcome.valid ? undefined : outcome.refusal;
}

export function validate(state: Reader, params: Params, bytes: Uint8Array, time: number, check: Checks): Validity {
  const decoded = (check.decode ?? decodeTransaction)(bytes, params.chainId, check.sha256);
  if (!decoded.ok) return { valid: false, refusal: refused("valid.decodable") };
  const { tx, id, digest } = decoded;
  const sender = load.party(state, tx.body.sender);
  const refusal =
    inWindow(params, tx.body, time) ??
    nonceFree(state, tx.body) ??
    senderKnown(tx.body, sender) ??
    meterBound(state, params, tx.body, sender) ??
    signedByBoundKeys(state, tx, sender) ??
    mayEnter(state, params, tx.body, time, check) ??
    everySignatureVerifies(tx, digest, check);
  return refusal ? { valid: false, refusal } : { valid: true, id, tx };
}

/** `validUntil` later than the block's time, and no further away than the kind allows. */
export function inWindow(params: Params, body: TxBody, time: number): Refusal | undefined {
  const until = body.validUntil * 1000;
  if (until <= time) {
    return refused("valid.expired", { figure: Math.floor(time / 1000), limit: body.validUntil, unit: "s" });
  }
  const days = METER_KINDS.has(body.kind) ? params.validity.meterDays : params.validity.marketDays;
  const latest = Math.floor(time / 1000) + days * 86_400;
  return body.validUntil > latest
    ? refused("valid.tooFar", { figure: body.validUntil, limit: latest, unit: "s" })
    : undefined;
}

/** The nonce of (sender, UTC day of validUntil, index) is unused. */
export function nonceFree(state: Reader, body: TxBody): Refusal | undefined {
  const used = load.nonces(state, utcDay(body.validUntil), body.sender);
  return nonceUsed(used, body.nonce) ? refused("valid.nonce", { figure: body.nonce }) : undefined;
}

/** The sender is a party, or registers with a certificate for the very key that its address is made of. */
export function senderKnown(body: TxBody, sender: PartyRecord | undefined): Refusal | undefined {
  if (body.kind === "party.register") {
    return addressOf(fromHex(body.certificate.claims.key)) === body.sender ? undefined : refused("valid.sender");
  }
  return sender ? undefined : refused("valid.sender");
}

/** Readings come from the sender's meter, or one that it had; a vault-held meter key counts on demo chains alone. */
export function meterBound(
  state: Reader,
  params: Params,
  body: TxBody,
  sender: PartyRecord | undefined,
): Refusal | undefined {
  if (body.kind !== "meter.commit" && body.kind !== "meter.open") return undefined;
  const meter = meterNamed(state, sender, body.meter);
  if (!meter) return refused("valid.meter");
  return meter.class === "demo" && !params.demo ? refused("valid.meter") : undefined;
}

/** Exactly the keys that the kind asks for, none more: see signers.ts. */
export function signedByBoundKeys(
  state: Reader,
  { body, signatures }: Transaction,
  sender: PartyRecord | undefined,
): Refusal | undefined {
  const keys = signatures.map((signed) => signed.key);
  return signsFor(keys, signersOf(state, body, sender)) ? undefined : refused("valid.signers");
}

/** A registration comes with a genuine certificate and a real supplier, so that nobody fills blocks with made-up senders. */
export function mayEnter(
  state: Reader,
  params: Params,
  body: TxBody,
  time: number,
  check: SignatureCheck,
): Refusal | undefined {
  if (body.kind !== "party.register") return undefined;
  return refusalOf(entryRules(state, params, Math.floor(time / 1000), body, check));
}

/** Each signature verifies over the transaction's id. */
export function everySignatureVerifies(tx: Transaction, digest: Uint8Array, check: Checks): Refusal | undefined {
  if (check.verified?.has(tx)) return undefined;
  for (const signed of tx.signatures) {
    const { key, signature } = signatureBytes(signed);
    if (!check.verify(signature, digest, key)) return refused("valid.signature");
  }
  check.verified?.add(tx);
  return undefined;
}

/** Marks the nonce as used: for every valid transaction, done or refused. */
export function consumeNonce(state: Writer, body: TxBody): void {
  const key = KEY.nonces(utcDay(body.validUntil), body.sender);
  save(state, key, withNonce(load.nonces(state, utcDay(body.validUntil), body.sender), body.nonce));
}
