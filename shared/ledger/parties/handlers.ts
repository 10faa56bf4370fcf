/** Parties, their keys and meters: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { changeEncryption, rotate } from "./keys.ts";
import { leave } from "./leaving.ts";
import { move } from "./moving.ts";
import { attestMeter, replaceMeter } from "./replacement.ts";

export const PARTY_HANDLERS: Handlers<
  "party.leave" | "party.move" | "key.rotate" | "key.encryption" | "meter.replace" | "meter.attest"
> = {
  "party.leave": (context, { body }) => leave(context, body),
  "party.move": move,
  "key.rotate": rotate,
  "key.encryption": (context, { body }) => changeEncryption(context, body),
  "meter.replace": (context, { body }) => replaceMeter(context, body),
  "meter.attest": (context, { body }) => attestMeter(context, body),
};
