/** What the grid says, as brackets over the points that it concerns, and as sentences. */
import type { Lang } from "../../../../shared/ipc/ledgerViews.ts";
import type { SignalsView } from "../../../../shared/ipc/signalViews.ts";
import { decimal, price } from "../../../parts/figures.ts";
import type { Column } from "../curveTable.ts";
import { timeText } from "./pointText.ts";
import type { Part, Stretch } from "./stretch.ts";
import { curveWords } from "./words.ts";

export interface SignalMark {
  readonly key: string;
  /** Points [from, to) of the stretch. */
  readonly from: number;
  readonly to: number;
  readonly what: "curtailment" | "outage" | "call";
  /** Above: what is made or sold. Below: what is used or bought. */
  readonly sign: 1 | -1;
  readonly label: string;
  readonly sentence: string;
}
export const NO_MARKS: readonly SignalMark[] = [];
/** Where a grid's slots lie on the meter's clock. */
export interface SlotGrid {
  readonly slotSeconds: number;
  readonly startSeconds: number;
}

export function signalMarks(
  stretch: Stretch,
  part: Part,
  signals: SignalsView,
  grid: SlotGrid,
  lang: Lang,
  isDated: boolean,
): SignalMark[] {
  const t = curveWords.say;
  const start = (slot: number) => slot * grid.slotSeconds + grid.startSeconds;
  const marks: SignalMark[] = [];
  const mark = (
    signal: { readonly id: string; readonly first: number; readonly count: number },
    rest: Pick<SignalMark, "what" | "sign" | "label">,
    say: (time: string) => string,
  ): void => {
    const points = pointsIn(stretch, part, start(signal.first), start(signal.first + signal.count));
    if (!points) return;
    const time = timeText(stretch, points.from, points.to - 1, lang, isDated);
    marks.push({ key: `${rest.what} ${signal.id}`, ...points, ...rest, sentence: say(time) });
  };
  for (const one of signals.curtailments) {
    const keep = decimal(lang, one.keepPpm, 4, { max: 2 });
    const sign = one.side === "sell" ? 1 : -1;
    const side = t(one.side === "sell" ? "signal.sold" : "signal.bought");
    mark(one, { what: "curtailment", sign, label: t("signal.curtailed", { keep }) }, (time) =>
      t("signal.curtailedText", { time, side, keep, reason: one.reason }),
    );
  }
  for (const one of signals.outages)
    mark(one, { what: "outage", sign: -1, label: t("signal.outage") }, (time) =>
      t(one.mine ? "signal.outageMine" : "signal.outageZone", { time, reason: one.reason }),
    );
  for (const one of signals.calls) {
    const cap = decimal(lang, one.capPpm, 4, { max: 2 });
    mark(one, { what: "call", sign: -1, label: t("signal.call", { cap }) }, (time) =>
      t(one.answered ? "signal.callAnswered" : "signal.callOpen", { time, cap, price: price(lang, one.price) }),
    );
  }
  return marks.toSorted((a, b) => a.from - b.from);
}

function pointsIn(stretch: Stretch, part: Part, begin: number, end: number): Part | null {
  let from: number | null = null;
  let to = part.from;
  for (let i = part.from; i < part.to; i++) {
    const at = stretch.at[i] ?? 0;
    if (at >= end || at + (stretch.slots[i] ?? 0) * stretch.slotSeconds <= begin) continue;
    from ??= i;
    to = i + 1;
  }
  return from === null ? null : { from, to };
}

/** Prices of a point: the first slot that it holds; null where they are not known, or differ within it. */
export function priceAt(
  stretch: Stretch,
  i: number,
  tariff: NonNullable<SignalsView["tariff"]>,
  grid: SlotGrid,
  which: "retail" | "feedIn",
): number | null {
  const begin = ((stretch.at[i] ?? 0) - grid.startSeconds) / grid.slotSeconds - tariff.first;
  const count = Math.max(1, ((stretch.slots[i] ?? 0) * stretch.slotSeconds) / grid.slotSeconds);
  const first = tariff[which][Math.floor(begin)] ?? null;
  for (let k = 1; k < count; k++) if (tariff[which][Math.floor(begin + k)] !== first) return null;
  return first;
}

/** What the table has of the market: each point's signals, and the supplier's prices. */
export function marketColumns(
  stretch: Stretch,
  marks: readonly SignalMark[],
  tariff: SignalsView["tariff"],
  grid: SlotGrid,
): Column[] {
  const t = curveWords.say;
  const columns: Column[] = [];
  if (marks.length > 0)
    columns.push({
      head: t("signalHead"),
      cell: (i) =>
        marks
          .filter((mark) => i >= mark.from && i < mark.to)
          .map((mark) => mark.label)
          .join("; "),
    });
  if (tariff)
    for (const [head, which] of [
      [t("retailHead"), "retail"],
      [t("feedInHead"), "feedIn"],
    ] as const)
      columns.push({
        head,
        cell: (i) => {
          const micro = priceAt(stretch, i, tariff, grid, which);
          return micro === null ? "" : price("en", micro);
        },
      });
  return columns;
}

/** A limit is worth its room on the scale where it is not far beyond what was made or used. Wh per quarter-hour. */
export function reachOf(
  stretch: Stretch,
  limits: SignalsView["limits"],
): { readonly up: number; readonly down: number } {
  const most = (extents: Stretch["made"]) => extents.reduce((high, one) => Math.max(high, one?.high ?? 0), 0);
  const near = (watts: number, peak: number) => (watts / 4 <= peak * 1.4 ? watts / 4 : 0);
  return limits
    ? { up: near(limits.exportW, most(stretch.made)), down: near(limits.importW, most(stretch.used)) }
    : { up: 0, down: 0 };
}
