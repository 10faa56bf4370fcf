/**
 * Whose fault it is that a node's block is not the one that this wallet has (CometBFT spec/light-client/detection, detection_003). The way
 * back through everything that is stored leads to the newest block that both have; only what does not follow from that one is the node's
 * lie. What follows from it as well as ours does is an attack: validators signed two histories, and the node may be the honest one.
 */
import { attackJson, type AttackKind, attackOf } from "../../shared/light/attack.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import type { BlockSource } from "./blockSource.ts";
import { LightError } from "./lightError.ts";
import { NodeError } from "./nodeError.ts";
import { hashOf, lied, type TrustChain } from "./trustChain.ts";

export interface Divergence {
  /** The newest block, of those compared, that both have. */
  readonly common: LightBlock;
  /** Of the first height compared at which they differ: this wallet's block, and the node's. */
  readonly ours: LightBlock;
  readonly theirs: LightBlock;
}

/** What this wallet holds against a node: all that is stored, and what it verified and has not stored yet. */
export interface Held {
  readonly chain: TrustChain;
  /** Ascending. */
  readonly heights: readonly number[];
  readonly fresh: readonly LightBlock[];
  /** Height of the block that trust began with. */
  readonly anchor: number;
}

/**
 * `theirs`: the node's block of a height that is held, and another one. Returns both histories when each holds from a block that both have.
 * Throws LightError: "lied" when the node's does not; "otherChain" when it has another block where trust began; "undecided" when it does not
 * serve the blocks that would tell, or the last common one is older than the trusting period. NodeError when it does not answer.
 * About log2(stored) blocks are asked for.
 */
export async function divergence(
  held: Held,
  source: BlockSource,
  theirs: LightBlock,
  now: number,
): Promise<Divergence> {
  const { chain } = held;
  await chain.sound(theirs);
  const { height } = theirs.header;
  const blocks = new Map(held.fresh.map((block) => [block.header.height, block]));
  const ourAt = (at: number): LightBlock | undefined => blocks.get(at) ?? chain.stored(at);
  const shared = async (at: number): Promise<{ ours: LightBlock; theirs: LightBlock; same: boolean } | undefined> => {
    const ours = ourAt(at);
    if (ours === undefined) return undefined;
    const other = at === height ? theirs : await served(source, at);
    return { ours, theirs: other, same: hashOf(ours) === hashOf(other) };
  };

  // Chains part once: what is above a difference differs too, or the node contradicts itself, and then any difference will do.
  const heights = [...held.heights, ...blocks.keys()].filter((at) => at <= height).toSorted((a, b) => a - b);
  let high = await shared(height);
  if (high === undefined) throw new LightError({ kind: "undecided", height });
  let low: { ours: LightBlock } | undefined;
  for (let [from, to] = [0, heights.length - 1]; from < to;) {
    const middle = Math.floor((from + to) / 2);
    const seen = await shared(heights[middle] ?? height);
    // A damaged row is as good as absent.
    if (seen === undefined) heights.splice(middle, 1);
    else if (seen.same) low = seen;
    else high = seen;
    if (seen === undefined || !seen.same) to = seen === undefined ? to - 1 : middle;
    else from = middle + 1;
  }
  await chain.sound(high.theirs);
  if (low === undefined) {
    const anchor = await shared(held.anchor);
    // It has the block where trust began, and other ones before: a block names the one before it, so these are not its own.
    if (anchor?.same === true) throw lied("lastBlock", high.theirs);
    throw new LightError({ kind: "otherChain", rule: "anchor" });
  }
  try {
    await chain.from(low.ours, source, high.theirs, now);
  } catch (error) {
    const expired = error instanceof LightError && error.failure.kind === "trustExpired";
    throw expired ? new LightError({ kind: "undecided", height }) : error;
  }
  return { common: low.ours, ours: high.ours, theirs: high.theirs };
}

async function served(source: BlockSource, height: number): Promise<LightBlock> {
  try {
    return await source.block(height);
  } catch (error) {
    const not = error instanceof NodeError && error.fault.kind === "refused";
    throw not ? new LightError({ kind: "undecided", height }) : error;
  }
}

export interface Accusation {
  readonly kind: AttackKind;
  /** For the other side's node: CometBFT checks it against its own chain. */
  readonly evidence: object;
}

/** Evidence against each side, for the other one. Which of them is the true chain, a light client cannot tell. */
export function accusations({ common, ours, theirs }: Divergence): {
  readonly ofTheirs: Accusation;
  readonly ofOurs: Accusation;
} {
  const accuse = (conflicting: LightBlock, trusted: LightBlock): Accusation => {
    const attack = attackOf(conflicting, trusted, common);
    return { kind: attack.kind, evidence: attackJson(attack) };
  };
  return { ofTheirs: accuse(theirs, ours), ofOurs: accuse(ours, theirs) };
}
