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
import { lacksCosignature, type Outbox, type OutboxItem } from "./outbox.ts";
import { reasonOf } from "./nodeRefusal.ts";
import { expiryOf, inclusionOf } from "./proofs.ts";

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
}

export interface Sender {
  wake(): void;
  stop(): Promise<void>;
}

const RESEND_MS = 8_000;
const RESEND_MAX_MS = 60_000;
const IDLE_MS = 3_000;

export function startSender(options: SenderOptions): Sender {
  const { outbox, sync, reads, chainId, now, log } = options;
  const resendMs = options.resendMs ?? RESEND_MS;
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

  /** Offers it to each usable node until one takes it. */
  async function send(item: OutboxItem): Promise<void> {
    const codes: number[] = [];
    try {
      await sync.ask(async (node) => {
        const code = await offer(node, item);
        if (code === 0) return;
        codes.push(code);
        throw new NodeError({ kind: "refused", code });
      });
    } catch (error) {
      // Those that gave no answer say nothing about the entry.
      if (codes[0] === undefined) throw error;
      return await refusedBy(item, codes.length, codes[0]);
    }
    outbox.tried(item.id, now(), null);
    if (item.state !== "sent" || item.nodeRefusal) options.changed();
    sync.hurry();
  }

  async function offer(node: Node, item: OutboxItem): Promise<number> {
    try {
      return (await node.send(item.bytes)).code;
    } catch (error) {
      // "Already in the cache" is an error to CometBFT and good news to us; others are told apart by the next look.
      if (error instanceof NodeError && error.fault.kind === "refused") return 0;
      throw error;
    }
  }

  async function refusedBy(item: OutboxItem, nodes: number, code: number): Promise<void> {
    const why = await reasonOf(reads.page(), item.tx.body).catch(() => "unstated" as const);
    const of = sync.status().nodes.filter((node) => node.role !== "setAside").length;
    outbox.tried(item.id, now(), { why, code, nodes, of });
    log(`no node took ${item.kind} ${item.id.slice(0, 8)}: code ${code} of ${nodes} of ${of}`);
    options.changed();
    sync.hurry();
  }

  async function step(item: OutboxItem): Promise<void> {
    if (item.tries > 0) {
      const { value } = await sync.ask((node) => inclusionOf(sync, node, item));
      if (value !== undefined) return end(item, value);
    }
    const page = reads.page();
    const expired = await expiryOf(page, item);
    if (expired !== undefined) return end(item, expired);
    if (page.proof().time >= item.validUntil) return;
    const wait = Math.min(RESEND_MAX_MS, resendMs * 2 ** Math.min(Math.max(item.tries - 1, 0), 4));
    if (item.sent === null || now() - item.sent >= wait) await send(await complete(item));
  }

  function end(item: OutboxItem, ending: Parameters<Outbox["proved"]>[1]): void {
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
        const timer = setTimeout(resolve, IDLE_MS);
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
