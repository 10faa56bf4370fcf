/** What columns of gas, heat and water call themselves, and the unit that their names say. */
import type { CarrierColumn } from "../ipc/energyViews.ts";

const CARRIERS: readonly (readonly [CarrierColumn["carrier"], RegExp])[] = [
  ["gas", /\bgas\b|gas.?(use|usage|consum|verbrauch|meter|z(ä|ae)hler|m3|m³)|erdgas|燃气|天然气/i],
  ["water", /\bwater\b|wasser|用水|水表|自来水/i],
  ["heat", /\bheat(ing)?\b|w(ä|ae)rme|fernw|district.?heat|热量|供热|用热/i],
];
/** Electricity all the same. */
const ELECTRIC = /heat.?pump|w(ä|ae)rmepumpe|热泵|water.?heater|热水器/i;
const UNITS: readonly (readonly [CarrierColumn["unit"], RegExp])[] = [
  ["m³", /m³|m3|cubic|立方/i],
  ["kWh", /k\s?w\s?h|千瓦时/i],
  ["GJ", /\bgj\b|吉焦/i],
  ["MJ", /\bmj\b|兆焦/i],
  ["L", /\bl\b|lit(er|re)|升/i],
];

export function carrierNamed(name: string): CarrierColumn["carrier"] | undefined {
  const plain = name.replaceAll("_", " ");
  return ELECTRIC.test(plain) ? undefined : CARRIERS.find(([, words]) => words.test(plain))?.[0];
}
/** Where the name does not say: cubic metres of gas and water, gigajoules of heat. */
export const carrierUnit = (name: string, carrier: CarrierColumn["carrier"]): CarrierColumn["unit"] =>
  UNITS.find(([, words]) => words.test(name.replaceAll("_", " ")))?.[0] ?? (carrier === "heat" ? "GJ" : "m³");
