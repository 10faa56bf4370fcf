/** Deals, mail and lots, in words: what the signing window says of each kind, what becomes public, and the rows below. */
import { type KindWordsTable, unwritten } from "./kindWords.ts";

export const DEAL_WORDS: KindWordsTable<
  "offer.replace" | "tx.revoke" | "deal.agree" | "mail.send" | "lot.issue" | "lot.sell" | "lot.deliver"
> = {
  "offer.replace": unwritten("offer.replace"),
  "tx.revoke": unwritten("tx.revoke"),
  "deal.agree": unwritten("deal.agree"),
  "mail.send": unwritten("mail.send"),
  "lot.issue": unwritten("lot.issue"),
  "lot.sell": unwritten("lot.sell"),
  "lot.deliver": unwritten("lot.deliver"),
};
