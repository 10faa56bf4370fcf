/** What the reader's own offers, a contract's end and the auction draw. Ledger figures travel inside `verified(...)`; energy in Wh, money micro. */
import { z } from "zod";
import { Carrier, ContractKind, Energy, Side } from "../ledger/units.ts";
import { HomeView, OfferIntent } from "./marketViews.ts";

const int = z.number().int();
const id = z.string().regex(/^[0-9a-f]{64}$/);

/** A live offer of the reader's own. */
export const MyOffer = z.strictObject({
  id,
  carrier: Carrier,
  side: Side,
  type: ContractKind,
  /** What is left to take. */
  energy: Energy,
  total: int,
  /** Of what was offered, what others have taken already: it stays binding. */
  taken: int,
  minimum: int,
  price: int,
  /** What the buyer pays per kWh with every charge. */
  allIn: int,
  damages: z.strictObject({ seller: int, buyer: int }),
  expires: int,
});
export type MyOffer = z.infer<typeof MyOffer>;

export const CarrierRules = z.strictObject({
  limits: HomeView.shape.limits,
  charges: HomeView.shape.charges,
  /** The reader's meter measures this carrier, so it can be traded. */
  metered: z.boolean(),
});
export type CarrierRules = z.infer<typeof CarrierRules>;

/** Takes one's own offer back and posts another one, in one step. */
export const ReplaceIntent = z.strictObject({ replaces: id, ...OfferIntent.shape });
export type ReplaceIntent = z.infer<typeof ReplaceIntent>;

export const EndIntent = z.strictObject({ contract: id, from: int });
export const DisputeIntent = z.strictObject({
  contract: id,
  first: int,
  count: int,
  evidence: id,
  reason: z.string().min(1).max(280),
});
export const OrderIntent = z.strictObject({ carrier: Carrier, side: Side, slot: int, wh: int, price: int });
