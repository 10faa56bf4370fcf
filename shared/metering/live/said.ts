/** Figures as devices write them, in the units that they use, as exact thousandths of ours. */
import { readDecimal } from "../decimal.ts";
import type { Unit } from "./value.ts";

/** Our unit, and how many decimal places further left the written one's point stands. */
const SAID = {
  W: { unit: "W", power: 0 },
  kW: { unit: "W", power: 3 },
  MW: { unit: "W", power: 6 },
  Wh: { unit: "Wh", power: 0 },
  kWh: { unit: "Wh", power: 3 },
  MWh: { unit: "Wh", power: 6 },
  V: { unit: "V", power: 0 },
  mV: { unit: "V", power: -3 },
  A: { unit: "A", power: 0 },
  mA: { unit: "A", power: -3 },
  Hz: { unit: "Hz", power: 0 },
  VA: { unit: "VA", power: 0 },
  kVA: { unit: "VA", power: 3 },
  var: { unit: "var", power: 0 },
  kvar: { unit: "var", power: 3 },
  "%": { unit: "%", power: 0 },
  "°C": { unit: "°C", power: 0 },
  "m³": { unit: "m³", power: 0 },
  GJ: { unit: "J", power: 9 },
  MJ: { unit: "J", power: 6 },
} as const satisfies Record<string, { unit: Unit; power: number }>;

export type SaidUnit = keyof typeof SAID;
export const SAID_UNITS = ["W", "kW", "Wh", "kWh", "V", "A", "Hz", "%", "°C", "m³"] as const satisfies SaidUnit[];
export const isSaidUnit = (text: string): text is SaidUnit => Object.hasOwn(SAID, text);
export const unitFor = (said: SaidUnit): Unit => SAID[said].unit;

/** The figure in thousandths of `unitFor(said)`; null where it is none: "nan", "unavailable", too large, anything but a decimal number. */
export function milliOfText(text: string, said: SaidUnit): number | null {
  const trimmed = text.trim();
  if (trimmed.length > 40) return null;
  const milli = readDecimal(trimmed, 0, trimmed.length, 46, 3 + SAID[said].power);
  return Number.isSafeInteger(milli) ? milli : null;
}

/** The same of a parsed JSON value: numbers, and numbers as text. */
export function milliOfJson(value: unknown, said: SaidUnit): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? milliOfText(String(value), said) : null;
  return typeof value === "string" ? milliOfText(value, said) : null;
}
