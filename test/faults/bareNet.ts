/** Validators alone, without a street and without doors, for faults that would carry those away: another clock, another program, a cut network. */
import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { RpcFailure } from "../../node/client/call.ts";
import { blockAt, type Status, statusOf } from "../../node/client/questions.ts";
import { findComet } from "../../node/comet/program.ts";
import { endProcess, type How, startNode } from "../../node/network/network.ts";
import { layOutTestnet, PORTS, type Testnet } from "../../node/network/testnet.ts";

export interface BareNet {
  readonly folder: string;
  readonly testnet: Testnet;
  readonly names: readonly string[];
  urlOf(name: string): string;
  status(name: string): Promise<Status | undefined>;
  height(name: string): Promise<number>;
  reaches(name: string, height: number, seconds: number): Promise<void>;
  start(name: string, how?: How): void;
  stop(name: string): Promise<void>;
  /** The exit code of one that ends by itself. Throws after `seconds`. */
  ends(name: string, seconds: number): Promise<number | null>;
  /** All have the same block and state; throws otherwise. Answers the height that was compared. */
  agree(): Promise<number>;
  close(): Promise<void>;
}

export interface BareOptions {
  readonly folder: string;
  readonly firstAddress: string;
  /** Seconds between the chain's beginning and now; 0 unless told. */
  readonly age?: number;
  /** How each is started at first; as usual unless told. */
  readonly how?: (name: string) => How;
}

export async function openBareNet({ folder, firstAddress, age = 0, how }: BareOptions): Promise<BareNet> {
  const program = findComet("", process.env);
  const testnet = layOutTestnet({
    folder,
    validators: 4,
    publicNodes: 0,
    firstAddress,
    rate: 60,
    seed: 1,
    blockMs: 200,
    now: Date.now() - age * 1000,
  });
  const processes = new Map<string, ChildProcess>();
  const names = testnet.nodes.map(({ name }) => name);
  const start = (name: string, more: How = {}): void =>
    void processes.set(name, startNode(folder, name, { program, ...more }));
  const processOf = (name: string): ChildProcess => {
    const found = processes.get(name);
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
  const net: BareNet = {
    folder,
    testnet,
    names,
    urlOf,
    status,
    height,
    start,
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
    stop: (name) => endProcess(processOf(name)),
    async ends(name, seconds) {
      const node = processOf(name);
      const deadline = performance.now() + seconds * 1000;
      while (node.exitCode === null && node.signalCode === null) {
        if (performance.now() > deadline) throw new Error(`${name} did not end within ${seconds} s`);
        await pause(100);
      }
      return node.exitCode;
    },
    async agree() {
      const common = Math.min(...(await Promise.all(names.map(height)))) - 1;
      const blocks = await Promise.all(names.map((name) => blockAt(urlOf(name), common)));
      const told = new Set(
        blocks.map(({ block_id, block }) => `${block_id.hash} ${Buffer.from(block.header.app_hash).toString("hex")}`),
      );
      if (told.size !== 1) throw new Error(`the nodes differ at block ${common}: ${[...told].join(", ")}`);
      return common;
    },
    close: async () => void (await Promise.all([...processes.values()].map(endProcess))),
  };
  for (const name of names) start(name, how?.(name));
  try {
    await net.reaches(names[0] ?? "", 3, 120);
  } catch (error) {
    await net.close();
    throw error;
  }
  return net;
}
