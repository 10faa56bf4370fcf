/** What each resident quotes: the blocks of slots it deals in, how far ahead, at which prices. A quote is a pure function of seed, window and forecast. */
import type { Carrier, ContractKind, Side } from "../../shared/ledger/units.ts";
import { choose, uniform } from "./noise.ts";

export interface Habit {
  readonly who: string;
  readonly carrier: Carrier;
  readonly side: Side;
  /** Slots of one offer; windows are aligned to local midnight. */
  readonly slots: number;
  /** Windows kept on offer at a time, after `lead` slots from the first open one. */
  readonly ahead: number;
  readonly lead: number;
  /** Share of the expected energy that it puts on offer. */
  readonly share: number;
  /** Lowest and highest price, micro per kWh. */
  readonly price: readonly [number, number];
  /** Every n-th window is firm; 0: all as produced. */
  readonly firmEvery: number;
  /** Less than this in a slot is not worth an offer, Wh. */
  readonly least: number;
}

const panels = (who: string, price: readonly [number, number]): readonly Habit[] => [
  {
    who,
    carrier: "electricity",
    side: "sell",
    slots: 8,
    ahead: 2,
    lead: 4,
    share: 0.6,
    price,
    firmEvery: 4,
    least: 150,
  },
  {
    who,
    carrier: "electricity",
    side: "buy",
    slots: 8,
    ahead: 2,
    lead: 4,
    share: 0.5,
    price: [410_000, 450_000],
    firmEvery: 0,
    least: 120,
  },
];

export const HABITS: readonly Habit[] = [
  {
    who: "bakery",
    carrier: "electricity",
    side: "buy",
    slots: 8,
    ahead: 2,
    lead: 2,
    share: 0.25,
    price: [440_000, 470_000],
    firmEvery: 3,
    least: 200,
  },
  {
    who: "bakery",
    carrier: "electricity",
    side: "buy",
    slots: 16,
    ahead: 2,
    lead: 60,
    share: 0.2,
    price: [440_000, 460_000],
    firmEvery: 0,
    least: 200,
  },
  {
    who: "clinic",
    carrier: "electricity",
    side: "buy",
    slots: 16,
    ahead: 2,
    lead: 2,
    share: 0.25,
    price: [430_000, 450_000],
    firmEvery: 0,
    least: 200,
  },
  {
    who: "utility",
    carrier: "electricity",
    side: "buy",
    slots: 16,
    ahead: 1,
    lead: 16,
    share: 0.15,
    price: [410_000, 420_000],
    firmEvery: 0,
    least: 500,
  },
  ...panels("wang", [450_000, 490_000]),
  ...panels("chen", [460_000, 510_000]),
  ...panels("zhao", [440_000, 490_000]),
  ...panels("liu", [450_000, 480_000]),
  {
    who: "eastwind",
    carrier: "electricity",
    side: "sell",
    slots: 16,
    ahead: 2,
    lead: 2,
    share: 0.15,
    price: [440_000, 490_000],
    firmEvery: 0,
    least: 1_000,
  },
  {
    who: "eastwind",
    carrier: "electricity",
    side: "sell",
    slots: 16,
    ahead: 2,
    lead: 64,
    share: 0.12,
    price: [450_000, 540_000],
    firmEvery: 0,
    least: 1_000,
  },
  {
    who: "chp",
    carrier: "electricity",
    side: "sell",
    slots: 16,
    ahead: 2,
    lead: 6,
    share: 0.12,
    price: [480_000, 540_000],
    firmEvery: 1,
    least: 1_000,
  },
  {
    who: "chp",
    carrier: "heat",
    side: "sell",
    slots: 4,
    ahead: 2,
    lead: 1,
    share: 0.15,
    price: [230_000, 280_000],
    firmEvery: 2,
    least: 1_000,
  },
  {
    who: "bakery",
    carrier: "heat",
    side: "buy",
    slots: 4,
    ahead: 1,
    lead: 1,
    share: 0.3,
    price: [200_000, 230_000],
    firmEvery: 0,
    least: 500,
  },
  {
    who: "clinic",
    carrier: "heat",
    side: "buy",
    slots: 4,
    ahead: 1,
    lead: 2,
    share: 0.3,
    price: [200_000, 230_000],
    firmEvery: 0,
    least: 500,
  },
  {
    who: "biogas",
    carrier: "gas",
    side: "sell",
    slots: 1,
    ahead: 2,
    lead: 0,
    share: 0.3,
    price: [280_000, 320_000],
    firmEvery: 2,
    least: 10_000,
  },
  {
    who: "chp",
    carrier: "gas",
    side: "buy",
    slots: 1,
    ahead: 2,
    lead: 0,
    share: 0.15,
    price: [250_000, 280_000],
    firmEvery: 0,
    least: 10_000,
  },
];

export interface Quote {
  readonly type: ContractKind;
  readonly wh: readonly number[];
  readonly price: number;
  readonly minimum: number;
  readonly damages: { readonly seller: number; readonly buyer: number };
}

const NO_DAMAGES = { seller: 0, buyer: 0 };
const FIRM_DAMAGES = { seller: 120_000, buyer: 80_000 };
/** Minimum fill in percent of the total: any, a quarter, a half, all. */
const MINIMA = [0, 0, 25, 50, 100] as const;
const CENT = 10_000;

/** First slots of the windows that a habit keeps on offer, given the first open slot and the grid's offset of local midnight in slots. */
export function windowsOf(habit: Habit, open: number, midnight: number): readonly number[] {
  const first = Math.ceil((open + habit.lead + midnight) / habit.slots);
  return Array.from({ length: habit.ahead }, (_, i) => (first + i) * habit.slots - midnight);
}

/** A flat block of what every slot of the window has, or nothing when it is too little. `free`: Wh that may be promised, per slot. */
export function quote(habit: Habit, seed: number, first: number, free: readonly number[]): Quote | undefined {
  const step = habit.least >= 1_000 ? 500 : 50;
  const each = Math.floor(Math.min(...free) / step) * step;
  if (each < habit.least) return undefined;
  const label = `${habit.who}/${habit.carrier}/${habit.side}`;
  const [low, high] = habit.price;
  const steps = Math.floor((high - low) / CENT) + 1;
  const window = Math.floor(first / habit.slots);
  const firm = habit.firmEvery > 0 && window % habit.firmEvery === 0;
  const total = each * free.length;
  const percent = MINIMA[choose(seed, `${label}/minimum/${window}`, MINIMA.length)] ?? 0;
  return {
    type: firm ? "firm" : "asProduced",
    wh: free.map(() => each),
    price: low + Math.floor(uniform(seed, `${label}/price`, window) * steps) * CENT,
    minimum: Math.floor((total * percent) / 100),
    damages: firm ? FIRM_DAMAGES : NO_DAMAGES,
  };
}
