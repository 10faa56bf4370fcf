/** One step of trust: shared/light's verdict, sorted by what follows from it for the node and for the wallet. */
import { createPublicKey, type KeyObject, verify as verifySignature } from "node:crypto";
import { base64urlnopad } from "@scure/base";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { type Ed25519Check, nobleEd25519, type VoteChecks } from "../../shared/light/ed25519.ts";
import { fromMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { verify, verifyAnchor } from "../../shared/light/verify.ts";

export type StepVerdict =
  | { readonly kind: "valid" }
  /** Try a height between. */
  | { readonly kind: "notEnoughTrust" }
  /** The trusted header is too old to verify from. */
  | { readonly kind: "expired" }
  | { readonly kind: "fromFuture" }
  | { readonly kind: "invalid"; readonly rule: string };

export interface StepCheck {
  /** `now`: ms. */
  step(trusted: LightBlock, candidate: LightBlock, now: number): StepVerdict;
  /** The block that the anchor's hash names, sound in itself. */
  anchor(chainId: string, hash: Uint8Array, block: LightBlock): StepVerdict;
}

/** CometBFT's default for a light client's clock. */
export const CLOCK_DRIFT_MS = 10_000;

export function stepCheck(trustingPeriodMs: number, checks: VoteChecks = nativeChecks()): StepCheck {
  const options = { trustingPeriodMs, clockDriftMs: CLOCK_DRIFT_MS, checks };
  return {
    step: (trusted, candidate, now) => sorted(verify(trusted, candidate, options, fromMs(now))),
    anchor: (chainId, hash, block) => sorted(verifyAnchor({ chainId, hash }, block, checks)),
  };
}

function sorted(verdict: ReturnType<typeof verify>): StepVerdict {
  if (verdict.verdict === "valid") return { kind: "valid" };
  if (verdict.verdict === "notEnoughTrust") return { kind: "notEnoughTrust" };
  if (verdict.rule === "trustingPeriod") return { kind: "expired" };
  if (verdict.rule === "future") return { kind: "fromFuture" };
  return { kind: "invalid", rule: verdict.rule };
}

/** Native ed25519 (RFC 8032); what it declines is asked again by the rules of ZIP-215. */
export function nativeChecks(): VoteChecks {
  const keys = new Map<string, KeyObject>();
  const ed25519: Ed25519Check = {
    verify(signature, message, publicKey) {
      try {
        const x = base64urlnopad.encode(publicKey);
        let key = keys.get(x);
        if (key === undefined) {
          key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
          if (keys.size >= 1_000) keys.clear();
          keys.set(x, key);
        }
        if (verifySignature(null, message, key, signature)) return true;
      } catch {
        // An odd key or length: decided below.
      }
      return nobleEd25519.verify(signature, message, publicKey);
    },
  };
  return { ed25519, secp256k1: nobleSignatures };
}
