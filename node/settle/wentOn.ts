/**
 * How a pair can stand otherwise on the ledger than in a settlement file that was true when it was made: forwards only, as the transitions
 * of statements allow (shared/ledger/machines.ts). What was paid stays so; only a denial takes a claim back.
 */
import type { SettlementEntry } from "../../shared/ledger/history/settlementFile.ts";

/** `ifDenied`: it did if the creditor denied a claim since, else it did not. */
export type WentOn = "same" | "yes" | "ifDenied" | "no";

/** Both of one pair and sum. */
export function wentOn(told: SettlementEntry, found: SettlementEntry): WentOn {
  if (told.state === found.state && told.reference === found.reference) return "same";
  const claimed = told.state === "claimed" || told.state === "paid";
  // A reference is the claim's: there is one if and only if it is claimed.
  if (claimed !== (told.reference !== null) || told.state === "paid") return "no";
  if (claimed) return told.reference === found.reference ? "yes" : "ifDenied";
  return told.state === "overdue" && found.state === "due" ? "ifDenied" : "yes";
}
