/**
 * The demo meter's agent: as market time passes, it commits the batches of contracted slots and, once a commitment is proved,
 * opens the counters at the slots' ends. What it committed to is on the disk first, so a restart neither doubles nor differs.
 */
import { toHex } from "../../shared/codec/bytes.ts";
import type { Params } from "../../shared/ledger/params.ts";
import type { PartyRecord } from "../../shared/ledger/records.ts";
import { encodeTransaction, txId } from "../../shared/ledger/identity.ts";
import { slotOf, utcDay } from "../../shared/ledger/time.ts";
import type { Register, TxBody } from "../../shared/ledger/transactions.ts";
import {
  type BatchCounters,
  type Boundary,
  batchLeaves,
  batchRoot,
  leafIndex,
  openLeaf,
  unitOf,
} from "../../shared/metering/commitment.ts";
import { type BatchBook, type BatchRow, countersOf } from "./batchBook.ts";
import type { Nonces } from "../outbox/nonces.ts";
import type { Outbox } from "../outbox/outbox.ts";

export interface AgentSurroundings {
  readonly chainId: string;
  readonly meterId: string;
  readonly meterKey: string;
  readonly book: BatchBook;
  readonly outbox: Outbox;
  readonly nonces: Nonces;
  /** The demo meter's counter at the start of a slot, null where it has none. */
  counterAt(register: Register, slot: number): Boundary | null;
  /** Null while locked. */
  sign(body: TxBody): Promise<Uint8Array | null>;
  salt(): Promise<Uint8Array | null>;
  /** Verified nonce bitmap of the account and day, null when it cannot be had now. */
  used(day: number): Promise<string | null>;
  /** Wall clock, ms. */
  now(): number;
  log(line: string): void;
}

/** What the ledger shows at one page, verified. */
export interface AgentView {
  readonly params: Params;
  readonly party: PartyRecord;
  /** Market seconds. */
  readonly now: number;
  /** Header seconds. */
  readonly headerSeconds: number;
  /** Slots whose readings my contracts still wait for, of the carrier that the meter measures. */
  readonly awaited: readonly number[];
}

const REGISTERS: readonly Register[] = ["1.8.0", "2.8.0"];
const DAY = 86_400;

/** One round; returns how many transactions it kept. Rounds must not overlap. */
export async function meterRound(around: AgentSurroundings, view: AgentView): Promise<number> {
  const { params, party } = view;
  const carrier = party.carriers[0];
  const grid = carrier && params.grids[carrier];
  if (party.status !== "active" || party.meter?.id !== around.meterId || !grid) return 0;
  const { batchSlots } = params.metering;
  const past = slotOf(grid, view.now);
  const due = new Map<number, Set<number>>();
  for (const slot of view.awaited) {
    const batch = Math.floor(slot / batchSlots);
    // A batch can be committed to when its last boundary is not later than market time.
    if ((batch + 1) * batchSlots > past) continue;
    due.set(batch, (due.get(batch) ?? new Set()).add(slot));
  }
  let kept = 0;
  for (const [batch, slots] of [...due].toSorted(([a], [b]) => a - b)) {
    const row = around.book.get(batch) ?? record(around, view, batch);
    if (row === undefined) continue;
    kept += await advance(around, view, row, slots);
  }
  return kept;
}

/** Reads the counters of a batch and keeps them, before anything is signed. Undefined: the meter has no reading of it yet. */
function record(around: AgentSurroundings, { params }: AgentView, batch: number): BatchRow | undefined {
  const { batchSlots } = params.metering;
  const boundaries = (register: Register): Boundary[] | undefined => {
    const all: Boundary[] = [];
    for (let n = 0; n <= batchSlots; n++) {
      const read = around.counterAt(register, batch * batchSlots + n);
      if (read === null) return undefined;
      all.push({ counter: read.counter, quality: read.quality });
    }
    return all;
  };
  const imported = boundaries("1.8.0");
  const exported = boundaries("2.8.0");
  if (imported === undefined || exported === undefined) return undefined;
  return around.book.add(batch, { "1.8.0": imported, "2.8.0": exported });
}

async function advance(
  around: AgentSurroundings,
  view: AgentView,
  row: BatchRow,
  slots: ReadonlySet<number>,
): Promise<number> {
  const committed = row.commitId === null ? undefined : around.outbox.get(row.commitId);
  const opened = row.openId === null ? undefined : around.outbox.get(row.openId);
  if (committed === undefined || committed.state === "expired") {
    return await act(around, view, row, "commit", async (leaves) => ({
      kind: "meter.commit",
      meter: around.meterId,
      batch: row.batch,
      root: toHex(batchRoot(leaves)),
    }));
  }
  // A first root that is not ours stands: refused commitments still allow to try the opening once.
  if (committed.state !== "committed" && committed.state !== "refused") return 0;
  if (opened !== undefined && opened.state !== "expired") return 0;
  const { batchSlots } = view.params.metering;
  const indexes = new Set<number>();
  for (const slot of slots) {
    const n = slot - row.batch * batchSlots;
    for (const register of REGISTERS) {
      indexes.add(leafIndex(batchSlots, register, n));
      indexes.add(leafIndex(batchSlots, register, n + 1));
    }
  }
  return await act(around, view, row, "open", async (leaves) => ({
    kind: "meter.open",
    meter: around.meterId,
    batch: row.batch,
    openings: [...indexes].toSorted((a, b) => a - b).map((index) => openLeaf(leaves, index)),
  }));
}

type MeterBody = Extract<TxBody, { kind: "meter.commit" | "meter.open" }>;
type Bare = MeterBody extends infer B
  ? B extends MeterBody
    ? Omit<B, "sender" | "validUntil" | "nonce">
    : never
  : never;

async function act(
  around: AgentSurroundings,
  view: AgentView,
  row: BatchRow,
  step: "commit" | "open",
  bodyOf: (leaves: ReturnType<typeof batchLeaves>) => Promise<Bare>,
): Promise<number> {
  const salt = await around.salt();
  if (salt === null) return 0;
  const { batchSlots } = view.params.metering;
  const context = {
    chainId: around.chainId,
    meter: around.meterId,
    batch: row.batch,
    batchSlots,
    unit: unitOf(view.party.carriers[0] ?? "electricity"),
  };
  const counters: BatchCounters = countersOf(row);
  const bare = await bodyOf(batchLeaves(context, salt, counters));
  const sender = view.party.id;
  const validUntil = windowEnd(around, view, sender);
  const nonce = around.nonces.take(sender, validUntil, await around.used(utcDay(validUntil)));
  const body = { ...bare, sender, validUntil, nonce } as MeterBody;
  const signature = await around.sign(body);
  if (signature === null) return 0;
  const bytes = encodeTransaction({
    body,
    signatures: [{ key: around.meterKey, signature: toHex(signature) }],
  });
  // Named first, kept second: after a crash between the two the name leads nowhere and the step is taken again.
  around.book.signed(row.batch, step, txId(body, around.chainId));
  around.outbox.keep(bytes, around.now());
  around.log(`meter ${step} of batch ${row.batch}`);
  return 1;
}

/** Meter data may wait for weeks, so its nonces are spread over the days of its window: the day with most left, within it. */
function windowEnd({ nonces }: AgentSurroundings, { params, headerSeconds }: AgentView, sender: string): number {
  const today = utcDay(headerSeconds);
  const last = today + params.validity.meterDays - 1;
  let best = today + 1;
  for (let day = today + 1; day <= last; day++) {
    const taken = nonces.taken(sender, day);
    if (taken < nonces.taken(sender, best)) best = day;
    if (taken < 512) {
      best = day;
      break;
    }
  }
  return (best + 1) * DAY - 1;
}
