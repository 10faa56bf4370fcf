/** Tasmota's telemetry: `tele/ID/SENSOR` every few minutes, `stat/ID/STATUS8` when asked; ENERGY with totals in kWh. */
import type { Sits } from "../../ipc/deviceViews.ts";
import type { LiveValue, Role } from "../live/value.ts";
import type { SaidUnit } from "../live/said.ts";
import { figure, type Listener, MEANINGS, NOTHING, values } from "./listener.ts";
import { at, jsonOf } from "./payload.ts";

export function tasmota(id: string, sits: Sits): Listener {
  const sensor = `tele/${id}/SENSOR`;
  const asked = `stat/${id}/STATUS8`;
  const { power, into, back } = MEANINGS[sits];
  return {
    topics: [sensor, asked],
    hear: (topic, text, kept) => {
      if (kept || (topic !== sensor && topic !== asked)) return NOTHING;
      const energy = at(jsonOf(text), topic === sensor ? ["ENERGY"] : ["StatusSNS", "ENERGY"]);
      return values([
        ...figures("Power", power, "W", energy),
        ...figures("Total", into, "kWh", energy),
        ...figures("ExportActive", back, "kWh", energy),
        ...figures("Voltage", "voltage", "V", energy),
        ...figures("Current", "current", "A", energy),
        ...figures("Frequency", "frequency", "Hz", energy),
      ]);
    },
  };
}

/** A figure, or of several phases a list of them. */
function figures(key: string, role: Role, unit: SaidUnit, energy: unknown): (LiveValue | null)[] {
  const said = at(energy, [key]);
  if (!Array.isArray(said)) return [figure(`ENERGY.${key}`, role, said, unit)];
  const phases = [1, 2, 3] as const;
  return phases.map((phase) => figure(`ENERGY.${key}[${phase - 1}]`, role, said[phase - 1], unit, { phase }));
}
