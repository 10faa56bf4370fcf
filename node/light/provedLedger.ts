/**
 * The ledger as a command line may believe it: from a trust anchor to a node's newest block by the light client's rules (skipping, with
 * bisection), held against the other nodes of the network file; then queries at the height that this block proves, each run again on its
 * witness. Nothing is kept: the next command begins at the anchor again.
 */
import { webcrypto } from "node:crypto";
import { subtleChecks } from "../../shared/light/voteChecks.ts";
import { encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { queryOf } from "../../shared/ledger/runQuery.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import { fromMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { tally, TWO_THIRDS } from "../../shared/light/tally.ts";
import { type Verdict, verify, verifyAnchor, withCheckedVotes } from "../../shared/light/verify.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import type { Question } from "../../shared/proof/bundle.ts";
import { openWitness, WitnessFault } from "../../shared/state/openWitness.ts";
import { Unprovable } from "../../shared/state/walk.ts";
import type { UnprovedData } from "../../shared/words/unproved.ts";
import { nativeSha256 } from "../application/nativeSha256.ts";
import { type NodeAt, nodeAt } from "./nodeAt.ts";
import { Unproved } from "./unproved.ts";

/** CometBFT's default for a light client's clock. */
const CLOCK_DRIFT_MS = 10_000;
const STEPS_MAX = 200;

export interface ProvedLedger {
  readonly chainId: string;
  /** Height of the state that is read, and the header after it, which proves it. */
  readonly height: number;
  /** Header time, seconds. */
  readonly time: number;
  readonly headerHash: string;
  readonly stateRoot: string;
  /** Voting power of its validators that signed, out of all; every signature was checked. */
  readonly signed: number;
  readonly of: number;
  readonly simulated: boolean;
  readonly node: string;
  /** Nodes that did not agree, and why they are not believed; those that did not answer among them. */
  readonly doubts: readonly UnprovedData[];
  /** Nodes, beside the one that answers, that have the very same block. */
  readonly witnesses: readonly string[];
  /** A proved answer; throws Unproved. */
  ask<N extends QueryName>(name: N, input: QueryIn<N>): Promise<QueryOut<N>>;
  /** The same with the witness that it was read from, for a proof file. */
  question<N extends QueryName>(name: N, input: QueryIn<N>): Promise<Question & { readonly answer: QueryOut<N> }>;
  /** Verified headers from where trust begins, through these heights, to the one that proves the state; ascending. */
  way(heights: readonly number[]): Promise<readonly LightBlock[]>;
  /** The nodes that are asked, in order. */
  readonly nodes: readonly NodeAt[];
  /** Offers a transaction to each node until one takes it; false when none does. That it stands on the ledger is another question. */
  send(tx: Uint8Array): Promise<boolean>;
}

export interface LedgerOptions {
  /** Where trust begins; the network file's anchor unless told. */
  readonly anchor?: Anchor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly nodeAt?: (url: string) => NodeAt;
}

/** The computer's own ed25519. */
const CHECKS = subtleChecks(webcrypto.subtle);

/** What of a network file a proof needs. */
export type ProvingNetwork = Pick<NetworkFile, "chainId" | "anchor" | "nodes" | "trustingPeriod" | "simulated">;

/** Throws Unproved with what the last node did wrong, when none can prove anything. */
export async function provedLedger(network: ProvingNetwork, options: LedgerOptions): Promise<ProvedLedger> {
  const nodes = network.nodes.map((url) => (options.nodeAt ?? nodeAt)(url));
  const doubts: UnprovedData[] = [];
  for (const [i, node] of nodes.entries()) {
    try {
      const reached = await newestOf(node, network, options);
      const others = nodes.filter((_, j) => j > i);
      const witnesses = await agreed(reached, others, network, options, doubts);
      return ledgerAt(reached, [node, ...others], network, doubts, witnesses, options);
    } catch (error) {
      if (!(error instanceof Unproved)) throw error;
      if (error.data.why === "twoHistories" || error.data.why === "anchorExpired") throw error;
      doubts.push(error.data);
    }
  }
  // A lie says more than silence.
  const worst = doubts.find(({ why }) => why === "lied") ?? doubts.at(-1);
  throw new Unproved(worst ?? { why: "noAnswer", node: "", problem: "no node" });
}

interface Reached {
  readonly node: NodeAt;
  readonly block: LightBlock;
  readonly trusted: LightBlock;
  readonly signed: number;
  readonly of: number;
}

async function newestOf(node: NodeAt, network: ProvingNetwork, options: LedgerOptions): Promise<Reached> {
  const anchor = options.anchor ?? network.anchor;
  const trusted = await node.block(anchor.height);
  const verdict = await verifyAnchor({ chainId: network.chainId, hash: fromHex(anchor.hash) }, trusted, CHECKS);
  if (verdict.verdict === "invalid" && verdict.rule === "anchor")
    throw new Unproved({ why: "otherChain", node: node.url });
  if (verdict.verdict !== "valid") throw fault(node, trusted, verdict);
  const block = await newestAfter(node, trusted);
  if (block !== trusted) await reach(node, trusted, block, network, options);
  // What is said of the signers counts checked votes alone.
  const { commit, validators } = await withCheckedVotes(block, CHECKS);
  const { signed, of } = tally(commit, validators, TWO_THIRDS);
  return { node, block, trusted, signed, of };
}

/** The node's newest block; the trusted one itself where there is none after it, as on the day that a network file was made. */
async function newestAfter(node: NodeAt, trusted: LightBlock): Promise<LightBlock> {
  const block = await node.block();
  const [newest, anchor] = [block.header.height, trusted.header.height];
  if (newest > anchor) return block;
  if (newest < anchor)
    throw new Unproved({
      why: "noAnswer",
      node: node.url,
      problem: `its newest block is ${newest}, the anchor ${anchor}`,
    });
  if (toHex(headerHash(block.header)) === toHex(headerHash(trusted.header))) return trusted;
  throw new Unproved({ why: "lied", node: node.url, rule: "header.hash" });
}

/** Verifies `target` from `start`, by heights between where too few of the trusted validators signed; the verified ones after `start`. */
async function reach(
  node: NodeAt,
  start: LightBlock,
  target: LightBlock,
  network: ProvingNetwork,
  { now }: LedgerOptions,
): Promise<readonly LightBlock[]> {
  const rules = { trustingPeriodMs: network.trustingPeriod * 1000, clockDriftMs: CLOCK_DRIFT_MS, checks: CHECKS };
  let trusted = start;
  const wanted = [target];
  const passed: LightBlock[] = [];
  for (let step = 0; ; step++) {
    const candidate = wanted.at(-1) ?? target;
    if (step > STEPS_MAX) throw new Unproved({ why: "lied", node: node.url, rule: "bisection.steps" });
    const verdict = await verify(trusted, candidate, rules, fromMs(now()));
    const between = candidate.header.height - trusted.header.height > 1;
    if (verdict.verdict === "notEnoughTrust" && between) {
      wanted.push(await node.block(Math.floor((trusted.header.height + candidate.header.height) / 2)));
      continue;
    }
    if (verdict.verdict !== "valid") throw fault(node, trusted, verdict);
    passed.push(candidate);
    if (candidate === target) return passed;
    trusted = candidate;
    wanted.pop();
  }
}

function fault(node: NodeAt, trusted: LightBlock, verdict: Exclude<Verdict, { verdict: "valid" }>): Unproved {
  if (verdict.verdict === "notEnoughTrust") return new Unproved({ why: "lied", node: node.url, rule: "commit.trust" });
  if (verdict.rule === "trustingPeriod") return new Unproved({ why: "anchorExpired", height: trusted.header.height });
  if (verdict.rule === "future") return new Unproved({ why: "fromFuture", node: node.url });
  return new Unproved({ why: "lied", node: node.url, rule: verdict.rule });
}

/** What other nodes say of the block. One that proves another block of its height stops everything; the rest are doubts. */
async function agreed(
  reached: Reached,
  others: readonly NodeAt[],
  network: ProvingNetwork,
  options: LedgerOptions,
  doubts: UnprovedData[],
): Promise<readonly string[]> {
  const { height } = reached.block.header;
  const witnesses: string[] = [];
  for (const other of others) {
    try {
      const block = await other.block(height);
      if (toHex(headerHash(block.header)) !== toHex(headerHash(reached.block.header))) {
        await reach(other, reached.trusted, block, network, options);
        throw new Unproved({ why: "twoHistories", height, nodes: [reached.node.url, other.url] });
      }
      witnesses.push(other.url);
    } catch (error) {
      if (!(error instanceof Unproved) || error.data.why === "twoHistories") throw error;
      doubts.push(error.data);
    }
  }
  return witnesses;
}

function ledgerAt(
  { node: primary, block, trusted, signed, of }: Reached,
  nodes: readonly NodeAt[],
  network: ProvingNetwork,
  doubts: readonly UnprovedData[],
  witnesses: readonly string[],
  options: LedgerOptions,
): ProvedLedger {
  const { header } = block;
  const height = header.height - 1;
  async function question<N extends QueryName>(
    name: N,
    input: QueryIn<N>,
  ): Promise<Question & { readonly answer: QueryOut<N> }> {
    let last = new Unproved({ why: "noAnswer", node: primary.url, problem: name });
    for (const node of nodes) {
      try {
        const { answer, witness } = await askOne(node, name, input, height, header.appHash);
        return { query: name, version: queryOf(name).version, input: input as unknown as Json, witness, answer };
      } catch (error) {
        if (!(error instanceof Unproved)) throw error;
        last = error;
      }
    }
    throw last;
  }
  return {
    chainId: network.chainId,
    height,
    time: header.time.seconds,
    headerHash: toHex(headerHash(header)),
    stateRoot: toHex(header.appHash),
    signed,
    of,
    simulated: network.simulated,
    node: primary.url,
    doubts,
    witnesses,
    nodes,
    question,
    ask: async (name, input) => (await question(name, input)).answer,
    async way(heights) {
      const start = trusted.header.height;
      const between = [...new Set(heights)].filter((h) => h > start && h < header.height).toSorted((a, b) => a - b);
      const steps = [trusted];
      for (const stop of between) {
        const target = await primary.block(stop);
        steps.push(...(await reach(primary, steps.at(-1) ?? trusted, target, network, options)));
      }
      if (header.height > start)
        steps.push(...(await reach(primary, steps.at(-1) ?? trusted, block, network, options)));
      return steps;
    },
    async send(tx) {
      for (const node of nodes) if ((await node.send(tx).catch(() => -1)) === 0) return true;
      return false;
    },
  };
}

async function askOne<N extends QueryName>(
  node: NodeAt,
  name: N,
  input: QueryIn<N>,
  height: number,
  root: Uint8Array,
): Promise<{ readonly answer: QueryOut<N>; readonly witness: Uint8Array }> {
  const spec = queryOf(name);
  const { code, witness } = await node.query(
    `/query/${name}/${spec.version}`,
    encodeCanonical(input as unknown as Json),
    height,
  );
  if (code !== 0) throw new Unproved({ why: "noAnswer", node: node.url, problem: `${name}: code ${code}` });
  try {
    return { answer: spec.run(openWitness(witness, root, nativeSha256), input), witness };
  } catch (error) {
    if (error instanceof WitnessFault)
      throw new Unproved({ why: "lied", node: node.url, rule: `witness.${error.kind}` });
    if (error instanceof Unprovable)
      throw new Unproved({ why: "noAnswer", node: node.url, problem: `${name}: the witness does not show it` });
    throw error;
  }
}
