/** A network of real processes that a test may stop, kill, freeze and wipe: nodes in process groups of their own, on loopback addresses of their own. */
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { findComet } from "../../node/comet/program.ts";
import { type Network, runNetwork } from "../../node/network/network.ts";
import { RpcFailure } from "../../node/client/call.ts";
import { blockAt, type Status, statusOf } from "../../node/client/questions.ts";
import { layOutTestnet, PORTS, type Testnet } from "../../node/network/testnet.ts";

export interface FaultNet {
  readonly folder: string;
  readonly testnet: Testnet;
  readonly network: Network;
  readonly names: readonly string[];
  readonly validators: readonly string[];
  urlOf(name: string): string;
  /** Status of a node that answers; undefined otherwise. */
  status(name: string): Promise<Status | undefined>;
  height(name: string): Promise<number>;
  /** Waits until the node has the height. Throws after `seconds`. */
  reaches(name: string, height: number, seconds: number): Promise<void>;
  /** Sends a signal to a node's ledger, to its CometBFT, or to both; and waits for the end of what a fatal one hits. */
  signal(name: string, which: "ledger" | "comet" | "both", signal: NodeJS.Signals): Promise<void>;
  /** In order, by SIGTERM. */
  stop(name: string): Promise<void>;
  start(name: string): void;
  /** All nodes have the same block and state at a height; throws otherwise. Answers the height that was compared. */
  agree(): Promise<number>;
  close(): Promise<void>;
}

export async function openFaultNet(
  folder: string,
  firstAddress: string,
  say: (line: string) => void,
): Promise<FaultNet> {
  const program = findComet("", process.env);
  const testnet = layOutTestnet({
    folder,
    validators: 4,
    firstAddress,
    rate: 60,
    seed: 1,
    blockMs: 200,
    snapshotEvery: 25,
    now: Date.now(),
  });
  const network = await runNetwork({ folder, testnet, street: true, program, say });
  try {
    await network.file();
  } catch (error) {
    await network.stop();
    throw error;
  }
  const names = testnet.nodes.map(({ name }) => name);
  const processOf = (name: string): ChildProcess => {
    const found = network.processes.get(name);
    if (!found) throw new Error(`there is no node ${name}`);
    return found;
  };
  const urlOf = (name: string): string =>
    `http://${testnet.nodes.find((node) => node.name === name)?.address ?? ""}:${PORTS.rpc}`;
  const status = async (name: string): Promise<Status | undefined> => {
    try {
      return await statusOf(urlOf(name));
    } catch (error) {
      if (error instanceof RpcFailure) return undefined;
      throw error;
    }
  };
  const height = async (name: string): Promise<number> => (await status(name))?.sync_info.latest_block_height ?? 0;
  return {
    folder,
    testnet,
    network,
    names,
    validators: testnet.nodes.filter((node) => !node.public).map(({ name }) => name),
    urlOf,
    status,
    height,
    async reaches(name, wanted, seconds) {
      const deadline = performance.now() + seconds * 1000;
      let last = 0;
      while (performance.now() < deadline) {
        last = await height(name);
        if (last >= wanted) return;
        await pause(200);
      }
      throw new Error(`${name} did not reach block ${wanted} within ${seconds} s; it has ${last}`);
    },
    async signal(name, which, signal) {
      const node = processOf(name);
      const { pid } = node;
      if (pid === undefined || node.exitCode !== null || node.signalCode !== null) return;
      const comet = cometOf(pid);
      const ended =
        signal === "SIGKILL" && which !== "comet" ? new Promise((resolve) => node.once("exit", resolve)) : undefined;
      if (which !== "ledger" && comet !== undefined) send(comet, signal);
      if (which !== "comet") send(pid, signal);
      await ended;
      // Without its ledger CometBFT ends by itself; two on one home must not meet.
      if (ended && comet !== undefined) while (alive(comet)) await pause(50);
    },
    async stop(name) {
      const node = processOf(name);
      if (node.exitCode !== null || node.signalCode !== null) return;
      const ended = new Promise((resolve) => node.once("exit", resolve));
      node.kill("SIGTERM");
      await ended;
    },
    start: (name) => network.start(name),
    async agree() {
      const heights = await Promise.all(names.map(height));
      const common = Math.min(...heights) - 1;
      const blocks = await Promise.all(names.map((name) => blockAt(urlOf(name), common)));
      const told = new Set(
        blocks.map(({ block_id, block }) => `${block_id.hash} ${Buffer.from(block.header.app_hash).toString("hex")}`),
      );
      if (told.size !== 1) throw new Error(`the nodes differ at block ${common}: ${[...told].join(", ")}`);
      return common;
    },
    close: () => network.stop(),
  };
}

/** The one child of a node's process (Linux). */
function cometOf(pid: number): number | undefined {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    return first === undefined || first === "" ? undefined : Number(first);
  } catch {
    return undefined;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Ended meanwhile.
  }
}

function alive(pid: number): boolean {
  try {
    // A zombie waits for its parent and runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
