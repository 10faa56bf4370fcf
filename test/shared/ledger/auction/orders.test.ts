/** DESIGN §4, Auction: what is checked when an order is placed, what it reserves, how it is cancelled. */
import { describe, expect, test } from "vitest";
import { tracesRefusal } from "../refusalTraces.ts";
import { BOOK_LIMIT, ORDER_LIMIT } from "../../../../shared/ledger/auction/rules.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { Json } from "../../../../shared/codec/canonical.ts";
import { Chain, type Draft, genesis, home, OPERATOR, PARAMS, sell, ZONE } from "../market.ts";
import { ANN, BEN, buys, clearing, gateOf, invariantsHold, market, order, sells } from "./book.ts";

const position = (chain: Chain, party: string, slot: number) =>
  chain.query("positions", { party, carrier: "electricity", from: slot, to: slot + 1 })[0];
/** A state with one record changed: what no transaction of this room can bring about. */
function edit(chain: Chain, key: string, value: Json): void {
  const edited = chain.state.edit();
  edited.set(key, value);
  chain.state = edited.done();
}

describe("refused", () => {
  test.each<[rule: string, wh: number, price: number, change: Partial<Draft<"auction.order">>, figures?: object]>([
    ["auction.zone", 500, 450_000, { zone: "EAST-1" }],
    ["auction.technology", 500, 450_000, { technology: "wind" }],
    ["auction.technology", 500, 450_000, { side: "buy" }],
    ["price.min", 500, 199_999, {}, { figure: 199_999, limit: 200_000, unit: "micro/kWh" }],
    ["price.max", 500, 900_001, {}, { figure: 900_001, limit: 900_000, unit: "micro/kWh" }],
    ["seller.position", 1801, 450_000, {}, { figure: 1801, limit: 1800, unit: "Wh", fits: 1800 }],
    ["buyer.position", 2501, 450_000, { side: "buy", technology: "none" }, { figure: 2501, limit: 2500, unit: "Wh" }],
    ["seller.carrier", 500, 450_000, { carrier: "heat" }],
    ["seller.carrier", 500, 450_000, { carrier: "gas" }],
    ["horizon", 500, 450_000, { slot: 100_000_000 }, { unit: "s" }],
  ])("%s", (rule, wh, price, change, figures = {}) => {
    const chain = market();
    const { result } = chain.send(ANN, sells(chain.slot + 2, wh, price, change));
    // Without limits for gas the carrier is what is found first.
    expect(result).toMatchObject({ code: 1, data: { rule, ...figures } });
    invariantsHold(chain);
  });

  test("the limits themselves are allowed", () => {
    const chain = market();
    expect(chain.send(ANN, sells(chain.slot + 2, 1800, 200_000)).result.code).toBe(0);
    expect(chain.send(BEN, buys(chain.slot + 2, 2500, 900_000)).result.code).toBe(0);
    invariantsHold(chain);
  });

  test("gate: no order from the gate on", () => {
    const chain = market();
    const at = chain.slot + 2;
    chain.until(gateOf(at) - 60);
    expect(chain.send(ANN, sells(at, 100, 450_000)).result.code).toBe(0);
    chain.until(gateOf(at));
    expect(chain.send(BEN, buys(at, 100, 450_000)).result).toMatchObject({
      data: { rule: "gate", limit: gateOf(at), slot: at, unit: "s" },
    });
  });

  test("active and role: offices do not trade; who is in no role of the market is refused", () => {
    const chain = market();
    expect(chain.send(OPERATOR, buys(chain.slot + 2, 1, 450_000)).result).toMatchObject({
      data: { rule: "buyer.role" },
    });
    edit(chain, KEY.party(ANN.address), { ...chain.query("party", { id: ANN.address }), status: "suspended" } as never);
    expect(chain.send(ANN, sells(chain.slot + 2, 1, 450_000)).result).toMatchObject({
      data: { rule: "seller.active" },
    });
  });

  test("overdue statements block orders", () => {
    const chain = market();
    edit(chain, KEY.overdue(ANN.address), 1);
    expect(chain.send(ANN, sells(chain.slot + 2, 1, 450_000)).result).toMatchObject({
      data: { rule: "seller.overdue", figure: 1, limit: 0 },
    });
  });

  test("one side per slot, across orders and offers; one's own crossing orders by their own rule", () => {
    const chain = market();
    const at = chain.slot + 2;
    chain.send(ANN, sells(at, 100, 450_000));
    expect(chain.send(ANN, buys(at, 100, 460_000)).result).toMatchObject({
      data: { rule: "auction.own", figure: 460_000, limit: 450_000, unit: "micro/kWh", slot: at },
    });
    expect(chain.send(ANN, buys(at, 100, 450_000)).result).toMatchObject({ data: { rule: "auction.own" } });
    expect(chain.send(ANN, buys(at, 100, 449_999)).result).toMatchObject({ data: { rule: "buyer.oneSide" } });
    expect(chain.send(ANN, buys(at + 1, 100, 460_000)).result.code).toBe(0);
    expect(chain.send(ANN, sells(at + 1, 100, 460_000)).result).toMatchObject({ data: { rule: "auction.own" } });
    expect(chain.send(ANN, sell(at + 1, [100])).result).toMatchObject({ data: { rule: "seller.oneSide" } });
    chain.send(BEN, sell(at, [100]));
    expect(chain.send(BEN, buys(at, 100, 450_000)).result).toMatchObject({ data: { rule: "buyer.oneSide" } });
    invariantsHold(chain);
  });

  test("a cancelled order crosses nothing any more", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(ANN, sells(at, 100, 450_000));
    chain.send(ANN, { kind: "auction.cancel", order: id });
    expect(chain.send(ANN, buys(at, 100, 460_000)).result.code).toBe(0);
    invariantsHold(chain);
  });

  test("exposure: a buyer's price, charges and damages, a seller's damages, to the micro-unit", () => {
    // 1,000 Wh at 500,000: energy 500,000, network 42,000, levy 15,000, tax 30,000, loss 10,000, damages 100,000.
    const chain = market({ exposure: 697_000 });
    const at = chain.slot + 2;
    expect(chain.send(BEN, buys(at, 1001, 500_000)).result).toMatchObject({
      data: { rule: "buyer.exposure", limit: 697_000, unit: "micro" },
    });
    expect(chain.send(BEN, buys(at, 1000, 500_000)).result.code).toBe(0);
    expect(chain.query("exposure", { party: BEN.address })).toEqual({ unpaid: 0, open: 697_000 });
    expect(chain.send(BEN, buys(at, 1, 500_000)).result).toMatchObject({
      data: { rule: "buyer.exposure", figure: 697_697 },
    });
    chain.send(ANN, sells(at, 1000, 500_000));
    expect(chain.query("exposure", { party: ANN.address })).toEqual({ unpaid: 0, open: 100_000 });
    invariantsHold(chain);
  });

  test("what a contract would be held for does not enter the auction", () => {
    const chain = market({ review: 99_999 });
    const at = chain.slot + 2;
    expect(chain.send(ANN, sells(at, 1000, 450_000)).result).toMatchObject({
      data: { rule: "auction.review", figure: 100_000, limit: 99_999, unit: "micro" },
    });
    edit(chain, KEY.watch(BEN.address), 1);
    expect(chain.send(BEN, sells(at, 100, 450_000)).result).toMatchObject({ data: { rule: "auction.watched" } });
  });

  test("zone.suspended, zone.limits and zone.charges", () => {
    const chain = market();
    const at = chain.slot + 2;
    edit(chain, KEY.suspension(ZONE, "electricity"), { from: at * 900, until: (at + 1) * 900 });
    expect(chain.send(ANN, sells(at, 1, 450_000)).result).toMatchObject({ data: { rule: "zone.suspended", slot: at } });
    expect(chain.send(ANN, sells(at + 1, 1, 450_000)).result.code).toBe(0);
    const uncharged = market({}, { charges: [] });
    expect(uncharged.send(ANN, sells(at, 1, 450_000)).result).toMatchObject({ data: { rule: "zone.charges" } });
    const unlimited = market({}, { limits: [] });
    expect(unlimited.send(ANN, sells(at, 1, 450_000)).result).toMatchObject({ data: { rule: "zone.limits" } });
  });

  test("standard damages outside the band: the regulators' own contradiction refuses", () => {
    const chain = market({ auction: { seller: 49_999, buyer: 100_000 } });
    expect(chain.send(ANN, sells(chain.slot + 2, 1, 450_000)).result).toMatchObject({ data: { rule: "damages.min" } });
  });

  test("auction.quota: so many orders per party and slot, cancelled ones counted", () => {
    const chain = market();
    const at = chain.slot + 20;
    for (let i = 0; i < ORDER_LIMIT; i++) {
      const { id, result } = chain.send(ANN, sells(at, 1, 450_000));
      expect(result.code).toBe(0);
      if (i % 2 === 0) chain.send(ANN, { kind: "auction.cancel", order: id });
    }
    expect(chain.send(ANN, sells(at, 1, 450_000)).result).toMatchObject({
      data: { rule: "auction.quota", figure: ORDER_LIMIT + 1, limit: ORDER_LIMIT, unit: "count", slot: at },
    });
    expect(chain.send(ANN, sells(at + 1, 1, 450_000)).result.code).toBe(0);
    expect(chain.query("ordersOf", { party: ANN.address, carrier: "electricity", from: at, to: at + 2 })).toHaveLength(
      ORDER_LIMIT + 1,
    );
    invariantsHold(chain);
  });

  test("auction.full: a book takes so many live orders", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(ANN, sells(at, 1, 450_000));
    edit(chain, KEY.clearing("electricity", ZONE, at), { ...clearing(chain, at), orders: BOOK_LIMIT } as never);
    expect(chain.send(BEN, buys(at, 1, 450_000)).result).toMatchObject({
      data: { rule: "auction.full", figure: BOOK_LIMIT + 1, limit: BOOK_LIMIT, unit: "count" },
    });
    chain.send(ANN, { kind: "auction.cancel", order: id });
    expect(chain.send(BEN, buys(at, 1, 450_000)).result.code).toBe(0);
  });

  test("another's key signs nothing, and an order is placed once", () => {
    const chain = market();
    const sent = chain.sign(ANN, sells(chain.slot + 2, 1, 450_000));
    expect(chain.block([sent])[0]?.code).toBe(0);
    expect(chain.block([sent])[0]).toMatchObject({ code: 2, data: { rule: "valid.nonce" } });
    expect(chain.send(ANN, sells(chain.slot + 2, 1, 450_000), [BEN]).result).toMatchObject({
      code: 2,
      data: { rule: "valid.signers" },
    });
  });

  test("a refusal uses the nonce and changes nothing else", () => {
    const chain = market();
    const before = new Map(chain.state.range("", "\x7f"));
    chain.send(ANN, sells(chain.slot + 2, 1801, 450_000));
    const changed = [...chain.state.range("", "\x7f")].filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before.get(key)),
    );
    expect(changed.map(([key]) => key).filter((key) => !tracesRefusal(key))).toEqual([KEY.clock]);
    expect(changed.some(([key]) => key.startsWith("nonce/"))).toBe(true);
  });
});

describe("life of an order", () => {
  test("placed: live, in the book, reserving position and worst case", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(ANN, sells(at, 700, 450_000));
    expect(order(chain, id)).toMatchObject({ party: ANN.address, status: "live", reserved: 70_000, filled: 0 });
    expect(position(chain, ANN.address, at)).toMatchObject({ offeredSell: 700, sold: 0 });
    expect(clearing(chain, at)).toEqual({ carrier: "electricity", zone: ZONE, slot: at, orders: 1, cleared: null });
    invariantsHold(chain);
  });

  test("cancelled: nothing reserved, out of the book, not twice, not by others", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(ANN, sells(at, 700, 450_000));
    const cancel = { kind: "auction.cancel", order: id } as const;
    expect(chain.send(BEN, cancel).result).toMatchObject({ code: 1, data: { rule: "auction.mine" } });
    expect(chain.send(ANN, cancel).result.code).toBe(0);
    expect(position(chain, ANN.address, at)).toBeUndefined();
    expect(chain.query("exposure", { party: ANN.address })).toEqual({ unpaid: 0, open: 0 });
    expect(order(chain, id).status).toBe("cancelled");
    expect(chain.query("orderBook", { carrier: "electricity", zone: ZONE, slot: at, limit: 10 })).toEqual([]);
    expect(chain.send(ANN, cancel).result).toMatchObject({ data: { rule: "auction.live" } });
    expect(chain.send(ANN, { ...cancel, order: "00".repeat(32) }).result).toMatchObject({
      data: { rule: "auction.unknown" },
    });
    invariantsHold(chain);
  });

  test("not cancelled at the gate, nor in the block that passes it", () => {
    const chain = market();
    const at = chain.slot + 2;
    const { id } = chain.send(ANN, sells(at, 700, 450_000));
    chain.until(gateOf(at) - 60);
    const cancel = chain.sign(ANN, { kind: "auction.cancel", order: id });
    expect(chain.block([cancel], 4)[0]).toMatchObject({ data: { rule: "gate", limit: gateOf(at), slot: at } });
    expect(order(chain, id).status).toBe("unfilled");
    expect(chain.send(ANN, { kind: "auction.cancel", order: id }).result).toMatchObject({
      data: { rule: "auction.live" },
    });
    invariantsHold(chain);
  });

  test("the book is paged by id and holds live orders alone", () => {
    const chain = market();
    const at = chain.slot + 2;
    const ids = Array.from({ length: 7 }, (_, i) => chain.send(ANN, sells(at, 10 + i, 450_000)).id);
    chain.send(ANN, { kind: "auction.cancel", order: ids[3] ?? "" });
    const wanted = ids.filter((_, i) => i !== 3).toSorted((a, b) => (a < b ? -1 : 1));
    const page = (after?: string) =>
      chain
        .query("orderBook", {
          carrier: "electricity",
          zone: ZONE,
          slot: at,
          limit: 2,
          ...(after === undefined ? {} : { after }),
        })
        .map(({ id }) => id);
    const found: string[] = [];
    for (let next = page(); next.length > 0; next = page(found.at(-1))) found.push(...next);
    expect(found).toEqual(wanted);
  });
});

test("a chain without a grid for a carrier refuses its orders", () => {
  const chain = new Chain(genesis([home("ann")], { ...PARAMS }));
  expect(chain.send(ANN, sells(chain.slot + 2, 1, 450_000, { carrier: "gas" })).result.code).toBe(1);
});
