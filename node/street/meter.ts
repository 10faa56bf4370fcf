/**
 * A resident's meter: commits every slot's counters once the slot has ended, and opens the counters of slots with contracts, and
 * of no others (DESIGN §4, Meters). After a pause it catches up on the slots that are still awaited.
 */
import { toHex } from "../../shared/codec/bytes.ts";
import { slotOf } from "../../shared/ledger/time.ts";
import type { GridParams } from "../../shared/ledger/params.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import { type BatchContext, batchLeaves, batchRoot, openLeaf, unitOf } from "../../shared/metering/commitment.ts";
import type { Account } from "./account.ts";
import type { StreetHost } from "./port.ts";
import type { Registers } from "./registers.ts";
import type { Turn } from "./turn.ts";

/** Batches with contracted slots are awaited; the others are committed for privacy's sake, when there is room. */
export type Urgency = "awaited" | "other";

export interface Meter {
  /** Sends at most one batch: its commitment and, where a slot of it is contracted, the openings. True when something went out. */
  act(turn: Turn, urgency: Urgency): boolean;
}

export interface MeterSetup {
  readonly id: string;
  readonly party: string;
  readonly carrier: Carrier;
  readonly grid: GridParams;
  /** Signs as the meter. */
  readonly account: Account;
  readonly secret: Uint8Array;
  readonly registers: Registers;
}

/** Batches that nobody awaits are left out when more than this many wait. */
const BACKLOG = 4;
/** How far back a meter that just started looks for slots that are awaited, market seconds. */
const LOOK_BACK = 604_800;

export function openMeter(host: StreetHost, setup: MeterSetup): Meter {
  const { batchSlots } = host.params.metering;
  const { grid } = setup;
  const origin = batchAt(host.params.clock.origin);
  /** First batch not looked at yet; unknown until the first block is seen. */
  let next: number | undefined;
  /** Batches that have ended and are still to be sent, oldest first. */
  const waiting: Record<Urgency, number[]> = { awaited: [], other: [] };
  /** Committed, and still to be opened. */
  let unopened: number | undefined;

  return {
    act(turn, urgency) {
      look(turn);
      if (unopened !== undefined) {
        if (!open(turn, unopened)) return false;
        unopened = undefined;
        return true;
      }
      const batch = waiting[urgency][0];
      if (batch === undefined || !commit(turn, batch)) return false;
      waiting[urgency].shift();
      if (urgency === "awaited" && !open(turn, batch)) unopened = batch;
      return true;
    },
  };

  /** Sorts the batches that have ended since the last look. */
  function look(turn: Turn): void {
    const ended = batchAt(turn.market);
    // After a start, what nobody awaits may have been committed before, and is let be.
    const known = next ?? ended;
    next ??= Math.max(origin, batchAt(turn.market - LOOK_BACK));
    if (ended <= next) return;
    const missing = new Set(awaited(next, ended));
    waiting.awaited.push(...missing);
    for (let batch = Math.max(known, ended - BACKLOG); batch < ended; batch++) {
      if (!missing.has(batch)) waiting.other.push(batch);
    }
    waiting.other.splice(0, Math.max(0, waiting.other.length - BACKLOG));
    next = ended;
  }

  function batchAt(market: number): number {
    return Math.floor(slotOf(grid, market) / batchSlots);
  }

  /** Batches from <= b < to with contracted slots that the ledger has no readings of. */
  function awaited(from: number, to: number): number[] {
    const range = { party: setup.party, carrier: setup.carrier, from: from * batchSlots, to: to * batchSlots };
    const known = new Set(host.query("metered", range).map(({ slot }) => slot));
    const missing = host
      .query("positions", range)
      .filter(({ slot, sold, bought }) => (sold > 0 || bought > 0) && !known.has(slot));
    return [...new Set(missing.map(({ slot }) => Math.floor(slot / batchSlots)))];
  }

  function commit(turn: Turn, batch: number): boolean {
    const root = toHex(batchRoot(batchLeaves(context(batch), setup.secret, counters(batch))));
    return setup.account.send(turn, "meter.commit", { meter: setup.id, batch, root }) !== undefined;
  }

  function open(turn: Turn, batch: number): boolean {
    const leaves = batchLeaves(context(batch), setup.secret, counters(batch));
    const width = batchSlots + 1;
    const wanted = new Set(contracted(batch).flatMap((n) => [n, n + 1, width + n, width + n + 1]));
    const openings = [...wanted].toSorted((x, y) => x - y).map((leaf) => openLeaf(leaves, leaf));
    return setup.account.send(turn, "meter.open", { meter: setup.id, batch, openings }) !== undefined;
  }

  /** Slots of the batch with contracts, counted from its first. */
  function contracted(batch: number): readonly number[] {
    const from = batch * batchSlots;
    return host
      .query("positions", { party: setup.party, carrier: setup.carrier, from, to: from + batchSlots })
      .filter(({ sold, bought }) => sold > 0 || bought > 0)
      .map(({ slot }) => slot - from);
  }

  function counters(batch: number) {
    const boundaries = Array.from({ length: batchSlots + 1 }, (_, n) => setup.registers.at(batch * batchSlots + n));
    return {
      "1.8.0": boundaries.map(({ imported }) => ({ counter: imported, quality: "measured" as const })),
      "2.8.0": boundaries.map(({ exported }) => ({ counter: exported, quality: "measured" as const })),
    };
  }

  function context(batch: number): BatchContext {
    return { chainId: host.chainId, meter: setup.id, batch, batchSlots, unit: unitOf(setup.carrier) };
  }
}
