/** Network files signed by regulators whose keys the tests hold. */
import { toHex } from "../../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { networkDigest } from "../../../shared/network/networkSignatures.ts";

export const secretOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);
export const keyOf = (n: number): string => toHex(publicKeyOf(secretOf(n)));

/** With the signatures of the secrets named, in the order that a file asks for. */
export function signedNetwork(file: NetworkFile, by: readonly number[]): NetworkFile {
  const digest = networkDigest(file);
  const signatures = by.map((n) => ({ key: keyOf(n), signature: toHex(signDigest(digest, secretOf(n))) }));
  return { ...file, signatures: signatures.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
}
