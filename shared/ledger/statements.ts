/**
 * Pair statements (DESIGN §4, Money): one per pair of parties and period of the administrative clock. Final slots are netted
 * into the open statement of the period in which they become final; whole fen fall due, fractions and small sums are carried to the pair's next statement.
 */
import { floorDiv } from "./amounts.ts";
import { type Context, stamp } from "./context.ts";
import { schedule, unschedule } from "./deadlines.ts";
import type { Obligation } from "./delivery.ts";
import { addExposure } from "./exposure.ts";
import { KEY } from "./keys.ts";
import { next, step, STATEMENT_MACHINE } from "./machines.ts";
import type { Params } from "./params.ts";
import type { Refusal, StatementLine } from "./records.ts";
import { holds, refusalOf } from "./rules.ts";
import { load, save, type StatementBase } from "./stored.ts";
import type { TxOf } from "./transactions.ts";

export interface Pair {
  readonly a: string;
  readonly b: string;
}

/** The pair in its one order: a < b by bytes. */
export function pairOf(one: string, other: string): Pair {
  return one < other ? { a: one, b: other } : { a: other, b: one };
}

/** Index of the period that runs. */
export function periodNow(context: Context): number {
  return floorDiv(context.adm, context.params.settlement.period);
}

/** Who owes what falls due, while it is open the balance so far: undefined for zero. */
export function debtorOf(statement: Pick<StatementBase, "a" | "b" | "state" | "balance" | "due">): string | undefined {
  const owed = statement.state === "open" ? statement.balance : statement.due;
  if (owed === 0) return undefined;
  return owed > 0 ? statement.a : statement.b;
}

/** Of a balance, what falls due: cut towards zero to whole fen, nothing under the smallest sum. */
export function dueOf(settlement: Pick<Params["settlement"], "carry" | "fen">, balance: number): number {
  const amount = Math.abs(balance);
  const due = amount < settlement.carry ? 0 : amount - (amount % settlement.fen);
  return balance < 0 && due > 0 ? -due : due;
}

/** Adds what one final slot of a contract makes its parties owe to the open statements of the running period. */
export function stateSlot(context: Context, contract: string, owed: readonly Obligation[]): number {
  for (const obligation of owed) addLine(context, contract, obligation);
  return periodNow(context);
}

/** States what is owed outside a slot's settlement (for an early end, by a ruling): unpaid from now on. */
export function oweNow(context: Context, contract: string, owed: Obligation): void {
  if (owed.amount === 0 || owed.from === owed.to) return;
  addExposure(context.state, owed.from, { unpaid: owed.amount });
  addLine(context, contract, owed);
}

/** The pair's open statement: of the running period, or of the next one if a close-out closed that early. */
export function openStatement(context: Context, a: string, b: string): StatementBase {
  for (let period = periodNow(context); ; period++) {
    const known = load.statement(context.state, a, b, period);
    // A period's last block can open the next statement before its sweep closes this one, whose remainder belongs into it.
    if (!known && period > 0) close(context, a, b, period - 1);
    const statement = known ?? open(context, a, b, period);
    // At most one statement of a pair closes early per close-out of one of its sides.
    if (statement.state === "open") return statement;
  }
}

function addLine(context: Context, contract: string, owed: Obligation): void {
  const { state } = context;
  const { a, b } = pairOf(owed.from, owed.to);
  const statement = openStatement(context, a, b);
  const { period } = statement;
  const signed = owed.from === a ? owed.amount : -owed.amount;
  const lines = load.lines(state, a, b, period, contract);
  save(state, KEY.statement(a, b, period), {
    ...statement,
    about: statement.about + (lines.length === 0 ? 1 : 0),
    balance: statement.balance + signed,
    owed: {
      a: statement.owed.a + (signed > 0 ? owed.amount : 0),
      b: statement.owed.b + (signed < 0 ? owed.amount : 0),
    },
  } satisfies StatementBase);
  const at = lines.findIndex((line) => line.what === owed.what && Math.sign(line.amount) === Math.sign(signed));
  const before: StatementLine = lines[at] ?? { contract, what: owed.what, slots: 0, wh: 0, amount: 0 };
  const line: StatementLine = {
    ...before,
    slots: before.slots + 1,
    wh: before.wh + owed.wh,
    amount: before.amount + signed,
  };
  save(state, KEY.lines(a, b, period, contract), at < 0 ? [...lines, line] : lines.with(at, line));
  if (lines.length === 0) save(state, KEY.lineOf(contract, period, a, b), stamp(context));
}

function open(context: Context, a: string, b: string, period: number): StatementBase {
  const { state, params } = context;
  const carried = load.carry(state, a, b);
  state.delete(KEY.carry(a, b));
  const deadline = (period + 1) * params.settlement.period;
  schedule(state, "a", deadline, { what: "close", a, b, period });
  save(state, KEY.statementOf(a, period, b), 1);
  save(state, KEY.statementOf(b, period, a), 1);
  save(state, KEY.statementIn(period, a, b), 1);
  return {
    a,
    b,
    period,
    state: STATEMENT_MACHINE.initial,
    carried,
    balance: carried,
    due: 0,
    remainder: 0,
    at: stamp(context),
    claim: null,
    paid: null,
    deadline,
    denied: null,
    owed: { a: 0, b: 0 },
    about: 0,
    payBy: null,
    late: false,
  };
}

/**
 * End of the period: the gross debts of its lines give way to the net balance: whole fen fall due, the rest is carried on. `early`: a
 * close-out, before which nothing is too small to fall due.
 */
export function close(context: Context, a: string, b: string, period: number, early = false): void {
  const { state, params } = context;
  const statement = load.statement(state, a, b, period);
  if (statement?.state !== "open") return;
  addExposure(state, a, { unpaid: -statement.owed.a });
  addExposure(state, b, { unpaid: -statement.owed.b });
  const due = dueOf(early ? { ...params.settlement, carry: 0 } : params.settlement, statement.balance);
  const remainder = statement.balance - due;
  carryOn(context, a, b, remainder);
  const closed = { ...statement, due, remainder, at: stamp(context) };
  if (due === 0) {
    save(state, KEY.statement(a, b, period), {
      ...closed,
      state: step(STATEMENT_MACHINE, statement.state, "nothingDue"),
      paid: { by: "nothingDue", ...stamp(context) },
      deadline: null,
    } satisfies StatementBase);
    retireStatementLater(context, a, b, period);
    return;
  }
  addExposure(state, due > 0 ? a : b, { unpaid: Math.abs(due) });
  fallDue(context, { ...closed, state: step(STATEMENT_MACHINE, statement.state, "fallDue") });
}

/** What does not fall due waits for the pair's next statement. */
function carryOn({ state }: Context, a: string, b: string, remainder: number): void {
  const carry = load.carry(state, a, b) + remainder;
  if (carry === 0) state.delete(KEY.carry(a, b));
  else save(state, KEY.carry(a, b), carry);
}

/** Puts a statement that is due (again) into the state. Its time to pay runs from when it first fell due, so no claim puts it off. */
function fallDue(context: Context, statement: StatementBase): void {
  const { a, b, period } = statement;
  const deadline = statement.payBy ?? context.adm + context.params.settlement.due;
  schedule(context.state, "a", deadline, { what: "lapse", a, b, period });
  save(context.state, KEY.statement(a, b, period), { ...statement, payBy: deadline, deadline });
}

/** Time to pay has passed: the debtor may not trade until it is paid. */
export function lapse(context: Context, a: string, b: string, period: number): void {
  const statement = load.statement(context.state, a, b, period);
  if (statement?.state === "due") goOverdue(context, statement, "lapse");
}

function goOverdue({ state }: Context, statement: StatementBase, event: "lapse" | "denyLate"): void {
  const { a, b, period } = statement;
  const debtor = debtorOf(statement);
  if (debtor !== undefined && !statement.late) save(state, KEY.overdue(debtor), load.overdue(state, debtor) + 1);
  save(state, KEY.statement(a, b, period), {
    ...statement,
    state: step(STATEMENT_MACHINE, statement.state, event),
    late: true,
    deadline: null,
  } satisfies StatementBase);
}

/** The creditor left a claim unanswered: that is a confirmation. */
export function silence(context: Context, a: string, b: string, period: number): void {
  const statement = load.statement(context.state, a, b, period);
  if (statement?.state === "claimed") pay(context, statement, "silence");
}

/** The debtor says that it has paid. */
export function claim(context: Context, body: TxOf<"payment.claim">): Refusal | undefined {
  const { state, params } = context;
  const { a, b } = pairOf(body.sender, body.creditor);
  const statement = load.statement(state, a, b, body.period);
  const refusal = refusalOf([
    holds("payment.statement", statement !== undefined),
    holds("payment.debtor", statement !== undefined && debtorOf(statement) === body.sender),
    holds("payment.state", statement !== undefined && next(STATEMENT_MACHINE, statement.state, "claim") !== undefined),
  ]);
  if (refusal || !statement) return refusal;
  stopDeadline(context, statement);
  const deadline = context.adm + params.settlement.silence;
  schedule(state, "a", deadline, { what: "silence", a, b, period: body.period });
  save(state, KEY.statement(a, b, body.period), {
    ...statement,
    state: step(STATEMENT_MACHINE, statement.state, "claim"),
    claim: { reference: body.reference, ...stamp(context) },
    deadline,
  } satisfies StatementBase);
  return undefined;
}

/** The creditor says that the money has come. */
export function confirm(context: Context, body: TxOf<"payment.confirm">): Refusal | undefined {
  const answered = answerable(context, body, "confirm");
  if ("rule" in answered) return answered;
  stopDeadline(context, answered);
  pay(context, answered, "confirmed");
  return undefined;
}

/** The creditor says that it has not: the statement is due again or, once its time to pay has passed, overdue; the reason is recorded. */
export function deny(context: Context, body: TxOf<"payment.deny">): Refusal | undefined {
  const answered = answerable(context, body, "deny");
  if ("rule" in answered) return answered;
  stopDeadline(context, answered);
  const denied = { ...answered, claim: null, denied: { reason: body.reason, height: context.height } };
  if (answered.payBy !== null && answered.payBy <= context.adm) goOverdue(context, denied, "denyLate");
  else fallDue(context, { ...denied, state: step(STATEMENT_MACHINE, answered.state, "deny") });
  return undefined;
}

function answerable(
  context: Context,
  body: TxOf<"payment.confirm"> | TxOf<"payment.deny">,
  event: "confirm" | "deny",
): StatementBase | Refusal {
  const { a, b } = pairOf(body.sender, body.debtor);
  const statement = load.statement(context.state, a, b, body.period);
  const refusal = refusalOf([
    holds("payment.statement", statement !== undefined),
    holds(
      "payment.creditor",
      statement !== undefined && body.sender !== body.debtor && debtorOf(statement) === body.debtor,
    ),
    holds("payment.state", statement !== undefined && next(STATEMENT_MACHINE, statement.state, event) !== undefined),
  ]);
  if (refusal) return refusal;
  if (!statement) throw new RangeError("a statement passed its rules without being there");
  return statement;
}

/** A paid statement begins to wait for its retirement (history/retention.ts). */
function retireStatementLater(context: Context, a: string, b: string, period: number): void {
  schedule(context.state, "a", context.adm + context.params.supervision.retain, { what: "unstate", a, b, period });
}

const PAID = { confirmed: "confirm", silence: "silence", netted: "net" } as const;

/** The debt is gone from exposure and from what blocks trades: paid, or carried into the pair's close-out statement. */
export function pay(context: Context, statement: StatementBase, by: keyof typeof PAID): void {
  const { state } = context;
  const { a, b, period } = statement;
  const debtor = debtorOf(statement);
  if (debtor !== undefined) {
    addExposure(state, debtor, { unpaid: -Math.abs(statement.due) });
    if (statement.late) {
      const left = load.overdue(state, debtor) - 1;
      if (left > 0) save(state, KEY.overdue(debtor), left);
      else state.delete(KEY.overdue(debtor));
    }
  }
  save(state, KEY.statement(a, b, period), {
    ...statement,
    state: step(STATEMENT_MACHINE, statement.state, PAID[by]),
    paid: { by, ...stamp(context) },
    deadline: null,
    late: false,
  } satisfies StatementBase);
  retireStatementLater(context, a, b, period);
}

export function stopDeadline(context: Context, statement: StatementBase): void {
  if (statement.deadline === null) return;
  const what = statement.state === "claimed" ? "silence" : "lapse";
  const { a, b, period } = statement;
  unschedule(context.state, "a", statement.deadline, { what, a, b, period });
}
