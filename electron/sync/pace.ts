/**
 * How long a wallet on a metered connection leaves its nodes alone: a minute of the market's time, less while something of the reader's is under
 * way, and never so long that a deadline passes unseen.
 */

/** Between two questions for the newest block, ms, where the connection is not metered and no hint came. */
export const POLL_MS = 1_500;
/** Metered, with nothing under way: of the market's time, ms. */
const QUIET_MS = 60_000;
/** Metered, with an entry of the outbox that is not proved yet. */
const OPEN_MS = 10_000;
/** By how much later a metered connection counts as behind, ms. */
export const METERED_LATER_MS = 2 * QUIET_MS;

export interface PaceFacts {
  /** Market seconds per second; undefined before the ledger's parameters have been read. */
  readonly rate: number | undefined;
  /** When each entry under way lapses, header seconds. */
  readonly lapses: readonly number[];
  /** Later of this computer's clock and the newest header, ms. */
  readonly now: number;
}

/** Milliseconds until nodes are asked again; at most half of what is left until an entry lapses. */
export function meteredPace({ rate, lapses, now }: PaceFacts): number {
  const quiet = rate === undefined ? OPEN_MS : QUIET_MS / rate;
  const most = lapses.length > 0 ? Math.min(OPEN_MS, quiet) : quiet;
  const left = lapses.map((seconds) => seconds * 1000 - now).filter((ms) => ms > 0);
  return Math.max(POLL_MS, Math.min(most, ...left.map((ms) => ms / 2)));
}
