/**
 * Values of the Smart Message Language as they are sent (SML 1.04, 6.2): a type and length field, then bytes or elements. Bounded in depth,
 * length and number before anything is built; integers are exact.
 */
export type SmlValue =
  | { readonly is: "octets"; readonly bytes: Uint8Array; readonly at: number }
  | { readonly is: "boolean"; readonly value: boolean; readonly at: number }
  | { readonly is: "integer"; readonly value: bigint; readonly at: number }
  | { readonly is: "list"; readonly items: readonly SmlValue[]; readonly at: number }
  | { readonly is: "end"; readonly at: number };

/** What is wrong, and at which byte of the bytes that were given. */
export class SmlError extends Error {
  readonly at: number;
  constructor(at: number, what: string) {
    super(what);
    this.at = at;
  }
}

const DEPTH_MAX = 8;
const VALUES_MAX = 4_096;
const LENGTH_MAX = 4_096;

/** Reads values one after the other. Throws SmlError. */
export class SmlReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #values = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get at(): number {
    return this.#at;
  }
  get over(): boolean {
    return this.#at >= this.#bytes.length;
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  next(depth = 0): SmlValue {
    const at = this.#at;
    if (depth > DEPTH_MAX) throw new SmlError(at, "depth");
    if (++this.#values > VALUES_MAX) throw new SmlError(at, "values");
    const first = this.#byte();
    if (first === 0) return { is: "end", at };
    const type = (first >> 4) & 7;
    // Longer than fifteen: four more bits in each further byte, the last one without the mark.
    let length = first & 15;
    let fields = 1;
    for (let more = (first & 0x80) !== 0; more;) {
      const field = this.#byte();
      if ((field & 0x70) !== 0) throw new SmlError(this.#at - 1, "length");
      length = length * 16 + (field & 15);
      if (++fields > 4 || length > LENGTH_MAX) throw new SmlError(at, "length");
      more = (field & 0x80) !== 0;
    }
    if (type === 7) {
      // Elements of a list take at least a byte each.
      if (length > this.#bytes.length - this.#at) throw new SmlError(at, "length");
      return { is: "list", items: Array.from({ length }, () => this.next(depth + 1)), at };
    }
    const size = length - fields;
    if (size < 0 || size > this.#bytes.length - this.#at) throw new SmlError(at, "length");
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    switch (type) {
      case 0:
        return { is: "octets", bytes: Uint8Array.from(bytes), at };
      case 4:
        if (size !== 1) throw new SmlError(at, "boolean");
        return { is: "boolean", value: bytes[0] !== 0, at };
      case 5:
      case 6:
        if (size < 1 || size > 8) throw new SmlError(at, "integer");
        return { is: "integer", value: integerOf(bytes, type === 5), at };
      default:
        throw new SmlError(at, "type");
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new SmlError(this.#at, "end");
    this.#at++;
    return byte;
  }
}

function integerOf(bytes: Uint8Array, signed: boolean): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return signed ? BigInt.asIntN(8 * bytes.length, value) : value;
}
