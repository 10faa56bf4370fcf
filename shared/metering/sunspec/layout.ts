/**
 * A SunSpec model's registers in one text, one word per point: `name:type`, then `*factor` where a scale factor applies, then
 * `:unit`. Model id and length, which every model begins with, are not in it.
 */

export type PointType =
  "u16" | "i16" | "u32" | "acc32" | "acc64" | "e16" | "b16" | "b32" | "sf" | "f32" | "pad" | "str";

export interface Point {
  readonly name: string;
  readonly type: PointType;
  /** Registers after the model's length register. */
  readonly offset: number;
  /** Registers that it takes. */
  readonly size: number;
  /** Name of the point that holds the power of ten. */
  readonly factor: string | null;
  /** As the model says it, "%" for shares of a rating; null for texts, states and bits. */
  readonly unit: string | null;
}
export interface Layout {
  readonly points: readonly Point[];
  readonly size: number;
}

const SIZES: Readonly<Record<Exclude<PointType, "str">, number>> = {
  u16: 1,
  i16: 1,
  u32: 2,
  acc32: 2,
  acc64: 4,
  e16: 1,
  b16: 1,
  b32: 2,
  sf: 1,
  f32: 2,
  pad: 1,
};
const isType = (text: string): text is keyof typeof SIZES => Object.hasOwn(SIZES, text);

export function layout(text: string): Layout {
  const points: Point[] = [];
  let offset = 0;
  for (const word of text.trim().split(/\s+/)) {
    const [name = "", kind = "", unit] = word.split(":");
    const [typed = "", factor] = kind.split("*");
    const long = /^str(\d+)$/.exec(typed);
    if (!long && !isType(typed)) throw new Error(`${word}: no such type`);
    const type = isType(typed) ? typed : "str";
    const size = isType(typed) ? SIZES[typed] : Number(long?.[1]);
    points.push({ name, type, offset, size, factor: factor ?? null, unit: unit ?? null });
    offset += size;
  }
  return { points, size: offset };
}
