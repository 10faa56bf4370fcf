/** The cashier pays what the street's parties owe and confirms what they are paid: it reads their statements in turn and answers each once. */
import type { StatementRecord } from "../../shared/ledger/records.ts";
import type { Account } from "./account.ts";
import type { StreetHost } from "./port.ts";
import type { Turn } from "./turn.ts";

/** Parties whose statements are read per block. */
const PER_TURN = 4;
/** Statements read per party, newest first. */
const PAGE = 40;
/** Header seconds before an unanswered claim or payment is tried again. */
const AGAIN = 60;

export interface Cashier {
  act(turn: Turn): void;
}

export function openCashier(host: StreetHost, accounts: readonly Account[]): Cashier {
  const answered = new Map<string, number>();
  let next = 0;
  return {
    act(turn) {
      for (const [key, at] of answered) if (turn.header > at + AGAIN) answered.delete(key);
      for (let i = 0; i < Math.min(PER_TURN, accounts.length); i++) {
        const account = accounts[next++ % accounts.length];
        if (!account) continue;
        for (const statement of host.query("statementsOf", { party: account.id, limit: PAGE })) {
          const key = `${statement.a}/${statement.b}/${statement.period}/${statement.state}`;
          if (answered.has(key)) continue;
          if (answer(turn, account, statement)) answered.set(key, turn.header);
        }
      }
    },
  };
}

/** True when a transaction went out. A positive sum means that a owes b. */
function answer(turn: Turn, account: Account, statement: StatementRecord): boolean {
  const debtor = statement.due > 0 ? statement.a : statement.b;
  const creditor = statement.due > 0 ? statement.b : statement.a;
  const { state, period } = statement;
  if (debtor === account.id && (state === "due" || state === "overdue")) {
    const reference = `WL ${period} ${account.id.slice(-6)}`;
    return account.send(turn, "payment.claim", { creditor, period, reference }) !== undefined;
  }
  if (creditor === account.id && state === "claimed") {
    return account.send(turn, "payment.confirm", { debtor, period }) !== undefined;
  }
  return false;
}
