/** One step of trust: shared/light's verdict, sorted by what follows from it for the node and for the wallet. */
import { webcrypto } from "node:crypto";
import { fromMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { type Verdict, verify, verifyAnchor, verifyWhole, withCheckedVotes } from "../../shared/light/verify.ts";
import { subtleChecks, type VoteChecks } from "../../shared/light/voteChecks.ts";

export type StepVerdict =
  | { readonly kind: "valid" }
  /** Try a height between. */
  | { readonly kind: "notEnoughTrust" }
  /** The trusted header is too old to verify from. */
  | { readonly kind: "expired" }
  | { readonly kind: "fromFuture" }
  | { readonly kind: "invalid"; readonly rule: string };

export interface StepCheck {
  /** `now`: ms. As many votes are checked as the verdict needs. */
  step(trusted: LightBlock, candidate: LightBlock, now: number): Promise<StepVerdict>;
  /** A valid block without votes that were not checked: itself, unless one of those that no verdict needed is false. */
  checkedVotes(block: LightBlock): Promise<LightBlock>;
  /** The block that the anchor's hash names, whole. */
  anchor(chainId: string, hash: Uint8Array, block: LightBlock): Promise<StepVerdict>;
  /** A block alone, every vote for it checked. */
  whole(block: LightBlock): Promise<StepVerdict>;
}

/** CometBFT's default for a light client's clock. */
export const CLOCK_DRIFT_MS = 10_000;

export function stepCheck(trustingPeriodMs: number, checks: VoteChecks = nativeChecks()): StepCheck {
  const options = { trustingPeriodMs, clockDriftMs: CLOCK_DRIFT_MS, checks };
  return {
    step: async (trusted, candidate, now) => sorted(await verify(trusted, candidate, options, fromMs(now))),
    checkedVotes: (block) => withCheckedVotes(block, checks),
    anchor: async (chainId, hash, block) => sorted(await verifyAnchor({ chainId, hash }, block, checks)),
    whole: async (block) => sorted(await verifyWhole(block, checks)),
  };
}

function sorted(verdict: Verdict): StepVerdict {
  if (verdict.verdict === "valid") return { kind: "valid" };
  if (verdict.verdict === "notEnoughTrust") return { kind: "notEnoughTrust" };
  if (verdict.rule === "trustingPeriod") return { kind: "expired" };
  if (verdict.rule === "future") return { kind: "fromFuture" };
  return { kind: "invalid", rule: verdict.rule };
}

export const nativeChecks = (): VoteChecks => subtleChecks(webcrypto.subtle);
