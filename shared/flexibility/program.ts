/**
 * The day as a linear program in CPLEX LP format, for a solver that is not ours: when each device should run so that the day costs least.
 * One variable per slot and quantity, named by a letter and the slot's number; energy in Wh.
 */
import { type Acts, type PlannedDay, inSlot, isHome } from "./day.ts";
import type { House } from "./house.ts";

/** Imported, exported, charged, discharged, stored, car, heat pump, combined heat and power, imported and exported beyond the connection. */
type Letter = "i" | "e" | "c" | "d" | "s" | "a" | "h" | "g" | "o" | "q";
/** What a Wh beyond the connection's limits counts as, micro-currency: so much that only what cannot be helped is. */
const BEYOND = 100_000;
/** Where two hours cost the same the earlier one is taken, so that a device runs in few stretches; micro-currency per Wh and slot. */
const LATER = 0.001;

export function programOf(day: PlannedDay, house: House): string {
  const { battery, car, heatPump, chp } = house;
  const slots = [...day.minutes.keys()];
  const v = (letter: Letter, k: number): string => `${letter}${k}`;
  const cost: string[] = [];
  const rules: string[] = [];
  const bounds: string[] = [];
  for (const k of slots) {
    const bought = day.bought[k] ?? 0;
    // Who could sell dearer than buy would pass energy through in circles: no more is earned than it costs.
    const sold = Math.min(day.sold[k] ?? 0, bought);
    cost.push(
      term(bought / 1000, v("i", k)),
      term(-sold / 1000, v("e", k)),
      term(BEYOND, v("o", k)),
      term(BEYOND, v("q", k)),
    );
    const net = (day.load[k] ?? 0) - (day.generation[k] ?? 0);
    const sides = [term(1, v("i", k)), term(-1, v("e", k)), term(1, v("o", k)), term(-1, v("q", k))];
    bounds.push(`0 <= ${v("i", k)} <= ${day.importMost}`, `0 <= ${v("e", k)} <= ${day.exportMost}`, `0 <= ${v("o", k)}`, `0 <= ${v("q", k)}`); // prettier-ignore
    if (battery) {
      sides.push(term(-1, v("c", k)), term(1, v("d", k)));
      bounds.push(`0 <= ${v("c", k)} <= ${inSlot(battery.charge, day)}`, `0 <= ${v("d", k)} <= ${inSlot(battery.discharge, day)}`, `${battery.kept} <= ${v("s", k)} <= ${battery.capacity}`); // prettier-ignore
      const before = k === 0 ? "" : term(-1, v("s", k - 1));
      rules.push(`${term(1, v("s", k))}${before}${term(-battery.efficiency / 1000, v("c", k))}${term(1, v("d", k))} = ${k === 0 ? battery.kept : 0}`); // prettier-ignore
      // Charged as late as will do, and not at all where nothing is earned by it.
      cost.push(term(LATER * (slots.length - k), v("c", k)));
    }
    if (car) {
      sides.push(term(-1, v("a", k)));
      cost.push(term(LATER * k, v("a", k)));
      bounds.push(`0 <= ${v("a", k)} <= ${isHome(car, day.minutes[k] ?? 0) ? inSlot(car.charge, day) : 0}`);
    }
    if (heatPump) {
      sides.push(term(-1, v("h", k)));
      cost.push(term(LATER * k, v("h", k)));
      bounds.push(`0 <= ${v("h", k)} <= ${inSlot(heatPump.power, day)}`);
      const needed = Math.floor((heatPump.need * (k + 1)) / slots.length);
      const sofar = slots.slice(0, k + 1).map((one) => term(1, v("h", one))).join(""); // prettier-ignore
      rules.push(`${sofar} >= ${needed}`, `${sofar} <= ${Math.min(needed + heatPump.store, heatPump.need)}`);
    }
    if (chp) {
      sides.push(term(1, v("g", k)));
      cost.push(term(chp.cost / 1000, v("g", k)));
      bounds.push(`0 <= ${v("g", k)} <= ${inSlot(chp.power, day)}`);
    }
    rules.push(`${sides.join("")} = ${net}`);
  }
  if (car) rules.push(`${slots.map((k) => term(1, v("a", k))).join("")} = ${car.need}`);
  if (chp) rules.push(`${slots.map((k) => term(1, v("g", k))).join("")} <= ${chp.most}`);
  const lines = [" cost:", ...cost.map((one) => ` ${one}`)];
  return ["Minimize", ...lines, "Subject To", ...rules.map((rule, n) => ` r${n}: ${rule}`), "Bounds", ...bounds.map((one) => ` ${one}`), "End", ""].join("\n"); // prettier-ignore
}

const term = (factor: number, name: string): string => ` ${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`;

/** What a solution says that each device does, in whole Wh; what is no number counts as nothing. */
export function actsIn(values: Readonly<Record<string, number>>, day: PlannedDay): Acts {
  const of = (letter: Letter): number[] => day.minutes.map((_, k) => whole(values[`${letter}${k}`]));
  return { charge: of("c"), discharge: of("d"), car: of("a"), heatPump: of("h"), chp: of("g") };
}

const whole = (value: number | undefined): number => (Number.isFinite(value) ? Math.max(0, Math.round(value ?? 0)) : 0);
