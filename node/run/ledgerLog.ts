/** What the ledger tells of itself, as lines of the log. */
import type { LogEntry } from "../abci/serve.ts";
import type { Log } from "../log/jsonLines.ts";

const TOO_OLD =
  "the regulators decided on a version of the rules from this height on that this program does not know: install one that does, and start it on this home";

export function ledgerLog(log: Log): (entry: LogEntry) => void {
  return (entry) => {
    switch (entry.kind) {
      case "malformed":
        return log.warn("a connection sent what is no request and was closed", { problem: entry.problem });
      case "application":
        return log.error("the ledger could not do what CometBFT asked", { problem: entry.problem });
      case "query":
        return log.error("the thread for queries failed", { problem: entry.problem });
      case "snapshotTaken":
        return log.info("a snapshot was taken", { height: entry.height, chunks: entry.chunks });
      case "snapshotSkipped":
        return log.warn("a snapshot was left out: the one before is still being written", { height: entry.height });
      case "snapshotFailed":
        return log.error("a snapshot could not be taken", { height: entry.height, problem: entry.problem });
      case "snapshotRefused":
        return log.warn("a snapshot of a peer's was refused", { height: entry.height, problem: entry.problem });
      case "tooOld":
        return log.error(TOO_OLD, { version: entry.version, height: entry.height });
      case "restored":
        return log.info("the state was restored from a snapshot", { height: entry.height });
    }
  };
}
