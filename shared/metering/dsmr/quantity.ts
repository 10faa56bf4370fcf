/** Values with a unit as telegrams write them, "000185.000*kWh", as integers in the smallest unit of the model. */
import { readDecimal } from "../decimal.ts";
import { isValue, type Unit } from "../registers/reading.ts";

export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
}

/** Power of ten from the written unit to ours; units in lower case. */
const WRITTEN: Readonly<Record<string, readonly [Unit, number]>> = {
  wh: ["Wh", 0],
  kwh: ["Wh", 3],
  mwh: ["Wh", 6],
  w: ["W", 0],
  kw: ["W", 3],
  varh: ["varh", 0],
  kvarh: ["varh", 3],
  var: ["var", 0],
  kvar: ["var", 3],
  va: ["VA", 0],
  kva: ["VA", 3],
  v: ["mV", 3],
  a: ["mA", 3],
  hz: ["mHz", 3],
  m3: ["L", 3],
  dm3: ["L", 0],
  l: ["L", 0],
  kj: ["kJ", 0],
  mj: ["kJ", 3],
  gj: ["kJ", 6],
};

/** Undefined for what is no number, has an unknown unit, more digits than the smallest unit keeps, or no home's size. */
export function readQuantity(number: string, unit: string): Quantity | undefined {
  const known = WRITTEN[unit.toLowerCase()];
  if (!known || !/^-?\d{1,12}(\.\d{1,9})?$/.test(number)) return undefined;
  const [ours, power] = known;
  const value = readDecimal(number, 0, number.length, 46, power);
  return isValue(value) ? { value, unit: ours } : undefined;
}
