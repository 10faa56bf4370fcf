/** The table of a curve: a row for each point that is drawn, a column for each thing drawn over it; the CSV holds the same. */
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import type { Block } from "../../parts/ribbon/blocks.ts";
import { placeBlocks } from "../../parts/ribbon/blocks.ts";
import { clockText, localDate } from "../../parts/times.ts";
import type { Layers } from "./curve/layers.ts";
import { timeText } from "./curve/pointText.ts";
import { alignedTo, downAt, type Part, pointBlocks, type Stretch, upAt } from "./curve/stretch.ts";
import { curveWords } from "./curve/words.ts";
import { type Cell, type DataTable, tableOf, wh } from "./tables.ts";
import { energyWords } from "./words.ts";

/** Further columns: a head and a cell for each point of the stretch. */
export interface Column {
  readonly head: string;
  readonly cell: (index: number) => Cell;
}

export interface CurveTableInput {
  readonly stretch: Stretch;
  readonly part: Part;
  readonly layers: Layers;
  /** Quarter-hours from the stretch's first point. */
  readonly blocks: readonly Block[];
  readonly before: Stretch | null;
  readonly previousName: string;
  readonly more: readonly Column[];
}

export function curveTable(input: CurveTableInput, lang: Lang): DataTable {
  const t = energyWords.say;
  const c = curveWords.say;
  const { stretch, part, layers } = input;
  const kwh = (label: string) => t("inKwh", { label });
  const column = (head: string, of: (i: number) => number | null | undefined): Column => ({
    head: kwh(head),
    cell: (i) => wh(of(i)),
  });
  const isDated = localDate(stretch.local[part.from] ?? 0) !== localDate(stretch.local[part.to - 1] ?? 0);
  const columns: Column[] = [
    column(t("generatedHead"), (i) => stretch.generation[i]),
    ...(stretch.ownUse.some((one) => one !== null) ? [column(t("own"), (i) => stretch.ownUse[i])] : []),
    column(t("exportedHead"), (i) => stretch.exported[i]),
    column(t("usedHead"), (i) => stretch.load[i]),
    column(t("importedHead"), (i) => stretch.imported[i]),
  ];
  if (stretch.width > 1)
    for (const [label, extents] of [
      [t("generatedHead"), stretch.made],
      [t("usedHead"), stretch.used],
    ] as const)
      columns.push(
        column(c("lowHead", { label }), (i) => extents[i]?.low),
        column(c("highHead", { label }), (i) => extents[i]?.high),
      );
  if (layers.has("contracts")) columns.push(...tradeColumns(stretch, part, input.blocks, column));
  const { forecast } = stretch;
  if (layers.has("forecast") && forecast && forecast.from < part.to)
    for (const [label, bands] of [
      [t("generatedHead"), forecast.generation],
      [t("usedHead"), forecast.load],
    ] as const)
      for (const edge of ["p10", "p50", "p90"] as const)
        columns.push(
          column(c("bandHead", { label, edge: edge.toUpperCase() }), (i) => bands[i - forecast.from]?.[edge]),
        );
  const { before } = input;
  if (layers.has("beside") && before) {
    const aligned = alignedTo(stretch, before);
    const theirs = (of: (one: Stretch, i: number) => number | null) => (i: number) => {
      const other = aligned[i] ?? null;
      return other === null ? null : of(before, other);
    };
    const previous = input.previousName;
    columns.push(
      column(t("previousGen", { previous }), theirs(upAt)),
      column(t("previousUsed", { previous }), theirs(downAt)),
    );
  }
  columns.push(...input.more);
  const indices = Array.from({ length: part.to - part.from }, (_, k) => part.from + k);
  return tableOf(
    [...(isDated ? [t("dayHead")] : []), t("timeHead"), ...columns.map((one) => one.head), t("kindHead")],
    indices.map((i) => [
      ...(isDated ? [localDate(stretch.local[i] ?? 0)] : []),
      isDated ? clockText(stretch.local[i] ?? 0) : timeText(stretch, i, i, lang, false),
      ...columns.map((one) => one.cell(i)),
      kindOf(stretch, i),
    ]),
  );
}

function tradeColumns(
  stretch: Stretch,
  part: Part,
  blocks: readonly Block[],
  column: (head: string, of: (i: number) => number | null) => Column,
): Column[] {
  const count = part.to - part.from;
  const placed = placeBlocks(
    count,
    pointBlocks(
      stretch,
      part,
      blocks.filter((one) => !one.offer),
      false,
    ),
  );
  if (placed.length === 0) return [];
  // Blocks are stacked: the highest top is the sum.
  const top = (sign: 1 | -1) => (i: number) =>
    placed.reduce((high, one) => {
      const slot = i - part.from - one.from;
      return one.sign === sign && slot >= 0 ? Math.max(high, one.high[slot] ?? 0) : high;
    }, 0);
  return [column(energyWords.say("sold"), top(1)), column(energyWords.say("bought"), top(-1))];
}

function kindOf(stretch: Stretch, i: number): string {
  const c = curveWords.say;
  const known = stretch.known[i] ?? 0;
  if (known === 0) {
    if (i < stretch.past) return c("gapKind");
    const at = stretch.forecast ? i - stretch.forecast.from : -1;
    return stretch.forecast?.load[at] ? c("foreseen") : c("ahead");
  }
  const missing = (stretch.slots[i] ?? 0) - known;
  if (missing > 0 && i < stretch.past) return c("partKind", { missing });
  return c((stretch.substituted[i] ?? 0) > 0 ? "substitutedKind" : "read");
}
