/** Runs the meter agent beside the wallet: one round at a time, woken by blocks, imports and unlocking; asleep while locked. */
import type { LocalHost } from "../local/port.ts";
import type { Joined } from "../local/joined.ts";
import { type MarketAt, marketAt, meterMarket } from "../local/market.ts";
import type { Remote } from "../link/link.ts";
import type { Market } from "../readings/replay.ts";
import { slotOf } from "../../shared/ledger/time.ts";
import { LightError } from "../sync/lightError.ts";
import { NodeError } from "../sync/nodeError.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";
import type { BatchBook } from "./batchBook.ts";
import { type AgentView, meterRound } from "./meterAgent.ts";

export interface AgentOptions {
  readonly joined: Joined;
  readonly book: BatchBook;
  readonly locked: () => boolean;
  readonly host: Remote<LocalHost>;
  readonly now: () => number;
  /** Something was kept in the outbox. */
  readonly kept: () => void;
  readonly log: (line: string) => void;
}

export interface AgentLoop {
  wake(): void;
  /** Verified market time, or null before anything was verified. */
  market(): Promise<Market | null>;
  stop(): Promise<void>;
}

/** Slots looked back on per round: a week of quarter-hours. Whoever was away longer has missed the time for readings, unless the chain stood. */
const LOOK_BACK = 672;

export function startAgent(options: AgentOptions): AgentLoop {
  const { joined, book, host } = options;
  const { account, network, outbox, nonces, readings, reads } = joined;
  let stopped = false;
  let woken = false;
  let running: Promise<void> | undefined;

  async function viewAt(page: Page, at: MarketAt): Promise<AgentView | undefined> {
    if (at.party?.status !== "active" || readings.currentFile() === null) return undefined;
    const carrier = at.party.carriers[0];
    const grid = carrier && at.params.grids[carrier];
    if (!carrier || !grid) return undefined;
    const to = slotOf(grid, at.now);
    // By slots, not by contracts: of these strangers can make as many as they like.
    const from = Math.max(0, to - LOOK_BACK);
    const awaited = await page.query("awaited", { party: account.address, carrier, from, to });
    return {
      params: at.params,
      party: at.party,
      now: at.now,
      headerSeconds: Math.floor(page.time / 1000),
      awaited,
    };
  }

  async function round(): Promise<void> {
    const { meterId, meterKey } = account;
    if (meterId === null || meterKey === null) return;
    const page = reads.page();
    const at = await marketAt(joined, page);
    const view = await viewAt(page, at);
    if (view === undefined || view.awaited.length === 0) return;
    const market = meterMarket(at);
    const kept = await meterRound(
      {
        chainId: network.chainId,
        meterId,
        meterKey,
        book,
        outbox,
        nonces,
        counterAt: (register, slot) => readings.counterAt(register, slot, market),
        sign: (body) => host.signMeter(body, network.chainId),
        salt: () => host.meterSalt(),
        used: (day) =>
          page
            .query("nonces", { party: account.address, day })
            .then((answer) => answer.used)
            .catch(() => null),
        now: options.now,
        log: options.log,
      },
      view,
    );
    if (kept > 0) options.kept();
  }

  async function run(): Promise<void> {
    while (woken && !stopped) {
      woken = false;
      if (options.locked()) return;
      try {
        await round();
      } catch (error) {
        if (error instanceof WithheldError || error instanceof NodeError || error instanceof LightError) return;
        options.log(`agent: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return;
      }
    }
  }

  return {
    wake() {
      woken = true;
      if (stopped) return;
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    async market() {
      try {
        return meterMarket(await marketAt(joined, reads.page()));
      } catch (error) {
        if (error instanceof WithheldError) return null;
        throw error;
      }
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
