/** When the next block is due: slowly while nothing happens, quickly when something waits or a change needs its proving header. */

/** Least distance of two blocks, milliseconds. */
export const LEAST_GAP = 200;
const IDLE_GAP = 2000;

/** Longest distance of two blocks, ms: 2 s, less where a quarter-hour of market time passes so fast that 2 s would be coarse. */
export function idleGap(rate: number): number {
  const quarterHour = 900_000 / rate;
  return Math.max(2 * LEAST_GAP, Math.min(IDLE_GAP, Math.floor(quarterHour / 15)));
}

/** Milliseconds to wait, from `now`, for the block after the one produced at `last`. */
export function waitFor(last: number, now: number, hurried: boolean, idle: number): number {
  const due = last + (hurried ? LEAST_GAP : idle);
  // A clock that was set back must not stop the chain.
  return now < last ? 0 : Math.max(0, due - now);
}
