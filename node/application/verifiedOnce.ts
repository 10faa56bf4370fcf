/** Each signature is verified once per node: CheckTx, PrepareProposal, ProcessProposal and FinalizeBlock ask for the same one. */
import { toHex } from "../../shared/codec/bytes.ts";
import type { SignatureCheck } from "../../shared/codec/signature.ts";

/** Remembers what verified (never what did not: that costs its sender, not us, and would push honest ones out). */
export function verifiedOnce(check: SignatureCheck, capacity = 20_000): SignatureCheck {
  const known = new Set<string>();
  return {
    verify(signature, digest, publicKey) {
      const name = `${toHex(signature)}${toHex(digest)}${toHex(publicKey)}`;
      if (known.has(name)) return true;
      if (!check.verify(signature, digest, publicKey)) return false;
      known.add(name);
      if (known.size > capacity) {
        for (const oldest of known) {
          known.delete(oldest);
          break;
        }
      }
      return true;
    },
  };
}
