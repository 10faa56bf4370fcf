/** DESIGN §4, Offers: what is checked when one is posted, what it reserves, how it ends. */
import { describe, expect, test } from "vitest";
import type { PositionRecord } from "../../../shared/ledger/records.ts";
import type { GenesisParty } from "../../../shared/ledger/params.ts";
import { Chain, type Draft, genesis, home, keyOf, PARAMS, REGULATORS, sell } from "./market.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");
const market = (change: Partial<GenesisParty> = {}) => new Chain(genesis([home("alice", change), home("bob")]));
/** 8 kW for a quarter-hour at an availability of 90 %. */
const SELL_LIMIT = 1800;
const BUY_LIMIT = 2500;

const buy = (first: number, wh: readonly number[], change: Partial<Draft<"offer.post">> = {}) =>
  sell(first, wh, { side: "buy", technology: "none", ...change });
const firm = (change: Partial<Draft<"offer.post">> = {}): Partial<Draft<"offer.post">> => ({
  type: "firm",
  damages: { seller: 100_000, buyer: 100_000 },
  ...change,
});

function position(chain: Chain, who = alice.address, slot = chain.slot + 2): PositionRecord | undefined {
  return chain.query("positions", { party: who, carrier: "electricity", from: slot, to: slot + 1 })[0];
}

const book = (chain: Chain, slot: number): readonly string[] =>
  chain.book({ carrier: "electricity", zone: "WEST-1", from: slot, to: slot + 1 }).map(({ id }) => id);

describe("refused", () => {
  test.each<[rule: string, wh: readonly number[], change: Partial<Draft<"offer.post">>, figures?: object]>([
    ["offer.empty", [0, 0], {}],
    ["offer.zone", [500], { zone: "EAST-1" }],
    ["offer.technology", [500], { technology: "wind" }],
    ["offer.minimumTooHigh", [500, 400], { minimum: 901 }, { figure: 901, limit: 900, unit: "Wh" }],
    ["offer.asProduced", [500], { damages: { seller: 1, buyer: 0 } }],
    ["price.min", [500], { price: 199_999 }, { figure: 199_999, limit: 200_000, unit: "micro/kWh" }],
    ["price.max", [500], { price: 900_001 }, { figure: 900_001, limit: 900_000, unit: "micro/kWh" }],
    ["damages.min", [500], firm({ damages: { seller: 49_999, buyer: 60_000 } }), { figure: 49_999, limit: 50_000 }],
    ["damages.max", [500], firm({ damages: { seller: 60_000, buyer: 300_001 } }), { figure: 300_001, limit: 300_000 }],
    ["seller.position", [SELL_LIMIT, SELL_LIMIT + 1], {}, { figure: 1801, limit: 1800, unit: "Wh", fits: 1800 }],
    ["seller.carrier", [500], { carrier: "heat" }],
  ])("%s", (rule, wh, change, figures = {}) => {
    const chain = market();
    const { result } = chain.send(alice, sell(chain.slot + 2, wh, change));
    expect(result).toMatchObject({ code: 1, data: { rule, ...figures } });
  });

  test("the limits themselves are allowed", () => {
    const chain = market();
    const at = chain.slot + 2;
    expect(chain.send(alice, sell(at, [SELL_LIMIT], { price: 200_000, minimum: SELL_LIMIT })).result.code).toBe(0);
    expect(chain.send(bob, buy(at, [BUY_LIMIT], { price: 900_000 })).result.code).toBe(0);
    const damages = { seller: 50_000, buyer: 300_000 };
    expect(chain.send(alice, sell(at + 1, [SELL_LIMIT], firm({ damages }))).result.code).toBe(0);
  });

  test("buyer.position: import capacity, without a profile", () => {
    const chain = market();
    expect(chain.send(bob, buy(chain.slot + 2, [BUY_LIMIT + 1])).result).toMatchObject({
      data: { rule: "buyer.position", figure: 2501, limit: 2500 },
    });
  });

  test("seller.position: a technology without a published profile promises nothing", () => {
    const chain = market({ technology: "wind" });
    expect(chain.send(alice, sell(chain.slot + 2, [1], { technology: "wind" })).result).toMatchObject({
      data: { rule: "seller.position", figure: 1, limit: 0 },
    });
  });

  test("seller.position: live offers count, and the slot is named", () => {
    const chain = market();
    const at = chain.slot + 2;
    chain.send(alice, sell(at, [0, 1000]));
    expect(chain.send(alice, sell(at, [900, 900])).result).toMatchObject({
      data: { rule: "seller.position", figure: 1900, limit: 1800, slot: at + 1, fits: 800 },
    });
    expect(chain.send(alice, sell(at, [900, 800])).result.code).toBe(0);
  });

  test("oneSide: who sells in a slot does not buy in it, nor the other way round", () => {
    const chain = market();
    const at = chain.slot + 2;
    chain.send(alice, sell(at, [100]));
    expect(chain.send(alice, buy(at - 1, [100, 100])).result).toMatchObject({
      data: { rule: "buyer.oneSide", figure: 100, slot: at },
    });
    chain.send(bob, buy(at, [100]));
    expect(chain.send(bob, sell(at, [100])).result).toMatchObject({ data: { rule: "seller.oneSide" } });
  });

  test("gate: closed at the stated time before the first slot that holds energy", () => {
    const chain = market();
    const at = chain.slot + 1;
    chain.until(at * 900 - 300);
    expect(chain.send(alice, sell(at, [100])).result).toMatchObject({ data: { rule: "gate", slot: at, unit: "s" } });
    expect(chain.send(alice, sell(at, [0, 100], { expires: (at + 1) * 900 - 300 })).result.code).toBe(0);
  });

  test("offer.expires: not past the gate of the first slot, not in the past", () => {
    const chain = market();
    const at = chain.slot + 2;
    const gate = at * 900 - 300;
    expect(chain.send(alice, sell(at, [100], { expires: gate + 1 })).result).toMatchObject({
      data: { rule: "offer.expires", limit: gate },
    });
    expect(chain.send(alice, sell(at, [100], { expires: chain.market })).result).toMatchObject({
      data: { rule: "offer.expires" },
    });
  });

  test("active and role: who is not admitted, or holds an office, does not trade", () => {
    const chain = market({ roles: ["installer"] });
    expect(chain.send(alice, sell(chain.slot + 2, [100])).result).toMatchObject({ data: { rule: "seller.role" } });
    const [regulator] = REGULATORS;
    if (!regulator) throw new Error("no regulator");
    expect(chain.send(regulator, buy(chain.slot + 2, [100])).result).toMatchObject({ data: { rule: "buyer.role" } });
  });

  test("a refusal uses the nonce, stands in the sender's path and changes nothing else", () => {
    const chain = market();
    const before = [...chain.state.range("", "\x7f")];
    const sent = chain.sign(alice, sell(chain.slot + 2, [0]));
    expect(chain.block([sent])[0]?.code).toBe(1);
    const changed = [...chain.state.range("", "\x7f")].filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before.find(([old]) => old === key)?.[1]),
    );
    expect(changed.map(([key]) => key.split("/").slice(0, 1)[0])).toEqual(["due", "log", "logentry", "meta", "nonce"]);
    expect(changed[0]?.[0]).toMatch(/\/unlog\/watt1/);
    expect(chain.block([sent])[0]).toMatchObject({ code: 2, data: { rule: "valid.nonce" } });
  });
});

describe("life of an offer", () => {
  test("a live offer reserves position and stands in the book", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(alice, sell(at, [700]));
    expect(position(chain)).toMatchObject({ sold: 0, offeredSell: 700 });
    expect(chain.query("offersOf", { party: alice.address })).toMatchObject([{ id, status: "live" }]);
  });

  test("cancelled: nothing reserved, out of the book, not cancelled twice, nor by others", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(alice, sell(at, [700]));
    expect(book(chain, at)).toEqual([id]);
    const cancel = { kind: "offer.cancel", offer: id } as const;
    expect(chain.send(bob, cancel).result).toMatchObject({ data: { rule: "offer.mine" } });
    expect(chain.send(alice, cancel).result.code).toBe(0);
    expect(position(chain)).toBeUndefined();
    expect(chain.send(alice, cancel).result).toMatchObject({ data: { rule: "offer.live" } });
    expect(chain.send(alice, { ...cancel, offer: "00".repeat(32) }).result).toMatchObject({
      data: { rule: "offer.unknown" },
    });
    expect(book(chain, at)).toEqual([]);
  });

  test("expired at its time, and out of the state a week later", () => {
    const chain = market();
    const at = chain.slot + 2;
    chain.send(alice, sell(at, [700], { expires: chain.market + 300 }));
    chain.until(chain.market + 240);
    expect(position(chain, alice.address, at)).toMatchObject({ offeredSell: 700 });
    chain.until(chain.market + 60);
    expect(chain.query("offersOf", { party: alice.address })).toMatchObject([{ status: "expired" }]);
    expect(position(chain, alice.address, at)).toBeUndefined();
    expect(book(chain, at)).toEqual([]);
    chain.until(chain.market + 7 * 86_400);
    expect(chain.query("offersOf", { party: alice.address })).toEqual([]);
    expect([...chain.state.range("due/", "due0")]).toEqual([]);
  });
});

test("the book lists what touches the slots asked for: sells cheapest first, then buys dearest first, then arrival", () => {
  const homes = ["alice", "bob", "carol", "dave"].map((name) => home(name));
  const chain = new Chain(genesis(homes, { ...PARAMS }));
  const at = chain.slot + 3;
  const posted = [
    chain.send(alice, sell(at, [100, 100], { price: 500_000 })).id,
    chain.send(keyOf("carol"), sell(at + 1, [100], { price: 400_000 })).id,
    chain.send(bob, buy(at + 1, [100], { price: 300_000 })).id,
    chain.send(keyOf("dave"), buy(at, [100, 0, 100], { price: 350_000 })).id,
    chain.send(alice, sell(at + 2, [100], { price: 400_000 })).id,
  ];
  const ids = (from: number, to: number) =>
    chain.book({ carrier: "electricity", zone: "WEST-1", from, to }).map(({ id }) => posted.indexOf(id));
  expect(ids(at + 1, at + 2)).toEqual([1, 0, 3, 2]);
  expect(ids(at, at + 3)).toEqual([1, 4, 0, 3, 2]);
  expect(ids(at + 2, at + 3)).toEqual([4, 3]);
  expect(ids(at + 3, at + 90)).toEqual([]);
});
