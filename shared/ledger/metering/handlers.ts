/** What operators post about readings: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

export const OPERATOR_METER_HANDLERS: Handlers<"meter.totals" | "meter.substitute" | "meter.correct"> = {
  "meter.totals": unbuilt,
  "meter.substitute": unbuilt,
  "meter.correct": unbuilt,
};
