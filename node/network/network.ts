/** A test network running: a process per node, the door for wallets, the street that follows the public node; its network file. */
import { closeSync, openSync, readFileSync } from "node:fs";
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fromHex } from "../../shared/codec/bytes.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { commissioning } from "../demo/commissioning.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";
import { type Front, openFront } from "../front/front.ts";
import { genesisIn } from "../home/files.ts";
import { startStreet } from "../street/street.ts";
import { Follower } from "./follower.ts";
import { RpcFailure } from "../client/call.ts";
import { blockAt, statusOf } from "../client/questions.ts";
import { streetHost } from "./streetHost.ts";
import { homeOf, PORTS, type Testnet } from "./testnet.ts";

export interface NetworkOptions {
  readonly folder: string;
  readonly testnet: Testnet;
  readonly street: boolean;
  /** CometBFT. */
  readonly program: string;
  readonly say: (line: string) => void;
}

export interface Network {
  /** The network file, its anchor the newest block; waits for the first one. Rejects with a Complaint when a node has ended. */
  file(): Promise<NetworkFile>;
  /** The nodes' processes, for tests that end one. */
  readonly processes: ReadonlyMap<string, ChildProcess>;
  /** Starts a node again that has ended. */
  start(name: string): void;
  stop(): Promise<void>;
}

const COMMAND = join(import.meta.dirname, "..", "command", "main.ts");
const DEMO_METHODS: ReadonlySet<string> = new Set(["demo_certificate", "demo_cosign"]);
/** Header seconds. */
const TRUSTING_PERIOD = 14 * 86_400;
const LOOK = 200;

export async function runNetwork(options: NetworkOptions): Promise<Network> {
  const { folder, testnet, say } = options;
  const processes = new Map<string, ChildProcess>();
  let stopping = false;
  const start = (name: string): void => {
    const node = startNode(folder, name, options.program);
    processes.set(name, node);
    node.once("exit", (code, signal) => {
      if (!stopping) say(`${name} ended with ${signal ?? `code ${code}`}: see ${logOf(folder, name)}`);
    });
  };
  for (const { name } of testnet.nodes) start(name);
  const publicNodes = testnet.nodes.filter((node) => node.public);
  const doors = publicNodes.length > 0 ? publicNodes : testnet.nodes.slice(0, 1);
  const [open] = doors;
  if (!open) throw new OperatorComplaint("the network has no node");
  const rpc = `http://${open.address}:${PORTS.rpc}`;
  const genesis = genesisIn(homeOf(folder, open.name).genesis);
  const follower = new Follower({ folder: join(folder, "street"), genesis, url: rpc, log: say });
  const keys = { master: fromHex(testnet.master) };
  const host = streetHost(follower, rpc, join(folder, "street"), say);
  const street = options.street ? startStreet(host, { seed: testnet.seed, keys }) : undefined;
  const offices = commissioning({ ...host, keys, seed: testnet.seed });
  const fronts: Front[] = [];
  const stop = async (): Promise<void> => {
    stopping = true;
    street?.stop();
    await follower.stop();
    for (const front of fronts) await front.close();
    await Promise.all([...processes.values()].map(endProcess));
  };
  try {
    follower.start();
    // Each asks a node of its own: one is a witness of the other.
    for (const { address } of doors)
      fronts.push(
        await openFront({
          node: `http://${address}:${PORTS.rpc}`,
          host: address,
          port: PORTS.front,
          perSecond: 200,
          burst: 1000,
          connections: 500,
          // Its wallets may all be on one computer, or behind one router.
          connectionsPerAddress: 500,
          extra: { names: DEMO_METHODS, call: (method, params) => offices.call(method, params) },
        }),
      );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    processes,
    start,
    async file() {
      const height = await firstBlock(rpc, () => {
        for (const [name, node] of processes)
          if (hasEnded(node)) throw new OperatorComplaint(`${name} did not start: ${lastLine(logOf(folder, name))}`);
      });
      const { block_id } = await blockAt(rpc, height);
      return {
        format: "wattlight-network-1",
        chainId: testnet.chainId,
        name: { en: "Regulators’ test network", zh: "监管机构测试网络" },
        simulated: true,
        anchor: { height, hash: block_id.hash.toLowerCase() },
        nodes: fronts.map(({ url }) => url),
        regulators: testnet.regulators,
        trustingPeriod: TRUSTING_PERIOD,
        cards: testnet.cards,
      };
    },
    stop,
  };
}

/** A node in a process group of its own, so that a signal to us is not one to all; its log goes to a file. */
export function startNode(folder: string, name: string, program: string): ChildProcess {
  const log = openSync(logOf(folder, name), "a", 0o600);
  const node = spawn(process.execPath, [COMMAND, "start", "--until-stdin-ends", "--home", homeOf(folder, name).root], {
    // Nothing is written to it: its end tells the node that we are gone, however that came.
    stdio: ["pipe", log, log],
    detached: true,
    env: { ...process.env, WATTLIGHT_NODE_COMET_PROGRAM: program },
  });
  closeSync(log);
  return node;
}

/** The end of a log, which says why; the log itself may be gone with a temporary folder. */
function lastLine(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").at(-1) ?? "";
}

function logOf(folder: string, name: string): string {
  return join(folder, `${name}.log`);
}

/** Height of the newest block, at least 2: the first one that a header proves. */
async function firstBlock(rpc: string, alive: () => void): Promise<number> {
  for (;;) {
    alive();
    try {
      const { latest_block_height: height } = (await statusOf(rpc)).sync_info;
      if (height >= 2) return height;
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error;
    }
    await pause(LOOK);
  }
}

function hasEnded(node: ChildProcess): boolean {
  return node.exitCode !== null || node.signalCode !== null;
}

const PATIENCE = 15_000;

/** In order, by SIGTERM; a group that does not end is killed. */
export async function endProcess(node: ChildProcess): Promise<void> {
  if (hasEnded(node) || node.pid === undefined) return;
  const { pid } = node;
  const ended = new Promise((resolve) => node.once("exit", resolve));
  node.kill("SIGTERM");
  const late = setTimeout(() => {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Gone meanwhile.
    }
  }, PATIENCE);
  await ended;
  clearTimeout(late);
}
