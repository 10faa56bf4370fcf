/** The main job from first start to the paid statement, then the same wallet opened again: what was there is there, verified. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../../build/bundle.ts";
import type { ContractRow } from "../../shared/ipc/marketViews.ts";
import { verify } from "../../node/verify/main.ts";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { arithmetic } from "./arithmetic.ts";
import { call, proved, until } from "./bridge.ts";
import { Journey } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { Pictures } from "./pictures.ts";
import { unlock } from "./unlock.ts";

const RATE = 120;
const folder = mkdtempSync(join(tmpdir(), "wattlight-journey-"));
const data = join(folder, "data");
const meter = join(folder, "home.csv");
writeFileSync(meter, generateHome(12));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a home sells its surplus", () => {
  let contract: ContractRow;

  it("from first start to the paid statement, every figure verified", async () => {
    const { app } = await launchWallet({ data, rate: RATE });
    try {
      const pictures = new Pictures(join(ROOT, "out", "e2e"), [
        { lang: "en", theme: "light" },
        { lang: "zh-CN", theme: "dark" },
      ]);
      const lines: string[] = [];
      const journey = new Journey({ app, meter, rate: RATE, pictures, say: (line) => lines.push(line) });
      await journey.createWallet();
      const page = await journey.join();
      await journey.register(page);
      await journey.importMeter(page);
      contract = await journey.sell(page);
      keepOverview(pictures);
      await journey.follow(page, contract);
      const statements = await journey.confirmPayments(page, contract);
      const view = await journey.ledger(page, contract);
      expect(view.row.stage).toBe("paid");
      expect(view.row.delivered).toBeGreaterThan(0);
      expect(view.slots.every(({ state }) => state === "final")).toBe(true);
      expect(statements.every(({ state }) => state === "paid")).toBe(true);
      expect(() => arithmetic(view, statements)).not.toThrow();
      const file = join(folder, "contract.watt");
      await journey.proof(page, contract, file);
      // The same file, offline, by whoever has the anchor; and nothing for who has none.
      const { anchor, chainId } = await call(page, "status.get", {});
      const args = [file, "--anchor", `${anchor?.height}:${anchor?.hash}`, "--chain", chainId, "--allow-simulated"];
      const said: string[] = [];
      expect(await verify(args, "en", Date.now(), (line) => said.push(line))).toBe(0);
      expect(said.join("\n")).toContain(contract.id);
      expect(await verify([file], "en", Date.now(), () => undefined)).toBe(3);
      expect(pictures.taken.length).toBeGreaterThan(30);
    } finally {
      await app.close();
    }
  });

  it("opened again, the contract is there and verified", async () => {
    const { app } = await launchWallet({ data });
    try {
      await unlock(await windowOf(app, "safe"));
      const page = await windowOf(app, "wallet");
      const heard = await until(
        "The contract after a restart",
        60,
        () => call(page, "contracts.get", { id: contract.id }),
        ({ state }) => state === "verified",
      );
      expect(proved("the contract", heard).value?.row).toMatchObject({ id: contract.id, stage: "paid" });
    } finally {
      await app.close();
    }
  });
});

/** The README's screenshot; it is written into the tree only when asked for, so that a test run leaves no change behind. */
function keepOverview(pictures: Pictures): void {
  const overview = pictures.taken.findLast((file) => file.endsWith("accepted-en-light.png"));
  expect(overview).toBeDefined();
  if (process.env["WATTLIGHT_README"] !== "1" || !overview) return;
  mkdirSync(join(ROOT, "docs", "pictures"), { recursive: true });
  copyFileSync(overview, join(ROOT, "docs", "pictures", "overview.png"));
}
