/**
 * Addresses made to be mistaken for a known one. People read the head and the tail; somebody who can try a few billion keys
 * can match both. Known addresses themselves never warn.
 */

const HEAD = 3;
const TAIL = 4;
const PREFIX = "watt1";

/** The known address that `address` could be taken for: same first three and last four characters, but not the same. */
export function alikeTo(address: string, known: readonly string[]): string | null {
  if (known.includes(address)) return null;
  return known.find((other) => head(other) === head(address) && tail(other) === tail(address)) ?? null;
}

const head = (address: string): string => address.slice(PREFIX.length, PREFIX.length + HEAD);
const tail = (address: string): string => address.slice(-TAIL);
