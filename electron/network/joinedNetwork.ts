/** The network file that was joined, `network.json` in the wallet's folder: what this wallet trusts to begin with, so it is read as strictly as a new one. */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { readNetwork } from "../../shared/network/readNetwork.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";

const NAME = "network.json";

/** Without a network the file is taken away. */
export async function keepNetwork(folder: string, network: NetworkFile | undefined): Promise<void> {
  const file = join(folder, NAME);
  try {
    if (!network) return await rm(file, { force: true });
    await writeAtomic(file, `${JSON.stringify(network, undefined, 2)}\n`);
  } catch (error) {
    throw new FaultError("vault.write", { file, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

/** Undefined when it is missing or damaged; `log` says why. The file stays as it is. */
export function keptNetwork(folder: string, log: (line: string) => void): NetworkFile | undefined {
  const file = join(folder, NAME);
  try {
    const read = readNetwork(Uint8Array.from(readFileSync(file)));
    if (read.ok) return read.network;
    log(`${file} is no network file (${read.fault}); join the network again`);
  } catch (error) {
    log(`${file} cannot be read (${codeOf(error) ?? "unknown"}); join the network again`);
  }
  return undefined;
}
