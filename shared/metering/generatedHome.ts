/**
 * A made-up solar home as a meter file, for a demo without a file of its own: same seed, same text. Quarter-hours of energy used
 * and made in kWh, spring to summer, in the clock of China. Plausible, not measured: the file says so in its first line.
 */
import { dayNumber } from "../calendar/days.ts";
import { civilText, DAY } from "./civilTime.ts";

const DAYS = 60;
const FIRST = dayNumber(2025, 5, 1);
/** Peak power of the panels under a clear sky, W. */
const PEAK = 5200;

/** Uniform integers from a 32-bit seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const kWh = (wh: number): string => `${Math.floor(wh / 1000)}.${String(wh % 1000).padStart(3, "0")}`;

/** CSV text: what it is, header, then 96 rows for each of 60 days. */
export function generateHome(seed: number): string {
  const roll = dice(seed);
  const lines = [`Made up by Wattlight from seed ${seed}: no measurement`, "time,consumption kWh,generation kWh"];
  for (let day = 0; day < DAYS; day++) {
    const clear = 35 + roll(66); // percent of a clear day's light
    const weekend = (FIRST + day + 4) % 7 === 0 || (FIRST + day + 4) % 7 === 6;
    const appliance = { from: (weekend ? 36 : 68) + roll(16), slots: 3 + roll(5), watt: 900 + roll(1400) };
    let cloud = clear;
    for (let slot = 0; slot < 96; slot++) {
      cloud = Math.min(100, Math.max(12, cloud + Math.floor((clear - cloud) / 4) + roll(25) - 12));
      const made = Math.floor((sunlight(slot) * cloud) / 100 / 4);
      const used = Math.floor((base(slot, weekend) + roll(120) + running(appliance, slot)) / 4);
      lines.push(`${civilText((FIRST + day) * DAY + slot * 900)},${kWh(used)},${kWh(made)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** W under a clear sky: a flattened parabola from half past five to half past six, highest at noon. */
function sunlight(slot: number): number {
  const x = slot * 2 + 1 - 96; // −95…95, half-slots from noon
  const rest = 52 * 52 - x * x;
  return rest <= 0 ? 0 : Math.floor((PEAK * rest) / (52 * 52));
}

/** W of a household without its large appliances. */
function base(slot: number, weekend: boolean): number {
  if (slot < 24) return 180;
  if (slot < 34) return 620;
  if (slot < 66) return weekend ? 480 : 260;
  return slot < 88 ? 980 : 340;
}

const running = (one: { from: number; slots: number; watt: number }, slot: number): number =>
  slot >= one.from && slot < one.from + one.slots ? one.watt : 0;
