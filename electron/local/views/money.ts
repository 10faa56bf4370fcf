/** money.list: my statements, pair by pair and period by period; amounts signed from my side. Times are market seconds. */
import type { StatementRow } from "../../../shared/ipc/marketViews.ts";
import type { StatementRecord } from "../../../shared/ledger/records.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { wholeStatements } from "../wholeStatements.ts";
import { type Joined, labelOf } from "../joined.ts";

/** Periods run on the administrative clock; on screen they are market time as of now. Seconds. */
export async function periodsAt(
  page: Page,
): Promise<(period: number) => { readonly from: number; readonly to: number }> {
  const [params, clock] = await Promise.all([page.query("params", {}), page.query("clock", {})]);
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  const { period: length } = params.settlement;
  return (period) => ({ from: period * length + behind, to: (period + 1) * length + behind });
}

export async function statementRows(
  joined: Joined,
  page: Page,
): Promise<readonly { readonly row: StatementRow; readonly record: StatementRecord }[]> {
  const me = joined.account.address;
  const [spanOf, records, clock] = await Promise.all([
    periodsAt(page),
    wholeStatements(page, me),
    page.query("clock", {}),
  ]);
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  return records.map((record) => {
    const sign = record.b === me ? 1 : -1;
    const other = record.a === me ? record.b : record.a;
    return {
      record,
      row: {
        other: labelOf(joined, other),
        period: record.period,
        ...spanOf(record.period),
        state: record.state,
        balance: withoutNegativeZero(sign * record.balance),
        due: withoutNegativeZero(sign * record.due),
        carried: withoutNegativeZero(sign * record.carried),
        lines: record.lines.map((line) => ({ ...line, amount: withoutNegativeZero(sign * line.amount) })),
        reference: record.claim?.reference ?? null,
        deadline: record.deadline === null ? null : record.deadline + behind,
        denied: record.denied?.reason ?? null,
        paidBy: record.paid?.by ?? null,
      },
    };
  });
}

function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
