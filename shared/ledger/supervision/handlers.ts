/** Decisions by quorum: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { propose, vote } from "./decisions.ts";

export const SUPERVISION_HANDLERS: Handlers<"decision.propose" | "decision.vote"> = {
  "decision.propose": propose,
  "decision.vote": vote,
};
