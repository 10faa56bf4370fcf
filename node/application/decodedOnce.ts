/** Each transaction is decoded once per node: CheckTx, the rechecks, both proposals and FinalizeBlock see the same bytes. */
import type { Sha256 } from "../../shared/codec/hash.ts";
import { type DecodedTransaction, decodeTransaction } from "../../shared/ledger/identity.ts";

/** Remembers what decoded, by the hash of the bytes (never what did not: that would push honest ones out). Nobody changes a decoded value. */
export function decodedOnce(sha256: Sha256, capacity: number): typeof decodeTransaction {
  const known = new Map<string, DecodedTransaction>();
  let chain: string | undefined;
  return (bytes, chainId) => {
    if (chain !== chainId) known.clear();
    chain = chainId;
    const name = sha256.chars?.(bytes) ?? String.fromCharCode(...sha256(bytes));
    const before = known.get(name);
    if (before) return before;
    const decoded = decodeTransaction(bytes, chainId, sha256);
    if (decoded.ok) known.set(name, decoded);
    if (known.size > capacity) {
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    }
    return decoded;
  };
}
