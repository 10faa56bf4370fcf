/**
 * The icon as pixels. All its shapes but the ground's corners are upright rectangles, so a pixel's colour is exact: the share of it that
 * each rectangle covers. At small sizes edges are moved to whole pixels first, or bars of one pixel would be grey.
 */
import { type Box, GROUND, ICON, ICON_SIZE } from "./mark.ts";

/** Rows of red, green, blue, alpha, not premultiplied. */
export interface Pixels {
  readonly size: number;
  readonly rgba: Uint8Array;
}

/** Samples per pixel and direction in the ground's corners. */
const SAMPLES = 8;
/** Up to this size, edges lie on whole pixels. */
const CRISP = 64;

export function drawIcon(size: number): Pixels {
  const scale = size / ICON_SIZE;
  const snap = (value: number): number => (size <= CRISP ? Math.round(value * scale) : value * scale);
  const rgba = new Uint8Array(size * size * 4);
  const ground = colour(GROUND.fill);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      rgba.set(ground, (y * size + x) * 4);
      rgba[(y * size + x) * 4 + 3] = Math.round(255 * groundCovers(x, y, size, GROUND.radius * scale));
    }
  for (const box of ICON) paint(rgba, size, edges(box, snap), colour(box.fill));
  return { size, rgba };
}

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function edges({ x, y, width, height }: Box, snap: (value: number) => number): Edges {
  const [left, top] = [snap(x), snap(y)];
  return { left, top, right: Math.max(snap(x + width), left + 1), bottom: Math.max(snap(y + height), top + 1) };
}

function paint(rgba: Uint8Array, size: number, { left, top, right, bottom }: Edges, fill: readonly number[]): void {
  for (let y = Math.floor(top); y < bottom; y++)
    for (let x = Math.floor(left); x < right; x++) {
      const share = overlap(x, left, right) * overlap(y, top, bottom);
      for (let channel = 0; channel < 3; channel++) {
        const at = (y * size + x) * 4 + channel;
        rgba[at] = Math.round((rgba[at] ?? 0) * (1 - share) + (fill[channel] ?? 0) * share);
      }
    }
}

/** How much of the pixel from `at` to `at + 1` lies between two edges. */
function overlap(at: number, from: number, to: number): number {
  return Math.max(0, Math.min(at + 1, to) - Math.max(at, from));
}

/** The share of a pixel inside the square with round corners. */
function groundCovers(x: number, y: number, size: number, radius: number): number {
  const nearX = Math.min(x, size - 1 - x);
  const nearY = Math.min(y, size - 1 - y);
  if (nearX >= radius || nearY >= radius) return 1;
  let inside = 0;
  for (let i = 0; i < SAMPLES; i++)
    for (let j = 0; j < SAMPLES; j++) {
      const dx = radius - (nearX + (i + 0.5) / SAMPLES);
      const dy = radius - (nearY + (j + 0.5) / SAMPLES);
      if (dx <= 0 || dy <= 0 || dx * dx + dy * dy <= radius * radius) inside++;
    }
  return inside / SAMPLES ** 2;
}

function colour(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
