/**
 * What the wallet weighs when idle: with the demo node in a process of its own, and on a network that runs elsewhere. Each is the
 * memory of all its processes above that of a bare window, which stood idle as long in the same run.
 */
import { join } from "node:path";
import type { ElectronApplication } from "playwright-core";
import { Journey, PASSPHRASE } from "../e2e/journey.ts";
import { launchWallet, windowOf } from "../e2e/launch.ts";
import { unlock } from "../e2e/unlock.ts";
import { bareWindow } from "./bare.ts";
import type { Figure } from "./figure.ts";
import { standIn, startElsewhere } from "./nodeElsewhere.ts";
import { memoryOf, sharers } from "./processes.ts";

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
  const bareApp = await bareWindow(executable);
  await bareApp.firstWindow();
  const bare = await weigh(bareApp);
  const tell = (name: string, value: number, network: string): void =>
    report({
      name,
      value: value - bare,
      unit: "MB",
      ratio: (value - bare) / bare,
      against: `a bare window's memory, which is not in the value; ${network}${doubt(strangers)}`,
    });
  tell("start.memory", await weigh(await joined(join(folder, "data"))), "embedded node running");
  tell("start.memory.remote", await elsewhere(folder, weigh), "the node runs elsewhere");
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

async function elsewhere(folder: string, weigh: (app: ElectronApplication) => Promise<number>): Promise<number> {
  const data = join(folder, "remote");
  const created = await launchWallet({ data });
  await new Journey({ app: created.app, meter: "", rate: 15, pictures: null, say: () => undefined }).createWallet();
  await created.app.close();
  const node = await startElsewhere(folder);
  try {
    const { app } = await launchWallet({ data });
    await standIn(app, node.network);
    const safe = await windowOf(app, "safe");
    await unlock(safe, PASSPHRASE);
    await safe.getByRole("button", { name: "Join the demo network" }).click();
    await online(app);
    return await weigh(app);
  } finally {
    await node.stop();
  }
}
