/** The contract's rows of trade beyond the first market: own offers, ends of contracts, disputes, the auction. */
import { z } from "zod";
import { method, Signing } from "./method.ts";
import { CarrierRules, DisputeIntent, EndIntent, MyOffer, OrderIntent, ReplaceIntent } from "./tradeViews.ts";
import { verified } from "./verified.ts";
import { Carrier } from "../ledger/units.ts";

const none = z.strictObject({});
const id = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().min(1).max(280);

export const TRADE_METHODS = {
  /** The reader's own live offers, of every carrier, complete. */
  "market.mine": method("wallet", "read", none, verified(z.array(MyOffer))),

  /** Limits and charges of a carrier in the reader's zone, and whether the own meter measures it. */
  "market.rules": method("wallet", "read", z.strictObject({ carrier: Carrier }), verified(CarrierRules)),

  "sign.replace": method("wallet", "sign", ReplaceIntent, Signing),
  "sign.end": method("wallet", "sign", EndIntent, Signing),
  "sign.dispute": method("wallet", "sign", DisputeIntent, Signing),
  "sign.undispute": method("wallet", "sign", z.strictObject({ dispute: id }), Signing),
  "sign.appeal": method("wallet", "sign", z.strictObject({ dispute: id, reason }), Signing),
  "sign.order": method("wallet", "sign", OrderIntent, Signing),
  "sign.unorder": method("wallet", "sign", z.strictObject({ order: id }), Signing),
} as const;
