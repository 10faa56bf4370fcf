/** DESIGN §4, Privacy: a batch's first leaf is the last of the one before: no energy is lost or counted twice between batches. */
import { expect, test } from "vitest";
import { toHex, utf8 } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import type { Quality } from "../../../../shared/ledger/bodies/meters.ts";
import { batchLeaves, batchRoot, type Boundary, leafIndex, openLeaf } from "../../../../shared/metering/commitment.ts";
import { CHAIN, Chain, genesis, home, keyOf, PARAMS } from "../market.ts";

const alice = keyOf("alice");
const meterKey = keyOf("alice meter");
const METER = "meter-alice";
const SLOTS = 4;

const chainOf = () =>
  new Chain(genesis([home("alice")], { ...PARAMS, metering: { ...PARAMS.metering, batchSlots: SLOTS } }));
const read = (counters: readonly number[], quality: Quality = "measured"): Boundary[] =>
  counters.map((counter) => ({ counter, quality }));

/** A batch of four slots: five boundaries of what was taken, nothing fed in. */
function batchOf(chain: Chain, batch: number, bought: readonly Boundary[]) {
  const context = { chainId: CHAIN, meter: METER, batch, batchSlots: SLOTS, unit: "Wh" as const };
  const leaves = batchLeaves(context, sha256(utf8("salts")), { "1.8.0": bought, "2.8.0": read([0, 0, 0, 0, 0]) });
  const root = toHex(batchRoot(leaves));
  const commit = chain.send(alice, { kind: "meter.commit", meter: METER, batch, root }, [meterKey]).result;
  expect(commit.code).toBe(0);
  return {
    /** Opens both registers at the given boundaries of the batch, 0 to 4. */
    open: (...boundaries: number[]) => {
      const wanted = (["1.8.0", "2.8.0"] as const).flatMap((register) =>
        boundaries.map((n) => openLeaf(leaves, leafIndex(SLOTS, register, n))),
      );
      const draft = { kind: "meter.open", meter: METER, batch, openings: wanted } as const;
      return chain.send(alice, draft, [meterKey]).result;
    },
  };
}
const first = (chain: Chain) => Math.floor(chain.slot / SLOTS) - 2;
const meteredFrom = (chain: Chain, from: number) =>
  chain.query("metered", { party: alice.address, carrier: "electricity", from, to: from + 8 });

test("a slot at the seam is metered once, from either batch's leaf of the shared boundary", () => {
  for (const second of [[1], [0, 1]]) {
    const chain = chainOf();
    const batch = first(chain);
    const one = batchOf(chain, batch, read([0, 10, 20, 30, 40]));
    const two = batchOf(chain, batch + 1, read([40, 45, 50, 55, 60]));
    expect(one.open(3, 4).code).toBe(0);
    expect(two.open(...second).code).toBe(0);
    expect(meteredFrom(chain, batch * SLOTS).map(({ slot, bought }) => [slot - batch * SLOTS, bought])).toEqual([
      [3, 10],
      [4, 5],
    ]);
  }
});

test("batches that disagree on their seam: whichever comes second is refused, and opens nothing", () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const chain = chainOf();
    const batch = first(chain);
    const both = [
      batchOf(chain, batch, read([0, 10, 20, 30, 40])),
      // 5 Wh would vanish between the two.
      batchOf(chain, batch + 1, read([45, 50, 55, 60, 65])),
    ] as const;
    const opens = [() => both[0].open(3, 4), () => both[1].open(0, 1)] as const;
    expect(opens[order[0]]().code).toBe(0);
    const before = [...chain.state.range("counter/", "counter0")];
    expect(opens[order[1]]()).toMatchObject({
      code: 1,
      data: { rule: "meter.continuity", unit: "Wh", slot: (batch + 1) * SLOTS },
    });
    expect([...chain.state.range("counter/", "counter0")]).toEqual(before);
  }
});

test("with the seam unopened, counters still never go back across it", () => {
  const chain = chainOf();
  const batch = first(chain);
  const one = batchOf(chain, batch, read([0, 10, 20, 30, 40]));
  const two = batchOf(chain, batch + 1, read([0, 5, 15, 25, 35]));
  expect(one.open(2, 3).code).toBe(0);
  expect(two.open(1, 2)).toMatchObject({ data: { rule: "meter.decreasing", figure: 5, limit: 30 } });
});

test("a boundary that was opened as missing stays missing", () => {
  const chain = chainOf();
  const batch = first(chain);
  const one = batchOf(chain, batch, [...read([0, 10, 20, 30]), ...read([40], "missing")]);
  const two = batchOf(chain, batch + 1, read([40, 45, 50, 55, 60]));
  expect(one.open(3, 4).code).toBe(0);
  expect(two.open(0, 1).code).toBe(0);
  expect(meteredFrom(chain, batch * SLOTS).map(({ quality }) => quality)).toEqual(["missing", "missing"]);
});

test("the first root of a batch wins, also for the batch after a disagreement", () => {
  const chain = chainOf();
  const batch = first(chain);
  batchOf(chain, batch, read([0, 10, 20, 30, 40]));
  const again = { kind: "meter.commit", meter: METER, batch, root: "11".repeat(32) } as const;
  expect(chain.send(alice, again, [meterKey]).result).toMatchObject({ data: { rule: "meter.firstRoot" } });
});
