/** office.tariff and office.settlement: what a utility publishes, and what fell due in a period. */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { SettlementView, TariffView } from "../../../shared/ipc/officeViews.ts";
import type { PairCursor, SettlementEntry } from "../../../shared/ledger/history/settlementFile.ts";
import { PAGE_LIMIT } from "../../../shared/ledger/runQuery.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { marketAt } from "../market.ts";
import { periodsAt } from "../views/money.ts";
import { carriersOf } from "./place.ts";

export async function tariffView(joined: Joined, page: Page, input: Input<"office.tariff">): Promise<TariffView> {
  const me = joined.account.address;
  const at = await marketAt(joined, page);
  const [tariff, parties] = await Promise.all([
    page.query("tariff", { supplier: me, carrier: input.carrier, at: at.now }),
    page.query("parties", { status: "active", limit: PAGE_LIMIT }),
  ]);
  return {
    carriers: carriersOf(at.params),
    now: at.now,
    utcOffset: at.zone.utcOffset,
    tariff: tariff && { retail: [...tariff.retail], feedIn: [...tariff.feedIn] },
    customers: parties.filter(({ supplier }) => supplier === me).length,
    customersCut: parties.length === PAGE_LIMIT,
  };
}

export async function settlementView(
  joined: Joined,
  page: Page,
  input: Input<"office.settlement">,
): Promise<SettlementView> {
  const [params, clock, spanOf] = await Promise.all([
    page.query("params", {}),
    page.query("clock", {}),
    periodsAt(page),
  ]);
  const latest = Math.max(0, Math.floor(clock.adm / 1000 / params.settlement.period) - 1);
  const period = input.period ?? latest;
  const entries: SettlementEntry[] = [];
  // Ends: each page begins after the last one's pair.
  for (let after: PairCursor | null | undefined; after !== null;) {
    const given = after === undefined ? {} : { after };
    const { entries: more, next } = await page.query("settlementFile", { period, ...given, limit: PAGE_LIMIT });
    entries.push(...more);
    after = next;
  }
  return {
    period,
    ...spanOf(period),
    latest,
    entries: entries.map((entry) => ({
      ...entry,
      debtor: labelOf(joined, entry.debtor),
      creditor: labelOf(joined, entry.creditor),
    })),
  };
}
