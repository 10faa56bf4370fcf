/** The program as it is handed out, not the source tree: what is in it, its fuses, and the first steps of a new user in it. */
import { closeSync, existsSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleIfStale } from "../../build/bundle.ts";
import { type Packaged, packageHere } from "../../build/package/command.ts";
import { FUSES, readFuses } from "../../build/package/fuses.ts";
import { provideElectron } from "../../build/runtime/electron.ts";
import { temporaryFolder } from "../temporaryFolder.ts";
import { call, proved, until } from "./bridge.ts";
import { PASSPHRASE } from "./journey.ts";
import { archived, desktopIn, pageOf, type Running, runPackaged, runToEnd } from "./packaged.ts";

const output = temporaryFolder();
const data = temporaryFolder();
const env = desktopIn(temporaryFolder());
let packaged: Packaged;

beforeAll(async () => {
  await bundleIfStale(() => undefined);
  packaged = await packageHere(await provideElectron(() => undefined), output);
});

describe("what is in the package", () => {
  it("its ASAR holds the bundles and a package.json of its own: no source, no map, no test, no node_modules", () => {
    const files = archived(asarHeader(packaged.asar));
    expect(files).toEqual(expect.arrayContaining(["package.json", "main/main.mjs", "main/local.mjs", "main/node.mjs"]));
    expect(files).toEqual(expect.arrayContaining(["preload/safe.cjs", "preload/wallet.cjs", "renderer/index.html"]));
    const foreign = files.filter(
      (file) => !/^(main|preload|renderer)\/[\w./-]+\.(mjs|cjs|js|css|html|woff2)$/.test(file),
    );
    expect(foreign).toEqual(["package.json"]);
  });

  it("brings its licences, and no application of the runtime's own", () => {
    const beside = join(packaged.asar, "..");
    for (const licences of ["LICENSE", "LICENSES.packages.txt"]) expect(existsSync(join(beside, licences))).toBe(true);
    for (const licences of ["LICENSE.electron.txt", "LICENSES.chromium.html"])
      expect(existsSync(join(packaged.folder, licences))).toBe(true);
    expect(existsSync(join(beside, "app"))).toBe(false);
    expect(existsSync(join(beside, "default_app.asar"))).toBe(false);
  });
});

describe("fuses", () => {
  it("stand in the binary as the table says", async () => {
    const states = Object.entries(FUSES).map(([name, on]) => [name, on ? "on" : "off"]);
    expect(await readFuses(packaged.program)).toEqual(Object.fromEntries(states));
    expect(FUSES).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableCookieEncryption: true,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it("hold: the binary is no Node, whatever its environment asks for", async () => {
    const script = join(temporaryFolder(), "intruder.cjs");
    const mark = `${script}.ran`;
    writeFileSync(script, `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "")`);
    const { code, said } = await runToEnd(packaged.program, [script, "--demo-rate=none"], {
      ...env,
      ELECTRON_RUN_AS_NODE: "1",
      NODE_OPTIONS: `--require ${script}`,
    });
    expect(said).toContain('--demo-rate takes a whole number from 1 to 3600, not "none"');
    expect(code).toBe(2);
    expect(existsSync(mark)).toBe(false);
  });
});

describe("the packaged program", () => {
  let running: Running | undefined;
  afterAll(() => running?.end());

  it("makes a wallet, joins the demo network and shows a figure that it proved itself", async () => {
    running = await runPackaged(packaged.program, [`--data=${data}`, "--demo-rate=120"], env);
    const safe = await pageOf(running, "safe");
    await safe.getByRole("button").first().waitFor();
    await call(safe, "settings.set", { lang: "en", theme: "light" });
    await safe.getByRole("button", { name: "Create a wallet" }).click();
    await safe.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
    await safe.getByLabel("The same once more").fill(PASSPHRASE);
    await safe.getByRole("button", { name: "Continue" }).click();
    const words = safe.locator(".word-list .word");
    await words.nth(23).waitFor();
    const phrase = await words.allTextContents();
    await safe.getByRole("button", { name: "I have written them down" }).click();
    const boxes = safe.getByRole("textbox", { name: /^word \d+$/ });
    await boxes.first().waitFor();
    for (const box of await boxes.all()) {
      const place = Number(/\d+/.exec((await box.getAttribute("aria-label")) ?? "")?.[0]);
      await box.fill(phrase[place - 1] ?? "");
    }
    await safe.getByRole("button", { name: "Continue" }).click();
    await safe.getByRole("button", { name: "Join the demo network" }).click();

    const page = await pageOf(running, "wallet");
    const home = await until(
      "a verified block",
      60,
      () => call(page, "home.get", {}),
      ({ state }) => state === "verified",
    );
    expect(proved("the home", home).proof).toMatchObject({ of: 4 });
    await page.getByRole("link", { name: "Market", exact: true }).click();
    await page
      .getByRole("button", { name: /^simulated, verified at block/ })
      .first()
      .waitFor();
  });

  it("shows a file that a second start hands over, checked, on the ledger's screen", async () => {
    if (!running) throw new Error("the program does not run");
    const file = join(temporaryFolder(), "from a stranger.watt");
    writeFileSync(file, '{"format":"wattlight-proof-1"}');
    const page = await pageOf(running, "wallet");
    expect((await runToEnd(packaged.program, [`--data=${data}`, file], env)).code).toBe(0);
    await page.getByText("from a stranger.watt").first().waitFor();
    expect(page.url()).toContain("#/ledger");
  });

  it("opens a link as a page that compares the network, and joins nothing by itself", async () => {
    if (!running) throw new Error("the program does not run");
    const page = await pageOf(running, "wallet");
    const before = await call(page, "status.get", {});
    expect((await runToEnd(packaged.program, [`--data=${data}`, "wattlight:network/1/cut"], env)).code).toBe(0);
    const safe = await pageOf(running, "safe");
    await safe.getByText("Nothing was joined").first().waitFor();
    expect(await call(page, "status.get", {})).toMatchObject({ chainId: before.chainId });
  });

  it("ends in order", async () => {
    await running?.end();
    expect(running?.child.signalCode ?? running?.child.exitCode).toBe(0);
  });

  it("lets no debugger at a wallet that is there", async () => {
    const { code, said } = await runToEnd(packaged.program, [`--data=${data}`, "--remote-debugging-port=0"], env);
    expect(said).toContain("--remote-debugging-port is refused where a wallet or a kiosk is");
    expect(code).toBe(2);
  });
});

/** The header of an ASAR: two Pickles, the length of the header in the fourth word, the header's JSON after it. */
function asarHeader(path: string): unknown {
  const file = openSync(path, "r");
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    const text = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, text, 0, text.length, 16);
    return JSON.parse(text.toString("utf8"));
  } finally {
    closeSync(file);
  }
}
