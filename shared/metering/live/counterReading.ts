/**
 * A live value as a reading to keep: counters alone, since the energy of a period is the difference of two readings and power is not
 * (DESIGN §2). Whole smallest units, as a display cuts off: Wh, litres, kJ.
 */
import { isValue, type Reading, type Source, type Unit } from "../registers/reading.ts";
import { type LiveValue, type Role, registerOf } from "./value.ts";

const COUNTERS: ReadonlySet<Role> = new Set(["imported", "exported", "generated", "charged", "discharged", "used", "gas", "heat", "water"]); // prettier-ignore

/** Our smallest unit, and how many thousandths of the live value's unit are one of it. */
function smallest(unit: LiveValue["unit"]): readonly [Unit, number] | undefined {
  switch (unit) {
    case "Wh":
      return ["Wh", 1000];
    case "m³":
      return ["L", 1];
    case "J":
      return ["kJ", 1_000_000];
    default:
      return undefined;
  }
}

/**
 * `at`: UTC seconds at which it came; it counts where the device states no time of its own. Null for what is no counter, or none that a
 * home can have. The register of a figure without an OBIS code is its role and the device's own name of it, "generated:103.WH".
 */
export function counterReading(value: LiveValue, at: number, source: Source): Reading | null {
  const unit = COUNTERS.has(value.role) ? smallest(value.unit) : undefined;
  if (!unit) return null;
  const whole = Math.floor(value.milli / unit[1]);
  const when = value.readAt ?? at;
  if (whole < 0 || !isValue(whole) || !Number.isSafeInteger(when)) return null;
  const register = registerOf(value) ?? `${value.role}:${value.id}`;
  return { register, value: whole, unit: unit[0], at: when, quality: "measured", source };
}
