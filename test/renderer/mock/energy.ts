/** Days and months of a home that makes and uses energy, the same for the same date. */
import { DATE, type MockOptions, SLOT, midnight, total } from "./scene.ts";
import type { DayView, MeterSource, MonthView } from "../../../shared/ipc/energyViews.ts";

/** Deterministic noise in [-0.5, 0.5). */
const noise = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296 - 0.5;
};
const bump = (h: number, at: number, s: number, a: number) => a * Math.exp(-(((h - at) / s) ** 2));
function sun(seed: number, peak: number, ripple: number, slots: number): number[] {
  const n = noise(seed);
  return Array.from({ length: slots }, (_, i) => {
    const h = ((i + 0.5) * 24) / slots;
    const x = Math.sin((Math.PI * (h - 5.1)) / 14.2);
    const r = n();
    return h < 5.1 || h > 19.3 || x <= 0 ? 0 : Math.max(0, Math.round(peak * x ** 1.35 * (1 + ripple * r) * 250));
  });
}
function homeLoad(seed: number, slots: number): number[] {
  const n = noise(seed);
  return Array.from({ length: slots }, (_, i) => {
    const h = ((i + 0.5) * 24) / slots;
    const kw =
      0.27 + bump(h, 7.1, 0.55, 1.15) + bump(h, 12.1, 0.5, 0.62) + bump(h, 19.2, 0.95, 1.75) + bump(h, 21, 1.1, 0.95);
    return Math.max(20, Math.round((kw + 0.14 * (n() + 0.5)) * 250));
  });
}

export function dayView(date: string, options: MockOptions, source: MeterSource): DayView | null {
  const seed = Number(date.replaceAll("-", "")) % 9973;
  const slots = options.daySlots;
  const past = date < DATE || source === "file";
  const known = past ? slots : date === DATE ? 56 : 0;
  const generation = sun(seed, 4.6, 0.1, slots);
  const load = homeLoad(seed + 1, slots);
  const gap = date === DATE ? { from: 13, to: 16 } : null;
  const read = (values: number[]) =>
    values.map((v, i) => (i >= known || (gap && i >= gap.from && i < gap.to) ? null : v));
  const gen = read(generation);
  const use = read(load);
  const exported = gen.map((g, i) => (g === null ? null : Math.max(0, g - (use[i] ?? 0))));
  const imported = gen.map((g, i) => (g === null ? null : Math.max(0, (use[i] ?? 0) - g)));
  const band = (values: number[], low: number, high: number) =>
    values.slice(known).map((v, i) => {
      const far = Math.min(1, (i + 4) / 48);
      return { p10: Math.round(v * (1 - low * far)), p50: v, p90: Math.round(v * (1 + high * far)) };
    });
  const sums = {
    generation: total(gen),
    load: total(use),
    exported: total(exported),
    imported: total(imported),
    ownUse: total(gen) - total(exported),
  };
  return {
    date,
    start: midnight(date),
    slots,
    slotSeconds: SLOT,
    generation: gen,
    load: use,
    exported,
    imported,
    known,
    forecast: past ? null : { from: known, generation: band(generation, 0.28, 0.14), load: band(load, 0.2, 0.2) },
    gaps: gap ? [gap] : [],
    registers: [
      { register: "2.8.0", from: 4_812_600, to: 4_812_600 + sums.exported, derived: true },
      { register: "1.8.0", from: 2_207_140, to: 2_207_140 + sums.imported, derived: true },
    ],
    totals: sums,
    notes: ["derivedRegisters", "splitHalfHours", ...(source === "replay" ? (["replayed"] as const) : [])],
    replay: source === "replay" ? { file: "ausgrid-home-12-2011-2012.csv", fileDate: "2011-11-22" } : null,
  };
}

export function monthView(month: string, options: MockOptions, source: MeterSource): MonthView {
  const last = month === DATE.slice(0, 7) && source === "replay" ? 17 : 30;
  const days = Array.from({ length: last }, (_, i) => {
    const date = `${month}-${String(i + 1).padStart(2, "0")}`;
    const day = dayView(date, options, source);
    const sky = 0.45 + 0.55 * Math.abs(Math.sin(i * 1.7 + 1));
    const scale = (v: number | null | undefined) => Math.round((v ?? 0) * sky);
    const generation = scale(day?.totals.generation);
    const load = day?.totals.load ?? 0;
    const ownUse = Math.min(scale(day?.totals.ownUse), load, generation);
    return {
      date,
      generation,
      load,
      ownUse,
      exported: generation - ownUse,
      imported: load - ownUse,
      missingSlots: i === 8 && source === "file" ? 6 : 0,
      partial: (i === 8 && source === "file") || (i === 16 && source === "replay"),
    };
  });
  const sumOf = (key: "generation" | "load" | "exported" | "imported" | "ownUse") => total(days.map((d) => d[key]));
  const before = noise(77);
  return {
    month,
    days,
    previous: Array.from({ length: 30 }, (_, i) => ({
      date: `2026-05-${String(i + 1).padStart(2, "0")}`,
      generation: Math.round(24_000 + 16_000 * before()),
      load: Math.round(12_000 + 5000 * before()),
      missingSlots: 0,
      partial: false,
    })),
    running: last === 17 ? { date: DATE, until: 14 * 3600, generation: 14_000, load: 5200 } : null,
    registers: [
      { register: "2.8.0", from: 4_812_600, to: 4_812_600 + sumOf("exported"), derived: true },
      { register: "1.8.0", from: 2_207_140, to: 2_207_140 + sumOf("imported"), derived: true },
    ],
    totals: {
      generation: sumOf("generation"),
      load: sumOf("load"),
      exported: sumOf("exported"),
      imported: sumOf("imported"),
      ownUse: sumOf("ownUse"),
    },
  };
}
