/** kill -9 in the real application: what was shown as saved or signed is there after a restart. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { call, until } from "./bridge.ts";
import { Journey } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { unlock } from "./unlock.ts";

const folder = mkdtempSync(join(tmpdir(), "wattlight-kill-"));
const meter = join(folder, "home.csv");
writeFileSync(meter, generateHome(12));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const journeyOf = (app: ElectronApplication): Journey =>
  new Journey({ app, meter, rate: 120, pictures: null, say: () => undefined });

/** Kills every process of the application at once, as a power cut would, and waits until they are gone. */
async function kill(app: ElectronApplication): Promise<void> {
  const root = app.process().pid ?? 0;
  const gone = new Promise((ended) => app.process().once("exit", ended));
  for (const pid of descendants(root)) process.kill(pid, "SIGKILL");
  await gone;
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

describe("kill -9", () => {
  const data = join(folder, "data");

  it("after the vault was saved: the next start asks for the passphrase", async () => {
    const first = await launchWallet({ data, rate: 120 });
    await journeyOf(first.app).createWallet();
    await kill(first.app);
    const { app } = await launchWallet({ data, rate: 120 });
    const page = await windowOf(app, "safe");
    await page.locator("input[type=password]").waitFor();
    expect(await call(page, "safe.state", {})).toMatchObject({ mode: "unlock" });
    await kill(app);
  });

  it("after a signature: the entry is in the outbox, and takes its course", async () => {
    const first = await launchWallet({ data, rate: 120 });
    const safe = await windowOf(first.app, "safe");
    await unlock(safe);
    // The network was not chosen yet: that is where the first start goes on.
    const page = await journeyOf(first.app).join();
    await page.getByRole("button", { name: "Review and sign" }).first().click();
    const window = await windowOf(first.app, "safe");
    await window.locator('button[aria-disabled="false"]', { hasText: /^Sign$/ }).click();
    await page.getByText(/^Signed and kept/).waitFor();
    await kill(first.app);

    const { app } = await launchWallet({ data, rate: 120 });
    await unlock(await windowOf(app, "safe"));
    const again = await windowOf(app, "wallet");
    const entries = await until(
      "The signed registration",
      60,
      () => call(again, "outbox.list", {}),
      (list) => list.some(({ kind, state }) => kind === "party.register" && state === "committed"),
    );
    expect(entries.filter(({ kind }) => kind === "party.register")).toHaveLength(1);
    await kill(app);
  });

  it("of the embedded node alone: the wallet comes back online by itself", async () => {
    const { app } = await launchWallet({ data, rate: 120 });
    await unlock(await windowOf(app, "safe"));
    const page = await windowOf(app, "wallet");
    const online = () => call(page, "status.get", {});
    const before = await until("Online", 60, online, ({ link }) => link === "online");
    const node = await app.evaluate(
      ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === "Wattlight demo node")?.pid,
    );
    expect(node).toBeDefined();
    process.kill(node ?? 0, "SIGKILL");
    await until(
      "A later block",
      90,
      online,
      ({ link, height }) => link === "online" && (height ?? 0) > (before.height ?? 0) + 2,
    );
    await app.close();
  });
});
