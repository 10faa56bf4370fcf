/** The producer when something goes wrong: a full disk, a transaction that breaks the execution, a listener that throws. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FaultError } from "../../../shared/ipc/fault.ts";
import type { Chain } from "../../../node/embedded/chain.ts";
import { Mempool } from "../../../node/embedded/mempool.ts";
import { Producer } from "../../../node/embedded/producer.ts";

let lines: string[];
let failure: Error | undefined;
let blocks: number;
let mempool: Mempool;
let producer: Producer;

beforeEach(() => {
  vi.useFakeTimers();
  [lines, failure, blocks] = [[], undefined, 0];
  const chain = {
    get height() {
      return blocks;
    },
    produce(txs: readonly Uint8Array[]) {
      if (failure) throw failure;
      blocks++;
      return { block: { txs }, changed: false };
    },
  } as unknown as Chain;
  mempool = new Mempool(() => ({ code: 0, log: "" }));
  producer = new Producer({ chain, mempool, idle: 2000, clock: Date.now, log: (line) => lines.push(line) });
});
afterEach(() => {
  producer.stop();
  vi.useRealTimers();
});

test("idle blocks every 2 s, one at 200 ms when a transaction waits", () => {
  producer.start();
  expect(blocks).toBe(2);
  vi.advanceTimersByTime(1999);
  expect(blocks).toBe(2);
  vi.advanceTimersByTime(1);
  expect(blocks).toBe(3);
  mempool.add(Uint8Array.of(1));
  producer.wake();
  vi.advanceTimersByTime(200);
  expect(blocks).toBe(4);
  vi.advanceTimersByTime(1000);
  expect(blocks).toBe(4);
});

test("a full disk stops the chain with one message; it goes on when there is room, with what waited", () => {
  producer.start();
  mempool.add(Uint8Array.of(1));
  failure = new FaultError("node.disk", { file: "chain.db", problem: "database or disk is full" }, "retry");
  vi.advanceTimersByTime(30_000);
  expect(blocks).toBe(2);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/chain\.db.*full/);
  producer.wake();
  failure = undefined;
  vi.advanceTimersByTime(5000);
  expect(blocks).toBeGreaterThan(2);
  expect(mempool.size).toBe(0);
  expect(lines[1]).toMatch(/again/);
});

test("transactions that break the execution are dropped, and the chain goes on", () => {
  producer.start();
  mempool.add(Uint8Array.of(1));
  failure = new TypeError("a bug");
  vi.advanceTimersByTime(2000);
  expect(mempool.size).toBe(0);
  expect(lines[0]).toMatch(/dropped/);
  failure = undefined;
  vi.advanceTimersByTime(5000);
  expect(blocks).toBe(3);
});

test("a listener that throws is logged, the others hear the block, the chain goes on", () => {
  let heard = 0;
  producer.onBlock(() => {
    throw new Error("mine");
  });
  const stop = producer.onBlock(() => heard++);
  producer.start();
  vi.advanceTimersByTime(2000);
  expect(heard).toBe(3);
  expect(lines).toHaveLength(3);
  stop();
  vi.advanceTimersByTime(2000);
  expect(heard).toBe(3);
  expect(blocks).toBe(4);
});

test("after stop nothing is produced", () => {
  producer.start();
  producer.stop();
  producer.wake();
  vi.advanceTimersByTime(10_000);
  expect(blocks).toBe(2);
});
