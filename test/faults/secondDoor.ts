/** Two public nodes with a door each: a wallet asks one and has the other as its witness, and goes on with the other when the one is gone. */
import { z } from "zod";
import { provedLedger } from "../../node/light/provedLedger.ts";
import { openWorld, until } from "../electron/sync/world.ts";
import type { FaultNet } from "./faultNet.ts";

const PATIENCE_MS = 60_000;
const Status = z.object({ result: z.object({ node_info: z.object({ network: z.string() }) }) });

export async function secondDoor(net: FaultNet): Promise<string> {
  const file = await net.network.file();
  const [first, second] = file.nodes;
  if (first === undefined || second === undefined) throw new Error(`only ${file.nodes.length} doors`);
  for (const door of [first, second]) {
    const response = await fetch(`${door}/status`);
    const { network } = Status.parse(await response.json()).result.node_info;
    if (network !== file.chainId) throw new Error(`${door}/status is of ${network}`);
  }
  const ledger = await provedLedger(file, { now: Date.now });
  if (!ledger.witnesses.includes(second)) throw new Error(`${second} is no witness: ${JSON.stringify(ledger.doubts)}`);

  const wallet = openWorld(file);
  try {
    const both = await until(() => {
      const status = wallet.sync.status();
      const roles = new Map(status.nodes.map(({ url, role, state }) => [url, `${role}, ${state}`]));
      const whole = [...roles.values()].toSorted().join("; ") === "primary, ok; witness, ok";
      return whole && status.witnessed !== null ? status : undefined;
    }, PATIENCE_MS);
    const primary = both.nodes.find(({ role }) => role === "primary")?.url;
    const name = primary === first ? "public" : "public-2";
    await net.stop(name);
    const gone = await until(() => {
      const status = wallet.sync.status();
      const now = status.nodes.find(({ role }) => role === "primary")?.url;
      return now !== undefined && now !== primary && (status.height ?? 0) > (both.height ?? 0) + 2 ? status : undefined;
    }, PATIENCE_MS);
    net.start(name);
    await net.reaches(name, gone.height ?? 0, PATIENCE_MS / 1000);
    return `both doors answer; a wallet at block ${both.height} had ${primary} as primary and the other as witness, and at ${gone.height} the other as primary when that was stopped; agreed at ${await net.agree()}`;
  } finally {
    await wallet.close();
  }
}
