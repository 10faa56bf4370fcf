/**
 * Ledger reads that are verified or withheld, nothing between (DESIGN §5): the node's witness must have the state root that the
 * next header commits to, and the query runs again on it here. A page pins one height for all its queries; without a
 * connection it answers from kept witnesses, verified again, and says how old the oldest is.
 */
import { toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import type { Proof, Verified, Withheld } from "../../shared/ipc/verified.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { queryOf } from "../../shared/ledger/runQuery.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { openWitness, WitnessFault } from "../../shared/state/openWitness.ts";
import { Unprovable } from "../../shared/state/walk.ts";
import type { Answers } from "../store/answers.ts";
import { LightError } from "./lightError.ts";
import type { Node } from "./node.ts";
import { NodeError } from "./nodeError.ts";
import type { Synchronizer } from "./synchronizer.ts";
import { signedOf } from "./trustChain.ts";
import { hashOf } from "./trustChain.ts";

/** Why a value is withheld; `node` when one is to blame. */
export class WithheldError extends Error {
  readonly why: Withheld;
  readonly node: string | null;
  constructor(why: Withheld, node: string | null = null) {
    super(why);
    this.name = "WithheldError";
    this.why = why;
    this.node = node;
  }
}

export interface Page {
  /** State height of its answers; kept answers may be older. */
  readonly height: number;
  /** Header time of the proving header, ms. */
  readonly time: number;
  /** A verified answer; throws WithheldError. */
  query<N extends QueryName>(name: N, input: QueryIn<N>): Promise<QueryOut<N>>;
  /** Of the oldest answer used so far. */
  proof(): Proof;
}

export interface VerifiedReads {
  /** At the newest height that can be proved; throws WithheldError. */
  page(): Page;
  /** Draws a view from one page. */
  view<T>(draw: (page: Page) => Promise<T>): Promise<Verified<T>>;
}

const HEIGHTS_CACHED = 4;

export function verifiedReads(sync: Synchronizer, answers: Answers, simulated: boolean): VerifiedReads {
  /** By height, then by question. */
  const cache = new Map<number, Map<string, Promise<{ readonly value: unknown; readonly node: string }>>>();

  function cacheAt(height: number) {
    let at = cache.get(height);
    if (at === undefined) {
      cache.set(height, (at = new Map()));
      for (const old of [...cache.keys()].sort((a, b) => a - b).slice(0, -HEIGHTS_CACHED)) cache.delete(old);
    }
    return at;
  }

  async function fromNode<N extends QueryName>(name: N, input: QueryIn<N>, block: LightBlock) {
    const height = block.header.height - 1;
    const text = canonicalText(input as Json);
    const data = encodeCanonical(input as Json);
    const { value, node } = await sync.ask(async (node: Node) => {
      const path = `/query/${name}/${queryOf(name).version}`;
      const answer = await node.query(path, data, height);
      if (answer.code === 2) throw new NodeError({ kind: "refused", code: answer.code });
      if (answer.code === 3) throw new NodeError({ kind: "overBudget", query: name });
      if (answer.code !== 0) throw new NodeError({ kind: "unprovable", query: name });
      if (answer.height !== height) throw lied("query.height", height, answer.witness);
      return { witness: answer.witness, result: runOn(name, input, answer.witness, block) };
    });
    answers.put(name, text, { height, node: node.url, witness: value.witness });
    return { value: value.result, node: node.url };
  }

  function fromDisk<N extends QueryName>(name: N, input: QueryIn<N>, limit: number) {
    const kept = answers.get(name, canonicalText(input as Json));
    if (kept === undefined || kept.height > limit) return undefined;
    const block = sync.stored(kept.height + 1);
    if (block === undefined) return undefined;
    try {
      return { value: runOn(name, input, kept.witness, block), node: kept.node, block };
    } catch (error) {
      // Damaged on disk or of an older version of the query: as good as absent.
      if (error instanceof LightError || error instanceof NodeError) return undefined;
      throw error;
    }
  }

  function page(): Page {
    const newest = sync.newest();
    if (newest === undefined || newest.header.height < 2) throw withheldBy(sync);
    const height = newest.header.height - 1;
    let oldest = newest;
    let server = "";
    return {
      height,
      time: newest.header.time.seconds * 1000 + Math.floor(newest.header.time.nanos / 1e6),
      async query<N extends QueryName>(name: N, input: QueryIn<N>) {
        const at = cacheAt(height);
        const key = `${name} ${canonicalText(input as Json)}`;
        let answer = at.get(key) as Promise<{ value: QueryOut<N>; node: string }> | undefined;
        if (answer === undefined) {
          answer = fromNode(name, input, newest);
          at.set(key, answer);
          answer.catch(() => at.delete(key));
        }
        try {
          const { value, node } = await answer;
          server ||= node;
          return value;
        } catch (error) {
          const why = withheld(error);
          const kept = why.node === null ? fromDisk(name, input, height) : undefined;
          if (kept === undefined) throw why;
          if (kept.block.header.height < oldest.header.height) oldest = kept.block;
          server = kept.node;
          return kept.value;
        }
      },
      proof: () => proofOf(oldest, server, simulated),
    };
  }

  return {
    page,
    async view(draw) {
      try {
        const open = page();
        const value = await draw(open);
        return { state: "verified", value, proof: open.proof() };
      } catch (error) {
        const { why, node } = withheld(error);
        return node === null ? { state: "waiting", why } : { state: "refused", why, node };
      }
    },
  };
}

/** The query on a witness whose root is the block's app hash: the state after the block before it. */
function runOn<N extends QueryName>(name: N, input: QueryIn<N>, witness: Uint8Array, block: LightBlock): QueryOut<N> {
  try {
    return queryOf(name).run(openWitness(witness, block.header.appHash), input);
  } catch (error) {
    if (error instanceof Unprovable) throw new NodeError({ kind: "unprovable", query: name }, witness);
    if (error instanceof WitnessFault) throw lied(`witness.${error.kind}`, block.header.height - 1, witness);
    throw error;
  }
}

export function proofOf(block: LightBlock, node: string, simulated: boolean): Proof {
  return {
    height: block.header.height - 1,
    time: block.header.time.seconds,
    headerHash: hashOf(block),
    stateRoot: toHex(block.header.appHash),
    ...signedOf(block),
    simulated,
    node,
  };
}

function lied(rule: string, height: number, bytes: Uint8Array): LightError {
  return new LightError({ kind: "lied", rule, height }, bytes);
}

/** What a failure means for the reader; anything unexpected is thrown on. */
function withheld(error: unknown): WithheldError {
  if (error instanceof WithheldError) return error;
  if (error instanceof LightError) {
    const { kind } = error.failure;
    if (kind === "trustExpired") return new WithheldError("trustExpired");
    if (kind === "lied" || kind === "otherChain" || kind === "attack")
      return new WithheldError("lied", error.node ?? "");
    return new WithheldError("behind");
  }
  if (error instanceof NodeError) {
    const { kind } = error.fault;
    if (kind === "unprovable") return new WithheldError("unprovable", error.node ?? "");
    // The question asks for too much; no node is to blame.
    if (kind === "overBudget") return new WithheldError("overBudget");
    return new WithheldError(kind === "refused" ? "behind" : "offline");
  }
  throw error;
}

/** No trusted header yet. */
function withheldBy(sync: Synchronizer): WithheldError {
  const { link, nodes, attack } = sync.status();
  if (attack !== null) return new WithheldError("lied", nodes[0]?.url ?? "");
  if (link === "trustExpired") return new WithheldError("trustExpired");
  if (link === "offline") return new WithheldError("offline");
  const out = nodes.find((node) => node.role === "setAside");
  return link === "refused" && out ? new WithheldError("lied", out.url) : new WithheldError("connecting");
}
