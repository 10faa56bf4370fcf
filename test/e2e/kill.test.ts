/** kill -9 in the real application: what was shown as saved or signed is there after a restart. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ElectronApplication } from "playwright-core";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { call, until } from "./bridge.ts";
import { Journey } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { demoNode, kill, killProcess } from "./processes.ts";
import { unlock } from "./unlock.ts";

const folder = mkdtempSync(join(tmpdir(), "wattlight-kill-"));
const meter = join(folder, "home.csv");
writeFileSync(meter, generateHome(12));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const journeyOf = (app: ElectronApplication): Journey =>
  new Journey({ app, meter, rate: 120, pictures: null, say: () => undefined });

describe("kill -9", () => {
  const data = join(folder, "data");
  const started: ChildProcess[] = [];

  const launch = async (): Promise<ElectronApplication> => {
    const { app } = await launchWallet({ data, rate: 120 });
    started.push(app.process());
    return app;
  };

  // What a failed test leaves running would hold the folder against the next one.
  afterEach(async () => {
    for (const process of started.splice(0)) {
      if (process.exitCode === null && process.signalCode === null) await killProcess(process);
    }
  });

  it("after the vault was saved: the next start asks for the passphrase", async () => {
    const first = await launch();
    await journeyOf(first).createWallet();
    await kill(first);
    const app = await launch();
    const page = await windowOf(app, "safe");
    await page.locator("input[type=password]").waitFor();
    expect(await call(page, "safe.state", {})).toMatchObject({ mode: "unlock" });
    await kill(app);
  });

  it("after a signature: the entry is in the outbox, and takes its course", async () => {
    const first = await launch();
    const safe = await windowOf(first, "safe");
    await unlock(safe);
    // The network was not chosen yet: that is where the first start goes on.
    const page = await journeyOf(first).join();
    await page.getByRole("button", { name: "Review and sign" }).first().click();
    const window = await windowOf(first, "safe");
    await window.locator('button[aria-disabled="false"]', { hasText: /^Sign$/ }).click();
    // What it says follows the entry, which may be on the ledger already.
    await page.locator(".notice").waitFor();
    await kill(first);

    const app = await launch();
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

  it("during an import: all of it is there, or nothing", async () => {
    const first = await launch();
    await unlock(await windowOf(first, "safe"));
    const page = await windowOf(first, "wallet");
    await first.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, meter);
    const preview = await call(page, "meter.choose", {});
    if (preview === null) throw new Error("no file was chosen");
    const { handle, choices } = preview;
    const importing = call(page, "meter.import", {
      handle,
      choices,
      ways: { profile: null, onto: false, gas: null },
    }).catch(() => undefined);
    await new Promise((elapsed) => setTimeout(elapsed, 30));
    await kill(first);
    await importing;
    const rows = rowsOf(join(data, "wallet", "wallet.sqlite"));
    expect([
      [0, 0, 0],
      [1, 60 * 96 + 1, 60],
    ]).toContainEqual(rows);

    const app = await launch();
    await unlock(await windowOf(app, "safe"));
    const again = await windowOf(app, "wallet");
    await until(
      "The wallet knows what it has",
      30,
      () => call(again, "energy.live", {}),
      ({ hasMeter }) => hasMeter === (rows[0] === 1),
    );
    await kill(app);
  });

  it("of the embedded node alone: the wallet comes back online by itself", async () => {
    const app = await launch();
    await unlock(await windowOf(app, "safe"));
    const page = await windowOf(app, "wallet");
    const online = () => call(page, "status.get", {});
    const before = await until("Online", 60, online, ({ link }) => link === "online");
    const node = await demoNode(app);
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

/** Files, counters and days that the wallet's database holds. */
function rowsOf(path: string): unknown[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return ["meter_file", "meter_counter", "meter_day"].map(
      (table) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"],
    );
  } finally {
    db.close();
  }
}
