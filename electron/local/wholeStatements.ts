/**
 * A party's statements with their lines: in one answer while that fits into one, else piece by piece at the same height. How many lines a
 * statement has, others decide too: each contract makes some.
 */
import type { StatementLine, StatementRecord } from "../../shared/ledger/records.ts";
import { PAGE_LIMIT } from "../../shared/ledger/runQuery.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";

type Reads = Pick<Page, "query">;

export async function wholeStatements(page: Reads, party: string): Promise<readonly StatementRecord[]> {
  const input = { party, limit: PAGE_LIMIT };
  try {
    return await page.query("statementsOf", input);
  } catch (error) {
    if (!(error instanceof WithheldError) || error.why !== "overBudget") throw error;
  }
  const whole: StatementRecord[] = [];
  for (const head of await page.query("statementHeads", input)) {
    whole.push({ ...head, lines: await linesOf(page, head) });
  }
  return whole;
}

async function linesOf(page: Reads, { a, b, period }: Pick<StatementRecord, "a" | "b" | "period">) {
  const all: StatementLine[] = [];
  // Ends: each page begins after the last one's.
  for (let after: string | null | undefined; after !== null;) {
    const from = after === undefined ? {} : { after };
    const { lines, next } = await page.query("statementLines", { a, b, period, ...from, limit: PAGE_LIMIT });
    all.push(...lines);
    after = next;
  }
  return all;
}
