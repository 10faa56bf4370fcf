/** The answers of a proof file in words, each with its figures: contracts and their lives, statements and their lines. Paths: proofPath.ts. */
import type { Json } from "../codec/canonical.ts";
import type { ContractEvent } from "../ledger/history/events.ts";
import type { ContractRecord, SlotRecord, StatementHead, StatementLine, Terms } from "../ledger/records.ts";
import type { Answered, Shown } from "../proof/checkBundle.ts";
import { contractWords } from "./contract.ts";
import { kWh, yuan } from "./format.ts";
import { eventWords } from "./proofLife.ts";
import { pathLines, pathsJoined } from "./proofPath.ts";
import { type ProofTeller, say, shortId, who } from "./proofTeller.ts";
import { CONTRACT_STATES, LINES, STATEMENT_STATES } from "./states.ts";

export function answerLines(shown: Shown, teller: ProofTeller): readonly string[] {
  return pathsJoined(shown.answers).flatMap((answered) => linesOf(answered, shown, teller));
}

type Found = { readonly contract: ContractRecord; readonly slots: readonly SlotRecord[] };

function linesOf({ query, input, answer }: Answered, shown: Shown, teller: ProofTeller): readonly string[] {
  if (answer === null) return [absent(query, input, teller)];
  switch (query) {
    // What the market's rules and clocks are helps to tell the rest.
    case "params":
    case "clock":
      return [];
    case "contract":
      return contractLines(answer as unknown as Found, teller);
    case "history": {
      const { contract } = input as unknown as { contract: string };
      const terms = termsIn(shown, contract);
      const clock = terms ? say(teller, ", in market time", "（市场时间）") : "";
      return [
        say(teller, `Life of contract ${shortId(contract)}${clock}:`, `合约 ${shortId(contract)} 的历程${clock}：`),
        ...(answer as unknown as readonly ContractEvent[]).map((event) => eventWords(event, terms, teller)),
      ];
    }
    case "statementHead":
      return [headLine(answer as unknown as StatementHead, teller)];
    case "statementLines":
      return statementLines(
        input,
        answer as unknown as { lines: readonly StatementLine[]; next: string | null },
        teller,
      );
    case "path":
      return pathLines(input, answer, shown, teller);
    default:
      return [
        say(teller, `${query}, ${plain(input)}: ${plain(answer)}`, `${query}，${plain(input)}：${plain(answer)}`),
      ];
  }
}

function absent(query: string, input: Json, teller: ProofTeller): string {
  const asked = plain(input);
  return say(
    teller,
    `The ledger has no such record: ${query}${asked && `, ${asked}`}.`,
    `账本上没有该记录：${query}${asked && `，${asked}`}。`,
  );
}

/** A value of a query that has no words here, without its brackets. */
function plain(value: Json): string {
  if (Array.isArray(value)) return value.map(plain).join("; ");
  if (typeof value !== "object" || value === null) return value === null ? "–" : String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${plain(inner)}`)
    .join(", ");
}

function termsIn({ answers }: Shown, id: string): Terms | undefined {
  const found = answers.find(
    ({ query, input, answer }) =>
      query === "contract" && answer !== null && (input as unknown as { id: string }).id === id,
  );
  return (found?.answer as unknown as Found | undefined)?.contract.terms;
}

function contractLines({ contract, slots }: Found, teller: ProofTeller): readonly string[] {
  const final = slots.filter(({ state }) => state === "final").length;
  const { en, zh } = CONTRACT_STATES[contract.state];
  const { lead, clauses } = contractWords(contract.terms, teller.lang, teller.names);
  return [
    lead,
    ...clauses,
    say(
      teller,
      `Contract ${contract.id}: ${en}; ${kWh(contract.delivered)} delivered; ${final} of ${slots.length} slots final.`,
      `合约 ${contract.id}：${zh}；已交割 ${kWh(contract.delivered)}；${slots.length} 个时段中 ${final} 个已最终结算。`,
    ),
  ];
}

function headLine({ a, b, period, state, balance, due, carried }: StatementHead, teller: ProofTeller): string {
  const amount = state === "open" ? balance : due;
  const [debtor, creditor] = amount >= 0 ? [who(a, teller), who(b, teller)] : [who(b, teller), who(a, teller)];
  const { en, zh } = STATEMENT_STATES[state];
  return say(
    teller,
    `Statement of period ${period}: ${debtor} owes ${creditor} ${yuan(Math.abs(amount))} (${en}); ${yuan(carried)} was carried into it.`,
    `第 ${period} 账期账单：${debtor} 应付 ${creditor} ${yuan(Math.abs(amount))}（${zh}）；上期结转 ${yuan(carried)}。`,
  );
}

function statementLines(
  input: Json,
  { lines, next }: { readonly lines: readonly StatementLine[]; readonly next: string | null },
  teller: ProofTeller,
): readonly string[] {
  const asked = input as unknown as { a: string; b: string; period: number; after?: string; limit: number };
  const { period, after, limit } = asked;
  const [a, b] = [who(asked.a, teller), who(asked.b, teller)];
  // A single line is asked for where its contract stands; what stands beside it is not the file's matter.
  const single = limit === 1 && lines.length > 0;
  const from = after === undefined ? "" : after.length < 16 ? after : shortId(after);
  const head = single
    ? say(
        teller,
        `Of the statement of period ${period} between ${a} and ${b}, the lines of one contract:`,
        `${a} 与 ${b} 第 ${period} 账期账单中一份合约的明细：`,
      )
    : say(
        teller,
        `Lines of the statement of period ${period} between ${a} and ${b}${from && `, of the contracts after ${from} alone`}:`,
        `${a} 与 ${b} 第 ${period} 账期账单的明细${from && `（仅 ${from} 之后的合约）`}：`,
      );
  const each = lines.map(({ contract, what, slots, wh, amount }) => {
    const id = single ? contract : shortId(contract);
    return say(
      teller,
      `Line: ${LINES[what].en}, ${slots} slots, ${kWh(wh)}, ${yuan(amount)}, of contract ${id}.`,
      `明细：${LINES[what].zh}，${slots} 个时段，${kWh(wh)}，${yuan(amount)}，合约 ${id}。`,
    );
  });
  const more = next === null || single ? [] : [say(teller, "There are more lines.", "还有更多明细。")];
  const none = lines.length > 0 ? [] : [say(teller, "There are none.", "没有明细。")];
  return [head, ...each, ...none, ...more];
}
