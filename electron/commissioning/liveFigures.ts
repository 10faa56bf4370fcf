/** What a live device says at this moment, for comparing with its display and for the test reading. What is stale says nothing. */
import type { Shown } from "../../shared/commissioning/displayCheck.ts";
import type { DeviceView, LiveReading } from "../../shared/ipc/deviceViews.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import type { Role } from "../../shared/metering/live/value.ts";

const OPPOSITE: Readonly<Partial<Record<Role, Role>>> = { imported: "exported", exported: "imported" };

/** Undefined where the device does not say it now. */
export function shownBy(device: DeviceView | undefined, role: Role): Shown | undefined {
  const whole = device && figureOf(device, role);
  if (!device || !whole) return undefined;
  const phases = fresh(device)
    .filter((value) => value.role === role && value.phase !== 0 && value.unit === whole.unit)
    .map(({ phase, milli }) => ({ phase, milli }));
  const other = OPPOSITE[role];
  const opposite = (other && figureOf(device, other)?.milli) ?? null;
  return { role, milli: whole.milli, phases, opposite };
}

/** Registers 1.8.0 and 2.8.0 in Wh, gas in dm³; undefined where the device does not say the first one now. */
export function readingBy(
  device: DeviceView | undefined,
  carrier: Carrier,
): { readonly imported: number; readonly exported: number | null } | undefined {
  if (!device) return undefined;
  if (carrier === "gas") {
    const gas = figureOf(device, "gas");
    return gas?.unit === "m³" ? { imported: gas.milli, exported: null } : undefined;
  }
  if (carrier === "heat") return undefined;
  const imported = figureOf(device, "imported");
  const exported = figureOf(device, "exported");
  if (imported?.unit !== "Wh" || imported.milli < 0) return undefined;
  return {
    imported: Math.floor(imported.milli / 1000),
    exported: exported?.unit === "Wh" && exported.milli >= 0 ? Math.floor(exported.milli / 1000) : null,
  };
}

/** Of all phases together; the one with a register of its own before others. */
function figureOf(device: DeviceView, role: Role): LiveReading | undefined {
  const all = fresh(device).filter((value) => value.role === role && value.phase === 0);
  return all.find(({ register }) => register !== null) ?? all[0];
}

const fresh = ({ values }: DeviceView): readonly LiveReading[] =>
  values.filter(({ quality }) => quality === "measured");
