/**
 * Close-out netting (DESIGN §4, Money): what a pair's earlier statements left due or overdue, and what they carried, moves into the
 * pair's open statement, which then closes at once. A claimed statement waits for its answer, since its money may be on its way.
 */
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import { next, STATEMENT_MACHINE } from "../machines.ts";
import { close, openStatement, pay, stopDeadline } from "../statements.ts";
import { load, save, type StatementBase } from "../stored.ts";

/** Nets one earlier statement and the pair's carried sum into its open statement; whether a debt moved. */
export function netInto(context: Context, a: string, b: string, period: number): boolean {
  const { state } = context;
  const statement = load.statement(state, a, b, period);
  if (!statement) return false;
  const nets = next(STATEMENT_MACHINE, statement.state, "net") !== undefined;
  if (!nets && load.carry(state, a, b) === 0) return false;
  if (nets) {
    stopDeadline(context, statement);
    pay(context, statement, "netted");
  }
  // Opening one takes the carried sum along; an open one takes it here.
  const open = openStatement(context, a, b);
  const moved = load.carry(state, a, b) + (nets ? statement.due : 0);
  state.delete(KEY.carry(a, b));
  save(state, KEY.statement(a, b, open.period), {
    ...open,
    carried: open.carried + moved,
    balance: open.balance + moved,
  } satisfies StatementBase);
  return nets;
}

/** Closes a statement that is open, before its period ends: whole fen of any sum fall due. */
export function closeEarly(context: Context, a: string, b: string, period: number): void {
  close(context, a, b, period, true);
}
