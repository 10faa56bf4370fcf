/**
 * Whether a live figure is what the device's own display says, read by a person some seconds apart. What differs is given its usual
 * cause, so that a current transformer that looks the other way is found on site and not by a bill.
 */
import type { Role } from "../metering/live/value.ts";

/** Thousandths of W or Wh, as the wallet reads them. */
export interface Shown {
  readonly role: Role;
  readonly milli: number;
  /** The same power per phase, where the device says it; empty otherwise. */
  readonly phases: readonly { readonly phase: number; readonly milli: number }[];
  /** The counter of the other way, for a counter; null where there is none. */
  readonly opposite: number | null;
}

export type DisplayVerdict =
  | { readonly verdict: "agrees" }
  /** Too little flows for a sign to be told: a load has to be switched on. */
  | { readonly verdict: "tooSmall"; readonly leastMilli: number }
  /** The current transformer looks the other way, or a counter stands in the other one's place. */
  | { readonly verdict: "wrongSign" }
  /** One of the transformers alone looks the other way. */
  | { readonly verdict: "wrongPhase"; readonly phase: number }
  /** A transformer's ratio or a unit is set wrongly: the wallet shows the display's figure multiplied or divided. */
  | { readonly verdict: "wrongRatio"; readonly factor: number; readonly shows: "more" | "less" }
  | { readonly verdict: "differs"; readonly byMilli: number };

/** Powers change between two looks: what differs by less is the same, thousandths of W, or of the larger figure. */
const POWER_APART = 30_000;
const POWER_PARTS = 0.05;
/** Below this a power's sign says nothing. */
export const POWER_LEAST = 100_000;
/** Displays show whole kWh; the wallet shows every Wh: thousandths of Wh. */
const COUNTER_APART = 1_000_000;
/** Ratios of transformers, and prefixes of units. */
const RATIO_MOST = 1_000;
const RATIO_PARTS = 0.02;

const POWERS: ReadonlySet<Role> = new Set(["gridPower", "generationPower", "batteryPower", "usedPower"]);
export const isPower = (role: Role): boolean => POWERS.has(role);

/** `displayMilli`: what the display says, with the sign of the role (shared/metering/live/value.ts). */
export function compareWithDisplay(shown: Shown, displayMilli: number): DisplayVerdict {
  return isPower(shown.role) ? comparePower(shown, displayMilli) : compareCounter(shown, displayMilli);
}

function comparePower({ milli, phases }: Shown, display: number): DisplayVerdict {
  const apart = Math.max(POWER_APART, POWER_PARTS * Math.max(Math.abs(milli), Math.abs(display)));
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= apart;
  if (Math.abs(display) < POWER_LEAST) {
    // Both next to nothing agree, and nobody can tell a sign by it.
    return same(milli, display)
      ? { verdict: "tooSmall", leastMilli: POWER_LEAST }
      : { verdict: "differs", byMilli: milli - display };
  }
  if (same(milli, display)) return { verdict: "agrees" };
  if (same(milli, -display)) return { verdict: "wrongSign" };
  // With one transformer reversed its phase is counted off instead of on: the sum is short by twice that phase.
  const turned = phases.filter((one) => Math.abs(one.milli) * 2 > apart && same(milli - 2 * one.milli, display));
  const [only] = turned;
  if (only && turned.length === 1) return { verdict: "wrongPhase", phase: only.phase };
  return ratioOf(milli, display) ?? { verdict: "differs", byMilli: milli - display };
}

function compareCounter({ milli, opposite }: Shown, display: number): DisplayVerdict {
  const same = (a: number, b: number): boolean => Math.abs(a - b) <= COUNTER_APART;
  if (same(milli, display)) return { verdict: "agrees" };
  if (opposite !== null && same(opposite, display)) return { verdict: "wrongSign" };
  return ratioOf(milli, display) ?? { verdict: "differs", byMilli: milli - display };
}

function ratioOf(milli: number, display: number): DisplayVerdict | undefined {
  if (milli === 0 || display === 0 || milli > 0 !== display > 0) return undefined;
  const ratio = milli / display;
  const shows = ratio > 1 ? "more" : "less";
  const large = ratio > 1 ? ratio : 1 / ratio;
  const factor = Math.round(large);
  if (factor < 2 || factor > RATIO_MOST || Math.abs(large - factor) > RATIO_PARTS * factor) return undefined;
  // Any large ratio is near some whole number: beyond ten only those that transformers and units have.
  if (
    factor > 10 &&
    ![15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 160, 200, 250, 300, 400, 500, 1000].includes(factor)
  )
    return undefined;
  return { verdict: "wrongRatio", factor, shows };
}
