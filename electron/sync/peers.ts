/**
 * The nodes of the list and nobody else (the network file's, and those that the reader added): who is asked first, who is waiting out a
 * failure, who lied and is not asked again. Order is the list's; the primary stays until it fails.
 */
import type { StatusView } from "../../shared/ipc/ledgerViews.ts";
import type { NodeFault } from "./nodeError.ts";
import type { Node } from "./node.ts";

type NodeState = StatusView["nodes"][number]["state"];

export interface Peer {
  readonly node: Node;
  state: NodeState;
  /** A word for the screen's sentence: a fault kind or a rule. Never a node's text. */
  why: string | null;
  height: number | null;
  /** When it answered last with what holds, wall clock ms; null while it has not. */
  answeredAt: number | null;
  /** Out for good: it lied, or is on another chain. */
  setAside: boolean;
  failures: number;
  /** Wall clock ms; not asked before. */
  retryAt: number;
}

export interface Peers {
  readonly all: readonly Peer[];
  /** Who may be asked now, primary first. */
  usable(now: number): readonly Peer[];
  primary(): Peer | undefined;
  worked(peer: Peer, height: number | null, now: number): void;
  failed(peer: Peer, fault: NodeFault, now: number): void;
  /** Behind the others, or silent: still asked, but later. */
  demote(peer: Peer, why: string, now: number): void;
  setAside(peer: Peer, state: "lied" | "otherChain", why: string): void;
  /** When the next one may be asked again; undefined when all are set aside. */
  nextRetry(): number | undefined;
}

const BACKOFF_MS = 500;
const BACKOFF_MAX_MS = 30_000;

/** `random` in [0, 1) spreads retries, so that wallets do not return all at once. */
export function peersOf(nodes: readonly Node[], random: () => number): Peers {
  const all: Peer[] = nodes.map((node) => ({
    node,
    state: "ok",
    why: null,
    height: null,
    answeredAt: null,
    setAside: false,
    failures: 0,
    retryAt: 0,
  }));
  let primary = all[0];

  function later(peer: Peer, now: number): void {
    peer.failures++;
    const delay = Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** Math.min(peer.failures - 1, 10));
    peer.retryAt = now + delay * (0.5 + random() / 2);
    if (peer === primary) primary = all.find((p) => !p.setAside && p.retryAt <= now) ?? primary;
  }

  return {
    all,
    primary: () => (primary?.setAside === false ? primary : undefined),
    usable(now) {
      const ready = all.filter((p) => !p.setAside && p.retryAt <= now);
      return ready.toSorted((a, b) => Number(b === primary) - Number(a === primary));
    },
    worked(peer, height, now) {
      if (peer.setAside) return;
      Object.assign(peer, { state: "ok", why: null, failures: 0, retryAt: 0, answeredAt: now });
      if (height !== null) peer.height = height;
      if (primary === undefined || primary.setAside || primary.failures > 0) primary = peer;
    },
    failed(peer, fault, now) {
      peer.state = fault.kind === "slow" ? "slow" : "down";
      peer.why = fault.kind;
      later(peer, now);
    },
    demote(peer, why, now) {
      peer.state = "slow";
      peer.why = why;
      later(peer, now);
    },
    setAside(peer, state, why) {
      Object.assign(peer, { state, why, setAside: true });
      if (peer === primary) primary = all.find((p) => !p.setAside);
    },
    nextRetry() {
      const times = all.filter((p) => !p.setAside).map((p) => p.retryAt);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}
