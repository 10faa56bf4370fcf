/**
 * What of a home can wait or be kept: battery, car, heat pump, combined heat and power, each by a few numbers that its owner knows. Energy
 * in Wh, power in W, times in minutes of the local day, prices in micro-currency per kWh. Private: it stays in the wallet's folder.
 */
import { z } from "zod";

const Wh = z.number().int().min(1).max(1_000_000);
const Watt = z.number().int().min(1).max(1_000_000);
const Minute = z.number().int().min(0).max(1425).multipleOf(15);

/** `efficiency`: of a round trip, per mille. What is kept for an outage is never planned with. */
export const Battery = z.strictObject({
  capacity: Wh,
  charge: Watt,
  discharge: Watt,
  efficiency: z.number().int().min(500).max(1000),
  kept: z.number().int().min(0).max(1_000_000),
});
/** Stands at home from `from` to `to` (over midnight where `to` is not later) and needs `need` in that time. */
export const Car = z.strictObject({ charge: Watt, need: Wh, from: Minute, to: Minute });
/** `need`: electricity that the day's heat takes, evenly. `store`: how much of it the house and its tank take in ahead, as electricity. */
export const HeatPump = z.strictObject({ power: Watt, need: Wh, store: z.number().int().min(0).max(1_000_000) });
/** `cost`: of a kWh of electricity, fuel less the heat that it saves. `most`: electricity that a day's heat allows. */
export const Chp = z.strictObject({ power: Watt, cost: z.number().int().min(0).max(10_000_000), most: Wh });
/** Hundredths of a degree, about a kilometre; north and east are positive. */
export const HousePlace = z.strictObject({
  latitude: z.number().int().min(-9000).max(9000),
  longitude: z.number().int().min(-18_000).max(18_000),
});

export const House = z
  .strictObject({
    place: HousePlace.nullable(),
    battery: Battery.nullable(),
    car: Car.nullable(),
    heatPump: HeatPump.nullable(),
    chp: Chp.nullable(),
  })
  .readonly();
export type House = z.infer<typeof House>;
export type Battery = z.infer<typeof Battery>;
export type Car = z.infer<typeof Car>;
export type HeatPump = z.infer<typeof HeatPump>;
export type Chp = z.infer<typeof Chp>;

export const NO_HOUSE: House = { place: null, battery: null, car: null, heatPump: null, chp: null };

/** What cannot be: the field, and the number that it may not pass. Undefined where all is possible. */
export type Impossible =
  | { readonly field: "battery.kept" | "car.need" | "heatPump.need"; readonly most: number }
  | { readonly field: "heatPump.store"; readonly least: number };

const DAY_MINUTES = 1440;

export function impossible({ battery, car, heatPump }: House): Impossible | undefined {
  if (battery && battery.kept > battery.capacity) return { field: "battery.kept", most: battery.capacity };
  if (car) {
    const most = Math.floor((car.charge * minutesAtHome(car)) / 60);
    if (car.need > most) return { field: "car.need", most };
  }
  if (heatPump && heatPump.need > heatPump.power * 24) return { field: "heatPump.need", most: heatPump.power * 24 };
  return undefined;
}

/** A whole day where it comes and goes at the same minute. */
export const minutesAtHome = ({ from, to }: Car): number => (to > from ? to - from : DAY_MINUTES - from + to);
