/** Each signature is verified once per node: CheckTx, PrepareProposal, ProcessProposal and FinalizeBlock ask for the same one. */
import type { SignatureCheck } from "../../shared/codec/signature.ts";

/** Remembers what verified (never what did not: that costs its sender, not us, and would push honest ones out). */
export function verifiedOnce(check: SignatureCheck, capacity: number): SignatureCheck {
  const known = new Set<string>();
  return {
    verify(signature, digest, publicKey) {
      // Of one length each, so that no two questions have the same name.
      if (signature.length !== 64 || digest.length !== 32) return check.verify(signature, digest, publicKey);
      const name = latin1(signature) + latin1(digest) + latin1(publicKey);
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

/** A character per byte: the cheapest name that bytes can have. */
const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
