/**
 * Keeps the newest block of the chain verified: asks the primary, verifies, compares with the witnesses, stores, tells. Each
 * failure has one outcome: wait and retry (slow, down, garbage), set the node aside and keep evidence (lied, other chain), or
 * stop trusting (trusting period over). A node outside the list is never asked.
 */
import { utf8 } from "../../shared/codec/bytes.ts";
import type { StatusView } from "../../shared/ipc/ledgerViews.ts";
import { tally, TWO_THIRDS } from "../../shared/light/tally.ts";
import { toMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import { type EvidenceLog, EvidenceTooLong } from "../store/evidence.ts";
import type { Headers } from "../store/headers.ts";
import { blockHints } from "./blockHints.ts";
import { type BlockSource, blockSource, KnownSets } from "./blockSource.ts";
import { crossCheck } from "./crossCheck.ts";
import { accusations, type Divergence } from "./detection.ts";
import { beginUnder, trustOf } from "./fileTrust.ts";
import { LightError } from "./lightError.ts";
import { type Node, nodeAt } from "./node.ts";
import { NodeError } from "./nodeError.ts";
import { type Peer, peersOf } from "./peers.ts";
import { RPC_LIMITS, type RpcLimits, rpcTo } from "./rpc.ts";
import { CLOCK_DRIFT_MS, stepCheck } from "./stepCheck.ts";
import { hashOf, lied, trustChain } from "./trustChain.ts";

export interface SyncOptions {
  readonly network: NetworkFile;
  /** Who is asked, in order; unless told, the network file's nodes. Trust stays the file's. */
  readonly nodes?: readonly string[];
  /** The chain's node runs on this very computer and `trusted` comes from it by a way that nobody else can use. */
  readonly builtIn: boolean;
  /**
   * An anchor that no node gave over the network: of the built-in node's own process, or confirmed by a person in the safe window under
   * this very file.
   */
  readonly trusted: Anchor | null;
  /** Wall clock, ms. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly limits?: RpcLimits;
  /** A newest header older than this counts as behind, ms. */
  readonly staleMs?: number;
  /** How often to ask without a hint, ms. */
  readonly pollMs?: number;
  /** Every header, none skipped; unless told, skipping verification. */
  readonly sequential?: boolean;
  readonly changed: (what: "status" | "ledger") => void;
  readonly log: (line: string) => void;
}

export interface Synchronizer {
  start(): void;
  stop(): Promise<void>;
  status(): StatusView;
  /** The newest verified block; undefined before the first. */
  newest(): LightBlock | undefined;
  /** A block that is verified and on disk already. */
  stored(height: number): LightBlock | undefined;
  /** A verified block at any height, fetched and verified when it is not stored. Throws NodeError or LightError. */
  at(height: number): Promise<LightBlock>;
  /** Later of the wall clock and the newest verified header, ms. */
  now(): number;
  /** Asks usable nodes in turn, primary first; a node that fails or lies is noted and the next one is asked. */
  ask<T>(question: (node: Node) => Promise<T>): Promise<{ readonly value: T; readonly node: Node }>;
  /** Looks for a new block at once. */
  hurry(): void;
  /** Resolves when a block newer than the height is verified, or after `ms`. */
  newer(height: number, ms: number): Promise<void>;
}

/** What the network file pins for a node. */
const pinsOf = ({ pins = [] }: NetworkFile, url: string): readonly string[] =>
  pins.find(({ node }) => node === url)?.keys ?? [];

const STALE_MS = 30_000;
const POLL_MS = 1_500;
/** Headers verified one by one in a turn, before they are stored. */
const SEQUENTIAL_MAX = 500;
/** A node caught within this time before a start is not asked again. */
const REMEMBERED_MS = 30 * 86_400_000;

export function synchronizer(options: SyncOptions, headers: Headers, evidence: EvidenceLog): Synchronizer {
  const { network, builtIn } = options;
  const staleMs = options.staleMs ?? STALE_MS;
  const stopping = new AbortController();
  const known = new KnownSets();
  const { sequential = false } = options;
  const check = stepCheck(network.trustingPeriod * 1000);
  const chain = trustChain(headers, network.chainId, check, known, options.log, sequential);
  const peers = peersOf(
    (options.nodes ?? network.nodes).map((url) =>
      nodeAt(url, rpcTo(url, stopping.signal, options.limits ?? RPC_LIMITS, pinsOf(network, url))),
    ),
    options.random,
  );
  const sources = new Map<Peer, BlockSource>(peers.all.map((peer) => [peer, blockSource(peer.node, known)]));
  const hints = blockHints();
  const waiters = new Set<() => void>();
  let running: Promise<void> | undefined;
  let answered = false;
  let blocked: "trustExpired" | "fromFuture" | undefined;
  /** How far a genuine header was ahead of the wall clock when it was not trusted for it, ms. */
  let aheadMs = 0;
  /** Nobody is trusted any more until people have looked at it and begin with another network file. */
  let attacked = beginUnder(options, headers, evidence);
  let hops = 0;
  let stored = 0;

  for (const peer of peers.all) {
    if (!builtIn && evidence.liedSince(peer.node.url, options.now() - REMEMBERED_MS)) {
      peers.setAside(peer, "lied", "remembered");
    }
  }

  const now = (): number => {
    const newest = chain.newest();
    return Math.max(options.now(), newest ? toMs(newest.header.time) : 0);
  };
  const source = (peer: Peer): BlockSource => sources.get(peer) as BlockSource;

  /** Notes what a failure says about the node; what says nothing about it is thrown again. */
  function blame(peer: Peer, error: unknown): void {
    const at = options.now();
    const { url } = peer.node;
    if (error instanceof NodeError) {
      if (error.fault.kind === "stopped") throw error;
      // "Not found" and the like: an answer, if not a useful one.
      if (error.fault.kind === "refused") return;
      if (error.fault.kind !== "unprovable" && error.fault.kind !== "overBudget") peers.failed(peer, error.fault, at);
      if (error.bytes.length > 0) {
        evidence.add({ node: url, at, rule: `answer.${error.fault.kind}`, height: null, lied: false }, error.bytes);
      }
    } else if (error instanceof LightError) {
      const { failure } = error;
      if (failure.kind === "lied") {
        peers.setAside(peer, "lied", failure.rule);
        evidence.add({ node: url, at, rule: failure.rule, height: failure.height, lied: true }, error.bytes);
        options.log(`node ${url} set aside: ${failure.rule} at ${failure.height ?? "no height"}`);
      } else if (failure.kind === "otherChain") {
        peers.setAside(peer, "otherChain", failure.rule);
        evidence.add({ node: url, at, rule: failure.rule, height: null, lied: false }, error.bytes);
      } else if (failure.kind === "undecided") {
        peers.demote(peer, "undecided", at);
      } else if (failure.kind === "fromFuture") {
        blocked = failure.kind;
        aheadMs = now() + failure.aheadMs - at;
      } else if (failure.kind === "trustExpired") blocked = failure.kind;
    } else throw error;
    options.changed("status");
  }

  async function ask<T>(question: (node: Node, peer: Peer) => Promise<T>): Promise<{ value: T; node: Node }> {
    const out = peers.all.find((peer) => peer.setAside);
    const lost = attacked !== undefined || peers.all.every((peer) => peer.setAside);
    let last: unknown = new NodeError({ kind: "down" });
    if (attacked) last = new LightError({ kind: "attack", height: attacked.height });
    else if (out && lost) last = new LightError({ kind: "lied", rule: out.why ?? "setAside", height: null });
    if (last instanceof LightError) last.node = (out ?? peers.all[0])?.node.url ?? null;
    for (const peer of lost ? [] : peers.usable(options.now())) {
      try {
        const value = await question(peer.node, peer);
        if (peer.failures > 0) peers.worked(peer, null, options.now());
        return { value, node: peer.node };
      } catch (error) {
        if (error instanceof NodeError || error instanceof LightError) error.node = peer.node.url;
        blame(peer, error);
        last = error;
        if (attacked) break;
      }
    }
    throw last;
  }

  /** First trust: an anchor from outside, what is stored, or the network file's anchor. */
  async function establish(peer: Peer): Promise<LightBlock> {
    const newest = chain.newest();
    const expired = newest !== undefined && toMs(newest.header.time) + network.trustingPeriod * 1000 <= options.now();
    const own = options.trusted;
    if (newest !== undefined && !expired) {
      // The built-in chain may have been made anew under the same id: its own word, from its own process, decides.
      const same = own === null ? undefined : chain.stored(own.height);
      if (own === null || same === undefined || hashOf(same) === own.hash) return newest;
    }
    // A person's word counts forwards only: what it led to is not given up for it when its time is over as well.
    if (newest !== undefined && (own === null || (!builtIn && own.height <= newest.header.height))) {
      throw new LightError({ kind: "trustExpired", height: newest.header.height });
    }
    if (newest !== undefined) {
      options.log(`new anchor at ${own?.height} ${builtIn ? "from the node on this computer" : "confirmed by hand"}`);
    }
    return await chain.anchor(source(peer), own ?? network.anchor, peer.node.url);
  }

  async function advance(peer: Peer): Promise<boolean> {
    const before = await establish(peer);
    const latest = await source(peer).block();
    peers.worked(peer, latest.header.height, options.now());
    const most = sequential ? before.header.height + SEQUENTIAL_MAX : Infinity;
    const block = latest.header.height > most ? await source(peer).block(most) : latest;
    const { height } = block.header;
    if (height < before.header.height) {
      peers.demote(peer, "behind", options.now());
      return false;
    }
    const steps = await verified(peer, block);
    const fresh = height > before.header.height;
    if (fresh) {
      hops = steps.length;
      if (++stored % 32 === 0) headers.prune();
    }
    blocked = undefined;
    await checks.again();
    return fresh;
  }

  /** Verified, held against every other node, and stored. */
  async function verified(peer: Peer, block: LightBlock): Promise<readonly LightBlock[]> {
    let steps: readonly LightBlock[] = [];
    try {
      steps = await chain.verify(source(peer), block, now());
    } catch (error) {
      if (!(error instanceof LightError)) throw error;
      await checks.judge(peer, block, error);
    }
    const unknown = steps.filter((step) => chain.stored(step.header.height) === undefined);
    if (unknown.length === 0) return steps;
    // The votes that no verdict needed are checked while other nodes are asked.
    const [witnessed, checked] = await Promise.all([
      checks.agreed(peer, unknown),
      Promise.all(unknown.map((step) => chain.checkedVotes(step))),
    ]);
    chain.store(checked, peer.node.url, witnessed);
    const forged = unknown.find((step, i) => step !== checked[i]);
    if (forged) blame(peer, lied("signature", forged));
    return steps;
  }

  const checks = crossCheck({ chain, headers, peers, source, wall: options.now, now, blame, attack: accuse });

  /**
   * Two histories, each proved: kept before anything else, so that no restart forgets it. The evidence against each side goes to the other
   * side's node and to everybody else, who can check it against the chain that they have. What comes of it is the validators' affair.
   */
  async function accuse(found: Divergence, giver: string, peer: Peer): Promise<void> {
    const at = options.now();
    const { height } = found.ours.header;
    evidence.attacked({ at, height, file: trustOf(network) });
    attacked = evidence.attack();
    options.log(`two histories are proved, differing at ${height}: nothing new is trusted`);
    // Ours may be as new as the question, its needless votes not checked yet: nobody is accused for a vote that a node made up.
    const { ofTheirs, ofOurs } = accusations({ ...found, ours: await chain.checkedVotes(found.ours) });
    for (const [against, { kind, evidence: proof }] of [
      [peer.node.url, ofTheirs],
      [giver, ofOurs],
    ] as const) {
      const bytes = utf8(JSON.stringify(proof));
      try {
        evidence.keep({ node: against, at, rule: `attack.${kind}`, height, lied: false }, bytes);
      } catch (error) {
        if (!(error instanceof EvidenceTooLong)) throw error;
        options.log(`evidence of a ${kind} attack at ${height} is not kept: ${error.message}`);
      }
      for (const { node } of peers.all.filter((one) => one.node.url !== against && !one.setAside)) {
        const taken = await node.accuse(proof).then(
          () => "taken",
          () => "not taken",
        );
        options.log(`evidence of a ${kind} attack at ${height} was ${taken} by ${node.url}`);
      }
    }
    options.changed("status");
  }

  async function turn(): Promise<void> {
    const usable = attacked ? [] : peers.usable(options.now());
    for (const peer of usable) {
      try {
        const fresh = await advance(peer);
        answered = true;
        if (fresh) {
          options.changed("ledger");
          for (const wake of waiters) wake();
        }
        // Its header was true, and a vote in it forged.
        if (peer.setAside) continue;
        hints.follow(peer.node.url);
        const newest = chain.newest();
        const stale = newest !== undefined && options.now() - toMs(newest.header.time) > staleMs;
        if (!stale || usable.length === 1) {
          if (stale) peer.why = "stale";
          break;
        }
        peers.demote(peer, "stale", options.now());
      } catch (error) {
        blame(peer, error);
        if (attacked) break;
      }
    }
    tellStatus();
  }

  /** Only when something is different. */
  let told = "";
  function tellStatus(): void {
    const { refused, clockAheadMs, nodes, ...rest } = status();
    const shown = nodes.map((node) => ({ ...node, answeredAt: null }));
    const now = JSON.stringify([rest, shown, refused.length, clockAheadMs !== null]);
    if (now === told) return;
    told = now;
    options.changed("status");
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await turn();
      } catch (error) {
        if (stopping.signal.aborted) return;
        options.log(`sync: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      const retry = peers.nextRetry();
      const healthy = peers.primary()?.failures === 0;
      const poll = options.pollMs ?? POLL_MS;
      await hints.wait(healthy ? poll : Math.max(50, Math.min((retry ?? Infinity) - options.now(), 30_000)));
    }
  }

  function link(): StatusView["link"] {
    if (blocked === "trustExpired") return "trustExpired";
    if (attacked !== undefined || blocked !== undefined || peers.all.every((peer) => peer.setAside)) return "refused";
    const newest = chain.newest();
    const up = peers.all.some((peer) => !peer.setAside && peer.failures === 0);
    if (!up && peers.all.some((peer) => peer.failures > 0 && peer.why !== "stale" && peer.why !== "behind")) {
      return "offline";
    }
    if (!answered || newest === undefined) return "starting";
    return options.now() - toMs(newest.header.time) > staleMs ? "behind" : "online";
  }

  /** Blocks are never taken from the future; but a clock set back finds verified ones there. */
  function clockAheadMs(): number | null {
    const newest = chain.newest();
    const ahead = blocked === "fromFuture" ? aheadMs : newest ? toMs(newest.header.time) - options.now() : 0;
    return ahead >= CLOCK_DRIFT_MS ? ahead : null;
  }

  function status(): StatusView {
    const newest = chain.newest();
    const anchor = headers.anchor();
    const primary = peers.primary();
    return {
      link: link(),
      height: newest?.header.height ?? null,
      time: newest ? newest.header.time.seconds : null,
      signed: newest ? signedOf(newest).signed : 0,
      of: newest ? signedOf(newest).of : 0,
      simulated: network.simulated,
      chainId: network.chainId,
      nodes: peers.all.map((peer) => ({
        url: peer.node.url,
        role: peer.setAside ? "setAside" : peer === primary ? "primary" : "witness",
        state: peer.state,
        height: peer.height,
        why: peer.why,
        answeredAt: peer.answeredAt === null ? null : Math.floor(peer.answeredAt / 1000),
      })),
      anchor: anchor ? { height: anchor.height, hash: anchor.hash } : null,
      trusted: newest
        ? {
            height: newest.header.height,
            hash: hashOf(newest),
            hops,
            stored: headers.count(),
            expires: newest.header.time.seconds + network.trustingPeriod,
          }
        : null,
      refused: evidence.list(20).map(({ id, node, at, rule, height }) => ({
        node,
        at: Math.floor(at / 1000),
        rule,
        height,
        evidence: String(id),
      })),
      witnessed: headers.newestWitnessed(),
      clockAheadMs: clockAheadMs(),
      attack: attacked ? { height: attacked.height, at: Math.floor(attacked.at / 1000) } : null,
      demoDamage: null,
    };
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      hints.close();
      for (const wake of waiters) wake();
      await running;
    },
    status,
    newest: () => chain.newest(),
    stored: (height) => chain.stored(height),
    now,
    ask: (question) => ask((node) => question(node)),
    async at(height) {
      const block = chain.stored(height);
      if (block !== undefined) return block;
      const answer = await ask(async (_, peer) => {
        const found = await source(peer).block(height);
        await verified(peer, found);
        return chain.stored(height) ?? found;
      });
      return answer.value;
    },
    hurry: () => hints.wake(),
    newer(height, ms) {
      if ((chain.newest()?.header.height ?? 0) > height || stopping.signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          if ((chain.newest()?.header.height ?? 0) <= height && !stopping.signal.aborted && !over) return;
          clearTimeout(timer);
          waiters.delete(done);
          resolve();
        };
        let over = false;
        const timer = setTimeout(() => {
          over = true;
          done();
        }, ms);
        waiters.add(done);
      });
    },
  };
}

/**
 * Validators of the block's own set that voted for it, out of all: the words on screen count regulators. More than two thirds of the
 * voting power were checked before the block was trusted, and each of these votes before it was stored.
 */
export function signedOf(block: LightBlock): { readonly signed: number; readonly of: number } {
  return { signed: tally(block.commit, block.validators, TWO_THIRDS).votes.length, of: block.validators.length };
}
