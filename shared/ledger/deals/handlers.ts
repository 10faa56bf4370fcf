/** Deals, mail and lots: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { agree } from "./agreement.ts";
import { deliver, issue, sell } from "./lots.ts";
import { send } from "./mail.ts";
import { replace } from "./replace.ts";
import { revoke } from "./revoke.ts";

export const DEAL_HANDLERS: Handlers<
  "offer.replace" | "tx.revoke" | "deal.agree" | "mail.send" | "lot.issue" | "lot.sell" | "lot.deliver"
> = {
  "offer.replace": replace,
  "tx.revoke": revoke,
  "deal.agree": agree,
  "mail.send": send,
  "lot.issue": issue,
  "lot.sell": sell,
  "lot.deliver": deliver,
};
