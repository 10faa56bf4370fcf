/** The settlement's arithmetic, line by line, and a check that it adds up: bill lines to the total, statement lines to the balance. */
import type { ContractView, StatementRow } from "../../shared/ipc/marketViews.ts";
import { kWh, yuan } from "../../shared/words/format.ts";

export function arithmetic(view: ContractView, statements: readonly StatementRow[]): string[] {
  const lines = [`Contract ${view.row.id}`];
  for (const { what, wh, price, amount } of view.bill) {
    lines.push(
      `  ${what.padEnd(14)} ${kWh(wh).padStart(12)} × ${price === null ? "" : `${yuan(price).padStart(9)} per kWh`} = ${yuan(amount).padStart(12)}`,
    );
  }
  lines.push(`  ${"total".padEnd(14)} ${yuan(view.total).padStart(47)}`);
  const billed = view.bill.reduce((sum, { amount }) => sum + amount, 0);
  if (billed !== view.total) throw new Error(`the bill's lines add up to ${yuan(billed)}, not ${yuan(view.total)}`);
  for (const statement of statements) {
    const sum = statement.lines.reduce((all, { amount }) => all + amount, statement.carried);
    if (sum !== statement.balance)
      throw new Error(`statement ${statement.period}: ${yuan(sum)} is not its balance ${yuan(statement.balance)}`);
    lines.push(
      `Statement ${statement.period}: ${yuan(statement.carried)} carried + ${yuan(sum - statement.carried)} = ${yuan(statement.balance)}, to pay ${yuan(statement.due)}, ${statement.state}`,
    );
  }
  return lines;
}
