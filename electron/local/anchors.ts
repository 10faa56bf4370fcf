/**
 * A new anchor after the trusting period has passed: what a person offers, held against the network file's regulators and against what
 * is trusted already. No node is asked; while trust holds there is nothing to offer.
 */
import type { AnchorCheck, AnchorState } from "../../shared/ipc/anchorViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type CheckpointRefusal, verifyCheckpoints } from "../../shared/light/checkpointChain.ts";
import type { Anchor } from "../../shared/network/networkFile.ts";
import type { Joined } from "./joined.ts";
import type { AnchorProposal } from "./port.ts";

type Net = Pick<Joined, "network" | "sync">;

/** `now`: ms. */
export function anchorState({ network, sync }: Net, now: number): AnchorState {
  const { trusted, time } = sync.status();
  return {
    chainId: network.chainId,
    name: network.name,
    expired: isExpired(sync, now),
    trusted: trusted && time !== null ? { height: trusted.height, hash: trusted.hash, time } : null,
    trustingPeriod: network.trustingPeriod,
    regulators: new Set(network.regulators).size,
  };
}

/** `now`: ms. Fault: "safe.anchorNotNeeded". */
export function checkAnchor(joined: Net, proposal: AnchorProposal, now: number): AnchorCheck {
  const { network } = joined;
  mayAsk(joined, now);
  if (proposal.by === "fingerprint") {
    const { height, hash } = proposal;
    const found = { by: "fingerprint" as const, chainId: network.chainId, height, hash, time: null, regulators: null };
    return behind(joined, height) ?? { verdict: "candidate", ...found };
  }
  // Across the link bytes may arrive as a Buffer's view; the codec wants plain bytes.
  const files = proposal.files.map(({ bytes }) => Uint8Array.from(bytes));
  const verdict = verifyCheckpoints(network, files, Math.floor(now / 1000));
  if (verdict.verdict === "refused") {
    const file = verdict.file === null ? null : (proposal.files[verdict.file]?.name ?? null);
    return { verdict: "refused", file, rule: verdict.refusal.rule, values: valuesOf(verdict.refusal) };
  }
  const { height, hash, time, signed, of, sequence } = verdict.anchor;
  const found = { by: "checkpoint" as const, chainId: network.chainId, height, hash, time };
  return behind(joined, height) ?? { verdict: "candidate", ...found, regulators: { signed, of, sequence } };
}

/** Throws a FaultError, "safe.anchorNotNeeded" or "safe.anchorBehind", where nothing may be re-anchored. `now`: ms. */
export function mayAnchor(joined: Net, { height }: Anchor, now: number): void {
  mayAsk(joined, now);
  if (behind(joined, height)) throw new FaultError("safe.anchorBehind", { height }, "correct");
}

function mayAsk({ sync }: Net, now: number): void {
  if (!isExpired(sync, now)) throw new FaultError("safe.anchorNotNeeded", {}, "retry");
}

/** By the time alone, whatever the nodes do: also offline, and after a fingerprint that was mistyped. */
function isExpired(sync: Net["sync"], now: number): boolean {
  const { trusted } = sync.status();
  return trusted !== null && trusted.expires * 1000 <= now;
}

/** A chain only grows: an anchor at or under what is trusted is old, or of another chain. */
function behind({ sync }: Net, height: number): AnchorCheck | undefined {
  const above = sync.newest()?.header.height ?? 0;
  return height > above ? undefined : { verdict: "refused", file: null, rule: "behind", values: { height, above } };
}

function valuesOf({ rule: _, ...rest }: CheckpointRefusal): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
