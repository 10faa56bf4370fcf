/** energy.signals: what the connection carries, curtailments, outages and calls of the own zone, and the supplier's prices; all verified. */
import type { SignalsView } from "../../../shared/ipc/signalViews.ts";
import type { GridParams } from "../../../shared/ledger/params.ts";
import { tariffPrice } from "../../../shared/ledger/grid/tariffPrice.ts";
import { slotStart } from "../../../shared/ledger/time.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import type { Joined } from "../joined.ts";
import { gridFor, marketAt } from "../market.ts";

const DAY = 86_400;
/** Prices are asked for day by day; for more days than these they are left out. */
const PRICED_DAYS = 8;

export async function gridSignals(
  joined: Pick<Joined, "account">,
  page: Pick<Page, "query" | "time">,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<SignalsView> {
  const { params, party, zone } = await marketAt(joined, page);
  const grid = gridFor(params, "electricity");
  const span = { carrier: "electricity", from, to } as const;
  const [interventions, calls, tariff] = await Promise.all([
    page.query("interventions", { ...span, zone: zone.id }),
    page.query("calls", { ...span, zone: zone.id }),
    party?.supplier ? pricesOf(page, party.supplier, grid, zone.utcOffset, from, to) : null,
  ]);
  // Asked only where there is something to answer: it costs a proof per slot.
  const answered = await Promise.all(
    calls.map(async ({ first, count }) =>
      party ? page.query("answered", { carrier: "electricity", party: party.id, from: first, to: first + count }) : [],
    ),
  );
  const mine = new Set(answered.flat().map((one) => one.call));
  return {
    limits: party && { importW: party.importW, exportW: party.exportW },
    curtailments: interventions.flatMap(({ id, first, count, act, reason }) =>
      act.what === "curtailment" ? [{ id, first, count, side: act.side, keepPpm: act.keepPpm, reason }] : [],
    ),
    outages: interventions.flatMap(({ id, first, count, act, reason }) =>
      act.what === "outage" && (act.party === null || act.party === joined.account.address)
        ? [{ id, first, count, mine: act.party !== null, reason }]
        : [],
    ),
    calls: calls.map(({ id, first, count, capPpm, price }) => ({ id, first, count, capPpm, price, answered: mine.has(id) })), // prettier-ignore
    tariff,
  };
}

/**
 * Prices by slot. A tariff is asked for at the first and the last slot of each local day: where both are the same one, it holds for the day;
 * a day within which another one begins is left open.
 */
async function pricesOf(
  page: Pick<Page, "query">,
  supplier: string,
  grid: GridParams,
  utcOffset: number,
  from: number,
  to: number,
): Promise<SignalsView["tariff"]> {
  const dayOf = (slot: number): number => Math.floor((slotStart(grid, slot) + utcOffset) / DAY);
  const days = Array.from({ length: dayOf(to - 1) - dayOf(from) + 1 }, (_, i) => dayOf(from) + i);
  if (to <= from || days.length > PRICED_DAYS) return null;
  const at = (day: number): number => day * DAY - utcOffset;
  const asked = (second: number) => page.query("tariff", { supplier, carrier: "electricity", at: Math.max(0, second) });
  const known = await Promise.all(
    days.map(async (day) => {
      const [first, last] = await Promise.all([asked(at(day)), asked(at(day + 1) - grid.slotSeconds)]);
      return JSON.stringify(first) === JSON.stringify(last) ? first : null;
    }),
  );
  if (known.every((tariff) => tariff === null)) return null;
  const prices = Array.from({ length: to - from }, (_, i) => {
    const tariff = known[dayOf(from + i) - (days[0] ?? 0)];
    return tariff ? tariffPrice(tariff, grid, utcOffset, from + i) : null;
  });
  return {
    first: from,
    retail: prices.map((one) => one?.retail ?? null),
    feedIn: prices.map((one) => one?.feedIn ?? null),
  };
}
