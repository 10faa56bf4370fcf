/**
 * libsecp256k1 by its native bindings (npm `secp256k1`): about thirty times as fast as pure JavaScript. The package's own
 * fallback would leave a validator behind its peers without a word, so only the bindings are loaded; without them a node does
 * not start.
 */
import { createRequire } from "node:module";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { SignatureCheck } from "../../shared/codec/signature.ts";

type Verify = (signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array) => unknown;

/** What loads the bindings; tests put a failing one in its place. */
export type Load = () => unknown;

const bindings: Load = () => createRequire(import.meta.url)("secp256k1/bindings") as unknown;

/** Throws a FaultError node.noNativeSignatures (problem) where the bindings cannot be loaded on this machine. */
export function nativeSignatures(load: Load = bindings): SignatureCheck {
  const verify = verifyOf(load);
  return {
    // libsecp256k1 refuses a high S by itself; it throws for what is no signature or no key.
    verify(signature, digest, publicKey) {
      if (signature.length !== 64 || digest.length !== 32 || publicKey.length !== 33) return false;
      try {
        return verify(signature, digest, publicKey) === true;
      } catch {
        return false;
      }
    },
  };
}

function verifyOf(load: Load): Verify {
  let loaded: unknown;
  try {
    loaded = load();
  } catch (error) {
    throw missing(error instanceof Error ? error.message : String(error));
  }
  if (typeof loaded === "object" && loaded !== null && "ecdsaVerify" in loaded) {
    const { ecdsaVerify } = loaded;
    if (typeof ecdsaVerify === "function") return (...given) => ecdsaVerify(...given) as unknown;
  }
  throw missing("the package has no ecdsaVerify");
}

const missing = (problem: string) => new FaultError("node.noNativeSignatures", { problem }, "none");
