/** One node: the ledger behind CometBFT's socket, CometBFT as its child, metrics; started in this order and stopped in the other. */
import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { serve } from "../abci/serve.ts";
import { utf8 } from "../../shared/codec/bytes.ts";
import { startComet, type CometChild } from "../comet/child.ts";
import { configToml } from "../comet/configToml.ts";
import type { NodeConfig } from "../config/nodeConfig.ts";
import { Complaint } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { addressText, applicationAddress, type Home, SOCKET_PATH_BYTES } from "../home/home.ts";
import type { Log } from "../log/jsonLines.ts";

export interface RunOptions {
  readonly home: Home;
  readonly config: NodeConfig;
  /** The CometBFT program; undefined where somebody else starts it. */
  readonly program: string | undefined;
  readonly log: Log;
}

export interface RunningNode {
  stop(): Promise<void>;
}

/** Resolves when the ledger listens and CometBFT was started. Throws a Complaint or a FaultError that names the file. */
export async function runNode({ home, config, program, log }: RunOptions): Promise<RunningNode> {
  const listening = applicationAddress(home, config.application);
  if (listening.kind === "unix") {
    if (utf8(listening.path).length > SOCKET_PATH_BYTES)
      throw new Complaint(
        `the socket's path ${listening.path} has over ${SOCKET_PATH_BYTES} bytes: name a shorter one in "application", or tcp://127.0.0.1:26658`,
      );
    mkdirSync(dirname(listening.path), { recursive: true, mode: 0o700 });
  }
  const ledger = await serve({
    folder: home.ledger,
    listen: addressText(listening),
    log: ({ problem, kind }) => log.error("a call of CometBFT failed", { kind, problem }),
  });
  if (listening.kind === "unix") chmodSync(listening.path, 0o600);
  let comet: CometChild | undefined;
  try {
    if (program !== undefined) {
      writeWhole(home.cometConfig, utf8(configToml(config, ledger.address)), 0o600);
      mkdirSync(dirname(home.validatorState), { recursive: true, mode: 0o700 });
      comet = startComet(program, home.comet, log);
    }
    log.info("the node runs", {
      home: home.root,
      height: ledger.info().height,
      application: ledger.address,
      ...(program === undefined ? { comet: "external" } : { comet: program, rpc: config.comet.rpc }),
    });
  } catch (error) {
    await ledger.close();
    throw error;
  }
  return {
    async stop() {
      // CometBFT first: it ends a block that it has begun, and the ledger must still answer.
      await comet?.stop();
      const { height } = ledger.info();
      await ledger.close();
      log.info("the node has stopped", { height });
    },
  };
}
