/** Operators and utilities: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

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
  "grid.supply": unbuilt,
  "grid.transfer": unbuilt,
  "grid.tariff": unbuilt,
  "grid.factor": unbuilt,
  "grid.call": unbuilt,
  "grid.answer": unbuilt,
  "grid.curtail": unbuilt,
  "grid.outage": unbuilt,
};
