/** Signing a network file: a regulator's signature among the others, and those of several copies brought together. */
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../shared/codec/signature.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { networkDigest } from "../../shared/network/networkSignatures.ts";
import { fingerprintOf } from "../../shared/network/readNetwork.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";

/** @param secret hex; one that signed before signs the same bytes. Throws an OperatorComplaint for a key that counts for nobody. */
export function withNetworkSignature(network: NetworkFile, secret: string, before?: NetworkFile): NetworkFile {
  if (network.serial === undefined)
    throw new OperatorComplaint("the file has no number: make it with --serial, or with --before the file it follows");
  const bytes = fromHex(secret);
  const key = toHex(publicKeyOf(bytes));
  if (![...network.regulators, ...(before?.regulators ?? [])].includes(key))
    throw new OperatorComplaint(
      `${key} is no regulator's key of this file. Whoever leaves signs with --before FILE, the file that names them.`,
    );
  return gatheredNetwork([network, { ...network, signatures: [{ key, signature: signature(network, bytes) }] }]);
}

const signature = (network: NetworkFile, secret: Uint8Array): string =>
  toHex(signDigest(networkDigest(network), secret));

/** All signatures of copies of one file. Throws an OperatorComplaint for copies of different files. */
export function gatheredNetwork(copies: readonly NetworkFile[]): NetworkFile {
  const [first] = copies;
  if (first === undefined) throw new OperatorComplaint("no network file was given");
  const byKey = new Map<string, string>();
  for (const [i, copy] of copies.entries()) {
    if (fingerprintOf(copy) !== fingerprintOf(first))
      throw new OperatorComplaint(
        `file ${i + 1} says something else than file 1; only signatures of one file are gathered`,
      );
    for (const each of copy.signatures ?? []) byKey.set(each.key, each.signature);
  }
  if (byKey.size === 0) return first;
  const signatures = [...byKey].map(([key, made]) => ({ key, signature: made }));
  return { ...first, signatures: signatures.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
}
