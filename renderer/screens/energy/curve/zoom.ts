/** Zooming into a stretch: the whole of the pointer's and the keyboard's rule. A span is in seconds of the meter's clock. */
import { endOf, type Part, type Stretch, wholeOf } from "./stretch.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}
const QUARTER = 900;
/** Nothing shorter is zoomed into. */
export const LEAST_SPAN = 4 * QUARTER;

export const spanOf = (stretch: Stretch, part: Part = wholeOf(stretch)): Span => ({
  from: stretch.at[part.from] ?? 0,
  to: endOf(stretch, part.to - 1),
});

/** Points that touch a span; all of them without one, or where none does. */
export function partOf(stretch: Stretch, span: Span | null): Part {
  const all = wholeOf(stretch);
  if (!span) return all;
  let from = all.to;
  let to = 0;
  for (let i = 0; i < all.to; i++) {
    if (endOf(stretch, i) <= span.from || (stretch.at[i] ?? 0) >= span.to) continue;
    from = Math.min(from, i);
    to = i + 1;
  }
  return to > from ? { from, to } : all;
}

const quarters = (seconds: number): number => Math.round(seconds / QUARTER) * QUARTER;

/** `factor` below 1 zooms in around an instant, above 1 out; null: the whole again. */
export function scaled(span: Span, whole: Span, about: number, factor: number): Span | null {
  const length = Math.max(LEAST_SPAN, quarters((span.to - span.from) * factor));
  if (length >= whole.to - whole.from) return null;
  const share = (about - span.from) / (span.to - span.from);
  return within(quarters(about - length * share), length, whole);
}

/** Moved by seconds, never beyond the whole. */
export const panned = (span: Span, whole: Span, by: number): Span =>
  within(quarters(span.from + by), span.to - span.from, whole);

function within(from: number, length: number, whole: Span): Span {
  const begin = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: begin, to: begin + length };
}

/** What was dragged over, at least the shortest span; null where it is the whole. */
export function dragged(stretch: Stretch, a: number, b: number, whole: Span): Span | null {
  const picked = spanOf(stretch, { from: Math.min(a, b), to: Math.max(a, b) + 1 });
  if (picked.to - picked.from >= whole.to - whole.from) return null;
  const length = Math.max(LEAST_SPAN, picked.to - picked.from);
  return within(picked.from, length, whole);
}
