/**
 * Brings every open entry to a proved end: completes, sends, looks for it, sends again when a node forgot it. Woken by each
 * verified block and each new entry; without a connection it waits. Nothing a node says ends an entry.
 */
import type { Synchronizer } from "../sync/synchronizer.ts";
import type { Node } from "../sync/node.ts";
import { LightError } from "../sync/lightError.ts";
import { NodeError } from "../sync/nodeError.ts";
import { type VerifiedReads, WithheldError } from "../sync/verifiedReads.ts";
import { withCosignature } from "./cosignature.ts";
import { lacksCosignature, type Outbox, type OutboxItem, TAKERS } from "./outbox.ts";
import { type NodeRefusal, reasonOf } from "./nodeRefusal.ts";
import { expiryOf, inclusionOf } from "./proofs.ts";
import { waitsFor } from "./waitsFor.ts";
import type { Ending } from "../../shared/outbox/ending.ts";

export interface SenderOptions {
  readonly chainId: string;
  readonly outbox: Outbox;
  readonly sync: Synchronizer;
  readonly reads: VerifiedReads;
  /** Wall clock, ms. */
  readonly now: () => number;
  readonly changed: () => void;
  readonly log: (line: string) => void;
  /** A sent entry that no block holds is sent again after this, ms. */
  readonly resendMs?: number;
  /** How long it rests when nothing wakes it, ms. */
  readonly idleMs?: number;
}

export interface Sender {
  wake(): void;
  stop(): Promise<void>;
}

const RESEND_MS = 8_000;
const RESEND_MAX_MS = 60_000;
const IDLE_MS = 3_000;
/** JSON-RPC's internal error, with which CometBFT says "not found"; also for an error without a code. */
const INTERNAL = -32_603;

export function startSender(options: SenderOptions): Sender {
  const { outbox, sync, reads, chainId, now, log } = options;
  const resendMs = options.resendMs ?? RESEND_MS;
  const idleMs = options.idleMs ?? IDLE_MS;
  let stopped = false;
  let woken = true;
  let rouse: (() => void) | undefined;

  const wake = (): void => {
    woken = true;
    rouse?.();
  };

  async function complete(item: OutboxItem): Promise<OutboxItem> {
    const { body } = item.tx;
    if (body.kind !== "party.register" || !lacksCosignature(item.tx)) return item;
    const supplier = await reads.page().query("party", { id: body.supplier });
    if (supplier === null) throw new NodeError({ kind: "garbage", where: "supplier" });
    const { value } = await sync.ask((node) => withCosignature(node, item.tx, chainId, supplier));
    outbox.completed(item.id, value);
    return outbox.get(item.id) as OutboxItem;
  }

  /** Offers it to the usable nodes until so many have taken it that one of them may forget it. */
  async function send(item: OutboxItem): Promise<void> {
    let takers = 0;
    const codes: number[] = [];
    let isWithdrawn = false;
    try {
      await sync.ask(async (node) => {
        // A node that is not there gets nothing: the entry can still be withdrawn. One that is may have it from here on, and that is on the
        // disk before the first byte leaves, so that after a crash nobody thinks that it never did.
        if (outbox.get(item.id)?.offered === null) await node.status();
        isWithdrawn = !outbox.leaves(item.id, now());
        if (isWithdrawn) return;
        const code = await offer(node, item);
        if (code === 0) takers++;
        else codes.push(code);
        if (takers < TAKERS) throw new NodeError({ kind: "refused", code });
      });
    } catch (error) {
      // Those that gave no answer say nothing about the entry.
      if (takers === 0 && codes.length === 0) throw error;
    }
    if (isWithdrawn) return;
    const before = outbox.get(item.id);
    const refusal = takers === 0 ? await refusedBy(item, codes) : null;
    outbox.tried(item.id, now(), takers, refusal);
    const after = outbox.get(item.id);
    const told = (one: OutboxItem | undefined) => one && [one.state, one.takers, one.nodeRefusal?.why, one.offered];
    if (String(told(before)) !== String(told(after)) || refusal) options.changed();
    sync.hurry();
  }

  async function offer(node: Node, item: OutboxItem): Promise<number> {
    try {
      return (await node.send(item.bytes)).code;
    } catch (error) {
      if (!(error instanceof NodeError && error.fault.kind === "refused")) throw error;
      // "Already in the cache" is an error to CometBFT and good news to us; any other, a full mempool say, took nothing.
      return error.fault.has ? 0 : error.fault.code || INTERNAL;
    }
  }

  async function refusedBy(item: OutboxItem, codes: readonly number[]): Promise<NodeRefusal> {
    const why = await reasonOf(reads.page(), item.tx.body).catch(() => "unstated" as const);
    const of = sync.status().nodes.filter((node) => node.role !== "setAside").length;
    const [code = 0] = codes;
    log(`no node took ${item.kind} ${item.id.slice(0, 8)}: code ${code} of ${codes.length} of ${of}`);
    return { why, code, nodes: codes.length, of };
  }

  /** Each node is asked: one that hides the transaction must not keep the others from proving it. */
  async function lookFor(item: OutboxItem): Promise<Ending | undefined> {
    let answered = false;
    try {
      const { value } = await sync.ask(async (node) => {
        const found = await inclusionOf(sync, node, item);
        if (found !== undefined) return found;
        answered = true;
        throw new NodeError({ kind: "refused", code: INTERNAL });
      });
      return value;
    } catch (error) {
      // What went wrong with the others was noted where it happened.
      if (answered) return undefined;
      throw error;
    }
  }

  async function step(item: OutboxItem): Promise<void> {
    const first = waitsFor(outbox, item);
    if (first === "moot" && outbox.withdraw(item.id)) {
      log(`${item.kind} ${item.id.slice(0, 8)} withdrawn: what it builds on never reached the ledger`);
      options.changed();
      return;
    }
    if (item.offered !== null) {
      const found = await lookFor(item);
      if (found !== undefined) return end(item, found);
    }
    const page = reads.page();
    const expired = await expiryOf(page, item);
    if (expired !== undefined) return end(item, expired);
    if (first !== undefined || page.proof().time >= item.validUntil) return;
    const wait = Math.min(RESEND_MAX_MS, resendMs * 2 ** Math.min(Math.max(item.tries - 1, 0), 4));
    // A clock that was moved back must not keep it waiting until the old time comes again.
    const isDue = item.sent === null || now() < item.sent || now() - item.sent >= wait;
    if (isDue) await send(await complete(item));
  }

  function end(item: OutboxItem, ending: Ending): void {
    outbox.proved(item.id, ending);
    log(`${item.kind} ${item.id.slice(0, 8)} ${ending.state} at ${ending.height ?? "no height"}`);
    options.changed();
  }

  async function round(): Promise<void> {
    for (const item of outbox.open()) {
      if (stopped) return;
      try {
        await step(item);
      } catch (error) {
        // Noted where it happened; the entry stays as it is and is tried again.
        if (error instanceof NodeError || error instanceof LightError || error instanceof WithheldError) continue;
        throw error;
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      try {
        await round();
      } catch (error) {
        log(`outbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      if (woken || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, idleMs);
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      rouse = undefined;
    }
  }

  const running = run();
  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
