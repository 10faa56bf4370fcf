/** What a point of a curve says: its time, its figures and what they rest on. */
import type { Lang } from "../../../../shared/ipc/ledgerViews.ts";
import { digitsFor, kilo } from "../../../parts/figures.ts";
import { clockText, dateText, localDate } from "../../../parts/times.ts";
import { endOf, type Stretch } from "./stretch.ts";
import { curveWords } from "./words.ts";

/** How much time a point stands for. */
export const widthText = (width: number): string =>
  width < 4
    ? curveWords.say("minutes", { count: width * 15 })
    : curveWords.say("hours", { count: Math.min(24, width / 4) });

/** Points [from, to] by their local times: "Tue 17 June 10:15–10:30". */
export function timeText(stretch: Stretch, from: number, to: number, lang: Lang, isDated: boolean): string {
  const begin = stretch.local[from] ?? 0;
  // The end by the clock after it, so that an hour that is skipped or doubled reads as the wall does.
  const end = stretch.local[to + 1] ?? (stretch.local[to] ?? 0) + endOf(stretch, to) - (stretch.at[to] ?? 0);
  const day = (local: number): string => {
    const date = localDate(local);
    return isDated ? `${dateText(lang, date, "weekday")} ${dateText(lang, date, "day")} ` : "";
  };
  const last = localDate(end - 1) === localDate(begin) ? "" : day(end - 1);
  return `${day(begin)}${clockText(begin)}–${last}${clockText(end, true)}`;
}

export function pointText(stretch: Stretch, i: number, lang: Lang, isDated: boolean): string {
  const t = curveWords.say;
  const parts = [timeText(stretch, i, i, lang, isDated)];
  const known = stretch.known[i] ?? 0;
  if (known === 0) {
    const band = stretch.forecast ? i - stretch.forecast.from : -1;
    const [generation, load] = [stretch.forecast?.generation[band], stretch.forecast?.load[band]];
    const kwh = (wh: number) => kilo(lang, wh, 3);
    if (generation && load)
      parts.push(
        t("pointForecast", {
          generation: kwh(generation.p50),
          generationLow: kwh(generation.p10),
          generationHigh: kwh(generation.p90),
          load: kwh(load.p50),
          loadLow: kwh(load.p10),
          loadHigh: kwh(load.p90),
        }),
      );
    else parts.push(t(i >= stretch.past ? "pointAhead" : "pointGap"));
    return parts.join(" · ");
  }
  const figures = [
    ["pointMade", stretch.generation[i]],
    ["pointOwn", stretch.ownUse[i]],
    ["pointOut", stretch.exported[i]],
    ["pointUsed", stretch.load[i]],
    ["pointIn", stretch.imported[i]],
  ] as const;
  const digits = digitsFor(figures.map(([, wh]) => wh ?? null));
  for (const [key, wh] of figures)
    if (wh !== null && wh !== undefined) parts.push(t(key, { kwh: kilo(lang, wh, digits) }));
  const missing = (stretch.slots[i] ?? 0) - known;
  if (missing > 0 && i < stretch.past) parts.push(t("pointPart", { count: missing }));
  if ((stretch.substituted[i] ?? 0) > 0) parts.push(t("pointSubstituted"));
  return parts.join(" · ");
}
