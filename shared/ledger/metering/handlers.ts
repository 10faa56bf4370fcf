/** What operators post about readings: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { correct } from "./corrections.ts";
import { substitute } from "./substitutes.ts";
import { postTotals } from "./totals.ts";

export const OPERATOR_METER_HANDLERS: Handlers<"meter.totals" | "meter.substitute" | "meter.correct"> = {
  "meter.totals": (context, { body }) => postTotals(context, body),
  "meter.substitute": (context, { body }) => substitute(context, body),
  "meter.correct": (context, { body }) => correct(context, body),
};
