/** Random bytes near genuine ones: numbers from a seed, so that a failing input can be had again. */

/** mulberry32: the same numbers for the same seed. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed | 0;
  }
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }
}

const TOKENS = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "\\",
  "0",
  "-0",
  "1.5",
  "1e9",
  "9007199254740992",
  "true",
  "null",
  " ",
  "\n",
  "\\u0000",
  "\\ud800",
  '"a":1',
  "é",
  "\u{1f600}",
].map((token) => new TextEncoder().encode(token));

/** A genuine input after one to four small changes: bytes flipped, cut, doubled, moved, or tokens of JSON put in. */
export function mutate(genuine: Uint8Array, random: Random): Uint8Array {
  let bytes = genuine;
  for (let n = 1 + random.below(4); n > 0; n--) bytes = changed(bytes, random);
  return bytes;
}

function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(12));
  switch (random.below(6)) {
    case 0: {
      const copy = bytes.slice();
      if (copy.length > 0) copy[at % copy.length] = random.below(256);
      return copy;
    }
    case 1:
      return joined(bytes.subarray(0, at), bytes.subarray(end));
    case 2:
      return joined(bytes.subarray(0, end), bytes.subarray(at));
    case 3:
      return joined(bytes.subarray(0, at), TOKENS[random.below(TOKENS.length)] as Uint8Array, bytes.subarray(at));
    case 4:
      return joined(bytes.subarray(0, at), TOKENS[random.below(TOKENS.length)] as Uint8Array, bytes.subarray(end));
    default: {
      const copy = bytes.slice();
      if (copy.length > 0) copy[at % copy.length] = (copy[at % copy.length] as number) ^ (1 << random.below(8));
      return copy;
    }
  }
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
