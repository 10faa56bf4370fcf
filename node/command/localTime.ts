/** The clock of the computer that a command runs on, for telling times as its reader's wall shows them. */

/** Seconds that the computer's clock is ahead of UTC at a time, seconds since 1970. */
export function offsetAt(seconds: number): number {
  return new Date(seconds * 1000).getTimezoneOffset() * -60;
}
