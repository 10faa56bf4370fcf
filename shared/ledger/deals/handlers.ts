/** Deals, mail and lots: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

export const DEAL_HANDLERS: Handlers<
  "offer.replace" | "tx.revoke" | "deal.agree" | "mail.send" | "lot.issue" | "lot.sell" | "lot.deliver"
> = {
  "offer.replace": unbuilt,
  "tx.revoke": unbuilt,
  "deal.agree": unbuilt,
  "mail.send": unbuilt,
  "lot.issue": unbuilt,
  "lot.sell": unbuilt,
  "lot.deliver": unbuilt,
};
