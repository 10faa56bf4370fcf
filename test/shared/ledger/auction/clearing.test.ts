/** DESIGN §4, Auction: what the gate makes of the orders of a slot, and what is recorded of it. */
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../shared/codec/canonical.ts";
import { contractId } from "../../../../shared/ledger/auction/binding.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import { CHAIN, type Chain, Meter, ZONE } from "../market.ts";
import {
  ANN,
  BEN,
  CAI,
  DEE,
  buys,
  cleared,
  clearing,
  edit,
  gateOf,
  invariantsHold,
  market,
  order,
  pairs,
  sells,
  why,
} from "./book.ts";

const position = (chain: Chain, party: string, slot: number) =>
  chain.query("positions", { party, carrier: "electricity", from: slot, to: slot + 1 })[0];
const contractsOf = (chain: Chain, party: string) => chain.query("contractsOf", { party, limit: 100 });

describe("at the gate", () => {
  test("one price, the cheapest sells and the dearest buys filled, the margin in part", () => {
    const chain = market();
    const { at, ids } = cleared(chain);
    const [ann, ben, cai, dee] = ids;
    expect(clearing(chain, at)).toMatchObject({
      orders: 4,
      cleared: {
        admitted: 4,
        most: 100_000,
        result: {
          price: 450_000,
          low: 450_000,
          high: 450_000,
          volume: 1200,
          sell: { price: 450_000, better: 1000, ordered: 800, filled: 200 },
          buy: { price: 500_000, better: 0, ordered: 1200, filled: 1200 },
        },
        damages: { seller: 100_000, buyer: 100_000 },
        charges: { network: 42_000 },
        pairs: 2,
        contracts: 2,
        contracted: 1200,
      },
    });
    expect(ids.map((id) => order(chain, id).filled)).toEqual([1000, 200, 1200, 0]);
    expect(ids.map((id) => order(chain, id).status)).toEqual(["filled", "filled", "filled", "unfilled"]);
    expect(why(chain, ann, at)).toEqual({ why: "whole", price: 450_000 });
    expect(why(chain, ben, at)).toEqual({ why: "shared", price: 450_000, ordered: 800, filled: 200 });
    expect(why(chain, cai, at)).toEqual({ why: "whole", price: 450_000 });
    expect(why(chain, dee, at)).toEqual({ why: "limit", price: 450_000, limit: 420_000 });
    expect(pairs(chain, at)).toEqual([
      { sell: ann, buy: cai, wh: 1000, contract: contractId(CHAIN, ann, cai, at), why: null },
      { sell: ben, buy: cai, wh: 200, contract: contractId(CHAIN, ben, cai, at), why: null },
    ]);
  });

  test("each pair is a firm contract that rests on both signed orders and the clearing", () => {
    const chain = market();
    const { at, ids } = cleared(chain);
    const [contract] = contractsOf(chain, ANN.address);
    expect(contract).toMatchObject({
      id: contractId(CHAIN, ids[0], ids[2], at),
      state: "admitted",
      terms: {
        seller: ANN.address,
        buyer: CAI.address,
        type: "firm",
        energy: { first: at, wh: [1000] },
        price: 450_000,
        damages: { seller: 100_000, buyer: 100_000 },
        technology: "solar",
      },
      basis: {
        how: "auctioned",
        sell: { id: ids[0], body: { kind: "auction.order", wh: 1000 }, signatures: [{ key: ANN.public }] },
        buy: { id: ids[2], signatures: [{ key: CAI.public }] },
        clearing: { carrier: "electricity", zone: ZONE, slot: at },
      },
      offeredAt: { height: 3 },
      admitted: { height: chain.height, held: [] },
    });
    expect(contract?.admitted.findings.map(({ rule }) => rule)).toContain("zone.deliverable");
    expect(contractsOf(chain, CAI.address)).toHaveLength(2);
    expect(contractsOf(chain, DEE.address)).toEqual([]);
  });

  test("reservations become positions; what was not filled is free again", () => {
    const chain = market();
    const { at } = cleared(chain);
    const none = { sold: 0, bought: 0, offeredSell: 0, offeredBuy: 0, slot: at };
    expect(position(chain, BEN.address, at)).toEqual({ ...none, sold: 200 });
    expect(position(chain, CAI.address, at)).toEqual({ ...none, bought: 1200 });
    expect(position(chain, DEE.address, at)).toBeUndefined();
    expect(chain.query("exposure", { party: DEE.address })).toEqual({ unpaid: 0, open: 0 });
    expect(chain.query("exposure", { party: BEN.address })).toEqual({ unpaid: 0, open: 20_000 });
  });

  test("the contracts live like any other: metered, final, stated, paid for", () => {
    const chain = market();
    const { at } = cleared(chain);
    const meters = ["ann", "ben", "cai", "dee"].map((name) => new Meter(name));
    chain.until((at + 1) * 900);
    const sold = [900, 200, 0, 0];
    const bought = [0, 0, 1200, 0];
    for (const [i, meter] of meters.entries()) {
      meter.read(at, sold[i] ?? 0, bought[i] ?? 0);
      chain.block(meter.send(chain, at));
    }
    invariantsHold(chain);
    const [contract] = contractsOf(chain, ANN.address);
    const slots = chain.query("contract", { id: contract?.id ?? "" })?.slots;
    expect(slots).toMatchObject([{ state: "provisional", settled: { aS: 900, aB: 1000, liability: "seller" } }]);
    expect(slots?.[0]?.settled?.money).toMatchObject({ energy: 405_000, damagesSeller: 10_000, damagesBuyer: 0 });
    chain.until(chain.market + 4 * 3600);
    expect(contractsOf(chain, ANN.address)[0]?.state).toBe("delivered");
    expect(chain.query("statementsOf", { party: ANN.address, limit: 5 })[0]).toMatchObject({ state: "overdue" });
    invariantsHold(chain);
  });

  test("whenever its block comes, the clearing is as of the last second before the gate", () => {
    const outcomes = [0, 20, 60].map((late) => {
      const chain = market();
      const { at, ids } = cleared(chain, late);
      const { at: _stamp, ...result } = clearing(chain, at).cleared ?? { at: null };
      const terms = contractsOf(chain, CAI.address).map((contract) => [contract.id, contract.terms]);
      return { result, terms, fills: ids.map((id) => order(chain, id).filled) };
    });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  test("damages are those in force at that second, whoever ordered when", () => {
    for (const [offset, damages] of [
      [-1, 200_000],
      [0, 100_000],
    ] as const) {
      const chain = market();
      const at = chain.slot + 2;
      const [, bands] = [...chain.state.range(`bands/${ZONE}/electricity/`, `bands/${ZONE}/electricity/~`)][0] ?? [];
      edit(chain, KEY.bands(ZONE, "electricity", gateOf(at) + offset), {
        ...(bands as object),
        auction: { seller: 200_000, buyer: 200_000 },
      } as Json);
      chain.send(ANN, sells(at, 100, 400_000));
      chain.send(CAI, buys(at, 100, 500_000));
      chain.until(gateOf(at));
      expect(contractsOf(chain, ANN.address)[0]?.terms.damages).toEqual({ seller: damages, buyer: damages });
      invariantsHold(chain);
    }
  });
});

describe("who takes part", () => {
  test("a party suspended, watched or overdue since does not, and the others trade without it", () => {
    const since: readonly (readonly [key: string, value: (chain: Chain) => Json, rule: string])[] = [
      [
        KEY.party(ANN.address),
        (chain) => ({ ...chain.query("party", { id: ANN.address }), status: "suspended" }) as never,
        "seller.active",
      ],
      [KEY.watch(ANN.address), () => 1, "auction.watched"],
      [KEY.overdue(ANN.address), () => 1, "seller.overdue"],
      [
        KEY.party(ANN.address),
        (chain) => ({ ...chain.query("party", { id: ANN.address }), technology: "wind" }) as never,
        "auction.technology",
      ],
      [
        KEY.party(ANN.address),
        (chain) => ({ ...chain.query("party", { id: ANN.address }), exportW: 1000 }) as never,
        "seller.position",
      ],
    ];
    for (const [key, value, rule] of since) {
      const chain = market();
      const at = chain.slot + 2;
      const ann = chain.send(ANN, sells(at, 1000, 400_000)).id;
      const ben = chain.send(BEN, sells(at, 800, 450_000)).id;
      chain.send(CAI, buys(at, 1000, 500_000));
      edit(chain, key, value(chain));
      chain.until(gateOf(at));
      expect(order(chain, ann)).toMatchObject({ status: "unfilled", awarded: 0, why: { rule } });
      expect(why(chain, ann, at)).toMatchObject({ why: "refused", refusal: { rule } });
      expect(order(chain, ben)).toMatchObject({ status: "filled", filled: 800 });
      // The buyer is not served whole any more, so its limit is the price.
      expect(clearing(chain, at).cleared).toMatchObject({ admitted: 2, result: { price: 500_000 } });
      invariantsHold(chain);
    }
  });

  test("capacity cut since: orders drop out by id until the rest fits", () => {
    const chain = market();
    const at = chain.slot + 2;
    const ids = [300, 300, 300].map((wh) => chain.send(ANN, sells(at, wh, 400_000)).id);
    chain.send(CAI, buys(at, 900, 500_000));
    // 3 kW at 90 % for a quarter-hour: 675 of the 900 Wh that were ordered.
    edit(chain, KEY.party(ANN.address), { ...chain.query("party", { id: ANN.address }), exportW: 3000 } as never);
    chain.until(gateOf(at));
    const kept = ids.filter((id) => order(chain, id).status === "filled");
    expect(kept).toHaveLength(2);
    const [first] = ids.toSorted((a, b) => (a < b ? -1 : 1));
    expect(kept).not.toContain(first);
    expect(position(chain, ANN.address, at)).toMatchObject({ sold: 600, offeredSell: 0 });
    invariantsHold(chain);
  });

  test("a zone suspended for the slot clears nothing", () => {
    const chain = market();
    const at = chain.slot + 2;
    const ann = chain.send(ANN, sells(at, 100, 400_000)).id;
    chain.send(CAI, buys(at, 100, 500_000));
    edit(chain, KEY.suspension(ZONE, "*"), { from: at * 900, until: at * 900 + 1 });
    chain.until(gateOf(at));
    expect(order(chain, ann)).toMatchObject({ status: "unfilled", why: { rule: "zone.suspended" } });
    expect(clearing(chain, at).cleared).toMatchObject({ admitted: 0, result: null, contracts: 0 });
    invariantsHold(chain);
  });

  test("the chain stood still past the slot's end: nobody is bound for a slot that is over", () => {
    const chain = market();
    const at = chain.slot + 2;
    const ids = [chain.send(ANN, sells(at, 100, 400_000)).id, chain.send(CAI, buys(at, 100, 500_000)).id];
    chain.until(gateOf(at) - 30);
    // To the last block before the slot's end it clears; from then on it does not.
    const state = chain.state;
    const { height, time } = chain;
    const left = Math.ceil(((at + 1) * 900 - chain.market) / 15);
    chain.block([], left - 1);
    expect(order(chain, ids[0] ?? "").status).toBe("filled");
    invariantsHold(chain);
    Object.assign(chain, { state, height, time });
    chain.block([], left);
    for (const id of ids) {
      expect(order(chain, id)).toMatchObject({
        status: "unfilled",
        filled: 0,
        why: { rule: "auction.late", limit: (at + 1) * 900, unit: "s" },
      });
    }
    expect(contractsOf(chain, ANN.address)).toEqual([]);
    expect(position(chain, ANN.address, at)).toBeUndefined();
    invariantsHold(chain);
  });
});

describe("what the zone can deliver and take", () => {
  test("bounds the volume: better prices first, the margin of each side shared", () => {
    const chain = market({ deliverable: 1100 });
    const { at, ids } = cleared(chain);
    expect(clearing(chain, at).cleared).toMatchObject({
      most: 1100,
      result: { volume: 1100, price: 450_000 + 25_000, low: 450_000, high: 500_000 },
      contracted: 1100,
    });
    expect(ids.map((id) => order(chain, id).filled)).toEqual([1000, 100, 1100, 0]);
    expect(why(chain, ids[2], at)).toEqual({ why: "shared", price: 475_000, ordered: 1200, filled: 1100 });
  });

  test("what firm contracts took of it before is not there any more", () => {
    const chain = market({ demand: 700 });
    const at = chain.slot + 2;
    const damages = { seller: 100_000, buyer: 100_000 };
    const offer = chain.send(BEN, {
      kind: "offer.post",
      side: "sell",
      type: "firm",
      carrier: "electricity",
      zone: ZONE,
      energy: { first: at, wh: [300] },
      price: 400_000,
      minimum: 0,
      damages,
      technology: "solar",
      expires: gateOf(at),
    }).id;
    chain.send(DEE, { kind: "offer.accept", offer, energy: { first: at, wh: [300] } });
    const cheap = chain.send(ANN, sells(at, 400, 400_000)).id;
    const dear = chain.send(ANN, sells(at, 400, 410_000)).id;
    const cai = chain.send(CAI, buys(at, 800, 500_000)).id;
    chain.until(gateOf(at));
    expect(clearing(chain, at).cleared).toMatchObject({ most: 400, result: { volume: 400, price: 450_000 } });
    expect(order(chain, cheap).filled).toBe(400);
    expect(why(chain, dear, at)).toEqual({ why: "behind", price: 450_000, margin: 400_000, bound: true });
    expect(order(chain, cai)).toMatchObject({ status: "filled", filled: 400 });
    invariantsHold(chain);
  });

  test("nothing at all: no price, everything unfilled", () => {
    const chain = market({ demand: 0 });
    const { at, ids } = cleared(chain);
    expect(clearing(chain, at).cleared).toMatchObject({ most: 0, result: null, damages: null, charges: null });
    expect(ids.map((id) => why(chain, id, at).why)).toEqual(["noRoom", "noRoom", "noRoom", "noRoom"]);
  });
});

test("no sell meets a buy", () => {
  const chain = market();
  const at = chain.slot + 2;
  const id = chain.send(ANN, sells(at, 100, 500_001)).id;
  chain.send(CAI, buys(at, 100, 500_000));
  chain.until(gateOf(at));
  expect(why(chain, id, at)).toEqual({ why: "noMatch" });
  expect(clearing(chain, at).cleared).toMatchObject({ admitted: 2, result: null, pairs: 0 });
  invariantsHold(chain);
});

test("an order whose limit is just the price, behind better ones that took all there was", () => {
  const chain = market();
  const at = chain.slot + 2;
  chain.send(ANN, sells(at, 100, 400_000));
  chain.send(CAI, buys(at, 100, 400_001));
  const behind = chain.send(DEE, buys(at, 100, 400_000)).id;
  chain.until(gateOf(at));
  expect(why(chain, behind, at)).toEqual({ why: "behind", price: 400_000, margin: 400_001, bound: false });
  invariantsHold(chain);
});

test("a pair that screening refuses makes no contract, and both orders say why", () => {
  // 2 Wh at 500,500 make a worst case of 1,395 in one contract; two contracts of 1 Wh round up to 698 each.
  const chain = market({ exposure: 1395 });
  const at = chain.slot + 2;
  const sellers = [chain.send(ANN, sells(at, 1, 500_500)).id, chain.send(BEN, sells(at, 1, 500_500)).id];
  const cai = chain.send(CAI, buys(at, 2, 500_500)).id;
  chain.until(gateOf(at));
  const refusal = { rule: "buyer.exposure", figure: 1396, limit: 1395, unit: "micro" };
  expect(clearing(chain, at).cleared).toMatchObject({ pairs: 2, contracts: 1, contracted: 1, result: { volume: 2 } });
  expect(pairs(chain, at)[1]).toMatchObject({ wh: 1, contract: null, why: refusal });
  expect(order(chain, cai)).toMatchObject({ status: "filled", awarded: 2, filled: 1, why: refusal });
  expect(sellers.map((id) => order(chain, id).status).toSorted()).toEqual(["filled", "unfilled"]);
  const unbound = sellers.find((id) => order(chain, id).filled === 0) ?? "";
  expect(why(chain, unbound, at)).toEqual({ why: "unbound", refusal, awarded: 1, filled: 0 });
  invariantsHold(chain);
});

test("books of other slots and cancelled orders take no part", () => {
  const chain = market();
  const at = chain.slot + 2;
  const ann = chain.send(ANN, sells(at, 100, 400_000)).id;
  const later = chain.send(ANN, sells(at + 1, 100, 400_000)).id;
  const cai = chain.send(CAI, buys(at, 100, 500_000)).id;
  chain.send(CAI, { kind: "auction.cancel", order: cai });
  chain.until(gateOf(at));
  expect(order(chain, ann).status).toBe("unfilled");
  expect(order(chain, later).status).toBe("live");
  expect(order(chain, cai).status).toBe("cancelled");
  expect(why(chain, cai, at)).toEqual({ why: "cancelled" });
  expect(clearing(chain, at)).toMatchObject({ orders: 1, cleared: { admitted: 1, result: null } });
  invariantsHold(chain);
});
