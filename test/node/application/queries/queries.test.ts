/** Queries in a thread of their own: the same answers as in the node's, for every height that it keeps, each computed once. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { encodeCanonical, type Json } from "../../../../shared/codec/canonical.ts";
import { queryOf } from "../../../../shared/ledger/runQuery.ts";
import type { QueryAnswer, QueryRequest } from "../../../../node/application/application.ts";
import type { LedgerApplication } from "../../../../node/application/ledgerApplication.ts";
import { QueryCache } from "../../../../node/application/queries/queryCache.ts";
import { QueryThread, WAITING_MAX } from "../../../../node/application/queries/queryThread.ts";
import { beginLedger, memoryStore, openLedger, runTo } from "../ledgerUnderTest.ts";

const threads: QueryThread[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.close();
});

function openThread(): QueryThread {
  const thread = new QueryThread(() => {});
  threads.push(thread);
  return thread;
}

function withThread(): { ledger: LedgerApplication; thread: QueryThread } {
  const thread = openThread();
  const ledger = openLedger({
    onBegin: (height, state) => thread.begin(height, state),
    onCommit: ({ height, state, changes }) => thread.committed(height, state, changes),
  });
  beginLedger(ledger);
  return { ledger, thread };
}

function begun(): LedgerApplication {
  const ledger = openLedger();
  beginLedger(ledger);
  return ledger;
}

const ask = (height: number, name: "clock" | "parties" = "clock", input: Json = {}): QueryRequest => ({
  path: `/query/${name}/${queryOf(name).version}`,
  data: encodeCanonical(input),
  height,
});

describe("the thread", () => {
  test("answers as the application does, after genesis, after each block, and for the heights before", async () => {
    const { ledger, thread } = withThread();
    expect(await thread.answer(ask(0))).toEqual(ledger.query(ask(0)));
    runTo(ledger, 4);
    for (const height of [0, 4, 3, 1, 9]) expect(await thread.answer(ask(height))).toEqual(ledger.query(ask(height)));
    const page = ask(4, "parties", { status: "active", limit: 3 });
    expect(await thread.answer(page)).toEqual(ledger.query(page));
    expect((await thread.answer(page)).code).toBe(0);
    for (const bad of [{ ...ask(4), path: "/nothing" }, ask(4, "parties", { limit: 0 })])
      expect(await thread.answer(bad)).toEqual(ledger.query(bad));
  });

  test("after a restart it serves the same older heights as the application", async () => {
    const store = memoryStore();
    const before = openLedger({ store });
    beginLedger(before);
    runTo(before, 4);
    const ledger = openLedger({ store });
    const thread = openThread();
    thread.begin(
      4,
      ledger.state,
      [4, 3, 2].map((height) => store.before(height) ?? new Map<string, string>()),
    );
    for (const height of [4, 3, 2, 1]) {
      const answer = await thread.answer(ask(height));
      expect(answer).toEqual(before.query(ask(height)));
      expect(ledger.query(ask(height))).toEqual(answer);
      expect(answer.code).toBe(0);
    }
  });

  test("says that it is busy when too many different questions wait, and answers again afterwards", async () => {
    const { ledger, thread } = withThread();
    runTo(ledger, 1);
    const asked = Array.from({ length: WAITING_MAX + 10 }, (_, i) =>
      thread.answer({ ...ask(1), path: `/query/none/${i}` }),
    );
    const codes = (await Promise.all(asked)).map(({ code }) => code);
    expect(codes.filter((code) => code === 4)).toHaveLength(10);
    expect((await thread.answer(ask(1))).code).toBe(0);
  });

  test("before the chain has begun no height is kept, as in the application, and that passes", async () => {
    const thread = openThread();
    expect(await thread.answer(ask(0))).toEqual(openLedger().query(ask(0)));
    expect((await thread.answer(ask(0))).code).toBe(2);
    thread.begin(0, begun().state);
    expect((await thread.answer(ask(0))).code).toBe(0);
  });

  test("that has died says so, and refuses what waits and what comes", async () => {
    const told: string[] = [];
    const thread = new QueryThread((problem) => told.push(problem));
    threads.push(thread);
    const { state } = begun();
    // News of a block without the state before it: what only a fault of ours could send.
    thread.committed(2, state, new Map([["meta/version", 1]]));
    await expect(thread.answer(ask(1))).rejects.toThrow(/news/);
    expect(await thread.answer(ask(1)), "until there is another thread").toMatchObject({ code: 4 });
    expect(told).toHaveLength(1);
  });

  test("that has died is started again and answers of the latest state, with what came in between", async () => {
    const told: string[] = [];
    const thread = new QueryThread((problem) => told.push(problem), new URL("dyingWorker.ts", import.meta.url));
    threads.push(thread);
    const ledger = openLedger({
      onBegin: (height, state) => thread.begin(height, state),
      onCommit: ({ height, state, changes }) => thread.committed(height, state, changes),
    });
    beginLedger(ledger);
    runTo(ledger, 2);
    await expect(thread.answer({ ...ask(0), path: "/die" })).rejects.toThrow("asked to die");
    runTo(ledger, 3);
    const answer = await vi.waitFor(
      async () => {
        const found = await thread.answer(ask(0));
        expect(found.code).toBe(0);
        return found;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(answer).toEqual(ledger.query(ask(0)));
    runTo(ledger, 4);
    expect(await thread.answer(ask(4))).toEqual(ledger.query(ask(4)));
    expect(told).toEqual(["asked to die"]);
  });
});

describe("the cache", () => {
  const answer = (size: number, code: QueryAnswer["code"] = 0): QueryAnswer => ({
    code,
    height: 1,
    value: new Uint8Array(size),
    log: "",
  });
  const counting = (result: QueryAnswer) => {
    const made = { count: 0, compute: () => Promise.resolve((made.count++, result)) };
    return made;
  };

  test("those who ask the same at once, or later, get one answer", async () => {
    const cache = new QueryCache();
    const made = counting(answer(10));
    const all = await Promise.all([1, 2, 3].map(() => cache.answer(ask(5), made.compute)));
    all.push(await cache.answer(ask(5), made.compute));
    expect(new Set(all).size).toBe(1);
    expect(made.count).toBe(1);
    expect(cache.hits).toBe(3);
    await cache.answer(ask(6), made.compute);
    await cache.answer({ ...ask(5), data: encodeCanonical({ other: 1 }) }, made.compute);
    expect(made.count).toBe(3);
  });

  test("a failure and a refusal are not remembered", async () => {
    const cache = new QueryCache();
    await expect(cache.answer(ask(5), () => Promise.reject(new Error("lost")))).rejects.toThrow("lost");
    const refusing = counting(answer(0, 2));
    await cache.answer(ask(5), refusing.compute);
    await cache.answer(ask(5), refusing.compute);
    expect(refusing.count).toBe(2);
  });

  test("it stays within its bytes, and what was asked last stays longest", async () => {
    const cache = new QueryCache(4000);
    const made = counting(answer(1000));
    for (const height of [1, 2, 3]) await cache.answer(ask(height), made.compute);
    await cache.answer(ask(1), made.compute);
    await cache.answer(ask(4), made.compute);
    expect(cache.bytes).toBeLessThanOrEqual(4000);
    const before = made.count;
    await cache.answer(ask(1), made.compute);
    expect(made.count).toBe(before);
    await cache.answer(ask(2), made.compute);
    expect(made.count).toBe(before + 1);
  });
});
