/** DESIGN §4, Screening: schedules and orders of the grid that overlap, come in odd orders, or in the last second. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import type { Bands } from "../../../../shared/ledger/params.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { type Draft, OPERATOR, PARAMS, sell, SUPPLIER, ZONE } from "../market.ts";
import { ALICE, BOB, FIRM, scene, type Scene } from "../scene.ts";
import { carry, decide, decisionOf, propose, regulator, vote } from "../supervision/council.ts";

const zone = { zone: ZONE, carrier: "electricity" } as const;
const supply = (from: number, deliverable: number): Draft<"grid.supply"> => ({
  kind: "grid.supply",
  ...zone,
  from,
  deliverable,
  demand: 100_000,
});
const deliverableAt = (s: Scene, at: number): number | undefined =>
  s.chain.query("supplyOf", { ...zone, at })?.deliverable;
const bandsOf = (s: Scene, max: number): Bands => {
  const bands = load.bands(s.chain.state, ZONE, "electricity", s.chain.market);
  if (!bands) throw new Error("no bands");
  return { ...bands, price: { ...bands.price, max } };
};
const bands = (s: Scene, from: number, max: number): Act => ({
  act: "schedule.bands",
  ...zone,
  from,
  bands: bandsOf(s, max),
});

describe("entries of a schedule", () => {
  test("published in any order, each holds from its own second to the next one's", () => {
    const s = scene();
    const now = s.chain.market;
    const [one, two, three] = [now + 3600, now + 7200, now + 10_800];
    for (const [from, wh] of [
      [three, 3000],
      [one, 1000],
      [two, 2000],
    ] as const)
      s.operator(supply(from, wh));
    const at = [one - 1, one, two - 1, two, three - 1, three, three + 400_000];
    expect(at.map((second) => deliverableAt(s, second))).toEqual([100_000, 1000, 1000, 2000, 2000, 3000, 3000]);
    // The one between is superseded in place; those around it stand.
    s.operator(supply(two, 2500));
    expect(at.map((second) => deliverableAt(s, second))).toEqual([100_000, 1000, 1000, 2500, 2500, 3000, 3000]);
  });

  test("a contract over a boundary is judged slot by slot", () => {
    const s = scene();
    const first = s.chain.slot + 3;
    s.operator(supply((first + 1) * 900, 300));
    const offer = s.done(ALICE, sell(first, [800, 800], FIRM));
    const take = (wh: readonly number[]) => s.try(BOB, { kind: "offer.accept", offer, energy: { first, wh: [...wh] } });
    expect(take([800, 301])).toMatchObject({ rule: "zone.deliverable", slot: first + 1, figure: 301, limit: 300 });
    expect(take([800, 300])).toBe(0);
    s.holds();
  });

  test("what began is never rewritten: an entry for the running second counts for what comes, none for a second ago", () => {
    const s = scene();
    const { ids, slot } = s.contracts([[BOB, 1500]]);
    s.operator(supply(s.chain.market + 30, 100));
    expect(s.try(OPERATOR, supply(s.chain.market + 29, 200_000))).toMatchObject({ rule: "grid.past" });
    expect(s.slot(ids[0])).toMatchObject({ q: 1500, cut: 0 });
    s.end(slot);
    s.read("alice", slot, 1500, 0);
    s.read("bob", slot, 0, 1500);
    s.pass(PARAMS.settlement.dispute + 900);
    expect(s.slot(ids[0])).toMatchObject({ state: "final", settled: { delivered: 1500 } });
    s.holds();
  });

  test("a tariff is its utility's own: another's entry of the same second is another schedule", () => {
    const s = scene();
    const from = s.chain.market + 900;
    const flat = (price: number) => Array.from({ length: 96 }, () => price);
    const tariff = {
      kind: "grid.tariff",
      carrier: "electricity",
      from,
      retail: flat(500_000),
      feedIn: flat(300_000),
    } as const;
    s.done(SUPPLIER, tariff);
    for (const who of [ALICE, OPERATOR]) expect(s.try(who, tariff)).toMatchObject({ rule: "grid.utility" });
    expect(decide(s.chain, { act: "party.suspend", party: SUPPLIER.address }).state).toBe("effective");
    expect(s.try(SUPPLIER, { ...tariff, from: s.chain.market + 900 })).toMatchObject({ rule: "grid.utility" });
  });
});

describe("the regulators' schedules", () => {
  test("an act whose second has passed when it takes effect fails, and changes nothing", () => {
    const s = scene();
    const { notice } = PARAMS.supervision;
    // Late enough when it is proposed; its last vote comes an hour after.
    const { id } = propose(s.chain, bands(s, s.chain.market + notice + 600, 500_000));
    s.pass(3600);
    for (const who of [1, 2]) vote(s.chain, id, regulator(who));
    s.pass(notice + 60);
    expect(decisionOf(s.chain, id)).toMatchObject({ state: "failed", refusal: { rule: "act.from" } });
    expect(load.bands(s.chain.state, ZONE, "electricity", s.chain.market)?.price.max).toBe(900_000);
  });

  test("two acts for the same second: the one that takes effect last holds; offers live on, contracts are judged anew", () => {
    const s = scene();
    const from = s.chain.market + 7200;
    const slot = s.chain.slot + 20;
    const offer = s.done(ALICE, sell(slot, [500], { price: 700_000 }));
    const ids = [carry(s.chain, bands(s, from, 650_000)), carry(s.chain, bands(s, from, 600_000))];
    s.chain.until(from + 30);
    expect(ids.map((id) => decisionOf(s.chain, id).state)).toEqual(["effective", "effective"]);
    expect(s.try(BOB, { kind: "offer.accept", offer, energy: { first: slot, wh: [500] } })).toMatchObject({
      rule: "price.max",
      figure: 700_000,
      limit: 600_000,
    });
    expect(s.chain.query("offersOf", { party: ALICE.address })).toMatchObject([{ status: "live" }]);
    s.holds();
  });

  test("bands that cross are refused, and so is a place that the chain does not have", () => {
    const s = scene();
    const from = s.chain.market + PARAMS.supervision.notice + 3600;
    const act = bands(s, from, 100_000);
    expect(propose(s.chain, act).result.data).toMatchObject({ rule: "act.band" });
    expect(propose(s.chain, { ...bands(s, from, 500_000), zone: "MARS" } as Act).result).toMatchObject({ code: 1 });
    expect(propose(s.chain, { ...bands(s, from, 500_000), carrier: "gas" } as Act).result).toMatchObject({ code: 1 });
  });
});

describe("orders that overlap", () => {
  const curtail = (first: number, count: number, keepPpm: number): Draft<"grid.curtail"> => ({
    kind: "grid.curtail",
    ...zone,
    side: "sell",
    first,
    count,
    keepPpm,
    reason: "a fault",
  });

  test("curtailments one over the other never give back what was cut, nor cut below nothing", () => {
    const s = scene();
    const { ids, slot } = s.contracts([[BOB, 1000]], FIRM, s.chain.slot + 6);
    s.operator(curtail(slot - 1, 3, 500_000));
    const once = s.slot(ids[0]).cut;
    s.operator(curtail(slot, 1, 1_000_000));
    expect(s.slot(ids[0]).cut).toBe(once);
    s.operator(curtail(slot, 2, 0));
    expect(s.slot(ids[0]).cut).toBe(1000);
    s.operator(curtail(slot, 1, 700_000));
    expect(s.slot(ids[0])).toMatchObject({ q: 1000, cut: 1000, excused: { what: "curtailed" } });
    s.holds();
  });

  test("calls that overlap: a home answers one of them; an order that has begun is refused to the second", () => {
    const s = scene();
    const first = s.chain.slot + 4;
    const call = { kind: "grid.call", ...zone, capPpm: 500_000, price: 100_000, until: first * 900, most: 5 } as const;
    const one = s.operator({ ...call, first, count: 3 });
    const two = s.operator({ ...call, first: first + 2, count: 3 });
    s.done(BOB, { kind: "grid.answer", call: one });
    expect(s.try(BOB, { kind: "grid.answer", call: two })).toMatchObject({ rule: "call.twice" });
    expect(s.try(ALICE, { kind: "grid.answer", call: two })).toBe(0);
    s.chain.until(first * 900 - 30);
    // The next block comes with the slot's first second.
    expect(s.try(OPERATOR, curtail(first, 1, 0))).toMatchObject({ rule: "grid.notBegun" });
    expect(s.try(OPERATOR, { ...call, first, count: 1 })).toMatchObject({ rule: "grid.notBegun" });
    s.holds();
  });
});
