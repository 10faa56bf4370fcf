/**
 * The identity of a transaction: its id is the signed digest, SHA-256 over a tag per kind, the chain id and the canonical
 * body without signatures (DESIGN §3). A second signature makes no second transaction.
 */
import { fromHex, toHex } from "../codec/bytes.ts";
import { type CodecFault, decodeCanonical, encodeCanonical, type Json, TX_LIMITS } from "../codec/canonical.ts";
import { type Sha256, taggedHash } from "../codec/hash.ts";
import { publicKeyOf, signDigest } from "../codec/signature.ts";
import { type CertificateClaims, Transaction, type TxBody } from "./transactions.ts";

export function digestOf(body: TxBody, chainId: string): Uint8Array {
  return taggedHash(`tx/${body.kind}`, chainId, encodeCanonical(body as Json));
}

/** Hex of the digest. */
export function txId(body: TxBody, chainId: string): string {
  return toHex(digestOf(body, chainId));
}

export function certificateDigest(claims: CertificateClaims, chainId: string): Uint8Array {
  return taggedHash("certificate", chainId, encodeCanonical(claims as Json));
}

/**
 * What a new account key signs to show that its holder wants it bound to a party: `party` is the party's id, or for a party that is
 * enrolled the key's own address.
 */
export function keyProofDigest(party: string, key: string, chainId: string): Uint8Array {
  return taggedHash("key", chainId, encodeCanonical({ key, party }));
}

/** What a validator's ed25519 key (hex) signs to show that somebody holds it. */
export function validatorProofDigest(key: string, chainId: string): Uint8Array {
  return taggedHash("validator", chainId, encodeCanonical({ key }));
}

/** A body with one signature per secret key, in the order that decoding demands. */
export function signTransaction(body: TxBody, chainId: string, secretKeys: readonly Uint8Array[]): Transaction {
  const digest = digestOf(body, chainId);
  return {
    body,
    signatures: orderSignatures(
      secretKeys.map((secret) => ({ key: toHex(publicKeyOf(secret)), signature: toHex(signDigest(digest, secret)) })),
    ),
  };
}

export function orderSignatures(signatures: Transaction["signatures"]): Transaction["signatures"] {
  return signatures.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

export function encodeTransaction(tx: Transaction): Uint8Array {
  return encodeCanonical(tx as Json);
}

export type DecodedTransaction =
  | { readonly ok: true; readonly tx: Transaction; readonly id: string; readonly digest: Uint8Array }
  | ({ readonly ok: false } & (
      CodecFault | { readonly fault: "shape"; readonly path: string; readonly problem: string }
    ));

/** Canonical bytes to a transaction; a fault names the place. Says nothing of validity: see validity.ts. */
export function decodeTransaction(bytes: Uint8Array, chainId: string, sha256?: Sha256): DecodedTransaction {
  const decoded = decodeCanonical(bytes, TX_LIMITS);
  if (!decoded.ok) return decoded;
  const parsed = Transaction.safeParse(decoded.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      fault: "shape",
      path: `$.${issue?.path.join(".") ?? ""}`,
      problem: issue?.message ?? "unknown",
    };
  }
  const tx = parsed.data;
  for (let i = 1; i < tx.signatures.length; i++) {
    if ((tx.signatures[i - 1]?.key ?? "") >= (tx.signatures[i]?.key ?? "")) {
      return { ok: false, fault: "shape", path: `$.signatures.${i}`, problem: "keys must ascend, none twice" };
    }
  }
  const digest = taggedHash(`tx/${tx.body.kind}`, chainId, bodyBytes(bytes, tx.signatures.length), sha256);
  return { ok: true, tx, id: toHex(digest), digest };
}

/** Bytes of one signature in a canonical transaction: `{"key":"…","signature":"…"}`. */
const SIGNED_BYTES = 66 + 128 + '{"key":"","signature":""}'.length;

/** The body's bytes within a canonical transaction, which is `{"body":…,"signatures":[…]}` with signatures of one length. */
function bodyBytes(bytes: Uint8Array, signatures: number): Uint8Array {
  const tail = ',"signatures":[]}'.length + signatures * (SIGNED_BYTES + 1) - 1;
  return bytes.subarray('{"body":'.length, bytes.length - tail);
}

export function signatureBytes(signed: Transaction["signatures"][number]): { key: Uint8Array; signature: Uint8Array } {
  return { key: fromHex(signed.key), signature: fromHex(signed.signature) };
}
