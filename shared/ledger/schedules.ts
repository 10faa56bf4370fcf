/** Schedules (DESIGN §4, Screening): what operators and regulators publish holds from a market second on, until the next entry's. */
import type { Reader } from "../state/reader.ts";

/** Latest second that a schedule can name. */
const LAST = 100_000_000_000;

/**
 * The entry in force at a market second: the latest whose time has come. `key` gives the key of an entry that begins at a second.
 */
export function inForce(reader: Reader, key: (from: number) => string, at: number): unknown {
  for (const [, value] of reader.range(key(0), key(Math.min(at, LAST) + 1), { reverse: true, limit: 1 })) return value;
  return undefined;
}
