/**
 * No header rests on one node's word where a second one can be asked: before a header is stored every usable other node is asked for the same
 * one, and what was stored while none answered is asked about later. Who was asked and agreed is kept with the header.
 */
import type { LightBlock } from "../../shared/light/types.ts";
import type { Headers } from "../store/headers.ts";
import type { BlockSource } from "./blockSource.ts";
import { divergence, type Divergence } from "./detection.ts";
import { LightError } from "./lightError.ts";
import { NodeError } from "./nodeError.ts";
import type { Peer, Peers } from "./peers.ts";
import { hashOf, type TrustChain } from "./trustChain.ts";

export interface CrossCheck {
  /** Asks every usable node but the giver for these blocks; whether one has them all. Throws LightError "attack". */
  agreed(giver: Peer, fresh: readonly LightBlock[]): Promise<boolean>;
  /** Asks about stored headers that no second node has vouched for yet, some at a time. Throws LightError "attack". */
  again(): Promise<void>;
  /** A node's block does not follow from what is stored: throws `error` when that is the node's fault, else what it is. */
  judge(peer: Peer, block: LightBlock, error: LightError): Promise<never>;
}

export interface CrossChecked {
  readonly chain: TrustChain;
  readonly headers: Headers;
  readonly peers: Peers;
  readonly source: (peer: Peer) => BlockSource;
  /** Wall clock, ms, and the time that headers are verified against. */
  readonly wall: () => number;
  readonly now: () => number;
  readonly blame: (peer: Peer, error: unknown) => void;
  /** Two proved histories; `giver` is the address of the node whose block this wallet took, empty when not known. */
  readonly attack: (found: Divergence, giver: string, peer: Peer) => Promise<void>;
}

/** Headers of one node asked about in one turn. */
const AGAIN = 16;

export function crossCheck({ chain, headers, peers, source, wall, now, blame, attack }: CrossChecked): CrossCheck {
  /** Heights that a node did not serve though it has later ones: pruned there, not late. */
  const pruned = new Map<Peer, Set<number>>();

  async function disputed(peer: Peer, theirs: LightBlock, fresh: readonly LightBlock[], giver: string): Promise<never> {
    const held = { chain, heights: headers.heights(), fresh, anchor: headers.anchor()?.height ?? 0 };
    const found = await divergence(held, source(peer), theirs, now());
    const { height } = found.ours.header;
    await attack(found, headers.at(height)?.node ?? giver, peer);
    throw new LightError({ kind: "attack", height });
  }

  async function same(peer: Peer, ours: LightBlock, fresh: readonly LightBlock[], giver: string): Promise<void> {
    const theirs = await source(peer).block(ours.header.height);
    if (hashOf(theirs) !== hashOf(ours)) await disputed(peer, theirs, fresh, giver);
  }

  /** Runs for a node; its own failures are its own, an attack is everybody's. */
  async function guarded(peer: Peer, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (error instanceof LightError && error.failure.kind === "attack") throw error;
      blame(peer, error);
    }
  }

  return {
    async agreed(giver, fresh) {
      const others = peers.usable(wall()).filter((peer) => peer !== giver);
      let vouched = false;
      const asked = await Promise.allSettled(
        others.map((peer) =>
          guarded(peer, async () => {
            for (const ours of fresh.toReversed()) await same(peer, ours, fresh, giver.node.url);
            peers.worked(peer, fresh.at(-1)?.header.height ?? null, wall());
            vouched = true;
          }),
        ),
      );
      for (const one of asked) if (one.status === "rejected") throw one.reason;
      return vouched;
    },
    async again() {
      for (const peer of peers.usable(wall())) {
        const gone = pruned.get(peer) ?? new Set();
        pruned.set(peer, gone);
        const heights = headers.unwitnessed(peer.node.url).filter((height) => !gone.has(height));
        await guarded(peer, async () => {
          for (const height of heights.slice(0, AGAIN)) {
            const ours = chain.stored(height);
            if (ours === undefined) continue;
            try {
              await same(peer, ours, [], "");
              headers.witness(height);
            } catch (error) {
              if (!(error instanceof NodeError && error.fault.kind === "refused")) throw error;
              // Not there yet: then older ones may be. Or not there any more.
              if (height < (peer.height ?? 0)) gone.add(height);
            }
          }
        });
      }
    },
    async judge(peer, block, error) {
      if (error.failure.kind !== "lied") throw error;
      await chain.sound(block);
      // What it was verified from: below, or for the hash chain above.
      const near = headers.below(block.header.height) ?? headers.above(block.header.height);
      const ours = near && chain.stored(near.height);
      if (ours === undefined) throw error;
      const { height } = ours.header;
      let theirs = block;
      if (height !== block.header.height) {
        try {
          theirs = await source(peer).block(height);
        } catch (problem) {
          if (!(problem instanceof NodeError && problem.fault.kind === "refused")) throw problem;
          throw new LightError({ kind: "undecided", height });
        }
      }
      if (hashOf(theirs) === hashOf(ours)) throw error;
      return await disputed(peer, theirs, [], "");
    },
  };
}
