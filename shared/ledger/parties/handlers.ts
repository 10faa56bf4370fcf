/** Parties, their keys and meters: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

export const PARTY_HANDLERS: Handlers<
  "party.leave" | "party.move" | "key.rotate" | "key.encryption" | "meter.replace" | "meter.attest"
> = {
  "party.leave": unbuilt,
  "party.move": unbuilt,
  "key.rotate": unbuilt,
  "key.encryption": unbuilt,
  "meter.replace": unbuilt,
  "meter.attest": unbuilt,
};
