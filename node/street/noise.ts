/** Seeded, stateless random numbers: a value depends on the seed, a label and a position alone, so any slot can be asked at any time. */

/** 32-bit mix (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const labels = new Map<string, number>();

/** FNV-1a of a label, remembered: labels are few and fixed. */
function labelHash(label: string): number {
  const known = labels.get(label);
  if (known !== undefined) return known;
  let h = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) h = Math.imul(h ^ label.charCodeAt(i), 0x01000193);
  labels.set(label, h);
  return h;
}

/** Uniform in [0, 1), from seed, label and position. */
export function uniform(seed: number, label: string, at: number): number {
  return mix(mix(mix(seed) ^ labelHash(label)) ^ mix(at + 0x9e3779b9)) / 4_294_967_296;
}

/** Smooth noise in [0, 1): values at whole multiples of `every`, joined by a cosine. */
export function smooth(seed: number, label: string, at: number, every: number): number {
  const step = Math.floor(at / every);
  const weight = (1 - Math.cos(((at - step * every) / every) * Math.PI)) / 2;
  return uniform(seed, label, step) * (1 - weight) + uniform(seed, label, step + 1) * weight;
}

/** Uniform whole number, 0 to n - 1, from any text: for choices that hang on an id. */
export function choose(seed: number, text: string, n: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(mix(seed) ^ h) % n;
}
