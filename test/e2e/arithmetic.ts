/** The settlement's arithmetic, line by line, and a check that it adds up: bill lines to the total, statement lines to the balance. */
import type { ContractView, StatementRow } from "../../shared/ipc/marketViews.ts";

export function arithmetic(view: ContractView, statements: readonly StatementRow[]): string[] {
  const lines = [`Contract ${view.row.id}`];
  for (const { what, wh, price, amount } of view.bill) {
    lines.push(
      `  ${what.padEnd(14)} ${String(wh).padStart(8)} Wh × ${String(price).padStart(8)} micro/kWh = ${String(amount).padStart(10)} micro`,
    );
  }
  lines.push(`  ${"total".padEnd(14)} ${String(view.total).padStart(44)} micro`);
  const billed = view.bill.reduce((sum, { amount }) => sum + amount, 0);
  if (billed !== view.total) throw new Error(`the bill's lines add up to ${billed}, not ${view.total}`);
  for (const statement of statements) {
    const sum = statement.lines.reduce((all, { amount }) => all + amount, statement.carried);
    if (sum !== statement.balance)
      throw new Error(`statement ${statement.period}: ${sum} is not its balance ${statement.balance}`);
    lines.push(
      `Statement ${statement.period}: ${statement.carried} carried + ${sum - statement.carried} = ${statement.balance} micro, to pay ${statement.due}, ${statement.state}`,
    );
  }
  return lines;
}
