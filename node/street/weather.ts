/** The zone's weather as the homes feel it: clouds, wind and outdoor temperature of a quarter-hour, each from the seed and the time alone. */
import { smooth, uniform } from "./noise.ts";

const DAY = 86_400;

/** Where chance comes from: a seed for what happens, or the mean of it for what a resident may expect. */
export interface Chance {
  /** In [0, 1), smooth over `every` seconds. */
  smooth(label: string, at: number, every: number): number;
  /** In [0, 1), independent for each position. */
  uniform(label: string, at: number): number;
}

export function seeded(seed: number): Chance {
  return {
    smooth: (label, at, every) => smooth(seed, label, at, every),
    uniform: (label, at) => uniform(seed, label, at),
  };
}

/** What a forecast takes for every chance: the middle. */
export const EXPECTED: Chance = { smooth: () => 0.5, uniform: () => 0.5 };

/** Share of the clear sky's light that passes the clouds, 0.2 to 1: a day's character, and clouds of twenty minutes to two hours. */
export function clearness(chance: Chance, local: number): number {
  const day = 0.55 + 0.45 * chance.smooth("sky", local, DAY);
  const passing = chance.smooth("cloud", local, 7_200) * 0.6 + chance.smooth("puff", local, 1_200) * 0.4;
  return Math.max(0.2, Math.min(1, day + 0.25 - 0.5 * passing));
}

/** Share of the turbines' rated power, 0.12 to about 0.85: weather of half a day and gusts of half an hour. */
export function windShare(chance: Chance, local: number): number {
  const front = chance.smooth("front", local, DAY / 2);
  const gust = chance.smooth("gust", local, 1_800);
  return 0.12 + 0.55 * front + 0.18 * gust;
}

/** Outdoor temperature in °C: the year, the day, and a few degrees of weather. */
export function outdoor(chance: Chance, local: number): number {
  const year = Math.cos((2 * Math.PI * (local / DAY - 20)) / 365.25);
  const day = Math.cos((2 * Math.PI * ((local % DAY) / 3600 - 15)) / 24);
  return 17 - 11 * year + 4.5 * day + 6 * (chance.smooth("air", local, 2 * DAY) - 0.5);
}
