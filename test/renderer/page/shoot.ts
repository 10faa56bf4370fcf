/**
 * Pictures of every screen on the mock bridge, both languages and themes, in headless Chromium:
 * `node test/renderer/page/shoot.ts FOLDER [filter]` (CHROMIUM names the browser; default /usr/bin/chromium).
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { chromium, type Page } from "playwright-core";
import { build, type InlineConfig, preview } from "vite";
import { SAMPLE } from "../mockBridge.ts";

const [folder = "out/pictures", filter = ""] = process.argv.slice(2);
const root = import.meta.dirname;
const outDir = join(root, "../../../out/mock-page");
const config: InlineConfig = { root, configFile: false, base: "./", logLevel: "warn", plugins: [react()] };

interface Shot {
  name: string;
  hash: string;
  scene?: string;
  slots?: number;
  /** Of a safe window: which one. */
  safe?: "nodes";
  act?: (page: Page) => Promise<void>;
}
const pressText = (text: RegExp) => (page: Page) => page.getByText(text).first().click();
const SHOTS: Shot[] = [
  { name: "overview", hash: "#/overview" },
  { name: "overview-new", hash: "#/overview", scene: "new" },
  { name: "overview-offline", hash: "#/overview", scene: "offline" },
  { name: "overview-refused", hash: "#/overview", scene: "refused" },
  { name: "overview-fault", hash: "#/overview", scene: "fault" },
  {
    name: "overview-seal",
    hash: "#/overview",
    act: async (page) => page.locator(".totals button.seal").first().hover(),
  },
  { name: "energy-day", hash: "#/energy" },
  { name: "energy-day-100", hash: "#/energy", slots: 100 },
  { name: "energy-month", hash: "#/energy", act: pressText(/^(Month|月)$/) },
  {
    name: "energy-table",
    hash: "#/energy",
    act: async (page) => {
      await pressText(/^(Month|月)$/)(page);
      await pressText(/^(Table|表)$/)(page);
    },
  },
  { name: "devices", hash: "#/energy/devices" },
  { name: "devices-add", hash: "#/energy/devices", act: pressText(/^(Add a device|添加设备)$/) },
  { name: "devices-none", hash: "#/energy/devices", scene: "new" },
  { name: "energy-import", hash: "#/energy/import" },
  {
    name: "market",
    hash: "#/market",
    act: async (page) => {
      await page.getByLabel(/Next day|后一天/).click();
      const box = await page.locator(".pick-area").boundingBox();
      if (!box) return;
      await page.mouse.move(box.x + 40 * 11 + 3, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + 56 * 11 - 3, box.y + 60, { steps: 6 });
      await page.mouse.up();
      await page.waitForTimeout(900);
    },
  },
  {
    name: "market-take",
    hash: "#/market",
    act: async (page) => {
      await page.getByLabel(/Next day|后一天/).click();
      await page
        .getByText(/^(Take|接受)$/)
        .first()
        .click();
    },
  },
  {
    name: "market-today",
    hash: "#/market",
    act: async (page) => {
      await page.getByRole("slider").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Shift+ArrowRight");
      await page.waitForTimeout(900);
    },
  },
  { name: "market-heat", hash: "#/market", act: pressText(/^(Heat|热)$/) },
  { name: "market-new", hash: "#/market", scene: "new" },
  { name: "contracts", hash: "#/contracts" },
  { name: "contract", hash: `#/contracts/${SAMPLE.contract}` },
  { name: "contract-underway", hash: `#/contracts/${SAMPLE.underWay}` },
  { name: "money", hash: "#/money" },
  { name: "ledger", hash: "#/ledger" },
  { name: "ledger-refused", hash: "#/ledger", scene: "refused" },
  { name: "account", hash: "#/account" },
  { name: "nodes", hash: "", safe: "nodes" },
  { name: "nodes-many", hash: "", safe: "nodes", scene: "many" },
  { name: "nodes-offline", hash: "", safe: "nodes", scene: "offline" },
  { name: "nodes-demo", hash: "", safe: "nodes", scene: "demo" },
  { name: "nodes-new", hash: "", safe: "nodes", scene: "new" },
  { name: "nodes-remove", hash: "", safe: "nodes", act: pressText(/^(Remove…|移除…)$/) },
];

mkdirSync(folder, { recursive: true });
await build({
  ...config,
  build: {
    outDir,
    emptyOutDir: true,
    target: "chrome146",
    minify: false,
    rolldownOptions: { input: ["index.html", "safe.html"].map((page) => join(root, page)) },
  },
});
const server = await preview({ ...config, build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
const address = server.httpServer.address();
const port = typeof address === "object" && address ? address.port : 0;
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
  // As in the real window: scroll bars take their place.
  ignoreDefaultArgs: ["--hide-scrollbars"],
});
let problems = 0;
for (const lang of ["en", "zh-CN"])
  for (const theme of ["light", "dark"]) {
    for (const shot of SHOTS) {
      const name = `${shot.name}-${lang === "en" ? "en" : "zh"}-${theme}`;
      if (filter && !name.match(filter)) continue;
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
      page.on("pageerror", (error) => {
        problems += 1;
        console.error(name, error.message);
      });
      page.on("console", (message) => {
        if (message.type() !== "error") return;
        problems += 1;
        console.error(name, message.text().slice(0, 300));
      });
      const query = new URLSearchParams({ lang, theme, scene: shot.scene ?? "full", slots: String(shot.slots ?? 96) });
      await page.goto(`http://127.0.0.1:${port}/${shot.safe ? "safe" : "index"}.html?${query}${shot.hash}`);
      await page.waitForSelector(shot.safe ? "main" : "#screen");
      await page.waitForTimeout(500);
      try {
        await shot.act?.(page);
      } catch (error) {
        problems += 1;
        console.error(name, String(error).slice(0, 200));
      }
      await page.waitForTimeout(350);
      await page.screenshot({ path: join(folder, `${name}.png`) });
      await page.close();
    }
  }
await browser.close();
await server.close();
console.log(`pictures in ${folder}; ${problems} problems`);
process.exit(problems ? 1 : 0);
