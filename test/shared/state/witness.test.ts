import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, fromHex, toHex, utf8 } from "../../../shared/codec/bytes.ts";
import type { Json } from "../../../shared/codec/canonical.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { type Reader, under } from "../../../shared/state/reader.ts";
import {
  openWitness,
  OverBudget,
  Unprovable,
  WITNESS_BYTES,
  WitnessFault,
  witnessOf,
} from "../../../shared/state/witness.ts";
import { answer, entries, step } from "./keys.ts";

/** FUZZ=10 runs the properties ten times as long. */
const SCALE = Number(process.env["FUZZ"] ?? 1);
const PLENTY = { leaves: 10_000, bytes: WITNESS_BYTES };
const street = MerkleMap.from(
  Array.from({ length: 40 }, (_, i) => [`offer/${String(i * 7).padStart(4, "0")}`, { price: i }] as const),
);

function kindOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WitnessFault || error instanceof Unprovable || error instanceof OverBudget) return error.kind;
    throw error;
  }
  return "accepted";
}

describe("DESIGN §5: witnesses", () => {
  test("a query gives the same answer on its witness as on the whole map", () => {
    fc.assert(
      fc.property(entries(40), fc.array(step, { maxLength: 6 }), (list, steps) => {
        const map = MerkleMap.from(list);
        const witness = witnessOf(map, (reader) => answer(reader, steps), PLENTY);
        expect(answer(openWitness(witness, map.root), steps)).toEqual(answer(map, steps));
      }),
      { numRuns: 1000 * SCALE },
    );
  });

  test("another query on the same witness gives the true answer or is unprovable, never another answer", () => {
    let unprovable = 0;
    fc.assert(
      fc.property(entries(30), fc.array(step, { maxLength: 3 }), step, (list, steps, other) => {
        const map = MerkleMap.from(list);
        const reader = openWitness(
          witnessOf(map, (r) => answer(r, steps), PLENTY),
          map.root,
        );
        let got: unknown;
        const kind = kindOf(() => (got = answer(reader, [other])));
        if (kind === "unprovable") unprovable++;
        return kind === "unprovable" || (kind === "accepted" && isDeepStrictEqual(got, answer(map, [other])));
      }),
      { numRuns: 1000 * SCALE },
    );
    expect(unprovable).toBeGreaterThan(100);
  });

  test("10,000 random alterations of genuine witnesses never give another accepted answer", () => {
    const seen = { lied: 0, malformed: 0, accepted: 0 };
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), bit: fc.nat(7) }),
      fc.record({ kind: fc.constant("drop" as const), at: fc.nat(), count: fc.integer({ min: 1, max: 40 }) }),
      fc.record({
        kind: fc.constant("insert" as const),
        at: fc.nat(),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      }),
      fc.record({
        kind: fc.constant("swap" as const),
        at: fc.nat(),
        to: fc.nat(),
        count: fc.integer({ min: 1, max: 60 }),
      }),
      fc.record({
        kind: fc.constant("splice" as const),
        at: fc.nat(),
        from: fc.nat(),
        count: fc.integer({ min: 1, max: 60 }),
      }),
    );
    fc.assert(
      fc.property(
        entries(16),
        entries(3),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.array(mutation, { minLength: 10, maxLength: 10 }),
        (list, others, steps, mutations) => {
          const map = MerkleMap.from(list);
          const root = map.root;
          const witness = witnessOf(map, (r) => answer(r, steps), PLENTY);
          const edit = map.edit();
          for (const [k, v] of others) edit.set(k, v);
          const foreign = witnessOf(edit.done(), (r) => answer(r, steps), PLENTY);
          const truth = answer(map, steps);
          for (const m of mutations) {
            const at = m.at % witness.length;
            let changed: Uint8Array;
            if (m.kind === "flip") {
              changed = witness.slice();
              changed[at] = (changed[at] as number) ^ (1 << m.bit);
            } else if (m.kind === "drop") changed = concat(witness.slice(0, at), witness.slice(at + m.count));
            else if (m.kind === "insert") changed = concat(witness.slice(0, at), m.bytes, witness.slice(at));
            else if (m.kind === "swap") {
              const to = m.to % witness.length;
              const [first, second] = at < to ? [at, to] : [to, at];
              const count = Math.min(m.count, second - first);
              changed = concat(
                witness.slice(0, first),
                witness.slice(second, second + count),
                witness.slice(first + count, second),
                witness.slice(first, first + count),
                witness.slice(second + count),
              );
            } else {
              const from = m.from % foreign.length;
              changed = concat(witness.slice(0, at), foreign.slice(from, from + m.count), witness.slice(at + m.count));
            }
            if (toHex(changed) === toHex(witness)) continue;
            let got: unknown;
            try {
              got = answer(openWitness(changed, root), steps);
            } catch (error) {
              if (error instanceof Unprovable) continue;
              if (!(error instanceof WitnessFault)) throw error;
              if (error.kind !== "tooLarge") seen[error.kind]++;
              continue;
            }
            // A pruned part may be shown, or the like: then the answer must be the true one.
            seen.accepted++;
            expect(got).toEqual(truth);
          }
        },
      ),
      { numRuns: 1000 * SCALE },
    );
    expect(seen.lied).toBeGreaterThan(1000);
    expect(seen.malformed).toBeGreaterThan(1000);
    // One encoding per tree: no altered bytes may pass as this tree.
    expect(seen.accepted).toBe(0);
  });

  test("any single changed byte of a witness is refused", () => {
    const witness = witnessOf(
      street,
      (r) => answer(r, [{ kind: "range", from: "offer/0050", to: "offer/0100", reverse: false, limit: 9 }]),
      PLENTY,
    );
    for (let at = 0; at < witness.length; at++) {
      for (const by of [0x01, 0x80, 0xff]) {
        const changed = witness.slice();
        changed[at] = (changed[at] as number) ^ by;
        expect(
          kindOf(() => openWitness(changed, street.root)),
          `byte ${at} ^ ${by}`,
        ).toMatch(/lied|malformed/);
      }
    }
  });

  test("the root of another height is a lie", () => {
    const edit = street.edit();
    edit.set("offer/0000", { price: 99 });
    const newer = edit.done();
    const witness = witnessOf(street, (r) => r.get("offer/0007"), PLENTY);
    expect(kindOf(() => openWitness(witness, newer.root))).toBe("lied");
    expect(kindOf(() => openWitness(witness, new Uint8Array(31)))).toBe("lied");
    expect(openWitness(witness, street.root).get("offer/0007")).toEqual({ price: 1 });
  });

  describe("no entry of a list can be withheld", () => {
    const all = street.range(...under("offer/"));
    const list = [...all];
    const without = (index: number): MerkleMap => MerkleMap.from(list.filter((_, i) => i !== index));
    const ask = (reader: Reader, reverse: boolean) => [...reader.range("offer/0070", "offer/0140", { reverse })];

    test.each([10, 11, 14, 18, 19])("entry %i", (index) => {
      for (const reverse of [false, true]) {
        const witness = witnessOf(without(index), (r) => ask(r, reverse), PLENTY);
        expect(kindOf(() => openWitness(witness, street.root))).toBe("lied");
      }
    });

    test("a witness for a shorter range does not answer a longer one, at either end", () => {
      const narrow = openWitness(
        witnessOf(street, (r) => [...r.range("offer/0070", "offer/0140")], PLENTY),
        street.root,
      );
      expect(kindOf(() => [...narrow.range("offer/0070", "offer/0155")])).toBe("unprovable");
      expect(kindOf(() => [...narrow.range("offer/0050", "offer/0140")])).toBe("unprovable");
      expect(kindOf(() => [...narrow.range("offer/0050", "offer/0140", { reverse: true })])).toBe("unprovable");
      expect([...narrow.range("offer/0070", "offer/0140")]).toHaveLength(10);
    });

    test("an absent key is proved absent, an unasked one is unprovable", () => {
      const reader = openWitness(
        witnessOf(street, (r) => r.get("offer/0008"), PLENTY),
        street.root,
      );
      expect(reader.get("offer/0008")).toBeUndefined();
      expect(kindOf(() => reader.get("offer/0273"))).toBe("unprovable");
    });

    test("a page by limit proves itself, and not the next one", () => {
      const reader = openWitness(
        witnessOf(street, (r) => [...r.range("offer/", "offer/~", { limit: 3, reverse: true })], PLENTY),
        street.root,
      );
      expect([...reader.range("offer/", "offer/~", { limit: 3, reverse: true })].map(([k]) => k)).toEqual([
        "offer/0273",
        "offer/0266",
        "offer/0259",
      ]);
      expect(kindOf(() => [...reader.range("offer/", "offer/~", { limit: 4, reverse: true })])).toBe("unprovable");
      expect(kindOf(() => [...reader.range("offer/", "offer/~", { limit: 3 })])).toBe("unprovable");
    });
  });

  test("over the budget of leaves or bytes is said while the query runs", () => {
    let read = 0;
    const everything = (reader: Reader): void => {
      for (const _ of reader.range("", "\x7f")) read++;
    };
    expect(kindOf(() => witnessOf(street, everything, { leaves: 5, bytes: WITNESS_BYTES }))).toBe("overBudget");
    expect(read).toBe(5);
    expect(kindOf(() => witnessOf(street, everything, { leaves: 1000, bytes: 200 }))).toBe("overBudget");
    const exact = witnessOf(street, everything, PLENTY).length;
    expect(kindOf(() => witnessOf(street, everything, { leaves: 40, bytes: exact }))).toBe("accepted");
    expect(kindOf(() => witnessOf(street, everything, { leaves: 40, bytes: exact - 1 }))).toBe("overBudget");
    expect(kindOf(() => witnessOf(street, everything, { leaves: 39, bytes: exact }))).toBe("overBudget");
  });

  test("empty state, untouched state", () => {
    const none = witnessOf(MerkleMap.empty, (r) => [...r.range("", "~")], PLENTY);
    expect(toHex(none)).toBe("0100");
    expect(openWitness(none, MerkleMap.empty.root).get("a")).toBeUndefined();
    expect(kindOf(() => openWitness(none, street.root))).toBe("lied");
    const untouched = witnessOf(street, () => undefined, PLENTY);
    expect(toHex(untouched)).toBe(`0103${toHex(street.root)}`);
    expect(kindOf(() => openWitness(untouched, street.root).get("a"))).toBe("unprovable");
  });

  describe("what is not a witness", () => {
    const h = "00".repeat(32);
    const big = new Uint8Array(WITNESS_BYTES + 1);
    test.each<[string, string]>([
      ["the end comes early", ""],
      ["not format 1", "0200"],
      ["the end comes early", "01"],
      ["bytes after the end", "010000"],
      ["the end comes early", `0103${"00".repeat(31)}`],
      ["an unknown kind of node", "0104"],
      ["an unknown flag", `01b001${h}016100023131`],
      ["an inner node of two stubs", `01e009${h}${h}`],
      ["bits that do not grow", `01c009${h}c009${h}01610001310000`],
      ["an empty key", "0101000131"],
      ["a key that is not printable ASCII", "010120000131"],
      ["a key without an end", `0101${"61".repeat(300)}`],
      ["a length that is not minimal", "01016100810031"],
      ["a length that is too long", "01016100ffffffffff"],
      ["a value that is not UTF-8", "0101610001ff"],
      ["a key that lies elsewhere", `01a009${h}0161620001310131`],
      ["a key that lies elsewhere", "0180090161620001310100000131"],
      ["neighbours that part elsewhere", "01800a0161000131016200000131"],
    ])("%s: %s", (reason, bytes) => {
      const open = () => openWitness(fromHex(bytes), street.root);
      expect(kindOf(open)).toBe("malformed");
      expect(open).toThrow(reason);
    });
    test("too many bytes", () => expect(kindOf(() => openWitness(big, street.root))).toBe("tooLarge"));

    test("random bytes never crash it", () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          expect(kindOf(() => openWitness(concat(Uint8Array.of(1), bytes), street.root))).toMatch(/lied|malformed/);
        }),
        { numRuns: 5000 * SCALE },
      );
    });

    test("the deepest tree that bytes can say is read without recursion and in no time", () => {
      const parts: Uint8Array[] = [Uint8Array.of(1)];
      for (let bit = 0; bit < 2048; bit++) parts.push(Uint8Array.of(0xa0 | (bit >> 8), bit & 0xff), new Uint8Array(32));
      parts.push(utf8("\x01a\0"), Uint8Array.of(1, 0x31));
      expect(kindOf(() => openWitness(concat(...parts), street.root))).toBe("malformed");
    });
  });

  test("a value that is no JSON under a root that nobody trusts", () => {
    const text = MerkleMap.fromTexts([["a", "{nonsense"]]);
    const reader = openWitness(fromHex(`0101610009${toHex(utf8("{nonsense"))}`), text.root);
    expect(kindOf(() => reader.get("a"))).toBe("malformed");
  });

  test("a leaf read by key alone costs no value; neighbours share their prefix", () => {
    const wide: [string, Json][] = Array.from({ length: 100 }, (_, i) => [
      `offer/electricity/zone-7/2026-11-23/${String(i).padStart(6, "0")}`,
      "x".repeat(300),
    ]);
    const map = MerkleMap.from(wide);
    const absent = witnessOf(map, (r) => r.get("offer/electricity/zone-7/2026-11-23/000050a"), PLENTY);
    expect(absent.length).toBeLessThan(500);
    const all = witnessOf(map, (r) => [...r.range("offer/", "offer/~")], PLENTY);
    expect((all.length - 100 * 300) / 100).toBeLessThan(10);
  });
});
