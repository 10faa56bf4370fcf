/**
 * What CometBFT says when it stops, in an operator's words. Its texts are its own (v0.38) and no interface, so this only adds
 * to the log and decides nothing.
 */

export interface Cause {
  readonly what: string;
  readonly todo: string;
}

const KNOWN: readonly { readonly says: RegExp; readonly cause: Cause }[] = [
  {
    says: /(Failed to process committed block|block from the future|too far in the future|invalid block time)/i,
    cause: {
      what: "the clock of this machine and the chain's time differ",
      todo: "set the clock (chrony or NTP), then start again",
    },
  },
  {
    says: /address already in use/,
    cause: { what: "a port is taken", todo: "stop the other program, or name another port in wattlight.yaml" },
  },
  {
    says: /resource temporarily unavailable|LOCK: /,
    cause: {
      what: "another CometBFT works in this folder",
      todo: "it ends by itself or must be stopped; two on one key would sign twice",
    },
  },
  {
    says: /no space left on device/,
    cause: { what: "the disk is full", todo: "make room; it goes on by itself" },
  },
  {
    says: /genesis doc hash in db does not match|genesis.*(does not match|mismatch)/i,
    cause: {
      what: "genesis.json is of another chain than the data",
      todo: "put the chain's genesis.json back, or begin in an empty home",
    },
  },
  {
    says: /permission denied/,
    cause: { what: "a file may not be read or written", todo: "see doctor for the file's permissions" },
  },
  {
    says: /app block height.*higher than|state\.AppHash does not match|AppHash.*mismatch/i,
    cause: {
      what: "the ledger and CometBFT's blocks do not fit together",
      todo: "restore both from one back-up, or begin in an empty home by state sync",
    },
  },
];

const WAITS: readonly { readonly says: RegExp; readonly cause: Cause }[] = [
  // node/node.go, OnStart: it sleeps and says no more until that time comes.
  {
    says: /Genesis time is in the future/,
    cause: {
      what: "the chain begins later by this clock, and CometBFT sleeps until then",
      todo: "wait for it; where it has begun elsewhere, set the clock (chrony or NTP), then start again",
    },
  },
  // blocksync/reactor.go: it turns every peer away that brings the block, and goes on asking.
  {
    says: /is too far in the future \(wall clock/,
    cause: {
      what: "the clock of this machine is slow: the chain's blocks lie in its future, and CometBFT takes none of them",
      todo: "set the clock (chrony or NTP), then start again",
    },
  },
];

/** Why it runs and yet does nothing, from one of its lines. */
export const waitIn = (line: string): Cause | undefined => WAITS.find(({ says }) => says.test(line))?.cause;

/** The reason that the end of its log gives, the newest line first; undefined for none that is known. */
export function causeOf(lines: readonly string[]): Cause | undefined {
  for (const line of lines.toReversed()) {
    const found = KNOWN.find(({ says }) => says.test(line));
    if (found) return found.cause;
  }
  return undefined;
}
