/** The ribbon in words and as rows: the text alternative, the table, and what a CSV of it holds. */
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { kilo, sum } from "../figures.ts";
import { clockText, dateText } from "../times.ts";
import { partWords } from "../words.ts";
import type { Block } from "./blocks.ts";
import { placeBlocks } from "./blocks.ts";
import { type RibbonDay, slotLocal } from "./geometry.ts";

export interface RibbonRow {
  readonly slot: number;
  readonly time: string;
  readonly generation: number | null;
  readonly load: number | null;
  readonly sold: number;
  readonly bought: number;
  readonly kind: "read" | "foreseen" | "gap";
}

export function ribbonRows(day: RibbonDay, blocks: readonly Block[]): RibbonRow[] {
  const placed = placeBlocks(
    day.slots,
    blocks.filter((b) => !b.offer),
  );
  const sideAt = (slot: number, sign: 1 | -1) =>
    Math.max(
      0,
      ...placed.filter((p) => p.sign === sign && slot >= p.from && slot < p.to).map((p) => p.high[slot - p.from] ?? 0),
    );
  return Array.from({ length: day.slots }, (_, slot) => {
    const ahead = slot >= day.known;
    const at = slot - (day.forecast?.from ?? day.slots);
    const generation = ahead ? (day.forecast?.generation[at]?.p50 ?? null) : (day.generation[slot] ?? null);
    const load = ahead ? (day.forecast?.load[at]?.p50 ?? null) : (day.load[slot] ?? null);
    return {
      slot,
      time: `${clockText(slotLocal(day, slot))}–${clockText(slotLocal(day, slot) + day.slotSeconds, true)}`,
      generation,
      load,
      sold: sideAt(slot, 1),
      bought: sideAt(slot, -1),
      kind: generation === null && load === null ? "gap" : ahead ? "foreseen" : "read",
    };
  });
}

export function ribbonSentence(day: RibbonDay, blocks: readonly Block[], lang: Lang): string {
  const t = partWords.say;
  const parts = [
    t("ribbon.alt", { date: dateText(lang, day.date, "long"), slots: day.slots }),
    t("ribbon.altTotals", {
      generation: kilo(lang, sum(day.generation.slice(0, day.known))),
      load: kilo(lang, sum(day.load.slice(0, day.known))),
    }),
  ];
  if (day.gaps.length > 0) parts.push(t("ribbon.altGaps", { count: day.gaps.length }));
  for (const block of blocks)
    parts.push(
      t("ribbon.altBlock", {
        side: t(block.offer ? "ribbon.offered" : block.side === "sell" ? "ribbon.sells" : "ribbon.buys"),
        label: block.label,
        time: `${clockText(slotLocal(day, Math.max(0, block.from)))}–${clockText(slotLocal(day, Math.min(day.slots, block.from + block.wh.length)), true)}`,
        kwh: kilo(lang, sum(block.wh)),
      }),
    );
  return parts.join(" ");
}
