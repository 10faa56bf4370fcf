/** What rules and queries see of the state: an ordered map of canonical JSON values under path-like ASCII keys. */
import type { Json } from "../codec/canonical.ts";

export interface RangeOptions {
  readonly reverse?: boolean;
  /** At most this many entries. */
  readonly limit?: number;
}

/** Values are shared and frozen by convention: never changed in place. */
export interface Reader {
  get(key: string): Json | undefined;
  /** Entries with from <= key < to in byte order (or its reverse). */
  range(from: string, to: string, options?: RangeOptions): Iterable<readonly [key: string, value: Json]>;
}

export interface Writer extends Reader {
  set(key: string, value: Json): void;
  delete(key: string): void;
}

/** The half-open range of all keys that start with a prefix. Keys hold printable ASCII (0x21 to 0x7e) only. */
export function under(prefix: string): readonly [from: string, to: string] {
  return [prefix, `${prefix}\x7f`];
}
