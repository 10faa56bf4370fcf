/** Why a rule holds a contract, in words; a rule that this version has no words for keeps the name of what it checks. */
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import type { HeldRow } from "../../../shared/ipc/officeViews.ts";
import { balanceWords } from "./balanceWords.ts";

export function whyHeld({ rule, name }: HeldRow["rules"][number], lang: Lang): string {
  const t = balanceWords.say;
  switch (rule) {
    case "seller.watched":
      return t("because.sellerWatched");
    case "buyer.watched":
      return t("because.buyerWatched");
    case "seller.review":
      return t("because.sellerReview");
    case "buyer.review":
      return t("because.buyerReview");
    default:
      return lang === "en" ? name.en : name.zh;
  }
}
