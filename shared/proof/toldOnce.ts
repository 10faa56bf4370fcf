/**
 * Whether the questions of a proof file tell something twice: a page asked for with another `limit`, or pages that overlap, would show
 * the same lines under the same heading again, and a debt would look twice as large.
 */
import { canonicalText, type Json } from "../codec/canonical.ts";
import type { Path } from "../ledger/history/queries.ts";
import type { ContractRecord, StatementHead, StatementRecord } from "../ledger/records.ts";

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

/**
 * What one answer tells: its question, whatever the page's size; of pages that are told entry by entry each entry; and each statement and
 * contract that stands in it, by whatever question it was come upon (two parties' lists of statements both have the one between them).
 */
function toldBy({ query, input, answer }: Answer): readonly string[] {
  const { limit: _, ...question } = input as { readonly [field: string]: Json };
  const { after: _after, from: _from, ...of } = question;
  const asked = `${query} ${canonicalText(question)}`;
  const entries = entriesOf(query, answer).map((entry) => `${query} ${canonicalText(of)}: ${entry}`);
  return [asked, ...entries, ...recordsOf(query, answer)];
}

function entriesOf(query: string, answer: Json): readonly string[] {
  if (answer === null) return [];
  if (query === "statementLines") return (answer as unknown as { lines: readonly Json[] }).lines.map(canonicalText);
  if (query !== "path") return [];
  const { entries } = answer as unknown as Path;
  // Without entries it tells how many there were, and what a file has of them beside the state.
  return entries.length === 0 ? ["head"] : entries.map(({ n }) => String(n));
}

type Pair = Pick<StatementHead, "a" | "b" | "period">;
const statement = ({ a, b, period }: Pair): string => `statement ${a} ${b} ${period}`;
const line = (pair: Pair, told: Json): string =>
  `statementLines ${canonicalText({ a: pair.a, b: pair.b, period: pair.period })}: ${canonicalText(told)}`;

/** The statements, lines and contracts of an answer, named alike for every question that shows them. */
function recordsOf(query: string, answer: Json): readonly string[] {
  if (answer === null) return [];
  switch (query) {
    case "statementHead":
      return [statement(answer as unknown as StatementHead)];
    case "statementHeads":
      return (answer as unknown as readonly StatementHead[]).map(statement);
    case "statementsOf":
      return (answer as unknown as readonly StatementRecord[]).flatMap((one) => [
        statement(one),
        ...one.lines.map((told) => line(one, told as unknown as Json)),
      ]);
    case "contract":
      return [`contract ${(answer as unknown as { contract: ContractRecord }).contract.id}`];
    case "contractsOf":
      return (answer as unknown as readonly ContractRecord[]).map(({ id }) => `contract ${id}`);
    default:
      return [];
  }
}
