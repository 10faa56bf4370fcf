/** DESIGN §5: a per-party accumulator keeps complete paths provable; entries leave the state after retention, archives serve them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import { utf8 } from "../../../../shared/codec/bytes.ts";
import { applyBlock } from "../../../../shared/ledger/applyBlock.ts";
import {
  append,
  EMPTY,
  extend,
  isComplete,
  leafOf,
  type PathEntry,
} from "../../../../shared/ledger/history/accumulator.ts";
import { runQuery } from "../../../../shared/ledger/runQuery.ts";
import { type Chain, CHAIN, INSTALLER, keyOf, PARAMS, registration, sell, SUPPLIER } from "../market.ts";
import { alice, bob, carol, contract, deliver, FIRM, market } from "../ends/scene.ts";

const entries: fc.Arbitrary<PathEntry[]> = fc.array(
  fc.record({
    height: fc.integer({ min: 1, max: 1_000_000 }),
    index: fc.nat(5000),
    tx: fc.nat(99_999).map((n) => toHex(sha256(utf8(String(n))))),
    code: fc.constantFrom(0 as const, 1 as const),
  }),
  { maxLength: 40 },
);

describe("the accumulator", () => {
  test("two leaves are one tree; three are a tree and a leaf", () => {
    const [a, b, c] = [1, 2, 3].map((height) => leafOf({ height, index: 0, tx: "aa".repeat(32), code: 0 }, CHAIN));
    const two = append(append(EMPTY, a ?? "", CHAIN), b ?? "", CHAIN);
    expect(two.peaks).toHaveLength(1);
    const three = append(two, c ?? "", CHAIN);
    expect(three.peaks).toEqual([two.peaks[0], c]);
    expect(append(three, a ?? "", CHAIN).peaks).toHaveLength(1);
  });

  test("has a peak per bit of its count, and knows its entries alone", () => {
    fc.assert(
      fc.property(entries, fc.nat(39), fc.nat(39), (path, i, j) => {
        const log = extend(EMPTY, path, CHAIN);
        expect(log.count).toBe(path.length);
        expect(log.peaks).toHaveLength([...log.count.toString(2)].filter((bit) => bit === "1").length);
        expect(isComplete(log, path, CHAIN)).toBe(true);
        expect(isComplete(log, path, "another-chain")).toBe(path.length === 0);
        const known = extend(EMPTY, path.slice(0, i), CHAIN);
        expect(isComplete(log, path.slice(i), CHAIN, known)).toBe(true);
        if (path.length === 0) return;
        const at = i % path.length;
        expect(isComplete(log, path.toSpliced(at, 1), CHAIN)).toBe(false);
        expect(isComplete(log, [...path, ...path.slice(at, at + 1)], CHAIN)).toBe(false);
        const turned = path.map((entry, n) =>
          n === at ? ({ ...entry, code: entry.code === 0 ? 1 : 0 } as const) : entry,
        );
        expect(isComplete(log, turned, CHAIN)).toBe(false);
        const swapped = path.map(
          (entry, n) => path[n === at ? j % path.length : n === j % path.length ? at : n] ?? entry,
        );
        expect(isComplete(log, swapped, CHAIN)).toBe(JSON.stringify(swapped) === JSON.stringify(path));
      }),
      { numRuns: 200 },
    );
  });
});

function wholePath(chain: Chain, party: string): { entries: PathEntry[]; log: ReturnType<typeof read> } {
  const all: PathEntry[] = [];
  for (;;) {
    const page = chain.query("path", { party, from: all.length, limit: 3 });
    all.push(...page.entries.map(({ n: _, adm: __, ...entry }) => entry));
    if (page.entries.length === 0) return { entries: all, log: read(chain, party) };
  }
}
const read = (chain: Chain, party: string) => chain.query("path", { party, from: 0, limit: 1 });

describe("a path", () => {
  test("has every valid transaction that a party signed or that names it, done and refused, in order", () => {
    const chain = market();
    const { id, first } = contract(chain, [600, 600], FIRM);
    const refused = chain.send(carol, { kind: "contract.end", contract: id, from: first, mutual: false });
    expect(refused.result.code).toBe(1);
    const offer = chain.query("offersOf", { party: alice.address })[0]?.id ?? "";
    deliver(chain, first, 400, 600);
    const dispute = chain.send(bob, {
      kind: "dispute.raise",
      contract: id,
      first,
      count: 1,
      evidence: "ee".repeat(32),
      reason: "short",
    }).id;
    const invalid = chain.send(bob, { kind: "contract.end", contract: id, from: first, mutual: true }, [bob]);
    expect(invalid.result.code).toBe(2);
    const path = wholePath(chain, alice.address);
    // Offer, acceptance, the stranger's attempt at the contract, two transactions of the meter, the dispute.
    expect(path.entries.map(({ tx }) => tx)).toEqual([
      offer,
      id,
      refused.id,
      expect.any(String),
      expect.any(String),
      dispute,
    ]);
    expect(path.entries.map(({ code }) => code)).toEqual([0, 0, 1, 0, 0, 0]);
    expect(isComplete(path.log, path.entries, CHAIN)).toBe(true);
    expect(wholePath(chain, carol.address).entries.map(({ tx }) => tx)).toEqual([refused.id]);
    expect(wholePath(chain, bob.address).entries).toHaveLength(5);
    expect(read(chain, keyOf("nobody").address)).toEqual({ count: 0, peaks: [], first: 0, entries: [] });
  });

  test("begins with the registration, which names supplier and installer", () => {
    const chain = market();
    const dora = keyOf("dora");
    const { id } = chain.send(dora, registration("dora"), [dora, SUPPLIER]);
    for (const party of [dora, SUPPLIER, INSTALLER]) {
      expect(wholePath(chain, party.address).entries).toEqual([{ height: 1, index: 0, tx: id, code: 0 }]);
    }
  });

  test("has the administrative second of each entry; its first version, still served, had none", () => {
    const chain = market();
    chain.send(alice, sell(chain.slot + 9, [500]));
    const input = { party: alice.address, from: 0, limit: 1 };
    const [entry] = chain.query("path", input).entries;
    expect(entry?.adm).toBe(Math.floor(chain.query("clock", {}).adm / 1000));
    const { adm: _, ...bare } = entry ?? {};
    expect(runQuery(chain.state, "path", 1, input)).toMatchObject({ count: 1, entries: [bare] });
    expect(JSON.stringify(runQuery(chain.state, "path", 1, input))).not.toContain("adm");
  });

  test("is given to an archive block by block; after retention the state has the peaks, and the archive's entries prove it", () => {
    const chain = market();
    const archive: PathEntry[] = [];
    const send = (n: number) => {
      const sent = chain.sign(alice, { kind: "offer.cancel", offer: String(n).repeat(64) });
      const block = { height: chain.height + 1, time: chain.time + 2000, txs: [sent.bytes] };
      const { log } = applyBlock(chain.state, block, chain.check);
      archive.push(...log.filter(({ party }) => party === alice.address).map(({ entry }) => entry));
      chain.block([sent]);
    };
    for (let n = 0; n < 5; n++) send(n);
    const since = chain.market;
    chain.until(since + PARAMS.supervision.retain - 600);
    expect(read(chain, alice.address)).toMatchObject({ count: 5, first: 0 });
    for (let n = 5; n < 8; n++) send(n);
    chain.until(since + PARAMS.supervision.retain + 900);
    expect(read(chain, alice.address)).toMatchObject({ count: 8, first: 5, entries: [{ n: 5 }] });
    chain.until(since + 3 * PARAMS.supervision.retain);
    const gone = read(chain, alice.address);
    expect(gone).toMatchObject({ count: 8, first: 8, entries: [] });
    expect(isComplete(gone, archive, CHAIN)).toBe(true);
    expect([...chain.state.range("logentry/", "logentry0")]).toEqual([]);
    // And goes on from there.
    send(9);
    expect(read(chain, alice.address)).toMatchObject({ count: 9, first: 8, entries: [{ n: 8 }] });
    expect(isComplete(read(chain, alice.address), archive, CHAIN)).toBe(true);
    chain.until(chain.market + 2 * PARAMS.supervision.retain);
    expect([...chain.state.range("logentry/", "logentry0")]).toEqual([]);
  });
});
