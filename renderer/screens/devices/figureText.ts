/** A live figure as text: exact, in a unit that reads well, with its sign, and for signed powers the word for its way. */
import type { LiveReading } from "../../../shared/ipc/deviceViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { decimal } from "../../parts/figures.ts";
import type { deviceWords } from "./words.ts";

type Say = ReturnType<typeof deviceWords.use>;

/** Powers and energies in kilo, with every digit that the device gave down to a watt; heat in GJ; all else as it is. */
export function figureText(lang: Lang, { unit, milli }: LiveReading, sign = false): string {
  const text = (scale: number, min: number, max: number, shown: string): string =>
    `${decimal(lang, milli, scale, { min, max, sign })} ${shown}`.trimEnd();
  switch (unit) {
    case "W":
    case "Wh":
    case "VA":
    case "var":
      return text(6, 3, 3, `k${unit}`);
    case "J":
      return text(12, 3, 3, "GJ");
    case "m³":
      return text(3, 3, 3, unit);
    case "%":
    case "°C":
      return text(3, 0, 1, unit);
    case "V":
    case "A":
    case "Hz":
    case "":
      return text(3, 0, 2, unit);
  }
}

const SIGNED: ReadonlySet<LiveReading["role"]> = new Set(["gridPower", "batteryPower", "generationPower", "usedPower"]);
export const isSigned = ({ role, unit }: LiveReading): boolean => SIGNED.has(role) && unit === "W";

/** "drawn" or "fed in", "charging" or "discharging": what the sign means. Null at zero and where there is none. */
export function wayText({ role, milli }: LiveReading, t: Say): string | null {
  if (milli === 0) return null;
  if (role === "gridPower") return t(milli > 0 ? "way.drawn" : "way.fed");
  if (role === "batteryPower") return t(milli > 0 ? "way.charging" : "way.discharging");
  return null;
}

export function nameText({ role, name, phase }: LiveReading, t: Say): string {
  const what = role === "other" ? (name ?? t("roles.other")) : t(`roles.${role}`);
  const more = [role === "other" ? null : name, phase === 0 ? null : t("phase", { phase })].filter(
    (part) => part !== null,
  );
  return more.length === 0 ? what : `${what} (${more.join(", ")})`;
}
