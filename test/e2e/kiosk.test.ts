/** The kiosk in the real window: every way out is tried and leads nowhere; the PIN does; displays, crash and kill are survived. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "./bridge.ts";
import { type Kiosk, launchKiosk, openPinPad, setPin, tour, typePin } from "./kiosk.ts";
import { windowOf } from "./launch.ts";

const PIN = "246810";
const folder = mkdtempSync(join(tmpdir(), "wattlight-kiosk-"));
let kiosk: Kiosk;
beforeAll(async () => {
  kiosk = await launchKiosk({ data: folder, rate: 120 });
  await setPin(kiosk.page, PIN);
  // What the system would open is counted.
  await kiosk.app.evaluate(({ dialog, shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    for (const name of ["showOpenDialog", "showSaveDialog", "showMessageBox", "showErrorBox"] as const)
      Object.assign(dialog, { [name]: () => void opened.push(name) });
    Object.assign(shell, { openExternal: () => void opened.push("openExternal") });
  });
});
afterAll(async () => {
  await kiosk.app.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

/** What would tell that somebody got out. */
const stands = async () => {
  const world = await kiosk.app.evaluate(({ BrowserWindow, Menu, webContents }) => ({
    windows: BrowserWindow.getAllWindows().map((window) => ({
      visible: window.isVisible(),
      kiosk: window.isKiosk(),
      minimized: window.isMinimized(),
      tools: window.webContents.isDevToolsOpened(),
      menu: window.isMenuBarVisible(),
    })),
    contents: webContents.getAllWebContents().map((one) => one.getURL()),
    zoom: webContents.getAllWebContents().map((one) => one.getZoomLevel()),
    menu: Menu.getApplicationMenu() !== null,
    opened: (globalThis as unknown as { opened: string[] }).opened,
  }));
  expect(world).toEqual({
    windows: [{ visible: true, kiosk: true, minimized: false, tools: false, menu: false }],
    contents: ["wattlight-app://kiosk/kiosk.html"],
    zoom: [0],
    menu: false,
    opened: [],
  });
  expect(await kiosk.page.locator(".kiosk-street").count()).toBe(1);
};

/** As the keyboard would: the main process's own injection passes where real keys pass. */
const press = (keyCode: string, modifiers: ("control" | "shift" | "alt" | "meta")[] = []) =>
  kiosk.app.evaluate(
    ({ BrowserWindow }, input) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.sendInputEvent({ type: "keyDown", ...input });
      contents?.sendInputEvent({ type: "keyUp", ...input });
    },
    { keyCode, modifiers },
  );
const heard = () =>
  kiosk.page.evaluate(() => {
    const keys: string[] = [];
    addEventListener("keydown", (event) => keys.push(event.key), true);
    Object.assign(globalThis, { keys });
  });
const keysHeard = () => kiosk.page.evaluate(() => (globalThis as unknown as { keys: string[] }).keys);

describe("a way out", () => {
  it("is no key: what closes, opens, prints, saves, reloads, zooms, inspects or switches does not reach the page", async () => {
    await heard();
    for (const key of ["F1", "F3", "F4", "F5", "F6", "F7", "F10", "F11", "F12", "Escape", "a"]) await press(key);
    for (const key of ["W", "Q", "N", "T", "O", "S", "P", "R", "J", "U", "L", "H", "D", "F", "0", "Plus", "-"]) {
      await press(key, ["control"]);
      await press(key, ["meta"]);
    }
    for (const key of ["I", "J", "C", "N", "R", "W", "Q"]) await press(key, ["control", "shift"]);
    for (const key of ["F4", "Left", "Right", "Home", "Space", "Tab"]) await press(key, ["alt"]);
    await press("Tab");
    await until("A key that may pass arrives", 10, keysHeard, (keys) => keys.includes("Tab"));
    expect(await keysHeard()).toEqual(["Tab"]);
    await stands();
  });

  it("is nothing on any screen of the page: no link, form, file, frame or text to type into", async () => {
    const ways = (page: Page) =>
      page.locator("a[href], form, iframe, input:not([type=radio]), textarea, [contenteditable]").count();
    expect(await ways(kiosk.page)).toBe(0);
    await kiosk.page.locator(".kiosk-foot .kiosk-go").click();
    for (let stop = 0; stop < 5; stop++) {
      expect(await ways(kiosk.page)).toBe(0);
      await kiosk.page.locator(".kiosk-nav .kiosk-go").click();
    }
    await stands();
  });

  it("is not the window system: closing, minimising and leaving full screen are undone", async () => {
    const left = await kiosk.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.close();
        window.webContents.openDevTools();
      }
      return BrowserWindow.getAllWindows().length;
    });
    expect(left).toBe(1);
    await stands();
  });

  it("is not the door: it has the kiosk's five methods, and none of the wallet's", async () => {
    const call = (method: string) =>
      kiosk.page.evaluate(
        (name) =>
          (window as unknown as { wattlight: { call(m: string, i: unknown): Promise<{ ok: boolean }> } }).wattlight
            .call(name, {})
            .then(({ ok }) => ok),
        method,
      );
    for (const method of ["sign.offer", "safe.unlock", "safe.create", "settings.set", "file.saveCsv", "meter.choose"])
      expect(await call(method)).toBe(false);
    expect(await call("kiosk.start")).toBe(true);
  });
});

it("holds no key of value: no vault, no settings of a wallet, nothing beside its own folder", () => {
  expect(readdirSync(folder)).toEqual(["kiosk"]);
  expect(existsSync(join(kiosk.folder, "vault.json"))).toBe(false);
});

it("shows the street from verified data, and five stops", async () => {
  await kiosk.page.locator(".kiosk-side .seal.verified").waitFor({ timeout: 60_000 });
  expect(await tour(kiosk.page)).toEqual(["now", "offer", "contract", "proof", "rule"]);
});

it("follows displays: a second one, upright, gets a window that fits, and loses it again", async () => {
  const arrange = (second: boolean) =>
    kiosk.app.evaluate(({ screen }, more) => {
      const [first] = screen.getAllDisplays();
      if (!first) throw new Error("no display");
      const upright = { ...first, id: 77, bounds: { x: 0, y: 0, width: 540, height: 960 } };
      screen.getAllDisplays = () => (more ? [first, upright] : [first]);
      screen.emit(more ? "display-added" : "display-removed", {}, upright);
    }, second);
  await arrange(true);
  const pages = () => Promise.resolve(kiosk.app.windows().filter((page) => page.url().includes("kiosk.html")));
  const both = await until("A second window", 30, pages, (list) => list.length === 2);
  const other = both.find((page) => page !== kiosk.page) as Page;
  await other.locator(".kiosk-street").waitFor();
  await other.setViewportSize({ width: 540, height: 960 });
  const fits = await other.evaluate(() => {
    const foot = document.querySelector(".kiosk-foot")?.getBoundingClientRect();
    return foot !== undefined && foot.bottom <= innerHeight && foot.right <= innerWidth;
  });
  expect(fits).toBe(true);
  await arrange(false);
  await until("One window again", 30, pages, (list) => list.length === 1);
  await stands();
});

// The driver waits for the navigations that were refused here, so nothing is clicked through it afterwards.
it("no link, no window, no download and no context menu leads out", async () => {
  const before = kiosk.page.url();
  await kiosk.page.evaluate(() => {
    for (const url of [
      "https://example.org/",
      "file:///etc/passwd",
      "wattlight-app://wallet/index.html",
      "mailto:a@b",
    ]) {
      const link = document.createElement("a");
      link.href = url;
      document.body.append(link);
      link.click();
      link.target = "_blank";
      link.click();
      link.download = "x";
      link.click();
      link.remove();
      window.open(url);
    }
    document.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
  });
  await kiosk.page.mouse.click(400, 400, { button: "right" });
  await kiosk.page.mouse.click(400, 400, { button: "middle" });
  expect(kiosk.page.url()).toBe(before);
  await stands();
});

it("loads its page again when that ends", async () => {
  await kiosk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on("did-finish-load", () => Object.assign(globalThis, { again: true }));
    contents?.forcefullyCrashRenderer();
  });
  // The driver counts the page as crashed for good; the main process tells that it is there.
  const loaded = () => kiosk.app.evaluate(() => "again" in globalThis);
  await until("The page is loaded again", 60, loaded, Boolean);
  const asks = () =>
    kiosk.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      return window?.isVisible() === true && window.isKiosk() && !window.webContents.isCrashed();
    });
  expect(await asks()).toBe(true);
});

it("comes back after a kill with its PIN, and ends with it alone", async () => {
  const ended = new Promise((resolve) => kiosk.app.process().once("exit", resolve));
  kiosk.app.process().kill("SIGKILL");
  await ended;
  kiosk = await launchKiosk({ data: folder, rate: 120 });
  const { page, app } = kiosk;
  await page.locator(".kiosk-street").waitFor({ timeout: 60_000 });
  await openPinPad(page);
  await typePin(page, "000000");
  await page.locator(".kiosk-said").filter({ hasText: /PIN/ }).waitFor();
  expect(await windowOf(app, "kiosk")).toBe(page);
  const code = new Promise<number | null>((resolve) => app.process().once("exit", resolve));
  await typePin(page, PIN);
  expect(await code).toBe(0);
});
