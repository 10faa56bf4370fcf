/** DESIGN §4, Meters and Privacy: the first root wins, openings prove themselves, counters never go back. */
import { describe, expect, test } from "vitest";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import type { Opening, Quality } from "../../../shared/ledger/transactions.ts";
import { batchLeaves, batchRoot, type Boundary, openLeaf } from "../../../shared/metering/commitment.ts";
import { CHAIN, Chain, genesis, home, keyOf, PARAMS } from "./market.ts";

const alice = keyOf("alice");
const meterKey = keyOf("alice meter");
const METER = "meter-alice";
const SECRET = sha256(utf8("salts"));

const market = (batchSlots = 1) =>
  new Chain(genesis([home("alice")], { ...PARAMS, metering: { ...PARAMS.metering, batchSlots } }));

const measured = (...counters: number[]): Boundary[] => counters.map((counter) => ({ counter, quality: "measured" }));

/** A batch whose two registers read as given. */
function batchOf(chain: Chain, batch: number, bought: readonly Boundary[], sold: readonly Boundary[]) {
  const context = {
    chainId: CHAIN,
    meter: METER,
    batch,
    batchSlots: chain.params.metering.batchSlots,
    unit: "Wh" as const,
  };
  const leaves = batchLeaves(context, SECRET, { "1.8.0": bought, "2.8.0": sold });
  const root = toHex(batchRoot(leaves));
  return {
    commit: () => chain.send(alice, { kind: "meter.commit", meter: METER, batch, root }, [meterKey]).result,
    open: (which: readonly number[] = leaves.map((_, i) => i), change: (o: Opening) => Opening = (o) => o) =>
      chain.send(
        alice,
        { kind: "meter.open", meter: METER, batch, openings: which.map((i) => change(openLeaf(leaves, i))) },
        [meterKey],
      ).result,
  };
}
const metered = (chain: Chain, slot: number) =>
  chain.query("metered", { party: alice.address, carrier: "electricity", from: slot, to: slot + 1 })[0];

test("both boundaries of both registers open: the slot is metered as their differences", () => {
  const chain = market();
  const slot = chain.slot - 1;
  const batch = batchOf(chain, slot, measured(1000, 1010), measured(500, 750));
  expect(batch.commit().code).toBe(0);
  expect(batch.open([0, 1, 2]).code).toBe(0);
  expect(metered(chain, slot)).toBeUndefined();
  expect(batch.open([3]).code).toBe(0);
  expect(metered(chain, slot)).toEqual({ slot, sold: 250, bought: 10, quality: "measured", source: "meter" });
});

test("a slot across two batches is metered from boundaries of both", () => {
  const chain = market(2);
  const batch = Math.floor(chain.slot / 2) - 2;
  const one = batchOf(chain, batch, measured(0, 1, 2), measured(0, 10, 20));
  const two = batchOf(chain, batch + 1, measured(2, 3, 4), measured(20, 30, 40));
  one.commit();
  two.commit();
  expect(one.open([1, 4]).code).toBe(0);
  expect(two.open([0, 3]).code).toBe(0);
  expect(metered(chain, 2 * batch + 1)).toMatchObject({ sold: 10, bought: 1 });
  expect(metered(chain, 2 * batch)).toBeUndefined();
});

describe("qualities", () => {
  test.each<[Quality, Quality, number | null]>([
    ["measured", "measured", 50],
    ["substituted", "substituted", 50],
    ["missing", "missing", null],
  ])("a boundary %s makes the slot %s", (quality, expected, sold) => {
    const chain = market();
    const slot = chain.slot - 1;
    const batch = batchOf(chain, slot, measured(0, 0), [{ counter: 0, quality }, ...measured(50)]);
    batch.commit();
    batch.open();
    expect(metered(chain, slot)).toMatchObject({ quality: expected, sold });
  });
});

describe("refused", () => {
  test("meter.past: a batch that is not over", () => {
    const chain = market();
    const batch = batchOf(chain, chain.slot, measured(0, 1), measured(0, 1));
    expect(batch.commit()).toMatchObject({
      code: 1,
      data: { rule: "meter.past", figure: (chain.slot + 1) * 900, unit: "s" },
    });
  });

  test("meter.firstRoot: the first commitment of a batch stands", () => {
    const chain = market();
    const slot = chain.slot - 1;
    const first = batchOf(chain, slot, measured(0, 1), measured(0, 1));
    const second = batchOf(chain, slot, measured(0, 1), measured(0, 900));
    first.commit();
    expect(second.commit()).toMatchObject({ code: 1, data: { rule: "meter.firstRoot" } });
    expect(second.open()).toMatchObject({ code: 1, data: { rule: "meter.proof" } });
    expect(first.open().code).toBe(0);
  });

  test("meter.batch: nothing is opened that was not committed", () => {
    const chain = market();
    expect(batchOf(chain, chain.slot - 1, measured(0, 1), measured(0, 1)).open()).toMatchObject({
      data: { rule: "meter.batch" },
    });
  });

  test("meter.proof: a changed counter, and an index beyond the batch", () => {
    const chain = market();
    const batch = batchOf(chain, chain.slot - 1, measured(0, 1), measured(0, 1));
    batch.commit();
    for (const change of [
      (o: Opening): Opening => ({ ...o, counter: o.counter + 1 }),
      (o: Opening): Opening => ({ ...o, leaf: o.leaf + 4 }),
      (o: Opening): Opening => ({ ...o, quality: "substituted" }),
    ]) {
      expect(batch.open([0], change)).toMatchObject({ data: { rule: "meter.proof" } });
    }
  });

  test("meter.twice: one boundary twice in one transaction", () => {
    const chain = market();
    const batch = batchOf(chain, chain.slot - 1, measured(0, 1), measured(0, 1));
    batch.commit();
    expect(batch.open([1, 1])).toMatchObject({ data: { rule: "meter.twice" } });
  });

  test("meter.continuity: neighbouring batches disagree on their shared boundary", () => {
    const chain = market();
    const slot = chain.slot - 2;
    const one = batchOf(chain, slot, measured(0, 100), measured(0, 0));
    const two = batchOf(chain, slot + 1, measured(99, 120), measured(0, 0));
    one.commit();
    two.commit();
    expect(one.open().code).toBe(0);
    expect(two.open([0])).toMatchObject({
      data: { rule: "meter.continuity", figure: 99, limit: 100, unit: "Wh", slot: slot + 1 },
    });
  });

  test("meter.decreasing: within an opening, after an earlier boundary, before a later one", () => {
    const chain = market();
    const slot = chain.slot - 5;
    const batches = [measured(50, 60), measured(60, 70), measured(70, 65), measured(40, 45), measured(90, 91)].map(
      (bought, i) => batchOf(chain, slot + i, bought, measured(0, 0)),
    );
    for (const batch of batches) batch.commit();
    const [one, two, three, four] = batches;
    expect(three?.open([0, 1])).toMatchObject({ data: { rule: "meter.decreasing", figure: 65, limit: 70 } });
    expect(two?.open([1]).code).toBe(0);
    expect(four?.open([1])).toMatchObject({
      data: { rule: "meter.decreasing", figure: 45, limit: 70, slot: slot + 4 },
    });
    expect(one?.open([0]).code).toBe(0);
    const [first] = [batchOf(chain, slot - 3, measured(55, 80), measured(0, 0))];
    first?.commit();
    expect(first?.open([1])).toMatchObject({ data: { rule: "meter.decreasing", figure: 50, limit: 80 } });
  });

  test("a refused opening opens nothing", () => {
    const chain = market();
    const slot = chain.slot - 1;
    const batch = batchOf(chain, slot, measured(70, 65), measured(0, 1));
    batch.commit();
    expect(batch.open().code).toBe(1);
    expect([...chain.state.range("counter/", "counter0")]).toEqual([]);
  });
});
