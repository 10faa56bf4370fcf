/** Days and houses for the tests of plans. */
import fc from "fast-check";
import type { PlannedDay } from "../../../shared/flexibility/day.ts";
import { type House, NO_HOUSE, impossible } from "../../../shared/flexibility/house.ts";

export const MINUTES = Array.from({ length: 96 }, (_, k) => k * 15);

/** Cheap at night until eight, dear until ten in the evening. */
export const twoPrices = (change: Partial<PlannedDay> = {}): PlannedDay => ({
  slotSeconds: 900,
  minutes: MINUTES,
  load: MINUTES.map(() => 100),
  generation: MINUTES.map(() => 0),
  bought: MINUTES.map((minute) => (minute >= 480 && minute < 1320 ? 800_000 : 350_000)),
  sold: MINUTES.map(() => 300_000),
  importMost: 5000,
  exportMost: 2500,
  ...change,
});

export const BATTERY = { capacity: 5000, charge: 3000, discharge: 3000, efficiency: 1000, kept: 500 };
export const CAR = { charge: 7000, need: 12_000, from: 18 * 60, to: 7 * 60 };
export const HEAT_PUMP = { power: 3000, need: 9600, store: 3000 };

const wh = (most: number) => fc.integer({ min: 1, max: most });
const minute = fc.integer({ min: 0, max: 95 }).map((k) => k * 15);
export const anyHouse: fc.Arbitrary<House> = fc
  .record({
    place: fc.constant(null),
    battery: fc.option(
      fc.record({
        capacity: wh(20_000),
        charge: wh(9000),
        discharge: wh(9000),
        efficiency: fc.integer({ min: 500, max: 1000 }),
        kept: fc.nat(5000),
      }),
    ),
    car: fc.option(fc.record({ charge: wh(11_000), need: wh(40_000), from: minute, to: minute })),
    heatPump: fc.option(fc.record({ power: wh(6000), need: wh(40_000), store: fc.nat(10_000) })),
    chp: fc.option(fc.record({ power: wh(5000), cost: fc.nat(900_000), most: wh(30_000) })),
  }) // prettier-ignore
  .map((house) => (impossible(house) ? { ...NO_HOUSE, battery: BATTERY } : house));

const perSlot = (most: number) => fc.array(fc.nat(most), { minLength: 96, maxLength: 96 });
export const anyDay: fc.Arbitrary<PlannedDay> = fc
  .record({ load: perSlot(1500), generation: perSlot(2000), bought: perSlot(1_200_000), sold: perSlot(600_000), importMost: fc.integer({ min: 500, max: 10_000 }), exportMost: fc.integer({ min: 0, max: 5000 }) })
  .map((day) => ({ slotSeconds: 900, minutes: MINUTES, ...day })); // prettier-ignore
