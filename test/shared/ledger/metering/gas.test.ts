/** DESIGN §2: gas is metered in litres of corrected volume and traded in Wh by the operator's factor of the zone and gas day. */
import { describe, expect, test } from "vitest";
import { energyOf } from "../../../../shared/ledger/metering/volumes.ts";
import { type Draft, Meter, OPERATOR, PARAMS, sell } from "../market.ts";
import { ALICE, BOB, EAST, EAST_OPERATOR, FIRM, scene, type Scene } from "../scene.ts";

/** Gas days of six hours, so that one lies within a test. */
const DAY = 21_600;
const GAS = { carriers: ["gas" as const], technology: "chp" as const };

function gasScene(): Scene {
  return scene(
    { alice: GAS, bob: GAS },
    {
      grids: { ...PARAMS.grids, gas: { slotSeconds: DAY, gateSeconds: 600, startSeconds: 0 } },
      settlement: { ...PARAMS.settlement, period: 36_000 },
    },
  );
}

/** Alice sells Bob 20 kWh of a gas day, which then ends. */
function traded(s: Scene = gasScene()): { s: Scene; id: string; slot: number } {
  const slot = Math.floor(s.chain.market / DAY) + 1;
  const draft = sell(slot, [20_000], { ...FIRM, carrier: "gas", technology: "chp", expires: slot * DAY - 600 });
  const offer = s.done(ALICE, draft);
  const id = s.done(BOB, { kind: "offer.accept", offer, energy: { first: slot, wh: [20_000] } });
  s.chain.until((slot + 1) * DAY);
  return { s, id, slot };
}
const factor = (slot: number, whPerM3: number, change: Partial<Draft<"grid.factor">> = {}): Draft => ({
  kind: "grid.factor",
  zone: "WEST-1",
  slot,
  whPerM3,
  ...change,
});
const read = (s: Scene, label: string, slot: number, sold: number, bought: number) =>
  s.read(label, slot, sold, bought, "dm3");
const meteredOf = (s: Scene, party: string, slot: number) =>
  s.chain.query("metered", { party, carrier: "gas", from: slot, to: slot + 1 })[0];

test("energy: litres times Wh per cubic metre, rounded down, never beyond what is exact", () => {
  expect(energyOf(1_999, 10_123)).toBe(20_235);
  expect(energyOf(0, 10_123)).toBe(0);
  expect(energyOf(1_000_000_000_000_000, 100_000)).toBe(Number.MAX_SAFE_INTEGER);
});

test("with a factor a reading in litres settles in Wh", () => {
  const { s, id, slot } = traded();
  s.operator(factor(slot, 10_123));
  read(s, "alice", slot, 1_999, 0);
  read(s, "bob", slot, 0, 1_977);
  expect(meteredOf(s, ALICE.address, slot)).toMatchObject({ sold: 20_235, bought: 0, quality: "measured" });
  // 1,977 litres hold 20,013 Wh; both have more than was sold.
  expect(s.slot(id)).toMatchObject({ state: "provisional", settled: { delivered: 20_000, liability: "none" } });
  expect(s.chain.query("volume", { slot, zone: "WEST-1", party: BOB.address })).toMatchObject({
    sold: 0,
    bought: 1977,
  });
  expect(s.chain.query("factor", { zone: "WEST-1", slot })).toEqual({ whPerM3: 10_123 });
  s.holds();
});

test("without a factor the slot waits, and settles when it comes", () => {
  const { s, id, slot } = traded();
  read(s, "alice", slot, 2_000, 0);
  read(s, "bob", slot, 0, 1_900);
  expect(s.slot(id).state).toBe("pending");
  expect(meteredOf(s, ALICE.address, slot)).toBeUndefined();
  s.operator(factor(slot, 10_000));
  expect(s.slot(id)).toMatchObject({
    state: "provisional",
    settled: { aS: 20_000, aB: 19_000, qualityB: "measured", liability: "buyer" },
  });
  s.holds();
});

test("at grace it counts as missing; a factor that comes later, and another one, settle it anew while it is not final", () => {
  const { s, id, slot } = traded();
  read(s, "alice", slot, 2_000, 0);
  read(s, "bob", slot, 0, 2_000);
  s.pass(1800);
  expect(s.slot(id).settled).toMatchObject({ qualityS: "missing", qualityB: "missing", delivered: 0 });
  s.operator(factor(slot, 9_000));
  expect(s.slot(id).settled).toMatchObject({ delivered: 18_000, qualityS: "measured", liability: "both" });
  s.operator(factor(slot, 9_500));
  expect(s.slot(id)).toMatchObject({ state: "provisional", settled: { aS: 19_000, delivered: 19_000 } });
  s.holds();
  s.pass(1860);
  const final = s.slot(id);
  expect(final.state).toBe("final");
  s.operator(factor(slot, 12_000));
  expect(s.slot(id)).toEqual(final);
  expect(meteredOf(s, ALICE.address, slot)).toMatchObject({ sold: 19_000 });
  // From here on it is a correction, in Wh.
  const reason = "factor of the wrong day";
  s.operator({ kind: "meter.correct", party: ALICE.address, slot, sold: 20_000, bought: 0, reason });
  expect(s.slot(id).settled).toMatchObject({ aS: 20_000, aB: 19_000, delivered: 19_000, liability: "buyer" });
  s.holds();
});

test("an operator's substitute stands whatever factor comes", () => {
  const { s, id, slot } = traded();
  s.operator(factor(slot, 10_000));
  read(s, "alice", slot, 2_000, 0);
  read(s, "bob", slot, 0, 2_000);
  const reason = "meter exchanged";
  s.operator({ kind: "meter.substitute", party: BOB.address, slot, sold: 0, bought: 15_000, reason });
  s.operator(factor(slot, 5_000));
  expect(s.slot(id).settled).toMatchObject({ aS: 10_000, aB: 15_000 });
  s.holds();
});

test("the unit is part of the commitment: counters in Wh do not open on a gas meter", () => {
  const { s, slot } = traded();
  const meter = new Meter("alice", "Wh");
  meter.read(slot, 2_000, 0);
  expect(s.chain.block(meter.send(s.chain, slot))).toMatchObject([
    { code: 0 },
    { code: 1, data: { rule: "meter.proof" } },
  ]);
});

describe("refused", () => {
  test("another zone's operator, no such zone, a day that has not begun, a chain without gas", () => {
    const { s, slot } = traded();
    expect(s.try(EAST_OPERATOR, factor(slot, 10_000))).toMatchObject({ rule: "grid.operator" });
    expect(s.try(OPERATOR, factor(slot, 10_000, { zone: EAST }))).toMatchObject({ rule: "grid.operator" });
    expect(s.try(OPERATOR, factor(slot, 10_000, { zone: "NORTH-1" }))).toMatchObject({ rule: "grid.zone" });
    expect(s.try(OPERATOR, factor(slot + 2, 10_000))).toMatchObject({
      rule: "grid.begun",
      figure: (slot + 2) * DAY,
      unit: "s",
    });
    expect(scene().try(OPERATOR, factor(slot, 10_000))).toMatchObject({ rule: "grid.carrier" });
  });
});
