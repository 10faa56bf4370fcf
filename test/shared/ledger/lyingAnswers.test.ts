/**
 * DESIGN §5, with the market's own queries: a node that withholds, adds, alters or reorders an entry of a list, answers of another height,
 * or with the witness of another question, is refused: as a liar when the root is another, as unprovable when the tree is cut too short.
 */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { QueryIn, QueryName, QueryOut } from "../../../shared/ledger/queries.ts";
import { queryOf } from "../../../shared/ledger/runQuery.ts";
import type { MapEdit, MerkleMap } from "../../../shared/state/merkleMap.ts";
import { openWitness, Unprovable, WitnessFault, witnessOf } from "../../../shared/state/witness.ts";
import { Chain, genesis, home, keyOf, sell, ZONE } from "./market.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");
const chain = new Chain(genesis([home("alice"), home("bob")]));
const first = chain.slot + 4;
const offers = [0, 1, 2, 3, 4].map((i) => chain.send(alice, sell(first + i, [500, 500])).id);
const deals = offers.slice(0, 3).map((offer, i) => {
  return chain.send(bob, { kind: "offer.accept", offer, energy: { first: first + i, wh: [100] } }).id;
});
const before = chain.state;
chain.block([]);
const state = chain.state;

const book = { carrier: "electricity" as const, zone: ZONE, from: first, to: first + 6, limit: 3 };
const mine = { party: bob.address, limit: 3 };

const witness = <N extends QueryName>(map: MerkleMap, name: N, input: QueryIn<N>): Uint8Array =>
  witnessOf(map, (reader) => queryOf(name).run(reader, input), { leaves: 8192, bytes: 1 << 20 });

/** What a wallet makes of bytes that came as the answer to a question about `state`. */
function told<N extends QueryName>(
  name: N,
  input: QueryIn<N>,
  bytes: Uint8Array,
): QueryOut<N> | WitnessFault["kind"] | Unprovable["kind"] {
  try {
    return queryOf(name).run(openWitness(bytes, state.root), input);
  } catch (error) {
    if (error instanceof WitnessFault || error instanceof Unprovable) return error.kind;
    throw error;
  }
}

/** The state as a liar would have it. */
function altered(change: (edit: MapEdit) => void): MerkleMap {
  const edit = state.edit();
  change(edit);
  return edit.done();
}
const keysAbout = (id: string): readonly string[] =>
  [...state.range("", "\x7f")].map(([key]) => key).filter((key) => key.includes(id));
const listKeys = (room: string): readonly string[] =>
  [...state.range(`${room}/`, `${room}/\x7f`)]
    .map(([key]) => key)
    .filter((key) => offers.concat(deals).some((id) => key.includes(id)));

test("honest answers are read: the book by pages, contracts newest first", () => {
  const page = told("bookPage", book, witness(state, "bookPage", book));
  expect(page).toEqual(queryOf("bookPage").run(state, book));
  expect(page).toMatchObject({ offers: { length: 3 } });
  const contracts = told("contractsOf", mine, witness(state, "contractsOf", mine));
  expect(contracts).toMatchObject(deals.toReversed().map((id) => ({ id })));
});

describe.each([
  ["bookPage", book, "book", offers],
  ["contractsOf", mine, "contractof", deals],
] as const)("%s", (name, input, room, ids) => {
  const lie = (map: MerkleMap) => told(name, input as never, witness(map, name, input as never));
  /** Entries of the list that an honest answer rests on. */
  const entries = listKeys(room).filter((key) => name === "bookPage" || key.includes(bob.address));

  test("the list has entries to lie about", () => expect(entries.length).toBe(ids.length));

  test.each([0, 1, 2])("entry %i withheld", (index) => {
    expect(lie(altered((edit) => edit.delete(entries[index] ?? "")))).toBe("lied");
  });

  test("every entry withheld: an empty list", () => {
    const none = altered((edit) => entries.forEach((key) => edit.delete(key)));
    expect(witness(none, name, input as never)).not.toEqual(witness(state, name, input as never));
    expect(lie(none)).toBe("lied");
  });

  test("an entry added", () => {
    const key = entries[1] ?? "";
    const id = key.slice(key.lastIndexOf("/") + 1);
    const other = id.startsWith("0") ? `1${id.slice(1)}` : `0${id.slice(1)}`;
    const more = altered((edit) => {
      edit.set(key.replaceAll(id, other), state.get(key) as Json);
      for (const about of keysAbout(id)) edit.set(about.replaceAll(id, other), state.get(about) as Json);
    });
    expect(lie(more)).toBe("lied");
  });

  test.each(ids.slice(0, 3).map((id, i) => [i, id] as const))("what entry %i says altered", (_, id) => {
    // Each record that is about it, one at a time.
    const honest = queryOf(name).run(state, input as never);
    const records = keysAbout(id).filter((key) => isRecord(state.get(key)));
    const outcomes = records.map((key) => {
      const map = altered((edit) => edit.set(key, { ...(state.get(key) as object), forged: true }));
      const changes = !isDeepStrictEqual(queryOf(name).run(map, input as never), honest);
      return [changes, lie(map)] as const;
    });
    expect(outcomes.some(([changes]) => changes)).toBe(true);
    for (const [, outcome] of outcomes) expect(outcome).toBe("lied");
  });

  test("two entries reordered", () => {
    const [a = "", b = ""] = entries;
    const [x, y] = [a, b].map((key) => key.slice(key.lastIndexOf("/") + 1)) as [string, string];
    const swapped = altered((edit) => {
      const values = [state.get(a) as Json, state.get(b) as Json] as const;
      edit.delete(a);
      edit.delete(b);
      edit.set(a.replace(x, y), values[0]);
      edit.set(b.replace(y, x), values[1]);
    });
    expect(lie(swapped)).toBe("lied");
  });

  test("the height before", () => {
    expect(lie(before)).toBe("lied");
  });

  test("a shorter page, the witness of another party or of another query: unprovable", () => {
    const shorter = { ...input, limit: 1 };
    expect(told(name, input as never, witness(state, name, shorter as never))).toBe("unprovable");
    expect(told(name, input as never, witness(state, "clock", {}))).toBe("unprovable");
    const elsewhere =
      name === "bookPage"
        ? witness(state, "bookPage", { ...book, zone: "EAST-1" })
        : witness(state, "contractsOf", { ...mine, party: keyOf("nobody").address });
    expect(told(name, input as never, elsewhere)).toBe("unprovable");
  });

  test("no witness at all", () => {
    expect(told(name, input as never, new Uint8Array())).toBe("malformed");
    expect(told(name, input as never, Uint8Array.of(1, 3, ...state.root))).toBe("unprovable");
  });
});

function isRecord(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
