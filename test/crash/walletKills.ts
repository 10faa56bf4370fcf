/**
 * kill -9 of what a wallet does beside its keys, at random moments: keeping signatures, importing, synchronising. Whatever was
 * acknowledged is there after the restart, an import whole or not at all, and no nonce is handed out twice.
 */
import { randomBytes, randomInt } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outboxOf } from "../../electron/outbox/outbox.ts";
import { Readings } from "../../electron/readings/readings.ts";
import { headersOf } from "../../electron/store/headers.ts";
import { openStore } from "../../electron/store/store.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { writeMeterFile } from "../electron/local/person.ts";
import { linesUntilKilled } from "./linesUntilKilled.ts";

const CHILD = join(import.meta.dirname, "killedWallet.ts");
/** Readings of the meter's file. */
const READINGS = 1440;
/** Ms after its start by which a child is killed. */
const LATEST = 600;

export interface WalletKills {
  /** Signatures that were acknowledged, imports, and the height that was verified last. */
  readonly kept: number;
  readonly imports: number;
  readonly height: number;
}

/** `folder`: the wallet's; `inputs`: for the files that it imports. Throws what was lost, doubled or half done. */
export async function walletKills(
  folder: string,
  inputs: string,
  network: NetworkFile,
  runs: number,
): Promise<WalletKills> {
  const path = writeMeterFile(inputs);
  const files = ["a.csv", "b.csv"].map((name) => join(inputs, name));
  copyFileSync(path, files[0] ?? "");
  writeFileSync(files[1] ?? "", readFileSync(path, "utf8").replaceAll("2024-06", "2023-06"));
  const secret = randomBytes(32).toString("hex");
  /** By id: the states in which it may be found, of which the first was acknowledged. */
  const kept = new Map<string, Kept>();
  const nonces = new Set<string>();
  let height = 0;
  let imports = 0;
  for (let run = 0; run < runs; run++) {
    const args = [folder, JSON.stringify(network), secret, ...files];
    for (const line of await linesUntilKilled(CHILD, args, randomInt(LATEST))) {
      const [what = "", ...rest] = line.split(" ");
      const said = rest.join(" ");
      if (what === "kept") kept.set(said, { states: ["signed"], hasLeft: false });
      const after = STEPS[what];
      if (after) kept.set(said, after(kept.get(said) ?? { states: [], hasLeft: false }));
      if (what === "height") height = Math.max(height, Number(said));
      if (what === "imported") imports++;
      if (what === "nonce" && nonces.has(said)) throw new Error(`run ${run}: nonce ${said} was handed out twice`);
      if (what === "nonce") nonces.add(said);
    }
    lookAt(folder, network.chainId, run, { kept, height, imports });
  }
  return { kept: kept.size, imports, height };
}

interface Kept {
  readonly states: readonly string[];
  /** Whether it must be marked as having left. */
  readonly hasLeft: boolean;
}
/** What each line of the child says of an entry. Begun and not told as done, a step may be found done or not. */
const STEPS: Readonly<Record<string, ((before: Kept) => Kept) | undefined>> = {
  left: () => ({ states: ["signed", "sent"], hasLeft: true }),
  proving: (before) => ({ ...before, states: [...before.states, "committed"] }),
  committed: () => ({ states: ["committed"], hasLeft: true }),
  withdrawing: (before) => ({ ...before, states: [...before.states, "withdrawn"] }),
  withdrawn: () => ({ states: ["withdrawn"], hasLeft: false }),
};

interface Acknowledged {
  readonly kept: ReadonlyMap<string, Kept>;
  readonly height: number;
  readonly imports: number;
}

function lookAt(folder: string, chainId: string, run: number, { kept, height, imports }: Acknowledged): void {
  const store = openStore(folder, new Date());
  try {
    const outbox = outboxOf(store, chainId);
    for (const [id, { states, hasLeft }] of kept) {
      const item = outbox.get(id);
      if (!item || !states.includes(item.state))
        throw new Error(`run ${run}: ${id} is ${item?.state ?? "gone"}, not ${states.join(" or ")}`);
      if (hasLeft && item.offered === null) throw new Error(`run ${run}: ${id} left, and seems not to have`);
      if (item.state === "withdrawn" && item.offered !== null)
        throw new Error(`run ${run}: ${id} left and was withdrawn`);
    }
    const readings = new Readings(store.db).currentFile()?.readings;
    if (readings === undefined ? imports > 0 : readings !== READINGS)
      throw new Error(`run ${run}: ${readings ?? "no"} readings of ${READINGS}`);
    const newest = headersOf(store, chainId).newest()?.height ?? 0;
    if (newest < height) throw new Error(`run ${run}: header ${newest}, ${height} was verified`);
  } finally {
    store.close();
  }
}
