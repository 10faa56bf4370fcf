/** DESIGN §4, acceptance and Screening: every rule by a case that fails it, and what an admitted contract leaves behind. */
import { describe, expect, test } from "vitest";
import type { Genesis } from "../../../shared/ledger/params.ts";
import { templateHash } from "../../../shared/words/contract.ts";
import { Chain, type Draft, genesis, home, keyOf, OPERATOR, sell, ZONE } from "./market.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");
const carol = keyOf("carol");
const market = (change: (genesis: Genesis) => Genesis = (g) => g) =>
  new Chain(change(genesis([home("alice"), home("bob"), home("carol")])));

const firm = { type: "firm", damages: { seller: 100_000, buyer: 80_000 } } as const;
const buying = { side: "buy", technology: "none" } as const;

function offered(chain: Chain, wh: readonly number[], change: Partial<Draft<"offer.post">> = {}, by = alice) {
  const first = chain.slot + 2;
  const { id, result } = chain.send(by, sell(first, wh, change));
  expect(result).toEqual({ code: 0, data: null });
  return { id, first };
}
const take = (offer: string, first: number, wh: readonly number[]): Draft<"offer.accept"> => ({
  kind: "offer.accept",
  offer,
  energy: { first, wh: [...wh] },
});

/** Genesis with other limits of the one zone. */
const limited =
  (limits: Partial<Genesis["limits"][number]["limits"]>) =>
  (g: Genesis): Genesis => ({
    ...g,
    limits: g.limits.map((entry) => ({ ...entry, limits: { ...entry.limits, ...limits } })),
  });

describe("against the offer", () => {
  test.each<[rule: string, shift: number, wh: readonly number[], figures?: object]>([
    ["offer.empty", 0, [0]],
    ["offer.left", 0, [501], { figure: 501, limit: 500, fits: 500, unit: "Wh" }],
    ["offer.left", -1, [100, 100], { figure: 100, limit: 0 }],
    ["offer.left", 1, [100, 100], { figure: 100, limit: 0 }],
    ["offer.minimum", 0, [199], { figure: 199, limit: 200, fits: 200 }],
  ])("%s at shift %i with %o", (rule, shift, wh, figures = {}) => {
    const chain = market();
    const { id, first } = offered(chain, [500, 500], { minimum: 200 });
    expect(chain.send(bob, take(id, first + shift, wh)).result).toMatchObject({ code: 1, data: { rule, ...figures } });
  });

  test("offer.unknown, offer.own, offer.live", () => {
    const chain = market();
    const { id, first } = offered(chain, [500]);
    expect(chain.send(bob, take("11".repeat(32), first, [1])).result).toMatchObject({
      data: { rule: "offer.unknown" },
    });
    expect(chain.send(alice, take(id, first, [1])).result).toMatchObject({ data: { rule: "offer.own" } });
    chain.send(alice, { kind: "offer.cancel", offer: id });
    expect(chain.send(bob, take(id, first, [500])).result).toMatchObject({ data: { rule: "offer.live" } });
  });

  test("offer.expired: in the block that passes its time, before the sweep, at the gate at the latest", () => {
    const expired = market();
    const expires = expired.market + 60;
    const one = offered(expired, [500], { expires });
    const late = expired.sign(bob, take(one.id, one.first, [500]));
    expect(expired.block([late], 2)[0]).toMatchObject({
      code: 1,
      data: { rule: "offer.expired", figure: expired.market, limit: expires, unit: "s" },
    });

    const closed = market();
    const gate = (closed.slot + 2) * 900 - 300;
    const two = offered(closed, [500]);
    const after = closed.sign(bob, take(two.id, two.first, [500]));
    expect(closed.block([after], Math.ceil((gate - closed.market) / 15))[0]).toMatchObject({
      code: 1,
      data: { rule: "offer.expired", limit: gate },
    });
    expect(closed.send(carol, take(two.id, two.first, [500])).result).toMatchObject({ data: { rule: "offer.live" } });
  });

  test("a remainder under the minimum is taken whole", () => {
    const chain = market();
    const { id, first } = offered(chain, [500, 500], { minimum: 400 });
    expect(chain.send(bob, take(id, first, [500, 200])).result.code).toBe(0);
    expect(chain.send(carol, take(id, first, [0, 299])).result).toMatchObject({
      data: { rule: "offer.minimum", figure: 299, limit: 300 },
    });
    expect(chain.send(carol, take(id, first + 1, [300])).result.code).toBe(0);
    expect(chain.query("offersOf", { party: alice.address })).toMatchObject([
      { status: "taken", left: { wh: [0, 0] } },
    ]);
    expect(chain.book({ carrier: "electricity", zone: ZONE, from: first, to: first + 9 })).toEqual([]);
  });

  test("what two take in one block is not sold twice", () => {
    const chain = market();
    const { id, first } = offered(chain, [500]);
    const results = chain.block([chain.sign(bob, take(id, first, [400])), chain.sign(carol, take(id, first, [400]))]);
    expect(results).toMatchObject([{ code: 0 }, { code: 1, data: { rule: "offer.left", limit: 100 } }]);
  });
});

describe("screening", () => {
  test("position of the acceptor, with what it sold and offers already", () => {
    const chain = market();
    const first = chain.slot + 2;
    chain.send(bob, sell(first, [1500], buying));
    const { id } = offered(chain, [1800]);
    expect(chain.send(bob, take(id, first, [1001])).result).toMatchObject({
      data: { rule: "buyer.position", figure: 2501, limit: 2500, slot: first, fits: 1000 },
    });
    expect(chain.send(bob, take(id, first, [1000])).result.code).toBe(0);
  });

  test("one side: a seller does not buy in the slot it sells in", () => {
    const chain = market();
    const { id, first } = offered(chain, [500]);
    chain.send(bob, sell(first, [100]));
    expect(chain.send(bob, take(id, first, [500])).result).toMatchObject({
      data: { rule: "buyer.oneSide", figure: 100 },
    });
  });

  test("zone.deliverable: firm sales of the zone; as produced does not count", () => {
    const chain = market(limited({ deliverable: 1000 }));
    const first = chain.slot + 2;
    const one = offered(chain, [800], firm).id;
    const two = offered(chain, [300], firm, carol).id;
    const three = offered(chain, [300], {}, carol).id;
    expect(chain.send(bob, take(one, first, [800])).result.code).toBe(0);
    expect(chain.send(bob, take(two, first, [300])).result).toMatchObject({
      data: { rule: "zone.deliverable", figure: 1100, limit: 1000, unit: "Wh", slot: first, fits: 200 },
    });
    expect(chain.send(bob, take(three, first, [300])).result.code).toBe(0);
  });

  test("zone.demand: purchases of the zone", () => {
    const chain = market(limited({ demand: 1000 }));
    const { id, first } = offered(chain, [1800]);
    expect(chain.send(bob, take(id, first, [800])).result.code).toBe(0);
    expect(chain.send(carol, take(id, first, [300])).result).toMatchObject({
      data: { rule: "zone.demand", figure: 1100, limit: 1000, fits: 200 },
    });
  });

  test("buyer.exposure: price, charges and worst damages of what is open", () => {
    // 1 kWh: 0.45 + network 0.042 + levy 0.015 + tax 0.027 + losses 0.009 + damages 0.08 = 0.623.
    const chain = market(limited({ exposure: 622_999 }));
    const { id, first } = offered(chain, [1000], firm);
    expect(chain.send(bob, take(id, first, [1000])).result).toMatchObject({
      data: { rule: "buyer.exposure", figure: 623_000, limit: 622_999, unit: "micro" },
    });
    expect(chain.send(bob, take(id, first, [999])).result.code).toBe(0);
  });

  test("seller.exposure: worst damages, over all its contracts", () => {
    const chain = market(limited({ exposure: 1_000_000 }));
    const first = chain.slot + 2;
    const change = { type: "firm", damages: { seller: 300_000, buyer: 50_000 }, price: 200_000 } as const;
    for (let i = 0; i < 2; i++) {
      const { id } = chain.send(alice, sell(first + i, [1666], change));
      expect(chain.send(i === 0 ? bob : carol, take(id, first + i, [1666])).result.code).toBe(0);
    }
    const { id } = chain.send(alice, sell(first + 2, [2], change));
    expect(chain.query("exposure", { party: alice.address })).toEqual({ unpaid: 0, open: 999_600 });
    expect(chain.send(carol, take(id, first + 2, [2])).result).toMatchObject({
      data: { rule: "seller.exposure", figure: 1_000_200, limit: 1_000_000 },
    });
  });

  test("zone.charges: nothing is traded between zones without published charges", () => {
    const chain = market((g) => ({
      ...g,
      zones: [...g.zones, { id: "EAST-1", operator: OPERATOR.address, utcOffset: 28_800 }],
      parties: g.parties.map((p) => (p.id === bob.address ? { ...p, zone: "EAST-1" } : p)),
      limits: [...g.limits, ...g.limits.map((l) => ({ ...l, zone: "EAST-1" }))],
    }));
    const { id, first } = offered(chain, [500]);
    expect(chain.send(bob, take(id, first, [500])).result).toMatchObject({ data: { rule: "zone.charges" } });
  });

  test("between zones: charges from the seller's zone to the buyer's, collected by the buyer's operator", () => {
    const charges = { network: 99_000, levy: 1_000, taxPpm: 10_000, lossPpm: 5_000 };
    const chain = market((g) => ({
      ...g,
      zones: [...g.zones, { id: "EAST-1", operator: carol.address, utcOffset: 0 }],
      parties: g.parties.map((p) => {
        if (p.id === carol.address) return { ...p, roles: ["operator"] };
        return p.id === bob.address ? { ...p, zone: "EAST-1" } : p;
      }),
      limits: [...g.limits, ...g.limits.map((l) => ({ ...l, zone: "EAST-1" }))],
      charges: [...g.charges, { carrier: "electricity", from: ZONE, to: "EAST-1", charges }],
      transfers: [{ carrier: "electricity", from: ZONE, to: "EAST-1", wh: 600 }],
    }));
    const { id, first } = offered(chain, [500]);
    const deal = chain.send(bob, take(id, first, [500]));
    expect(chain.query("contract", { id: deal.id })?.contract.terms).toMatchObject({
      charges,
      operator: carol.address,
      sellerZone: ZONE,
      buyerZone: "EAST-1",
      utcOffset: 28_800,
    });
    const more = offered(chain, [500]);
    expect(chain.send(bob, take(more.id, more.first, [500])).result).toMatchObject({
      data: { rule: "zone.transfer", figure: 1000, limit: 600, fits: 100 },
    });
  });

  test("seller.technology: a buyer that asks for solar is not served by another origin", () => {
    const chain = new Chain(genesis([home("alice"), home("bob", { technology: "battery" })]));
    const { id, first } = offered(chain, [500], { side: "buy", technology: "solar" });
    expect(chain.send(bob, take(id, first, [500])).result).toMatchObject({ data: { rule: "seller.technology" } });
    const any = offered(chain, [500], buying);
    const deal = chain.send(bob, take(any.id, any.first, [500]));
    expect(chain.query("contract", { id: deal.id })?.contract.terms).toMatchObject({
      seller: bob.address,
      buyer: alice.address,
      technology: "battery",
    });
  });
});

describe("an admitted contract", () => {
  test("carries both signed bodies, its terms, and every finding of its screening", () => {
    const chain = market();
    const { id, first } = offered(chain, [500, 0, 700], firm);
    const deal = chain.send(bob, take(id, first, [0, 0, 600]));
    const found = chain.query("contract", { id: deal.id });
    expect(found?.contract).toMatchObject({
      id: deal.id,
      basis: {
        how: "taken",
        offer: { id, body: { kind: "offer.post", sender: alice.address } },
        acceptance: { id: deal.id, body: { kind: "offer.accept", sender: bob.address } },
      },
      terms: {
        energy: { first: first + 2, wh: [600] },
        price: 450_000,
        slotSeconds: 900,
        template: templateHash("firm"),
      },
    });
    expect(found?.slots).toMatchObject([{ slot: first + 2, q: 600, state: "pending", settled: null }]);
    const findings = found?.contract.admitted.findings ?? [];
    expect(findings.map(({ rule }) => rule).join(" ")).toBe(
      "seller.active buyer.active seller.role buyer.role seller.carrier buyer.carrier seller.overdue buyer.overdue " +
        "seller.technology zone.limits zone.charges price.min price.max damages.min damages.max gate zone.suspended seller.oneSide " +
        "buyer.oneSide seller.position buyer.position zone.deliverable zone.demand zone.transfer seller.exposure buyer.exposure " +
        "seller.watched buyer.watched seller.review buyer.review",
    );
    // The seller's own offer reserved 700 Wh already; 600 of them are this contract's.
    expect(findings.find(({ rule }) => rule === "seller.position")).toEqual({
      rule: "seller.position",
      figure: 700,
      limit: 1800,
      unit: "Wh",
      slot: first + 2,
    });
  });

  test("moves the energy from reserved to contracted, on both sides", () => {
    const chain = market();
    const { id, first } = offered(chain, [500]);
    chain.send(bob, take(id, first, [300]));
    const at = (party: string) =>
      chain.query("positions", { party, carrier: "electricity", from: first, to: first + 1 });
    expect(at(alice.address)).toEqual([{ slot: first, sold: 300, bought: 0, offeredSell: 200, offeredBuy: 0 }]);
    expect(at(bob.address)).toEqual([{ slot: first, sold: 0, bought: 300, offeredSell: 0, offeredBuy: 0 }]);
  });

  test("is listed for both parties, newest first, page by page", () => {
    const chain = market();
    const { id, first } = offered(chain, [500, 500, 500]);
    const deals = [0, 1, 2].map((i) => chain.send(bob, take(id, first + i, [500])).id);
    const page = chain.query("contractsOf", { party: alice.address, limit: 2 }).map((contract) => contract.id);
    expect(page).toEqual([deals[2], deals[1]]);
    const rest = chain.query("contractsOf", { party: bob.address, before: page[1] ?? "", limit: 2 });
    expect(rest.map((contract) => contract.id)).toEqual([deals[0]]);
  });
});
