/** The mempool: what waits, what is remembered, what leaves. */
import { expect, test } from "vitest";
import { Mempool } from "../../../node/embedded/mempool.ts";

const tx = (n: number) => Uint8Array.of(n >> 8, n & 255);

test("valid ones wait in order; the same bytes are refused, also after their block", () => {
  const pool = new Mempool(() => ({ code: 0, log: "" }));
  expect(pool.add(tx(1))).toMatchObject({ added: true });
  expect(pool.add(tx(2))).toMatchObject({ added: true });
  expect(pool.add(tx(1))).toEqual({ added: false, why: "seen" });
  expect(pool.txs()).toEqual([tx(1), tx(2)]);
  expect(pool).toMatchObject({ size: 2, bytes: 4 });
  pool.committed([tx(1), tx(9)]);
  expect(pool.txs()).toEqual([tx(2)]);
  expect(pool.bytes).toBe(2);
  expect(pool.add(tx(1))).toEqual({ added: false, why: "seen" });
  expect(pool.add(tx(9))).toEqual({ added: false, why: "seen" });
});

test("an invalid one is answered and not remembered: it may become valid", () => {
  let code = 2;
  const pool = new Mempool(() => ({ code, log: "why" }));
  expect(pool.add(tx(1))).toEqual({ added: false, why: "invalid", log: "why" });
  code = 0;
  expect(pool.add(tx(1))).toMatchObject({ added: true });
});

test("what a block made invalid leaves", () => {
  const invalid = new Set<number>();
  const pool = new Mempool((bytes) => ({ code: invalid.has(bytes[1] as number) ? 2 : 0, log: "" }));
  for (const n of [1, 2, 3]) pool.add(tx(n));
  invalid.add(2);
  pool.committed([tx(1)]);
  expect(pool.txs()).toEqual([tx(3)]);
  invalid.clear();
  expect(pool.add(tx(2))).toMatchObject({ added: true });
});

test("count and size are bounded", () => {
  const pool = new Mempool(() => ({ code: 0, log: "" }));
  expect(pool.add(new Uint8Array(65_537))).toEqual({ added: false, why: "tooLarge" });
  for (let n = 0; n < 5000; n++) expect(pool.add(tx(n))).toMatchObject({ added: true });
  expect(pool.add(tx(5000))).toEqual({ added: false, why: "full" });
  pool.committed([tx(0)]);
  expect(pool.add(tx(5000))).toMatchObject({ added: true });
});
