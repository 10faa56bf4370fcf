/**
 * That a node is well again, said in its log as loudly as that it was not: the first block since the start, since CometBFT was started again,
 * and after a time without any.
 */
import type { Log } from "../log/jsonLines.ts";

/** A gap that is told, ms: as long as the chain's own administrative clock takes for a standstill unless the regulators say otherwise. */
const GAP_MS = 60_000;

export interface Recovery {
  /** @param restarts how often CometBFT ended by itself so far */
  committed(height: number, restarts: number): void;
}

/** @param now milliseconds of a clock that never jumps */
export function recoveryLog(log: Log, now: () => number): Recovery {
  let last: number | undefined;
  let known = 0;
  return {
    committed(height, restarts) {
      const at = now();
      const without = last === undefined ? 0 : at - last;
      if (last === undefined) log.info("the first block since the start", { height });
      else if (restarts > known)
        log.info("CometBFT works again: the first block since it was started again", { height, restarts });
      else if (without >= GAP_MS)
        log.info("the chain goes on", { height, secondsWithoutBlock: Math.round(without / 1000) });
      last = at;
      known = restarts;
    },
  };
}
