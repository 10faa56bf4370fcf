/** A tariff by time of use as lines of text, to the 96 quarter-hours that the ledger keeps, and back. Pure; prices in micro per kWh. */
const QUARTERS = 96;

export interface Quarters {
  readonly retail: readonly number[];
  readonly feedIn: readonly number[];
}

const clock = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;

/** Runs of the same two prices: from which quarter-hour on. */
export function tariffRuns({
  retail,
  feedIn,
}: Quarters): readonly { readonly at: string; readonly retail: number; readonly feedIn: number }[] {
  return retail.flatMap((charge, i) => {
    const pay = feedIn[i] ?? 0;
    const same = i > 0 && retail[i - 1] === charge && feedIn[i - 1] === pay;
    return same ? [] : [{ at: clock(i), retail: charge, feedIn: pay }];
  });
}

const yuan = (micro: number): string => String(micro / 1_000_000);
export const tariffText = (tariff: Quarters): string =>
  tariffRuns(tariff)
    .map(({ at, retail, feedIn }) => `${at}, ${yuan(retail)}, ${yuan(feedIn)}`)
    .join("\n");

/** Undefined where a line is none, the times do not rise from 00:00, or are no quarter-hours. */
export function tariffIn(text: string): { retail: number[]; feedIn: number[] } | undefined {
  const runs: { quarter: number; retail: number; feedIn: number }[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const [at = "", charge = "", pay = "", more] = line.split(/[,;，；\t]/).map((part) => part.trim());
    const time = /^(\d{1,2}):(00|15|30|45)$/.exec(at);
    const quarter = time ? Number(time[1]) * 4 + Number(time[2]) / 15 : -1;
    const micro = [charge, pay].map((part) =>
      /^\d+(\.\d{1,6})?$/.test(part) ? Math.round(Number(part) * 1_000_000) : -1,
    );
    const [retail = -1, feedIn = -1] = micro;
    const rises = runs.length === 0 ? quarter === 0 : quarter > (runs.at(-1)?.quarter ?? 0);
    if (more !== undefined || !rises || quarter >= QUARTERS || retail < 0 || feedIn < 0) return undefined;
    runs.push({ quarter, retail, feedIn });
  }
  if (runs.length === 0) return undefined;
  const at = (quarter: number) => runs.findLast((run) => run.quarter <= quarter);
  const each = (price: "retail" | "feedIn") => Array.from({ length: QUARTERS }, (_, i) => at(i)?.[price] ?? 0);
  return { retail: each("retail"), feedIn: each("feedIn") };
}
