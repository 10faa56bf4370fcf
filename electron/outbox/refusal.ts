/** A refusal as the database keeps it. */
import { parseRefusal } from "../../shared/ledger/parseRefusal.ts";
import type { Refusal } from "../../shared/ledger/records.ts";

/** Damaged, it says that much and no more. */
export function readRefusal(text: string | null): Refusal | null {
  if (text === null) return null;
  try {
    return parseRefusal(JSON.parse(text));
  } catch {
    return { rule: "unknown" };
  }
}
