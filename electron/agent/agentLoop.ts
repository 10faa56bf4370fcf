/** Runs the meter agent beside the wallet: one round at a time, woken by blocks, imports and unlocking; asleep while locked. */
import type { LocalHost } from "../local/port.ts";
import type { Joined } from "../local/joined.ts";
import { type MarketAt, marketAt, meterMarket } from "../local/market.ts";
import type { Remote } from "../link/link.ts";
import type { Market } from "../readings/replay.ts";
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

/** Contracts looked at per round, newest first. */
const CONTRACTS = 50;

export function startAgent(options: AgentOptions): AgentLoop {
  const { joined, book, host } = options;
  const { account, network, outbox, nonces, readings, reads } = joined;
  let stopped = false;
  let woken = false;
  let running: Promise<void> | undefined;

  async function viewAt(page: Page, at: MarketAt): Promise<AgentView | undefined> {
    if (at.party?.status !== "active" || readings.currentFile() === null) return undefined;
    const contracts = await page.query("contractsOf", { party: account.address, limit: CONTRACTS });
    const unsettled = contracts.filter(({ slots }) => slots.pending > 0);
    const found = await Promise.all(unsettled.map(({ id }) => page.query("contract", { id })));
    return {
      params: at.params,
      party: at.party,
      now: at.now,
      headerSeconds: Math.floor(page.time / 1000),
      pending: found.flatMap((one) =>
        one === null
          ? []
          : one.slots
              .filter((slot) => slot.state === "pending")
              .map((slot) => ({ carrier: one.contract.terms.carrier, slot })),
      ),
    };
  }

  async function round(): Promise<void> {
    const page = reads.page();
    const at = await marketAt(joined, page);
    const view = await viewAt(page, at);
    if (view === undefined || view.pending.length === 0) return;
    const market = meterMarket(at);
    const kept = await meterRound(
      {
        chainId: network.chainId,
        meterId: account.meterId,
        meterKey: account.meterKey,
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
