/** The acceptance suite of the Store interface: every implementation runs all of it. */
import { afterEach, expect, test } from "vitest";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { type BlockWrites, KEEP_UNDO, type Store, type StoreOptions } from "../../../node/store/store.ts";

export interface Subject {
  create(documents: Record<string, string>, options: StoreOptions): Store;
  /** The same store after a restart; undefined where nothing outlives the process. */
  reopen(store: Store, options: StoreOptions): Store | undefined;
  cleanUp(): void;
}

const bytes = (...values: number[]) => Uint8Array.from(values);

const textsOf = (values: [string, Json | undefined][]): Map<string, string | undefined> =>
  new Map(values.map(([key, value]) => [key, value === undefined ? undefined : canonicalText(value)]));

function block(height: number, changes: [string, Json | undefined][] = [], txs: Uint8Array[] = []): BlockWrites {
  return {
    tip: { height, time: 1_700_000_000_000 + height, appHash: bytes(height & 255, 7) },
    changes: textsOf(changes),
    chain: {
      block: { height, hash: bytes(1, height), parts: { total: 1, hash: bytes(2, height) }, bytes: bytes(3, height) },
      commit: bytes(4, height),
      validators: bytes(5, height),
      results: bytes(),
      txHashes: txs,
    },
  };
}

/** A block without the chain's own records, as a node under CometBFT writes it. */
const stateOf = ({ tip, changes }: BlockWrites): BlockWrites => ({ tip, changes });

export function storeContract(subject: Subject): void {
  const options = { keepBlocks: 10 };
  afterEach(() => subject.cleanUp());

  test("a new store has no tip, no entries and its genesis", () => {
    const store = subject.create({ genesis: "the genesis" }, options);
    expect(store.tip()).toBeUndefined();
    expect([...store.entries()]).toEqual([]);
    expect(store.document("genesis")).toBe("the genesis");
    expect(store.document("missing")).toBeUndefined();
    expect(store.earliest()).toBe(0);
    store.close();
  });

  test("a block's entries, tip and records are read back", () => {
    const store = subject.create({}, options);
    store.write(block(1, [["b/2", { x: [1, "ü"] }], ["a/1", null]], [bytes(9), bytes(8)])); // prettier-ignore
    expect([...store.entries()]).toEqual([["a/1", "null"], ["b/2", '{"x":[1,"ü"]}']]); // prettier-ignore
    expect(store.tip()).toEqual(block(1).tip);
    expect(store.block(1)).toEqual(block(1).chain?.block);
    expect(store.commit(1)).toEqual(bytes(4, 1));
    expect(store.validators(1)).toEqual(bytes(5, 1));
    expect(store.results(1)).toEqual(bytes());
    expect(store.transaction(bytes(8))).toEqual({ height: 1, index: 1 });
    expect(store.transaction(bytes(7))).toBeUndefined();
    expect(store.block(2)).toBeUndefined();
    store.close();
  });

  test("entries ascend in byte order, changed and deleted ones included", () => {
    const store = subject.create({}, options);
    store.write(block(1, [["b", 1], ["a~", 2], ["a/", 3], ["A", 4]])); // prettier-ignore
    store.write(block(2, [["b", 5], ["a/", undefined], ["missing", undefined]])); // prettier-ignore
    expect([...store.entries()]).toEqual([["A", "4"], ["a~", "2"], ["b", "5"]]); // prettier-ignore
    store.close();
  });

  test("a block that does not follow the tip is refused and changes nothing", () => {
    const store = subject.create({}, options);
    store.write(block(1, [["a", 1]]));
    for (const height of [1, 3, 0]) expect(() => store.write(block(height, [["a", 2]]))).toThrow(RangeError);
    expect([...store.entries()]).toEqual([["a", "1"]]);
    expect(store.tip()?.height).toBe(1);
    store.close();
  });

  test("a batch that fails half-way leaves nothing of itself", () => {
    const store = subject.create({}, options);
    store.write(block(1, [["a", 1]]));
    const broken = new Map([["a", "2"], ["b", "3"]]); // prettier-ignore
    broken[Symbol.iterator] = function* (): MapIterator<[string, string]> {
      yield ["a", "2"];
      throw new Error("the source broke");
    };
    expect(() => store.write({ ...block(2), changes: broken })).toThrow("the source broke");
    expect([...store.entries()]).toEqual([["a", "1"]]);
    expect(store.tip()?.height).toBe(1);
    store.write(block(2, [["a", 3]]));
    expect([...store.entries()]).toEqual([["a", "3"]]);
    store.close();
  });

  test("blocks outside the window leave, the first two stay", () => {
    const store = subject.create({}, options);
    for (let height = 1; height <= 20; height++) store.write(block(height, [], [bytes(height)]));
    const kept = Array.from({ length: 20 }, (_, i) => i + 1).filter((height) => store.block(height));
    expect(kept).toEqual([1, 2, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(store.earliest()).toBe(11);
    expect(store.transaction(bytes(10))).toBeUndefined();
    expect(store.transaction(bytes(11))).toEqual({ height: 11, index: 0 });
    store.close();
  });

  test("evidence is kept once, and boundedly", () => {
    const store = subject.create({}, options);
    expect(store.keepEvidence(bytes(1), "{}")).toBe(true);
    expect(store.keepEvidence(bytes(1), "{}")).toBe(false);
    for (let i = 2; i < 200; i++) store.keepEvidence(bytes(i), "{}");
    expect(store.evidence()).toHaveLength(100);
    store.close();
  });

  test("a restart finds everything again", () => {
    const store = subject.create({ genesis: "g" }, options);
    store.write(block(1, [["a", { deep: [1, 2, { b: "c" }] }]], [bytes(5)]));
    const again = subject.reopen(store, options);
    if (!again) return;
    expect(again.tip()).toEqual(block(1).tip);
    expect([...again.entries()]).toEqual([["a", '{"deep":[1,2,{"b":"c"}]}']]);
    expect(again.document("genesis")).toBe("g");
    expect(again.transaction(bytes(5))).toEqual({ height: 1, index: 0 });
    again.close();
  });
  test("what a block changed can be read as it was before, for the last blocks", () => {
    const store = subject.create({}, options);
    const write = (height: number, before: [string, Json | undefined][]) =>
      store.write({ ...block(height, [["a", height]]), before: textsOf(before) });
    store.write(block(1, [["a", 1]])); // prettier-ignore
    write(2, [["a", 1], ["b", { x: "ü" }], ["c", undefined]]); // prettier-ignore
    const before2 = new Map<string, string | undefined>([["a", "1"], ["b", '{"x":"ü"}'], ["c", undefined]]); // prettier-ignore
    expect(store.before(1)).toBeUndefined();
    expect(store.before(2)).toEqual(before2);
    for (let height = 3; height < 2 + KEEP_UNDO; height++) write(height, [["a", height - 1]]);
    expect(store.before(2)).toEqual(before2);
    write(2 + KEEP_UNDO, [["a", 7]]);
    expect(store.before(2)).toBeUndefined();
    expect(store.before(3)).toEqual(new Map([["a", "2"]]));
    const again = subject.reopen(store, options) ?? store;
    expect(again.before(2 + KEEP_UNDO)).toEqual(new Map([["a", "7"]]));
    again.close();
  });

  const tip = { height: 50, time: 1_700_000_000_050, appHash: bytes(5, 0) };

  test("a restored state takes the place of all that was there, and the chain goes on from it", () => {
    const store = subject.create({}, options);
    store.write(stateOf(block(1, [["a", 1], ["b", 2]]))); // prettier-ignore
    store.write(stateOf(block(2, [["a", 3]])));
    store.restore(tip, [["b", "7"], ["c", '{"x":1}']]); // prettier-ignore
    const again = subject.reopen(store, options) ?? store;
    expect([...again.entries()]).toEqual([["b", "7"], ["c", '{"x":1}']]); // prettier-ignore
    expect(again.tip()).toEqual(tip);
    expect(again.before(2)).toBeUndefined();
    expect(() => again.write(stateOf(block(50)))).toThrow(RangeError);
    again.write(stateOf(block(51, [["c", 8]])));
    expect([...again.entries()]).toEqual([["b", "7"], ["c", "8"]]); // prettier-ignore
    again.close();
  });

  test("a restoration that fails half-way, or beside a chain's blocks, leaves what was there", () => {
    const store = subject.create({}, options);
    store.write(stateOf(block(1, [["a", 1]])));
    function* broken(): Generator<readonly [string, string]> {
      yield ["b", "2"];
      throw new Error("the source broke");
    }
    expect(() => store.restore(tip, broken())).toThrow("the source broke");
    expect([...store.entries()]).toEqual([["a", "1"]]);
    store.write(block(2));
    expect(() => store.restore(tip, [["b", "2"]])).toThrow(RangeError);
    expect(store.tip()?.height).toBe(2);
    store.close();
  });
}
