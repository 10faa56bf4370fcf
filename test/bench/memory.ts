/**
 * What the wallet weighs when idle: with the demo node in a process of its own, and on a network that runs elsewhere. Each is the
 * memory of all its processes above that of a bare window, which stood idle as long in the same run.
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication } from "playwright-core";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { Journey } from "../e2e/journey.ts";
import { launchWallet, windowOf } from "../e2e/launch.ts";
import { unlock } from "../e2e/unlock.ts";
import { bareWindow } from "./bare.ts";
import { type Figure, median } from "./figure.ts";
import { standIn, startElsewhere } from "./nodeElsewhere.ts";
import { memoryOf, sharers } from "./processes.ts";

/** One launch differs from the next by some megabytes, so each is weighed in turn, and the median counts. */
const RUNS = 3;
const IDLE_SECONDS = 20;

/** `folder`/data holds a wallet that joined the demo network. */
export async function memory(folder: string, executable: string, report: (figure: Figure) => void): Promise<void> {
  let strangers = 0;
  const weigh = async (app: ElectronApplication): Promise<number> => {
    await new Promise((done) => setTimeout(done, IDLE_SECONDS * 1000));
    const root = app.process().pid ?? 0;
    const { megabytes, exact } = memoryOf(root);
    if (!exact) strangers = Math.max(strangers, sharers(root, executable));
    await app.close();
    return megabytes;
  };
  const data = join(folder, "data");
  const remote = join(folder, "remote");
  await prepareRemote(remote);
  const node = await startElsewhere(folder);
  const weights = { bare: [] as number[], embedded: [] as number[], remote: [] as number[] };
  try {
    for (let run = 0; run < RUNS; run++) {
      weights.bare.push(await weigh(await bare(executable)));
      weights.embedded.push(await weigh(await joined(data)));
      // A copy that has not joined yet: it asks for its network when the stand-in is there, never before.
      const copy = join(folder, `remote-${run}`);
      cpSync(remote, copy, { recursive: true });
      weights.remote.push(await weigh(await joinedElsewhere(copy, node.network)));
    }
  } finally {
    await node.stop();
  }
  const least = median(weights.bare);
  const tell = (name: string, value: number, network: string): void =>
    report({
      name,
      value: value - least,
      unit: "MB",
      ratio: (value - least) / least,
      against: `a bare window's memory, which is not in the value; ${network}${doubt(strangers)}`,
    });
  tell("start.memory", median(weights.embedded), "embedded node running");
  tell("start.memory.remote", median(weights.remote), "the node runs elsewhere");
}

const doubt = (strangers: number): string =>
  strangers === 0 ? "" : `; NOT RELIABLE: ${strangers} other Electron processes shared pages with those measured`;

/** Unlocked, on the screen that it opens with, its first block verified. */
async function joined(data: string): Promise<ElectronApplication> {
  const { app } = await launchWallet({ data });
  await unlock(await windowOf(app, "safe"));
  await online(app);
  return app;
}

async function online(app: ElectronApplication): Promise<void> {
  const page = await windowOf(app, "wallet");
  await page.getByText(/^Block$/).waitFor();
}

/** A wallet that has not joined any network. */
async function prepareRemote(data: string): Promise<void> {
  const { app } = await launchWallet({ data });
  await new Journey({ app, meter: "", rate: 15, pictures: null, say: () => undefined }).createWallet();
  await app.close();
}

async function joinedElsewhere(data: string, network: NetworkFile): Promise<ElectronApplication> {
  const { app } = await launchWallet({ data });
  await standIn(app, network);
  const safe = await windowOf(app, "safe");
  await unlock(safe);
  await safe.getByRole("button", { name: "Join the demo network" }).click();
  await online(app);
  return app;
}

async function bare(executable: string): Promise<ElectronApplication> {
  const app = await bareWindow(executable);
  await app.firstWindow();
  return app;
}
