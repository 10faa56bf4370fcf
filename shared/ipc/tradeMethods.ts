/** The contract's rows of trade beyond the first market: own offers, ends of contracts, disputes, the auction. */
import { z } from "zod";
import { AuctionView } from "./auctionViews.ts";
import { method, Signing } from "./method.ts";
import { CarrierRules, DisputeIntent, EndIntent, MyOffer, OrderIntent, ReplaceIntent } from "./tradeViews.ts";
import { ProofSubject } from "./proofViews.ts";
import { verified } from "./verified.ts";
import { Carrier } from "../ledger/units.ts";

const none = z.strictObject({});
const id = z.string().regex(/^[0-9a-f]{64}$/);
const reason = z.string().min(1).max(280);

export const TRADE_METHODS = {
  /** The reader's own live offers, of every carrier, complete. */
  "market.mine": method("wallet", "read", none, verified(z.array(MyOffer))),

  /** The reader's orders around the gate and the last clearing of the own zone. */
  "market.auction": method("wallet", "read", z.strictObject({ carrier: Carrier }), verified(AuctionView)),
  /** Limits and charges of a carrier in the reader's zone, and whether the own meter measures it. */
  "market.rules": method("wallet", "read", z.strictObject({ carrier: Carrier }), verified(CarrierRules)),

  /** What the window shows, as PDF, with the proof file of its subject beside it: their names, null when nothing was chosen. */
  "pdf.save": method(
    "wallet",
    "write",
    ProofSubject,
    z.strictObject({ saved: z.string().nullable(), proof: z.string().nullable() }),
  ),
  /** A file that the reader chooses as evidence: its name and the hash of its bytes; null when nothing was chosen. It stays where it is. */
  "evidence.choose": method("wallet", "write", none, z.strictObject({ name: z.string(), hash: id }).nullable()),

  "sign.replace": method("wallet", "sign", ReplaceIntent, Signing),
  "sign.end": method("wallet", "sign", EndIntent, Signing),
  "sign.dispute": method("wallet", "sign", DisputeIntent, Signing),
  "sign.undispute": method("wallet", "sign", z.strictObject({ dispute: id }), Signing),
  "sign.appeal": method("wallet", "sign", z.strictObject({ dispute: id, reason }), Signing),
  "sign.order": method("wallet", "sign", OrderIntent, Signing),
  "sign.unorder": method("wallet", "sign", z.strictObject({ order: id }), Signing),
} as const;
