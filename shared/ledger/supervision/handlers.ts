/** Decisions by quorum: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

export const SUPERVISION_HANDLERS: Handlers<"decision.propose" | "decision.vote"> = {
  "decision.propose": unbuilt,
  "decision.vote": unbuilt,
};
