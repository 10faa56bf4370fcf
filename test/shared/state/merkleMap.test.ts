import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { under } from "../../../shared/state/reader.ts";
import { answer, entries, key, modelReader, step, value } from "./keys.ts";

const leaf = (k: string, v: Json): Uint8Array =>
  sha256(concat(Uint8Array.of(0, k.length), utf8(k), sha256(encodeCanonical(v))));
const inner = (bit: number, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat(Uint8Array.of(1, bit >> 8, bit & 0xff), left, right));

/** The root by the definition alone: split at the first bit that differs. */
function rootByDefinition(list: readonly (readonly [string, Json])[]): Uint8Array {
  if (list.length === 0) return sha256(Uint8Array.of(2));
  const [first, second] = list;
  if (first !== undefined && second === undefined) return leaf(first[0], first[1]);
  const bits = ([k]: readonly [string, Json]): string =>
    [...k].map((c) => c.charCodeAt(0).toString(2).padStart(8, "0")).join("") + "0".repeat(8 * (256 - k.length));
  const all = list.map(bits);
  let bit = 0;
  while (all.every((b) => b[bit] === all[0]?.[bit])) bit++;
  return inner(
    bit,
    rootByDefinition(list.filter((_, i) => all[i]?.[bit] === "0")),
    rootByDefinition(list.filter((_, i) => all[i]?.[bit] === "1")),
  );
}

describe("DESIGN §5: the authenticated map", () => {
  test("the root is what the definition says", () => {
    fc.assert(
      fc.property(entries(24), (list) => {
        expect(toHex(MerkleMap.from(list).root)).toBe(toHex(rootByDefinition(list)));
      }),
      { numRuns: 200 },
    );
  });

  test("fixed vectors for other implementations", () => {
    expect(toHex(MerkleMap.empty.root)).toBe("dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986");
    expect(toHex(MerkleMap.from([["a", 1]]).root)).toBe(toHex(leaf("a", 1)));
    // "a" and "ab" part in byte 1, at the first 1 of "b" (0x62): bit 9.
    expect(
      toHex(
        MerkleMap.from([
          ["ab", null],
          ["a", 1],
        ]).root,
      ),
    ).toBe(toHex(inner(9, leaf("a", 1), leaf("ab", null))));
  });

  test("edits agree with a sorted list, whatever the history, and old versions stay as they were", () => {
    const change = fc.oneof(
      fc.tuple(fc.constant("set" as const), key, value),
      fc.tuple(fc.constant("delete" as const), key, fc.constant(null)),
    );
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 6 }), fc.array(step), (batches, steps) => {
        let map = MerkleMap.empty;
        const model = new Map<string, Json>();
        const versions: { map: MerkleMap; model: Map<string, Json>; root: string }[] = [];
        for (const batch of batches) {
          const edit = map.edit();
          for (const [what, k, v] of batch) {
            if (what === "set") {
              edit.set(k, v);
              model.set(k, v);
            } else {
              edit.delete(k);
              model.delete(k);
            }
            expect(edit.get(k)).toEqual(model.get(k));
          }
          expect(answer(edit, steps)).toEqual(answer(modelReader(model), steps));
          map = edit.done();
          for (const [k, v] of edit.changes()) expect(map.get(k)).toEqual(v);
          versions.push({ map, model: new Map(model), root: toHex(map.root) });
        }
        for (const version of versions) {
          expect(answer(version.map, steps)).toEqual(answer(modelReader(version.model), steps));
          expect(version.map.size).toBe(version.model.size);
          expect(toHex(version.map.root)).toBe(version.root);
          expect(toHex(MerkleMap.from(version.model).root)).toBe(version.root);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("changes() is enough to bring a copy on disk along", () => {
    fc.assert(
      fc.property(entries(12), entries(12), fc.array(key), (before, sets, deletes) => {
        const map = MerkleMap.from(before);
        const edit = map.edit();
        for (const k of deletes) edit.delete(k);
        for (const [k, v] of sets) edit.set(k, v);
        for (const k of deletes.slice(2)) edit.delete(k);
        const disk = new Map<string, Json>(before);
        for (const [k, v] of edit.changes()) {
          if (v === undefined) disk.delete(k);
          else disk.set(k, v);
        }
        expect(toHex(MerkleMap.from(disk).root)).toBe(toHex(edit.done().root));
        const keys = [...edit.changes().keys()];
        expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
      }),
    );
  });

  test("a range shows the state of the moment it was asked for, though the edit goes on", () => {
    const edit = MerkleMap.from([
      ["a/1", 1],
      ["a/2", 2],
      ["a/3", 3],
    ]).edit();
    const seen: string[] = [];
    for (const [k] of edit.range(...under("a/"))) {
      seen.push(k);
      edit.delete(k);
      edit.set(`${k}x`, 0);
    }
    expect(seen).toEqual(["a/1", "a/2", "a/3"]);
    expect([...edit.done().range(...under("a/"))].map(([k]) => k)).toEqual(["a/1x", "a/2x", "a/3x"]);
  });

  test("the first entry of a range follows the edit", () => {
    const edit = MerkleMap.from([
      ["a/1", 1],
      ["a/2", 2],
      ["b/1", 1],
    ]).edit();
    const firsts = () =>
      [{ limit: 1 }, { limit: 1, reverse: true }].map((options) => [...edit.range(...under("a/"), options)][0]);
    expect(firsts()).toEqual([
      ["a/1", 1],
      ["a/2", 2],
    ]);
    edit.set("b/1", 2);
    edit.set("a/3", 3);
    edit.delete("a/1");
    expect(firsts()).toEqual([
      ["a/2", 2],
      ["a/3", 3],
    ]);
    edit.set("a/3", 4);
    edit.delete("a/2");
    expect(firsts()).toEqual([
      ["a/3", 4],
      ["a/3", 4],
    ]);
    edit.delete("a/3");
    expect(firsts()).toEqual([undefined, undefined]);
  });

  test("a value read and then changed in place changes nothing", () => {
    const map = MerkleMap.from([["a", { n: 1 }]]);
    (map.get("a") as { n: number }).n = 2;
    expect(map.get("a")).toEqual({ n: 1 });
  });

  test("texts of the disk give the same root; another SHA-256 too", () => {
    const map = MerkleMap.from([
      ["a", { b: 1, a: "é" }],
      ["b", [1, null]],
    ]);
    const texts = ["a", "b"].map((k) => [k, map.text(k) as string] as const);
    expect(toHex(MerkleMap.fromTexts(texts).root)).toBe(toHex(map.root));
    let calls = 0;
    const counting = map.hashedBy((bytes) => (calls++, sha256(bytes))).edit();
    counting.set("c", 1);
    counting.set("c", 2);
    const done = counting.done();
    expect(toHex(done.root)).toBe(toHex(MerkleMap.from([...map.range("", "~"), ["c", 2]]).root));
    // One value, one leaf, and the two inner nodes above it at most.
    expect(calls).toBeLessThanOrEqual(4);
  });

  test.each([
    ["", "empty"],
    ["a b", "character 1"],
    ["a\0", "character 1"],
    ["热", "character 0"],
    ["a".repeat(256), "256 bytes"],
  ])("the key %j is refused with its reason", (k, reason) => {
    expect(() => MerkleMap.empty.edit().set(k, 1)).toThrow(reason);
    expect(MerkleMap.from([["a", 1]]).get(k)).toBeUndefined();
  });

  test("keys of full length and full depth", () => {
    const list = Array.from({ length: 255 }, (_, i) => [`${"~".repeat(i)}!`, i] as const);
    const map = MerkleMap.from(list);
    expect(map.size).toBe(255);
    expect([...map.range("", "\x7f")].map(([k]) => k)).toEqual(
      list.map(([k]) => k).toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });

  test("a key twice and a value that canonical JSON cannot hold are refused", () => {
    expect(() =>
      MerkleMap.from([
        ["a", 1],
        ["a", 2],
      ]),
    ).toThrow("twice");
    const edit = MerkleMap.empty.edit();
    edit.set("a", 0.5);
    expect(() => edit.done()).toThrow("notInteger");
    expect(() => MerkleMap.empty.edit().set("a b", 1)).toThrow("not printable");
  });
});
