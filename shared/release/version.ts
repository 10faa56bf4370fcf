/** Versions of the program, as releases carry them: three numbers, and nothing else to argue about. */
import { z } from "zod";

/** `major.minor.patch`, each 0 to 99999 without leading zeros; a release has no suffix. */
export const Version = z.string().regex(/^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/);

/** -1, 0 or 1. Both must be versions. */
export function compareVersions(one: string, other: string): -1 | 0 | 1 {
  const numbers = other.split(".").map(Number);
  for (const [i, number] of one.split(".").map(Number).entries()) {
    const difference = number - (numbers[i] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}
