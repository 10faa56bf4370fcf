/** Commit, then open, once each, whatever is repeated, locked or restarted in between. */
import { some } from "../sync/loose.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { batchBook } from "../../../electron/agent/batchBook.ts";
import { type AgentSurroundings, type AgentView, meterRound } from "../../../electron/agent/meterAgent.ts";
import { noncesOf } from "../../../electron/outbox/nonces.ts";
import { type Outbox, outboxOf } from "../../../electron/outbox/outbox.ts";
import { openStore, type Store } from "../../../electron/store/store.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { fromHex, toHex } from "../../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import { digestOf } from "../../../shared/ledger/identity.ts";
import type { Params } from "../../../shared/ledger/params.ts";
import { verifyOpening } from "../../../shared/metering/commitment.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const CHAIN = "test-1";
const METER = "demo-1";
const secret = Uint8Array.from(randomBytes(32));
const salt = Uint8Array.from(randomBytes(32));
const sender = addressOf(publicKeyOf(Uint8Array.from(randomBytes(32))));
const HOUR = 3600;

interface Bench {
  readonly store: Store;
  readonly outbox: Outbox;
  locked: boolean;
  hidden: boolean;
  counter: number;
  around: AgentSurroundings;
}

function bench(folder = temporaryFolder()): Bench {
  const store = openStore(folder, new Date());
  const outbox = outboxOf(store, CHAIN);
  const made: Bench = { store, outbox, locked: false, hidden: false, counter: 1_000, around: undefined as never };
  made.around = {
    chainId: CHAIN,
    meterId: METER,
    meterKey: toHex(publicKeyOf(secret)),
    book: batchBook(store, CHAIN, METER),
    outbox,
    nonces: noncesOf(store, CHAIN, () => 3),
    counterAt: (register, slot) =>
      made.hidden ? null : { counter: made.counter + slot * (register === "2.8.0" ? 100 : 7), quality: "measured" },
    sign: (body) => Promise.resolve(made.locked ? null : signDigest(digestOf(body, CHAIN), secret)),
    salt: () => Promise.resolve(made.locked ? null : salt),
    used: () => Promise.resolve(null),
    now: Date.now,
    log: () => undefined,
  };
  return made;
}

function view(batchSlots: number, now: number, slots: readonly number[]): AgentView {
  return {
    params: {
      grids: { electricity: { slotSeconds: 900, gateSeconds: 900, startSeconds: 0 } },
      metering: { batchSlots, grace: 3600 },
      validity: { marketDays: 7, meterDays: 35 },
    } as unknown as Params,
    party: { id: sender, status: "active", carriers: ["electricity"], meter: { id: METER } } as never,
    now,
    headerSeconds: 1_700_000_000,
    awaited: slots,
  };
}
const kinds = (b: Bench) =>
  b.outbox
    .list(50)
    .map((item) => item.kind)
    .toReversed();
const commit = (b: Bench) => {
  for (const item of b.outbox.open()) b.outbox.proved(item.id, { state: "committed", height: 5, refusal: null });
};

test("waits for the slot's end, commits, and opens only after the commitment is proved", async () => {
  const b = bench();
  expect(await meterRound(b.around, view(1, 10 * 900 + 899, [10]))).toBe(0);
  expect(await meterRound(b.around, view(1, 11 * 900, [10]))).toBe(1);
  expect(await meterRound(b.around, view(1, 12 * 900, [10]))).toBe(0);
  commit(b);
  expect(await meterRound(b.around, view(1, 12 * 900, [10]))).toBe(1);
  expect(await meterRound(b.around, view(1, 12 * 900, [10]))).toBe(0);
  expect(kinds(b)).toEqual(["meter.commit", "meter.open"]);
  const [open, committed] = b.outbox.list(2).map((item) => item.tx.body);
  if (open?.kind !== "meter.open" || committed?.kind !== "meter.commit") throw new Error("order");
  expect(open.openings.map(({ register, leaf, counter }) => [register, leaf, counter])).toEqual([
    ["1.8.0", 0, 1_070],
    ["1.8.0", 1, 1_077],
    ["2.8.0", 2, 2_000],
    ["2.8.0", 3, 2_100],
  ]);
  const context = { chainId: CHAIN, meter: METER, batch: 10, batchSlots: 1, unit: "Wh" as const };
  for (const opening of open.openings) expect(verifyOpening(fromHex(committed.root), context, opening)).toBe(true);
});

test("a batch of many slots opens the ends of the contracted ones alone", async () => {
  const b = bench();
  await meterRound(b.around, view(96, 96 * 900, [40, 41]));
  commit(b);
  await meterRound(b.around, view(96, 96 * 900, [40, 41]));
  const open = some(b.outbox.list(1)[0]).tx.body;
  if (open.kind !== "meter.open") throw new Error(open.kind);
  expect(open.openings.map((opening) => opening.leaf)).toEqual([40, 41, 42, 137, 138, 139]);
});

test("locked: nothing is signed; unlocked: caught up, oldest first", async () => {
  const b = bench();
  b.locked = true;
  expect(await meterRound(b.around, view(1, HOUR, [0, 1, 2]))).toBe(0);
  b.locked = false;
  expect(await meterRound(b.around, view(1, HOUR, [2, 0, 1]))).toBe(3);
  expect(
    b.outbox
      .list(9)
      .map((item) => item.tx.body)
      .toReversed(),
  ).toMatchObject([{ batch: 0 }, { batch: 1 }, { batch: 2 }]);
});

test("after a restart the counters first read stand, even if the file now says otherwise", async () => {
  const folder = temporaryFolder();
  const first = bench(folder);
  await meterRound(first.around, view(1, HOUR, [1]));
  commit(first);
  first.store.close();
  const second = bench(folder);
  second.counter = 9_000;
  expect(await meterRound(second.around, view(1, HOUR, [1]))).toBe(1);
  const open = some(second.outbox.newest("meter.open")).tx.body;
  if (open.kind !== "meter.open") throw new Error(open.kind);
  expect(some(open.openings[0]).counter).toBe(1_007);
  expect(second.outbox.newest("meter.commit")).toBeDefined();
  expect(kinds(second)).toEqual(["meter.commit", "meter.open"]);
});

test("a crash between naming and keeping: the step is taken again", async () => {
  const b = bench();
  const failing = { ...b.around, outbox: { ...b.outbox, keep: () => { throw new Error("killed"); } } }; // prettier-ignore
  await expect(meterRound(failing, view(1, HOUR, [1]))).rejects.toThrow("killed");
  expect(await meterRound(b.around, view(1, HOUR, [1]))).toBe(1);
  expect(kinds(b)).toEqual(["meter.commit"]);
});

test("no reading yet, another meter, not active: nothing", async () => {
  const b = bench();
  b.hidden = true;
  expect(await meterRound(b.around, view(1, HOUR, [1]))).toBe(0);
  b.hidden = false;
  const other = view(1, HOUR, [1]);
  expect(await meterRound(b.around, { ...other, party: { ...other.party, status: "suspended" } })).toBe(0);
  expect(await meterRound({ ...b.around, meterId: "demo-2" }, other)).toBe(0);
  expect(kinds(b)).toEqual([]);
});
