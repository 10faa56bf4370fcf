/** BFT time (CometBFT spec/consensus/bft-time.md), in milliseconds: a block carries the median of the times its predecessor's voters stated. */

/** Power-weighted median: the first time, ascending, at which half the power is reached (types/time.WeightedMedian). */
export function medianTime(votes: readonly { readonly time: number; readonly power: number }[]): number {
  let half = Math.floor(votes.reduce((sum, vote) => sum + vote.power, 0) / 2);
  for (const { time, power } of [...votes].sort((a, b) => a.time - b.time)) {
    if (half <= power) return time;
    half -= power;
  }
  throw new RangeError("no votes, no time");
}

/** What a validator states when it votes for a block: its clock, but always later than the block, so that time never stands. */
export function voteTime(clock: number, blockTime: number): number {
  return Math.max(clock, blockTime + 1);
}
