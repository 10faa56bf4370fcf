/** Seals in the real window: verified while online; when the node is gone the bar says so, and what is shown keeps its block and its age. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, until } from "./bridge.ts";
import { Journey } from "./journey.ts";
import { launchWallet } from "./launch.ts";
import { demoNode } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "wattlight-seals-"));
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  ({ app } = await launchWallet({ data: join(folder, "data"), rate: 120 }));
  const journey = new Journey({ app, meter: "", rate: 120, pictures: null, say: () => undefined });
  await journey.createWallet();
  page = await journey.join();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

/** State and height of every seal on the screen that stands in a button of its own. */
const seals = () =>
  page.locator("main button.seal").evaluateAll((all) =>
    all.map((one) => ({
      verified: one.classList.contains("verified"),
      height: Number(one.getAttribute("data-height")),
    })),
  );
const link = async () => (await call(page, "status.get", {})).link;

describe("seals", () => {
  it.each(["Overview", "Market"])("%s: all verified, at a block that was verified here", async (screen) => {
    await page.getByRole("link", { name: screen }).click();
    await until("Online", 30, link, (state) => state === "online");
    const shown = await until(
      "Verified seals",
      30,
      seals,
      (all) => all.length > 0 && all.every(({ verified }) => verified),
    );
    const { height } = await call(page, "status.get", {});
    for (const seal of shown) {
      expect(seal.height).toBeGreaterThan(0);
      expect(seal.height).toBeLessThanOrEqual(height ?? 0);
    }
  });

  it("with the node halted, the bar says so within seconds; figures keep their block, and their age grows", async () => {
    await page.getByRole("link", { name: "Overview" }).click();
    await until("Verified seals", 30, seals, (all) => all.length > 0 && all.every(({ verified }) => verified));
    const node = (await demoNode(app)) ?? 0;
    expect(node).toBeGreaterThan(0);
    process.kill(node, "SIGSTOP");
    try {
      await page.getByText(/Offline\. What you see is what was last verified|Catching up/).waitFor({ timeout: 20_000 });
      const { height } = await call(page, "status.get", {});
      const kept = await seals();
      expect(kept.length).toBeGreaterThan(0);
      for (const seal of kept) expect(seal.height).toBeLessThanOrEqual(height ?? 0);
      await page.getByText(/\b([5-9]|\d\d+) s old/).waitFor({ timeout: 15_000 });
    } finally {
      process.kill(node, "SIGCONT");
    }
    await until("Online again", 60, link, (state) => state === "online");
  });
});
