/** What a plan for a day may do and what it earns, with the solver that the wallet has. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solver } from "../../../electron/flexibility/solver.ts";
import {
  ACTS,
  type Acts,
  type Played,
  type PlannedDay,
  isHome,
  noActs,
  play,
  unplanned,
} from "../../../shared/flexibility/day.ts";
import { type House, NO_HOUSE, impossible } from "../../../shared/flexibility/house.ts";
import { planDay, stretchesOf } from "../../../shared/flexibility/plan.ts";
import { lineAmount, sum } from "../../../shared/ledger/amounts.ts";
import { BATTERY, CAR, HEAT_PUMP, MINUTES, anyDay, anyHouse, twoPrices } from "./days.ts";

const solve = await solver();

/** What of a played day breaks a limit of a device, or the balance of a slot, as sentences; none for a day that can be. */
function broken(day: PlannedDay, house: House, { acts, stored, imported, exported, lacking, cost }: Played): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || faults.push(what));
  const quarter = (power = 0): number => Math.floor(power / 4);
  const { battery, car, heatPump, chp } = house;
  let kept = battery?.kept ?? 0;
  let money = 0;
  let heat = 0;
  MINUTES.forEach((minute, k) => {
    const of = (values: readonly number[]): number => values[k] ?? NaN;
    for (const what of ACTS) must(of(acts[what]) >= 0, `${what} ${k} is negative`);
    must(of(acts.charge) <= quarter(battery?.charge), `charge ${k}`);
    must(of(acts.discharge) <= quarter(battery?.discharge), `discharge ${k}`);
    must(Math.min(of(acts.charge), of(acts.discharge)) === 0, `both at once ${k}`);
    kept += Math.floor((of(acts.charge) * (battery?.efficiency ?? 0)) / 1000) - of(acts.discharge);
    must(of(stored) === kept, `stored ${k}`);
    must(kept >= (battery?.kept ?? 0) && kept <= (battery?.capacity ?? 0), `capacity ${k}`);
    must(of(acts.car) <= (car && isHome(car, minute) ? quarter(car.charge) : 0), `car ${k}`);
    must(of(acts.heatPump) <= quarter(heatPump?.power), `heat pump ${k}`);
    heat += of(acts.heatPump);
    must(heat <= Math.floor(((heatPump?.need ?? 0) * (k + 1)) / 96) + (heatPump?.store ?? 0), `heat ahead ${k}`);
    must(of(acts.chp) <= quarter(chp?.power), `chp ${k}`);
    must(Math.min(of(imported), of(exported)) === 0, `both ways ${k}`);
    const gives = of(imported) + of(day.generation) + of(acts.discharge) + of(acts.chp);
    const takes = of(exported) + of(day.load) + of(acts.charge) + of(acts.car) + of(acts.heatPump);
    must(gives === takes, `balance ${k}`);
    money += lineAmount(of(imported), of(day.bought)) - lineAmount(of(exported), of(day.sold)) + lineAmount(of(acts.chp), chp?.cost ?? 0); // prettier-ignore
  });
  must(sum(acts.chp) <= (chp?.most ?? 0), "chp's day");
  must(lacking === (car?.need ?? 0) - sum(acts.car) + (heatPump?.need ?? 0) - sum(acts.heatPump), "lacking");
  must(cost === money, "cost");
  return faults;
}

describe("a day that is played", () => {
  it("holds every device to its limits, whatever is wished, and balances every slot", () => {
    const wish = fc.array(fc.nat(3000), { minLength: 96, maxLength: 96 });
    const wishes: fc.Arbitrary<Acts> = fc.record({
      charge: wish,
      discharge: wish,
      car: wish,
      heatPump: wish,
      chp: wish,
    });
    fc.assert(
      fc.property(anyDay, anyHouse, wishes, (day, house, wished) => {
        expect(broken(day, house, play(day, house, wished))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
  it("without a plan charges the car from its arrival and keeps the surplus for the evening", () => {
    const day = twoPrices({ generation: MINUTES.map((minute) => (minute >= 600 && minute < 840 ? 400 : 0)) });
    const { acts, lacking } = unplanned(day, { ...NO_HOUSE, battery: BATTERY, car: CAR });
    expect(lacking).toBe(0);
    expect(acts.car.indexOf(1750)).toBe(72);
    expect(sum(acts.car.slice(72, 79))).toBe(12_000);
    // 300 Wh a quarter-hour are to spare from ten to two, until it is full: 4,500 of them.
    expect(sum(acts.charge)).toBe(4500);
    expect(sum(acts.discharge)).toBe(4500);
    expect(acts.charge.findIndex((wh) => wh > 0)).toBe(40);
  });
});

describe("a plan", () => {
  it("never costs more, holds all limits, and earns what lies between the two days", () => {
    fc.assert(
      fc.property(anyDay, anyHouse, (day, house) => {
        const plan = planDay(day, house, solve);
        if (!plan) return;
        for (const one of [plan.before, plan.after]) expect(broken(day, house, one)).toEqual([]);
        expect(plan.earns).toBe(plan.before.cost - plan.after.cost);
        expect(plan.earns).toBeGreaterThanOrEqual(0);
        expect(plan.after.beyond).toBeLessThanOrEqual(plan.before.beyond);
        expect(plan.after.lacking).toBeLessThanOrEqual(plan.before.lacking);
      }),
      { numRuns: 25 },
    );
  });
  it("of a battery between two prices earns their difference", () => {
    const plan = planDay(twoPrices(), { ...NO_HOUSE, battery: BATTERY }, solve);
    // 4.5 kWh bought for 0.35 instead of 0.80.
    expect(plan?.earns).toBe(4500 * 450);
    expect(sum(plan?.after.acts.charge ?? [])).toBe(4500);
    expect(plan?.after.acts.charge.slice(32, 88).every((wh) => wh === 0)).toBe(true);
  });
  it("charges the car in the cheap hours it is at home, and heats ahead of the dear ones", () => {
    const plan = planDay(twoPrices(), { ...NO_HOUSE, car: CAR, heatPump: HEAT_PUMP }, solve);
    const dear = (values: readonly number[]): number => sum(values.slice(32, 88));
    expect(dear(plan?.before.acts.car ?? [])).toBe(12_000);
    expect(dear(plan?.after.acts.car ?? [])).toBe(0);
    expect(dear(plan?.before.acts.heatPump ?? []) - dear(plan?.after.acts.heatPump ?? [])).toBe(3000);
    expect(plan?.earns).toBe((12_000 + 3000) * 450);
  });
  it("runs combined heat and power where its fuel is cheaper than the grid, up to what the heat allows", () => {
    const chp = { power: 4000, cost: 500_000, most: 2000 };
    const plan = planDay(twoPrices(), { ...NO_HOUSE, chp }, solve);
    expect(plan?.earns).toBe(2000 * 300);
    expect(planDay(twoPrices(), { ...NO_HOUSE, chp: { ...chp, cost: 900_000 } }, solve)?.earns).toBe(0);
  });
  it("with one price all day earns nothing, and then is the day as it would go", () => {
    const plan = planDay(
      twoPrices({ bought: MINUTES.map(() => 500_000) }),
      { ...NO_HOUSE, battery: BATTERY, car: CAR },
      solve,
    );
    expect(plan?.earns).toBe(0);
    expect(plan?.after).toEqual(plan?.before);
  });
  it("does not trust what a solver says", () => {
    const liar = () => Object.fromEntries(["c", "d", "a", "h", "g"].flatMap((letter) => MINUTES.map((_, k) => [`${letter}${k}`, 1e9]))); // prettier-ignore
    const house = { ...NO_HOUSE, battery: BATTERY, car: CAR, heatPump: HEAT_PUMP };
    const plan = planDay(twoPrices(), house, liar);
    if (!plan) throw new Error("a plan");
    expect(broken(twoPrices(), house, plan.after)).toEqual([]);
    for (const values of [null, {}, { c0: NaN }])
      expect(planDay(twoPrices(), house, () => values)?.earns).toBeGreaterThanOrEqual(0);
  });
  it("is none for a house with nothing to shift, or that cannot be", () => {
    expect(planDay(twoPrices(), NO_HOUSE, solve)).toBeNull();
    const late = { ...NO_HOUSE, car: { ...CAR, from: 0, to: 60 } };
    expect(impossible(late)).toEqual({ field: "car.need", most: 7000 });
    expect(planDay(twoPrices(), late, solve)).toBeNull();
    expect(impossible({ ...NO_HOUSE, battery: { ...BATTERY, kept: 5001 } })).toEqual({
      field: "battery.kept",
      most: 5000,
    });
  });
});

it("what is to be done by hand is told in stretches that add up", () => {
  const { after } = planDay(twoPrices(), { ...NO_HOUSE, battery: BATTERY, car: CAR }, solve) ?? {
    after: unplanned(twoPrices(), NO_HOUSE),
  };
  const stretches = stretchesOf(after);
  expect(sum(stretches.filter(({ what }) => what === "car").map(({ wh }) => wh))).toBe(12_000);
  expect(stretches.map(({ first }) => first)).toEqual(stretches.map(({ first }) => first).toSorted((a, b) => a - b));
  expect(stretchesOf(play(twoPrices(), NO_HOUSE, noActs(twoPrices())))).toEqual([]);
});
