/** A person at a wallet: the real worker thread over its link, and keys in place of the main process's vault. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { workerPort } from "../../../electron/link/ports.ts";
import { link, type Remote } from "../../../electron/link/link.ts";
import type { LocalHost, LocalPort, ReadMethod, SignMethod } from "../../../electron/local/port.ts";
import { FILE_WAY } from "../../../electron/sync/way.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import { CONTRACT, type Input, type Output, type Topic } from "../../../shared/ipc/contract.ts";
import type { Anchor, NetworkFile } from "../../../shared/network/networkFile.ts";

export interface Person {
  readonly keys: Keyring;
  readonly local: Remote<LocalPort>;
  readonly topics: Topic[];
  readonly log: string[];
  /** Reads and checks the answer against the contract's schema. */
  read<M extends ReadMethod>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Composes, signs as main would, keeps; the entry's id. */
  sign<M extends SignMethod>(method: M, input: Input<M>): Promise<string>;
  /** kill -9 of the thread. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function openPerson(
  folder: string,
  network: NetworkFile,
  trusted: Anchor | null,
  keys = new Keyring(Uint8Array.from(randomBytes(64))),
): Promise<Person> {
  const worker = new Worker(new URL("../../../electron/local/main.ts", import.meta.url));
  const topics: Topic[] = [];
  const log: string[] = [];
  const local = link<LocalPort>(workerPort(worker), {
    changed: (topic: Topic) => void topics.push(topic),
    signMeter: (...args: Parameters<LocalHost["signMeter"]>) => keys.signMeter(...args),
    meterSalt: () => keys.meterSalt(),
    localDataKey: () => keys.localDataKey(),
    log: (line: string) => void log.push(line),
  } satisfies LocalHost);
  await local.open(folder);
  await local.join(network, keys.account, true, trusted, FILE_WAY);
  await local.locked(false);
  const read = async <M extends ReadMethod>(method: M, input: Input<M>): Promise<Output<M>> =>
    CONTRACT[method].output.parse(await local.read(method, input as never)) as Output<M>;
  return {
    keys,
    local,
    topics,
    log,
    read,
    async sign(method, input) {
      const { body, chainId } = await local.compose(method, input as never);
      const { bytes, id } = keys.sign(body, chainId);
      const kept = await local.keep(bytes);
      if (kept.id !== id) throw new Error(`${kept.id} is not ${id}`);
      return id;
    },
    kill: async () => void (await worker.terminate()),
    async close() {
      await local.close();
      await worker.terminate();
    },
  };
}

/** A sunny home's month of half-hours: gross consumption and generation in kWh, export from 6 to 18 o'clock. */
export function writeMeterFile(folder: string): string {
  const lines = ["time,consumption_kWh,generation_kWh"];
  for (let day = 1; day <= 30; day++) {
    for (let half = 0; half < 48; half++) {
      const hour = half / 2;
      const sun = Math.max(0, Math.sin(((hour - 5) / 14) * Math.PI));
      const made = hour > 5 && hour < 19 ? (1.6 * sun * (0.9 + 0.004 * day)).toFixed(3) : "0.000";
      const used = (0.15 + 0.1 * Math.abs(Math.sin(hour + day))).toFixed(3);
      const two = (n: number): string => String(n).padStart(2, "0");
      lines.push(`2024-06-${two(day)} ${two(Math.floor(hour))}:${half % 2 ? "30" : "00"}:00,${used},${made}`);
    }
  }
  const path = join(folder, "home.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}
