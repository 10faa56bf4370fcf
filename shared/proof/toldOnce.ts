/**
 * Whether the questions of a proof file tell something twice: a page asked for with another `limit`, or pages that overlap, would show
 * the same lines under the same heading again, and a debt would look twice as large.
 */
import { canonicalText, type Json } from "../codec/canonical.ts";
import type { Path } from "../ledger/history/queries.ts";

type Answer = { readonly query: string; readonly input: Json; readonly answer: Json };

/** The index of the first question that tells again what one before it tells; undefined where none does. */
export function toldAgain(answers: readonly Answer[]): number | undefined {
  const told = new Set<string>();
  for (const [index, one] of answers.entries()) {
    const items = toldBy(one);
    if (items.some((item) => told.has(item))) return index;
    for (const item of items) told.add(item);
  }
  return undefined;
}

/** What one answer tells: its question, whatever the page's size, and of pages that are told entry by entry each entry. */
function toldBy({ query, input, answer }: Answer): readonly string[] {
  const { limit: _, ...question } = input as { readonly [field: string]: Json };
  const { after: _after, from: _from, ...of } = question;
  const asked = `${query} ${canonicalText(question)}`;
  const entries = entriesOf(query, answer).map((entry) => `${query} ${canonicalText(of)}: ${entry}`);
  return [asked, ...entries];
}

function entriesOf(query: string, answer: Json): readonly string[] {
  if (answer === null) return [];
  if (query === "statementLines") return (answer as unknown as { lines: readonly Json[] }).lines.map(canonicalText);
  if (query !== "path") return [];
  const { entries } = answer as unknown as Path;
  // Without entries it tells how many there were, and what a file has of them beside the state.
  return entries.length === 0 ? ["head"] : entries.map(({ n }) => String(n));
}
