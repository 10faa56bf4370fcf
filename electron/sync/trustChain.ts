/**
 * From an anchor to any height: skipping verification with bisection forwards (or one by one), the hash chain backwards
 * (CometBFT spec/light-client/verification, "VerifyToTarget" and "Backwards"). Every step taken is stored.
 */
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import { parseLightBlock } from "../../shared/light/parse.ts";
import { lightBlockJson } from "../../shared/light/render.ts";
import { lastBlockOf } from "../../shared/light/rules.ts";
import { toMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { tally, TWO_THIRDS } from "../../shared/light/tally.ts";
import { verifyBackward } from "../../shared/light/verify.ts";
import type { Anchor } from "../../shared/network/networkFile.ts";
import type { HeaderRow, Headers } from "../store/headers.ts";
import { type BlockSource, type KnownSets } from "./blockSource.ts";
import { LightError } from "./lightError.ts";
import { rawBytes } from "./node.ts";
import type { StepCheck } from "./stepCheck.ts";

export interface TrustChain {
  /** The newest trusted block. */
  newest(): LightBlock | undefined;
  /** A block that is trusted already. */
  stored(height: number): LightBlock | undefined;
  /** Begins anew at an anchor: the block must have its hash, and what was trusted before is forgotten for it. */
  anchor(source: BlockSource, anchor: Anchor, node: string): Promise<LightBlock>;
  /** Verifies a block of the source, without storing: it returns the steps, oldest first, the block last. */
  verify(source: BlockSource, block: LightBlock, now: number): Promise<readonly LightBlock[]>;
  /** The same from a given block on, whatever is stored above it. */
  from(trusted: LightBlock, source: BlockSource, block: LightBlock, now: number): Promise<readonly LightBlock[]>;
  /** Throws when a block contradicts itself, or a vote for it is false: no other block is needed to call that a lie. */
  sound(block: LightBlock): Promise<void>;
  /** A verified block as it may be stored and shown: with no vote that was not checked. Another object when one was false. */
  checkedVotes(block: LightBlock): Promise<LightBlock>;
  /** `node` gave them; `witnessed` when another node has the same ones. */
  store(steps: readonly LightBlock[], node: string, witnessed: boolean): void;
}

const STEPS_MAX = 200;
const BACK_MAX = 2_000;

export function trustChain(
  headers: Headers,
  chainId: string,
  check: StepCheck,
  known: KnownSets,
  log: (line: string) => void,
  sequential = false,
): TrustChain {
  const recent = new Map<number, LightBlock>();

  function remember(block: LightBlock): LightBlock {
    recent.set(block.header.height, block);
    const oldest = recent.size > 64 ? recent.keys().next().value : undefined;
    if (oldest !== undefined) recent.delete(oldest);
    return block;
  }

  /** What is asked for, among sound rows: a damaged one is as good as absent, and a node can give it again. */
  function load(find: () => HeaderRow | undefined): LightBlock | undefined {
    for (let row = find(); row !== undefined; row = find()) {
      const cached = recent.get(row.height);
      if (cached !== undefined) return cached;
      const block = blockOf(row);
      if (block !== undefined) {
        known.add(block.validators);
        known.add(block.nextValidators);
        return remember(block);
      }
      log(`the stored header at ${row.height} is damaged; it is forgotten and fetched again when it is needed`);
      headers.drop(row.height);
    }
    return undefined;
  }

  function store(steps: readonly LightBlock[], node: string, witnessed: boolean, anchor = false): void {
    headers.add(
      steps.map((block) => ({
        height: block.header.height,
        hash: hashOf(block),
        time: toMs(block.header.time),
        anchor,
        node,
        witnessed,
        block: JSON.stringify(lightBlockJson(block)),
      })),
    );
    for (const block of steps) remember(block);
  }

  async function verify(source: BlockSource, target: LightBlock, now: number): Promise<readonly LightBlock[]> {
    checkChain(target);
    const same = load(() => headers.at(target.header.height));
    if (same !== undefined) {
      if (hashOf(same) !== hashOf(target)) throw lied("header.conflict", target);
      return [same];
    }
    const trusted = load(() => headers.below(target.header.height));
    if (trusted === undefined) return await backwards(source, target);
    return await from(trusted, source, target, now);
  }

  async function from(
    start: LightBlock,
    source: BlockSource,
    target: LightBlock,
    now: number,
  ): Promise<readonly LightBlock[]> {
    let trusted = start;
    const steps: LightBlock[] = [];
    const pivots = [target];
    for (let tries = 0; ; tries++) {
      const candidate = pivots.at(-1);
      if (candidate === undefined) return steps;
      const next = trusted.header.height + 1;
      if (sequential && candidate.header.height > next) {
        tries = 0;
        const pivot = await source.block(next);
        checkChain(pivot);
        pivots.push(pivot);
        continue;
      }
      if (tries > STEPS_MAX) throw lied("bisection.steps", candidate);
      const verdict = await check.step(trusted, candidate, now);
      if (verdict.kind === "valid") {
        // More than verification_001 asks (its own cases name no last block): neighbours of a real chain name each other.
        const broken = candidate.header.height === next ? lastBlockOf(candidate.header, trusted.header) : undefined;
        if (broken) throw lied(broken.rule, candidate);
        steps.push(candidate);
        trusted = candidate;
        pivots.pop();
      } else if (verdict.kind === "notEnoughTrust" && candidate.header.height > next) {
        const middle = Math.floor((trusted.header.height + candidate.header.height) / 2);
        const pivot = await source.block(middle);
        checkChain(pivot);
        pivots.push(pivot);
      } else if (verdict.kind === "expired") {
        throw new LightError({ kind: "trustExpired", height: trusted.header.height });
      } else if (verdict.kind === "fromFuture") {
        const aheadMs = toMs(candidate.header.time) - now;
        throw new LightError({ kind: "fromFuture", height: candidate.header.height, aheadMs });
      } else {
        throw lied(verdict.kind === "invalid" ? verdict.rule : "commit.trust", candidate);
      }
    }
  }

  /**
   * Header by header below the oldest one that is trusted: each must be named by the one above it. That says nothing of the
   * target's commit, which is stored and shown with it: its votes are checked like an anchor's.
   */
  async function backwards(source: BlockSource, target: LightBlock): Promise<readonly LightBlock[]> {
    let above = load(() => headers.above(target.header.height));
    if (above === undefined) throw new LightError({ kind: "tooFarBack", height: target.header.height });
    if (above.header.height - target.header.height > BACK_MAX) {
      throw new LightError({ kind: "tooFarBack", height: target.header.height });
    }
    while (above.header.height > target.header.height) {
      const height: number = above.header.height - 1;
      const block: LightBlock = height === target.header.height ? target : await source.block(height);
      const verdict = verifyBackward(above.header, block.header);
      if (verdict.verdict !== "valid") throw lied(verdict.rule, block);
      above = block;
    }
    await sound(target);
    return [target];
  }

  async function sound(block: LightBlock): Promise<void> {
    checkChain(block);
    const verdict = await check.whole(block);
    if (verdict.kind !== "valid") throw lied(verdict.kind === "invalid" ? verdict.rule : "commit.trust", block);
  }

  function checkChain(block: LightBlock): void {
    if (block.header.chainId !== chainId) {
      throw new LightError({ kind: "otherChain", rule: "header.chainId" }, evidence(block));
    }
  }

  return {
    newest: () => load(() => headers.newest()),
    stored: (height) => load(() => headers.at(height)),
    store: (steps, node, witnessed) => store(steps, node, witnessed),
    verify,
    from,
    sound,
    checkedVotes: (block) => check.checkedVotes(block),
    async anchor(source, anchor, node) {
      const block = await source.block(anchor.height);
      checkChain(block);
      const verdict = await check.anchor(chainId, fromHex(anchor.hash), block);
      if (verdict.kind === "invalid" && verdict.rule !== "anchor") throw lied(verdict.rule, block);
      if (verdict.kind !== "valid") throw new LightError({ kind: "otherChain", rule: "anchor" }, evidence(block));
      headers.clear();
      recent.clear();
      store([block], node, false, true);
      return block;
    },
  };
}

/** A row that does not hash to its own hash is damage too. */
function blockOf(row: HeaderRow): LightBlock | undefined {
  let json: unknown;
  try {
    json = JSON.parse(row.block);
  } catch {
    return undefined;
  }
  if (typeof json !== "object" || json === null) return undefined;
  const { signedHeader, validators, nextValidators } = json as Record<string, unknown>;
  const parsed = parseLightBlock(signedHeader, [validators], [nextValidators]);
  return parsed.ok && hashOf(parsed.value) === row.hash ? parsed.value : undefined;
}

export function hashOf(block: Pick<LightBlock, "header">): string {
  return toHex(headerHash(block.header));
}

/** A node's lie about a block, with the block as evidence. */
export function lied(rule: string, block: LightBlock): LightError {
  return new LightError({ kind: "lied", rule, height: block.header.height }, evidence(block));
}

function evidence(block: LightBlock): Uint8Array {
  return rawBytes(lightBlockJson(block));
}

/**
 * Validators of the block's own set that voted for it, out of all: the words on screen count regulators. More than two thirds of the
 * voting power were checked before the block was trusted, and each of these votes before it was stored.
 */
export function signedOf(block: LightBlock): { readonly signed: number; readonly of: number } {
  return { signed: tally(block.commit, block.validators, TWO_THIRDS).votes.length, of: block.validators.length };
}
