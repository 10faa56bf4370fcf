/** Operators and utilities: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { answerCall, callFlexibility } from "./calls.ts";
import { curtail } from "./curtailment.ts";
import { publishFactor } from "./factors.ts";
import { confirmOutage } from "./outages.ts";
import { publishSupply, publishTariff, publishTransfer } from "./schedules.ts";

export const GRID_HANDLERS: Handlers<
  | "grid.supply"
  | "grid.transfer"
  | "grid.tariff"
  | "grid.factor"
  | "grid.call"
  | "grid.answer"
  | "grid.curtail"
  | "grid.outage"
> = {
  "grid.supply": (context, { body }) => publishSupply(context, body),
  "grid.transfer": (context, { body }) => publishTransfer(context, body),
  "grid.tariff": (context, { body }) => publishTariff(context, body),
  "grid.factor": publishFactor,
  "grid.call": callFlexibility,
  "grid.answer": (context, { body }) => answerCall(context, body),
  "grid.curtail": curtail,
  "grid.outage": confirmOutage,
};
