/**
 * One node: the ledger behind CometBFT's socket, CometBFT as its child, metrics and, on a public node, the door for wallets; started in
 * this order and stopped in the other.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { FaultError } from "../../shared/ipc/fault.ts";
import { utf8 } from "../../shared/codec/bytes.ts";
import { serve } from "../abci/serve.ts";
import { knownRules } from "../application/knownRules.ts";
import { type RuleBook, tooOld as tooOldFault } from "../application/ruleBook.ts";
import { startComet } from "../comet/child.ts";
import { configToml } from "../comet/configToml.ts";
import type { NodeConfig } from "../config/nodeConfig.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { openFront, type Outcome } from "../front/front.ts";
import { addressText, applicationAddress, type Home, hostAndPort, httpOf } from "../home/home.ts";
import type { Log } from "../log/jsonLines.ts";
import { serveMetrics } from "../metrics/exposition.ts";
import { figuresOf } from "./figures.ts";
import { ledgerLog } from "./ledgerLog.ts";
import { recoveryLog } from "./recovery.ts";

export interface RunOptions {
  readonly home: Home;
  readonly config: NodeConfig;
  /** The CometBFT program; undefined where somebody else starts it. */
  readonly program: string | undefined;
  readonly log: Log;
  /** All that this program knows, unless told. */
  readonly rules?: RuleBook;
}

export interface RunningNode {
  stop(): Promise<void>;
  /** Resolves, if ever, after the last block that this program's rules can follow: the node is to be stopped. */
  readonly tooOld: Promise<FaultError>;
}

/** Resolves when the ledger listens and CometBFT was started. Throws a FaultError that names the file, or a system's error for an address. */
export async function runNode({ home, config, program, log, rules = knownRules }: RunOptions): Promise<RunningNode> {
  const started: { stop(): Promise<unknown> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.reverse()) await part.stop();
    started.length = 0;
  };
  const { promise: tooOld, resolve: isTooOld } = Promise.withResolvers<FaultError>();
  const tell = ledgerLog(log);
  const recovery = recoveryLog(log, () => performance.now());
  let comet: ReturnType<typeof startComet> | undefined;
  try {
    const listening = applicationAddress(home, config.application);
    if (listening.kind === "unix") mkdirSync(dirname(listening.path), { recursive: true, mode: 0o700 });
    const { retainBlocks, snapshotEvery: every, snapshotsKept: keep, queries } = config.ledger;
    const ledger = await serve({
      folder: home.ledger,
      listen: addressText(listening),
      log: (entry) => {
        tell(entry);
        if (entry.kind === "tooOld") isTooOld(tooOldFault(entry, rules.versions));
      },
      snapshots: { every, keep },
      retainBlocks,
      queries,
      rules,
      onCommit: (height) => recovery.committed(height, comet?.restarts ?? 0),
    });
    started.push({ stop: () => ledger.close() });

    if (program !== undefined) {
      writeWhole(home.cometConfig, utf8(configToml(config, ledger.address)), 0o600);
      mkdirSync(dirname(home.validatorState), { recursive: true, mode: 0o700 });
      const child = startComet(program, home.comet, log);
      comet = child;
      // Stopped before the ledger: it ends a block that it has begun, and the ledger must still answer.
      started.push({ stop: () => child.stop() });
    }

    const counts: Record<Outcome, number> = { answered: 0, refused: 0, limited: 0, failed: 0 };
    const { listen, perSecond, burst, connections, connectionsPerAddress } = config.front;
    if (listen !== "") {
      const front = await openFront({
        node: httpOf(config.comet.rpc),
        ...hostAndPort(listen),
        perSecond,
        burst,
        connections,
        connectionsPerAddress,
        counted: (outcome) => void counts[outcome]++,
      });
      started.push({ stop: () => front.close() });
    }
    if (config.metrics !== "") {
      const metrics = await serveMetrics(hostAndPort(config.metrics), () =>
        figuresOf(ledger.measures(), comet, listen === "" ? undefined : counts, process.memoryUsage().rss),
      );
      started.push({ stop: () => metrics.close() });
    }
    log.info("the node runs", {
      home: home.root,
      height: ledger.info().height,
      application: ledger.address,
      ...(program === undefined ? { comet: "external" } : { comet: program, rpc: config.comet.rpc }),
      ...(listen !== "" && { front: listen }),
    });
    return {
      tooOld,
      async stop() {
        const { height } = ledger.info();
        await stop();
        log.info("the node has stopped", { height });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
