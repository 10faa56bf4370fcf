/** DESIGN §4, Offers: replace is one step, both or neither. */
import { expect, test } from "vitest";
import { tracesRefusal } from "../refusalTraces.ts";
import { positionsHold } from "../invariants.ts";
import { Chain, type Draft, genesis, home, keyOf, sell, ZONE } from "../market.ts";
import { toHex } from "../../../../shared/codec/bytes.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const market = () => new Chain(genesis([home("alice"), home("bob")]));

const replacing = (replaces: string, offer: Draft<"offer.post">): Draft<"offer.replace"> => ({
  ...offer,
  kind: "offer.replace",
  replaces,
});
const positionOf = (chain: Chain, slot: number) =>
  chain.query("positions", { party: alice.address, carrier: "electricity", from: slot, to: slot + 1 })[0];
const book = (chain: Chain, slot: number) =>
  chain.book({ carrier: "electricity", zone: ZONE, from: slot, to: slot + 1 }).map(({ id }) => id);

test("the old offer is cancelled, the new one live, and its energy counts once", () => {
  const chain = market();
  const first = chain.slot + 2;
  // 1,500 of 1,800 Wh are reserved: 1,700 fit only where the old offer's reservation is gone.
  const old = chain.send(alice, sell(first, [1500])).id;
  const { id, result } = chain.send(alice, replacing(old, sell(first, [1700], { price: 440_000 })));
  expect(result).toEqual({ code: 0, data: null });
  expect(book(chain, first)).toEqual([id]);
  expect(positionOf(chain, first)).toMatchObject({ offeredSell: 1700 });
  expect(chain.query("offersOf", { party: alice.address })).toMatchObject([
    { id: old, status: "cancelled" },
    { id, status: "live", signed: { body: { kind: "offer.replace", replaces: old } } },
  ]);
  positionsHold(chain.state);

  const taken = chain.send(bob, { kind: "offer.accept", offer: id, energy: { first, wh: [1700] } });
  expect(taken.result.code).toBe(0);
  expect(chain.query("contract", { id: taken.id })?.contract).toMatchObject({
    terms: { price: 440_000 },
    basis: { how: "taken", offer: { body: { kind: "offer.replace" } } },
  });
  expect(chain.send(bob, { kind: "offer.accept", offer: old, energy: { first, wh: [1] } }).result).toMatchObject({
    data: { rule: "offer.live" },
  });
  positionsHold(chain.state);
});

test("a seller may turn to buying in one step: the old side's reservation is gone for the check", () => {
  const chain = market();
  const first = chain.slot + 2;
  const old = chain.send(alice, sell(first, [500])).id;
  const buy = sell(first, [2500], { side: "buy", technology: "none" });
  expect(chain.send(alice, buy).result).toMatchObject({ data: { rule: "buyer.oneSide" } });
  expect(chain.send(alice, replacing(old, buy)).result.code).toBe(0);
  expect(positionOf(chain, first)).toEqual({ slot: first, sold: 0, bought: 0, offeredSell: 0, offeredBuy: 2500 });
  positionsHold(chain.state);
});

test("what was taken of the old one stays and counts", () => {
  const chain = market();
  const first = chain.slot + 2;
  const old = chain.send(alice, sell(first, [1500])).id;
  chain.send(bob, { kind: "offer.accept", offer: old, energy: { first, wh: [600] } });
  expect(chain.send(alice, replacing(old, sell(first, [1201]))).result).toMatchObject({
    data: { rule: "seller.position", figure: 1801, limit: 1800, fits: 1200 },
  });
  expect(chain.send(alice, replacing(old, sell(first, [1200]))).result.code).toBe(0);
  expect(positionOf(chain, first)).toMatchObject({ sold: 600, offeredSell: 1200 });
  positionsHold(chain.state);
});

test.each<[rule: string, change: Partial<Draft<"offer.post">>]>([
  ["seller.position", { energy: { first: 0, wh: [1801] } }],
  ["price.max", { price: 900_001 }],
  ["offer.empty", { energy: { first: 0, wh: [0] } }],
  ["offer.asProduced", { damages: { seller: 1, buyer: 1 } }],
])("%s: refused as posting would be, and then the old offer stands as it was", (rule, change) => {
  const chain = market();
  const first = chain.slot + 2;
  const old = chain.send(alice, sell(first, [1500])).id;
  const [same, other] = [market(), chain];
  same.send(alice, sell(first, [1500]));
  const energy = change.energy ? { energy: { ...change.energy, first } } : {};
  const refused = other.sign(alice, replacing(old, sell(first, [1500], { ...change, ...energy })));
  expect(other.block([refused])[0]).toMatchObject({ code: 1, data: { rule } });
  same.block([]);
  expect(book(chain, first)).toEqual([old]);
  const without = (of: Chain): readonly string[] =>
    [...of.state.range("", "\x7f")].flatMap(([key, value]) =>
      tracesRefusal(key) ? [] : [`${key} ${JSON.stringify(value)}`],
    );
  expect(without(chain)).toEqual(without(same));
  expect(toHex(chain.state.root)).not.toBe(toHex(same.state.root));
  positionsHold(chain.state);
});

test("offer.unknown, offer.mine, offer.live come before anything about the new one", () => {
  const chain = market();
  const first = chain.slot + 2;
  const bad = sell(first, [0]);
  const old = chain.send(alice, sell(first, [500])).id;
  expect(chain.send(alice, replacing("11".repeat(32), bad)).result).toMatchObject({ data: { rule: "offer.unknown" } });
  expect(chain.send(bob, replacing(old, bad)).result).toMatchObject({ data: { rule: "offer.mine" } });
  const next = chain.send(alice, replacing(old, sell(first, [400]))).id;
  expect(chain.send(alice, replacing(old, bad)).result).toMatchObject({ data: { rule: "offer.live" } });
  expect(book(chain, first)).toEqual([next]);
  positionsHold(chain.state);
});

test("the old offer's expiry does nothing to the new one", () => {
  const chain = market();
  const first = chain.slot + 3;
  const old = chain.send(alice, sell(first, [500], { expires: chain.market + 300 })).id;
  const { id } = chain.send(alice, replacing(old, sell(first, [500])));
  chain.until(chain.market + 600);
  expect(book(chain, first)).toEqual([id]);
  chain.until(first * 900 - 300);
  expect(book(chain, first)).toEqual([]);
  expect(positionOf(chain, first)).toBeUndefined();
});
