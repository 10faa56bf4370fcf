/**
 * What a regulator signs with the offline account key: a proposal or a vote, whole, on a machine without a network. Nothing is asked of the
 * ledger for it: the nonce is drawn, and one that was used already is refused before it costs anything.
 */
import { encodeTransaction, signTransaction, txId } from "../../shared/ledger/identity.ts";
import { Act } from "../../shared/ledger/bodies/decisions.ts";
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex } from "../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { NONCES_PER_DAY } from "../../shared/ledger/nonces.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";

export interface Signing {
  readonly chainId: string;
  /** secp256k1, 32 bytes. */
  readonly secret: Uint8Array;
  /** Seconds since 1970. */
  readonly now: number;
  /** It is valid to the end of the UTC day this many days ahead, at most six. */
  readonly days: number;
  /** A whole number below the bound. */
  readonly random: (below: number) => number;
}

export interface Signed {
  /** The decision's id, where it is a proposal. */
  readonly id: string;
  readonly sender: string;
  readonly validUntil: number;
  readonly bytes: Uint8Array;
}

export function proposal(signing: Signing, act: unknown, reason: string): Signed {
  const decide = Act.safeParse(act);
  if (!decide.success) {
    const [issue] = decide.error.issues;
    throw new OperatorComplaint(`this is no act: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  return signed(signing, { kind: "decision.propose", decide: decide.data, reason });
}

export function vote(signing: Signing, decision: string, approve: boolean, reason: string): Signed {
  return signed(signing, { kind: "decision.vote", decision, approve, reason });
}

function signed({ chainId, secret, now, days, random }: Signing, plain: object): Signed {
  const sender = addressOf(publicKeyOf(secret));
  const validUntil = (utcDay(now) + days + 1) * 86_400 - 1;
  const body = TxBody.safeParse({ ...plain, sender, validUntil, nonce: random(NONCES_PER_DAY) });
  if (!body.success) {
    const [issue] = body.error.issues;
    throw new OperatorComplaint(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const bytes = encodeTransaction(signTransaction(body.data, chainId, [secret]));
  return { id: txId(body.data, chainId), sender, validUntil, bytes };
}

/** Secret of a key file's hex. */
export const secretOf = (hex: string): Uint8Array => fromHex(hex);
