/**
 * Every transaction body, as a strict schema: one source for the parser, the type and the documentation (DESIGN §3, §4).
 * A body carries who sends it and the replay window; the chain id and the kind are in the signed digest (see identity.ts).
 */
import { z } from "zod";
import { AUCTION_BODIES } from "./bodies/auction.ts";
import { DEAL_BODIES } from "./bodies/deals.ts";
import { DECISION_BODIES } from "./bodies/decisions.ts";
import { END_BODIES } from "./bodies/ends.ts";
import { GRID_BODIES } from "./bodies/grid.ts";
import { METER_BODIES } from "./bodies/meters.ts";
import { MONEY_BODIES } from "./bodies/money.ts";
import { PARTY_BODIES } from "./bodies/parties.ts";
import { PublicKey, Signature } from "./units.ts";

export { AcceptOffer, CancelOffer, PostOffer } from "./bodies/deals.ts";
export { Opening, Quality, Register } from "./bodies/meters.ts";
export { Certificate, CertificateClaims } from "./bodies/parties.ts";

export const TxBody = z.discriminatedUnion("kind", [
  ...PARTY_BODIES,
  ...DEAL_BODIES,
  ...AUCTION_BODIES,
  ...METER_BODIES,
  ...GRID_BODIES,
  ...MONEY_BODIES,
  ...END_BODIES,
  ...DECISION_BODIES,
]);
export type TxBody = z.infer<typeof TxBody>;
export type TxKind = TxBody["kind"];
export type TxOf<K extends TxKind> = Extract<TxBody, { kind: K }>;

/** Signatures over the id, ascending by key, no key twice. */
export const Signed = z.strictObject({ key: PublicKey, signature: Signature });
export const Transaction = z.strictObject({ body: TxBody, signatures: z.array(Signed).min(1).max(16) });
export type Transaction = z.infer<typeof Transaction>;
