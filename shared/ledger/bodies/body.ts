/** What every transaction body has: its kind, who sends it and the replay window (DESIGN §3). */
import { z } from "zod";
import { PartyId, Seconds } from "../units.ts";

export const int = (min: number, max: number) => z.number().int().min(min).max(max);

/** `sender`: party id. `validUntil`: header time, seconds. `nonce`: index 0-1023 within the UTC day of `validUntil`. */
const head = { sender: PartyId, validUntil: Seconds, nonce: int(0, 1023) };

export const body = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...head, ...shape });
