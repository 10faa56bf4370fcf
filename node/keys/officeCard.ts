/** What an office tells whoever makes the genesis document: the public half of its key and its role. Nothing in it is secret. */
import { z } from "zod";
import { PartyId, PublicKey } from "../../shared/ledger/units.ts";

/** Roles of parties without a meter that a genesis names. */
export const OfficeRole = z.enum(["regulator", "operator", "utility", "installer"]);
export type OfficeRole = z.infer<typeof OfficeRole>;

export const OfficeCard = z.strictObject({
  format: z.literal("wattlight-office-card-1"),
  name: z.string().min(1).max(60),
  role: OfficeRole,
  key: PublicKey,
  party: PartyId,
});
export type OfficeCard = z.infer<typeof OfficeCard>;
