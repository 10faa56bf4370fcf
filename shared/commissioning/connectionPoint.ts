/**
 * A grid connection point without its address: SHA-256 over the point's number with a random salt. The number and the salt stay with the
 * installer and the owner; who moves in later is connected at the same hash.
 */
import { z } from "zod";
import { concat, fromHex, toHex, utf8 } from "../codec/bytes.ts";
import { taggedHash } from "../codec/hash.ts";
import { Hex32, lineOfText } from "../ledger/units.ts";

export const ConnectionPoint = z.discriminatedUnion("known", [
  /** As the grid operator's papers number it. */
  z.strictObject({
    known: z.literal("number"),
    number: lineOfText(40).refine((text) => text.isWellFormed() && text.trim() !== "", "nothing to read"),
    salt: Hex32,
  }),
  /** One that is on the ledger already: somebody moves in, or a home is set up anew. */
  z.strictObject({ known: z.literal("hash"), hash: Hex32 }),
]);
export type ConnectionPoint = z.infer<typeof ConnectionPoint>;

/** `tagged("connection-point", "", salt ‖ number)`, hex: white space and capitals of the number make no difference. */
export function pointHash(point: ConnectionPoint): string {
  if (point.known === "hash") return point.hash;
  const number = point.number.replaceAll(/\s+/g, "").toUpperCase();
  return toHex(taggedHash("connection-point", "", concat(fromHex(point.salt), utf8(number))));
}
