/** The shell's pure parts: pages and their policy, what pages may load, start options, languages, file names, back-off. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { BackOff } from "../../../electron/children/backOff.ts";
import { fileFor, servePage } from "../../../electron/protocol/pages.ts";
import { readOptions } from "../../../electron/window/options.ts";

const showErrorBox = vi.hoisted(() => vi.fn<(title: string, text: string) => void>());
vi.mock("electron", () => ({ dialog: { showErrorBox }, default: {} }));
const { sayFatal } = await import("../../../electron/window/sayFatal.ts");
const { mayLoad } = await import("../../../electron/window/guard.ts");
const { plainName } = await import("../../../electron/window/files.ts");

describe("pages", () => {
  const at = (path: string, host = "wallet") => `wattlight-app://${host}${path}`;
  it.each([
    [at("/index.html"), "index.html"],
    [at("/assets/index-a1_B.js"), "assets/index-a1_B.js"],
    [at("/assets/inter.woff2"), "assets/inter.woff2"],
  ])("%s is served", (url, file) => expect(fileFor(url, "wallet")).toBe(file));

  it.each([
    at("/"),
    at("/safe.html"),
    at("/index.html", "safe"),
    at("/../package.json"),
    at("/assets/../../main/main.mjs"),
    at("/assets/..%2f..%2fmain%2fmain.mjs"),
    at("/assets/%2e%2e/main.mjs"),
    at("/assets/index.js.map"),
    at("/assets/page.html"),
    at("/assets/.hidden.js"),
    at("//etc/passwd"),
    "file:///etc/passwd",
    "https://wallet/index.html",
    "not a url",
  ])("%s is not", (url) => expect(fileFor(url, "wallet")).toBeUndefined());

  it("each answer carries the policy, and nothing but GET is answered", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), "<!doctype html>");
    const page = await servePage(folder, "wallet", { url: at("/index.html"), method: "GET" });
    expect(page.status).toBe(200);
    const policy = page.headers.get("content-security-policy") ?? "";
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'none'", "frame-ancestors 'none'"])
      expect(policy.split("; ")).toContain(rule);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    expect((await servePage(folder, "wallet", { url: at("/index.html"), method: "POST" })).status).toBe(404);
    expect((await servePage(folder, "wallet", { url: at("/assets/gone.js"), method: "GET" })).status).toBe(404);
  });
});

describe("what a page may load", () => {
  it.each([
    ["wattlight-app://wallet/assets/a.js", true],
    ["data:image/svg+xml,x", true],
    ["wattlight-app://safe/safe.html", false],
    ["wattlight-app://wallet.evil/index.html", false],
    ["https://example.org/", false],
    ["http://127.0.0.1:26657/status", false],
    ["ws://127.0.0.1:26657/websocket", false],
    ["file:///etc/passwd", false],
    ["devtools://devtools/bundled/inspector.html", false],
  ])("%s: %o", (url, may) => expect(mayLoad(url, "wallet", false)).toBe(may));
});

describe("start options", () => {
  it("reads switches in both spellings, then the environment", () => {
    expect(readOptions(["electron", ".", "--data", "/d", "--demo-rate=120"], {})).toMatchObject({
      data: "/d",
      demoRate: 120,
      kiosk: false,
    });
    expect(readOptions(["x"], { WATTLIGHT_DATA: "/e", WATTLIGHT_DEMO_RATE: "60" })).toMatchObject({
      data: "/e",
      demoRate: 60,
    });
    expect(readOptions(["x", "--kiosk"], {})).toMatchObject({ data: undefined, demoRate: 15, kiosk: true });
    expect(readOptions(["x", "--user-data-dir=/u"], {}).data).toBe("/u");
  });
  it.each(["0", "-1", "1.5", "fast", "100000"])("refuses --demo-rate %s by name", (rate) =>
    expect(() => readOptions(["x", "--demo-rate", rate], {})).toThrow("--demo-rate"),
  );
  it("refuses --data without a folder", () => expect(() => readOptions(["x", "--data"], {})).toThrow("--data"));
});

describe("a proposed file name", () => {
  it.each([
    ["energy 2024-06.csv", "energy 2024-06.csv"],
    ["../../.bashrc", "-..-.bashrc.csv"],
    ["/etc/passwd", "-etc-passwd.csv"],
    ["能源 6 月", "能源 6 月.csv"],
    ["", "wattlight.csv"],
    ["a\u0000b\n.csv", "a-b-.csv"],
  ])("%o becomes %o", (name, plain) => {
    expect(plainName(name)).toBe(plain);
    expect(plainName(name)).not.toMatch(/[\\/]/);
  });
});

it("back-off doubles up to half a minute and starts anew after a healthy minute", () => {
  let now = 0;
  const backOff = new BackOff(() => now);
  backOff.started();
  expect([1, 2, 3].map(() => backOff.next())).toEqual([500, 1000, 2000]);
  for (let i = 0; i < 10; i++) backOff.next();
  expect(backOff.next()).toBe(30_000);
  backOff.started();
  now += 61_000;
  expect(backOff.next()).toBe(500);
});

describe("a start that fails", () => {
  it.each(["en", "zh-CN"] as const)("is said in a box (%s), with its reason", (lang) => {
    sayFatal(lang, new Error("EISDIR: illegal operation on a directory, read '/data/settings.json'"));
    expect(showErrorBox).toHaveBeenLastCalledWith(
      expect.stringContaining("Wattlight"),
      expect.stringMatching(/settings\.json.*\n\n(Your keys|您的密钥)/s),
    );
  });
});
