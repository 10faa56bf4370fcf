/**
 * A day that is planned, and what becomes of it: what each device does per slot, held to its limits whoever proposed it, and what the day then
 * costs. Integers throughout: Wh per slot, micro-currency; a slot's money is rounded once, as on the ledger (DESIGN §2).
 */
import { lineAmount, sum } from "../ledger/amounts.ts";
import type { Battery, Car, Chp, HeatPump, House } from "./house.ts";

/** `load`, `generation`: what is expected anyway, without the devices. Prices: from and to the grid, all in. */
export interface PlannedDay {
  readonly slotSeconds: number;
  /** Minute of the local day at which each slot begins. */
  readonly minutes: readonly number[];
  readonly load: readonly number[];
  readonly generation: readonly number[];
  readonly bought: readonly number[];
  readonly sold: readonly number[];
  /** What the connection carries in a slot, Wh. */
  readonly importMost: number;
  readonly exportMost: number;
}

/** Wh per slot that each device takes (or, `discharge` and `chp`, gives). */
export interface Acts {
  readonly charge: readonly number[];
  readonly discharge: readonly number[];
  readonly car: readonly number[];
  readonly heatPump: readonly number[];
  readonly chp: readonly number[];
}
export const ACTS = ["charge", "discharge", "car", "heatPump", "chp"] as const satisfies readonly (keyof Acts)[];
export type ActName = (typeof ACTS)[number];

export interface Played {
  readonly acts: Acts;
  /** Wh in the battery at the end of each slot. */
  readonly stored: readonly number[];
  readonly imported: readonly number[];
  readonly exported: readonly number[];
  /** What the connection would have had to carry beyond its limits, Wh. */
  readonly beyond: number;
  /** What the car or the heat still lacks at the end, Wh. */
  readonly lacking: number;
  /** Bought less sold, and the fuel. */
  readonly cost: number;
}

/** Wh that a power moves in a slot. */
export const inSlot = (power: number, { slotSeconds }: Pick<PlannedDay, "slotSeconds">): number =>
  Math.floor((power * slotSeconds) / 3600);

/** Whether the car stands at home while a slot runs. */
export const isHome = ({ from, to }: Car, minute: number): boolean =>
  to > from ? minute >= from && minute < to : minute >= from || minute < to;

/** Plays what is wished, each device within its limits: what does not fit is cut, what is needed and was left out is made up for as early as it can. */
export function play(day: PlannedDay, house: House, wished: Acts): Played {
  const car = house.car ? carPlays(day, house.car, wished.car) : zeros(day);
  const heatPump = house.heatPump ? heatPlays(day, house.heatPump, wished.heatPump) : zeros(day);
  const chp = house.chp ? chpPlays(day, house.chp, wished.chp) : zeros(day);
  const { charge, discharge, stored } = house.battery
    ? batteryPlays(day, house.battery, wished)
    : { charge: zeros(day), discharge: zeros(day), stored: zeros(day) };
  const acts: Acts = { charge, discharge, car, heatPump, chp };
  const imported: number[] = [];
  const exported: number[] = [];
  let cost = 0;
  let beyond = 0;
  day.minutes.forEach((_, k) => {
    const net = at(day.load, k) + at(charge, k) + at(car, k) + at(heatPump, k) - at(day.generation, k) - at(discharge, k) - at(chp, k); // prettier-ignore
    imported.push(Math.max(0, net));
    exported.push(Math.max(0, -net));
    beyond += Math.max(0, net - day.importMost) + Math.max(0, -net - day.exportMost);
    cost += lineAmount(at(imported, k), at(day.bought, k)) - lineAmount(at(exported, k), at(day.sold, k));
    cost += lineAmount(at(chp, k), house.chp?.cost ?? 0);
  });
  const lacking =
    (house.car ? house.car.need - sum(car) : 0) + (house.heatPump ? house.heatPump.need - sum(heatPump) : 0);
  return { acts, stored, imported, exported, beyond, lacking, cost };
}

function carPlays(day: PlannedDay, car: Car, wished: readonly number[]): number[] {
  const most = inSlot(car.charge, day);
  const taken = zeros(day);
  let left = car.need;
  const take = (k: number, wh: number): void => {
    const room = isHome(car, at(day.minutes, k)) ? Math.min(most - at(taken, k), left) : 0;
    const more = Math.max(0, Math.min(room, wh));
    taken[k] = at(taken, k) + more;
    left -= more;
  };
  for (const k of day.minutes.keys()) take(k, at(wished, k));
  for (const k of day.minutes.keys()) take(k, left);
  return taken;
}

/** The heat of each slot must be there by its end, and no more than the store takes ahead of it. */
function heatPlays(day: PlannedDay, pump: HeatPump, wished: readonly number[]): number[] {
  const most = inSlot(pump.power, day);
  const slots = day.minutes.length;
  const taken: number[] = [];
  let so = 0;
  for (const k of day.minutes.keys()) {
    const needed = Math.floor((pump.need * (k + 1)) / slots);
    const least = Math.max(0, needed - so);
    const room = Math.max(0, Math.min(needed + pump.store, pump.need) - so);
    const wh = Math.min(most, Math.max(least, Math.min(room, at(wished, k))));
    taken.push(wh);
    so += wh;
  }
  return taken;
}

function chpPlays(day: PlannedDay, chp: Chp, wished: readonly number[]): number[] {
  const most = inSlot(chp.power, day);
  let left = chp.most;
  return day.minutes.map((_, k) => {
    const wh = Math.max(0, Math.min(most, left, at(wished, k)));
    left -= wh;
    return wh;
  });
}

/** Begins and ends with what is kept; losses are taken when it charges. */
function batteryPlays(day: PlannedDay, battery: Battery, { charge, discharge }: Pick<Acts, "charge" | "discharge">) {
  const [into, out] = [inSlot(battery.charge, day), inSlot(battery.discharge, day)];
  const played = { charge: [] as number[], discharge: [] as number[], stored: [] as number[] };
  let stored = battery.kept;
  for (const k of day.minutes.keys()) {
    const room = battery.capacity - stored;
    // Never both at once: it would only lose.
    const net = at(charge, k) - at(discharge, k);
    const inn = Math.max(0, Math.min(into, net, Math.floor((room * 1000) / battery.efficiency)));
    const outt = Math.max(0, Math.min(out, -net, stored - battery.kept));
    stored += afterLoss(inn, battery) - outt;
    played.charge.push(inn);
    played.discharge.push(outt);
    played.stored.push(stored);
  }
  return played;
}

export const afterLoss = (wh: number, { efficiency }: Battery): number => Math.floor((wh * efficiency) / 1000);

/** What a home does that plans nothing: the car charges when it comes home, heat is made when it is needed, the battery keeps the surplus. */
export function unplanned(day: PlannedDay, house: House): Played {
  const wished = { ...noActs(day), car: house.car ? carFromArrival(day, house.car) : zeros(day) };
  const without = play(day, { ...house, battery: null }, wished);
  return play(day, house, { ...wished, charge: without.exported, discharge: without.imported });
}

function carFromArrival(day: PlannedDay, car: Car): number[] {
  const most = inSlot(car.charge, day);
  const order = [...day.minutes.keys()].filter((k) => isHome(car, at(day.minutes, k)));
  // Those after its arrival first, then those of the morning.
  const later = order.filter((k) => at(day.minutes, k) >= car.from);
  const earlier = order.filter((k) => at(day.minutes, k) < car.from);
  const taken = zeros(day);
  let left = car.need;
  for (const k of [...later, ...earlier]) {
    const wh = Math.min(most, left);
    taken[k] = wh;
    left -= wh;
  }
  return taken;
}

export const noActs = (day: PlannedDay): Acts => ({ charge: zeros(day), discharge: zeros(day), car: zeros(day), heatPump: zeros(day), chp: zeros(day) }); // prettier-ignore
const at = (values: readonly number[], k: number): number => values[k] ?? 0;
const zeros = (day: PlannedDay): number[] => day.minutes.map(() => 0);
