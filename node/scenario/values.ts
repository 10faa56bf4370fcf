/**
 * Quantities as people write them, to the integers of the protocol: "0.5 kWh" 500, "8 kW" 8,000, "¥0.45" 450,000, "95 %" 950,000,
 * "2 h" 7,200. Exact: what does not come out whole is an error, never rounded.
 */

export class ScenarioError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "ScenarioError";
  }
}

/** How many units of the protocol one unit of the text is. */
const UNITS: Readonly<Record<string, number>> = {
  Wh: 1,
  kWh: 1000,
  MWh: 1_000_000,
  W: 1,
  kW: 1000,
  MW: 1_000_000,
  "%": 10_000,
  s: 1,
  min: 60,
  h: 3600,
  day: 86_400,
  days: 86_400,
};
const QUANTITY = /^([-−]?)(¥?)(\d+)(?:\.(\d+))?(?:\s*([A-Za-z%]+))?$/;

/** The integer that a text with a unit stands for, or undefined when it is no quantity. */
export function quantity(text: string): number | undefined {
  const [, sign = "", money = "", whole = "", part = "", unit = ""] =
    QUANTITY.exec(text.trim().replaceAll(",", "")) ?? [];
  if (whole === "" || (money === "" && unit === "")) return undefined;
  const scale = money === "" ? UNITS[unit] : 1_000_000;
  if (scale === undefined || (money !== "" && unit !== "")) return undefined;
  const scaled = BigInt(whole + part) * BigInt(scale);
  const divisor = 10n ** BigInt(part.length);
  if (scaled % divisor !== 0n) throw new ScenarioError(`${text} is no whole number of the protocol's unit`);
  const value = Number(scaled / divisor);
  return sign === "" ? value : -value;
}

/** A number, or a text that is a quantity. */
export function amountOf(value: string | number): number {
  if (typeof value === "number") return value;
  const amount = quantity(value);
  if (amount === undefined) throw new ScenarioError(`"${value}" is no quantity with a unit`);
  return amount;
}

const MOMENT = /^(?:(\d{4})-(\d\d)-(\d\d)|(?:day )(\d+)|(next day))?\s*(\d\d):(\d\d)(?::(\d\d))?$/;

/** The market second of "10:00", "next day 10:00", "day 3 10:00", "2026-06-18 10:00"; undefined when the text is no time. */
export function momentOf(text: string, clock: Clock): number | undefined {
  const match = MOMENT.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, nth, next, hours = "0", minutes = "0", seconds = "0"] = match;
  const second = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const local = (utc: number): number => Math.floor((utc + clock.utcOffset) / 86_400);
  let date = local(clock.now);
  if (year !== undefined) date = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000;
  else if (nth !== undefined) date = local(clock.start) + Number(nth) - 1;
  else if (next !== undefined) date += 1;
  return date * 86_400 + second - clock.utcOffset;
}

/** Market seconds: when the scenario began and where it stands; hours are those of the zones. */
export interface Clock {
  readonly start: number;
  readonly now: number;
  readonly utcOffset: number;
}
