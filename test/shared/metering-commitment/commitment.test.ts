/** Commitments to readings (DESIGN §4, Privacy): what was committed opens, nothing else does. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { Opening, type Register } from "../../../shared/ledger/transactions.ts";
import {
  type BatchContext,
  batchLeaves,
  batchRoot,
  leafIndex,
  openLeaf,
  placeOf,
  verifyOpening,
} from "../../../shared/metering/commitment.ts";

const SECRET = sha256(utf8("a meter's secret"));
const context = (batchSlots: number, change: Partial<BatchContext> = {}): BatchContext => ({
  chainId: "test-chain",
  meter: "meter-1",
  batch: 7,
  batchSlots,
  unit: "Wh",
  ...change,
});
const counters = (batchSlots: number) => {
  const row = (start: number) =>
    Array.from({ length: batchSlots + 1 }, (_, i) => ({ counter: start + 10 * i, quality: "measured" as const }));
  return { "1.8.0": row(1000), "2.8.0": row(500_000) };
};

describe.each([1, 2, 4, 95, 96])("a batch of %i slots", (batchSlots) => {
  const at = context(batchSlots);
  const leaves = batchLeaves(at, SECRET, counters(batchSlots));
  const root = batchRoot(leaves);

  test("has two registers of slots + 1 boundaries, and each of them opens", () => {
    expect(leaves).toHaveLength(2 * (batchSlots + 1));
    for (let i = 0; i < leaves.length; i++) {
      const opening = openLeaf(leaves, i);
      expect(Opening.safeParse(opening).success).toBe(true);
      expect(verifyOpening(root, at, opening)).toBe(true);
    }
  });

  test("opens at no other chain, meter or batch", () => {
    const opening = openLeaf(leaves, 1);
    for (const other of [{ chainId: "x" }, { meter: "meter-2" }, { batch: 8 }]) {
      expect(verifyOpening(root, { ...at, ...other }, opening)).toBe(false);
    }
  });

  test("a changed counter, quality, salt, index, register or path does not open", () => {
    const opening = openLeaf(leaves, 1);
    const other: Register = opening.register === "1.8.0" ? "2.8.0" : "1.8.0";
    for (const change of [
      { counter: opening.counter + 1 },
      { quality: "substituted" as const },
      { salt: toHex(sha256(utf8("other"))) },
      { leaf: 0 },
      { leaf: opening.leaf + batchSlots + 1, register: other },
      { register: other },
      { leaf: 2 * (batchSlots + 1) },
      { path: opening.path.slice(1) },
      { path: [...opening.path, opening.path[0] ?? ""] },
      { path: opening.path.toReversed().map((hash, i) => (i === 0 ? toHex(SECRET) : hash)) },
    ]) {
      expect(verifyOpening(root, at, { ...opening, ...change })).toBe(false);
    }
  });
});

test("places: the last boundary of a batch is the first of the next", () => {
  const last = placeOf({ batch: 3, batchSlots: 4 }, leafIndex(4, "2.8.0", 4));
  const first = placeOf({ batch: 4, batchSlots: 4 }, leafIndex(4, "2.8.0", 0));
  expect(last).toEqual({ register: "2.8.0", boundary: 16 });
  expect(first).toEqual(last);
  expect(placeOf({ batch: 3, batchSlots: 4 }, 10)).toBeUndefined();
});

test("a batch of the wrong size is named", () => {
  expect(() => batchLeaves(context(2), SECRET, counters(1))).toThrow("1.8.0: 2 boundaries, not 3");
});

test("equal counters in different places have unequal leaves: a reading cannot be guessed from another one", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (counter) => {
      const same = { counter, quality: "measured" as const };
      const leaves = batchLeaves(context(1), SECRET, { "1.8.0": [same, same], "2.8.0": [same, same] });
      expect(new Set(leaves.map((leaf) => toHex(leaf.hash))).size).toBe(4);
      expect(new Set(leaves.map((leaf) => toHex(leaf.salt))).size).toBe(4);
    }),
    { numRuns: 20 },
  );
});

test("vector: root and salt are fixed, so that meters of other makers can be held against them", () => {
  const leaves = batchLeaves(context(1), SECRET, counters(1));
  expect(toHex(batchRoot(leaves))).toMatchInlineSnapshot(
    `"8e5caa162f36fab66c7d27069f09e0a932ccb8e0596d68e503a16db0963fa672"`,
  );
  expect(toHex(leaves[0]?.salt ?? new Uint8Array())).toMatchInlineSnapshot(
    `"eacbe122830aeac05d0028d8045e62b5ed8b71410e47e2736ae242cd7423065a"`,
  );
});
