/** Curves and years of the mock home, composed of its days. */
import type { CurveView, YearView } from "../../../shared/ipc/curveViews.ts";
import type { MeterSource } from "../../../shared/ipc/energyViews.ts";
import { type CurveDay, curveOf, pointWidth } from "../../../shared/metering/curve.ts";
import { dayView, monthView } from "./energy.ts";
import { DATE, type MockOptions, NOW, OFFSET, SLOT, total } from "./scene.ts";

const plus = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const monday = (date: string): string => plus(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));

export function curveView(
  from: string | null,
  count: number,
  options: MockOptions,
  source: MeterSource,
): CurveView | null {
  const newest = source === "file" ? "2011-11-22" : DATE;
  const first = from ?? (count === 1 ? newest : monday(newest));
  const views = Array.from({ length: count }, (_, i) => dayView(plus(first, i), options, source)).filter(
    (view) => view !== null,
  );
  let start = views[0]?.start ?? 0;
  const days = views.map((view, i): CurveDay => {
    const day = {
      start,
      slots: view.load.map((_, k) => {
        const [generation, load] = [view.generation[k] ?? null, view.load[k] ?? null];
        const [exported, imported] = [view.exported[k] ?? null, view.imported[k] ?? null];
        return { generation, load, exported, imported, ownUse: generation === null || exported === null ? null : generation - exported }; // prettier-ignore
      }),
      substituted: view.load.map((wh, k) => wh !== null && i === 0 && view.date < DATE && k >= 61 && k < 64),
    };
    start += view.slots * SLOT;
    return day;
  });
  const width = pointWidth(days);
  const points = curveOf(days, width);
  if (points.every((point) => point.known === 0)) return null;
  const now = source === "file" ? Infinity : NOW;
  const past = points.filter((point) => point.at + point.slots * SLOT <= now).length;
  const bands = (of: "generation" | "load") => views.flatMap((view) => view.forecast?.[of] ?? []).slice(0, 192);
  const summed = (key: "generation" | "load" | "exported" | "imported" | "ownUse") => total(points.map((one) => one[key])); // prettier-ignore
  const totals = { generation: summed("generation"), load: summed("load"), exported: summed("exported"), imported: summed("imported"), ownUse: summed("ownUse") }; // prettier-ignore
  // The gap moved the registers too.
  const gap = views.some((view) => view.gaps.length > 0) ? 180 : 0;
  return {
    from: first,
    to: plus(first, count - 1),
    width,
    slotSeconds: SLOT,
    at: points.map((one) => one.at),
    local: points.map((one) => one.at + OFFSET),
    slots: points.map((one) => one.slots),
    known: points.map((one) => one.known),
    substituted: points.map((one) => one.substituted),
    generation: points.map((one) => one.generation),
    load: points.map((one) => one.load),
    exported: points.map((one) => one.exported),
    imported: points.map((one) => one.imported),
    ownUse: points.map((one) => one.ownUse),
    made: points.map((one) => one.made),
    used: points.map((one) => one.used),
    begins: 0,
    past,
    forecast:
      width === 1 && past < points.length ? { from: past, generation: bands("generation"), load: bands("load") } : null,
    days: views.map((view) => ({ date: view.date, slots: view.slots, missing: 0, partial: view.known < view.slots, ...view.totals })), // prettier-ignore
    registers: [
      { register: "2.8.0", from: 4_812_600, to: 4_812_600 + totals.exported, derived: true },
      { register: "1.8.0", from: 2_207_140, to: 2_207_140 + totals.imported + gap, derived: true },
    ],
    totals: { ...totals, imported: totals.imported + gap, load: totals.load + gap },
    notes: ["derivedRegisters", "splitHalfHours", ...(source === "replay" ? (["replayed"] as const) : [])],
  };
}

export function yearView(year: string, options: MockOptions, source: MeterSource): YearView {
  const last = source === "replay" && year === DATE.slice(0, 4) ? 6 : 12;
  const months = Array.from({ length: last }, (_, i) => {
    const month = `${year}-${String(i + 1).padStart(2, "0")}`;
    const view = monthView(month, options, source);
    const season = 0.35 + 0.65 * Math.sin((Math.PI * (i + 0.5)) / 12);
    const generation = Math.round((view.totals.generation ?? 0) * season);
    const load = view.totals.load ?? 0;
    const ownUse = Math.min(Math.round((view.totals.ownUse ?? 0) * season), generation, load);
    return {
      month,
      missingSlots: i === 2 ? 7 : 0,
      partial: source === "replay" && i === last - 1,
      generation,
      load,
      ownUse,
      exported: generation - ownUse,
      imported: load - ownUse,
    };
  });
  const sumOf = (key: "generation" | "load" | "exported" | "imported" | "ownUse") => total(months.map((one) => one[key])); // prettier-ignore
  const totals = { generation: sumOf("generation"), load: sumOf("load"), exported: sumOf("exported"), imported: sumOf("imported"), ownUse: sumOf("ownUse") }; // prettier-ignore
  return {
    year,
    months,
    previous: Array.from({ length: 12 }, (_, i) => ({
      month: `${Number(year) - 1}-${String(i + 1).padStart(2, "0")}`,
      missingSlots: 0,
      partial: false,
      generation: Math.round(280_000 + 420_000 * Math.sin((Math.PI * (i + 0.5)) / 12)),
      load: 380_000 + 9000 * i,
    })),
    registers: [
      { register: "2.8.0", from: 1_204_100, to: 1_204_100 + totals.exported, derived: true },
      { register: "1.8.0", from: 907_140, to: 907_140 + totals.imported, derived: true },
    ],
    totals,
  };
}
