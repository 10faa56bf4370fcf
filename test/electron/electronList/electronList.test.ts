/**
 * Electron's security list, item by item (https://www.electronjs.org/docs/latest/tutorial/security): what stands against each in the code,
 * held by the functions that the program runs at its start, over stand-ins of Electron's objects, and by the sources where an item forbids a
 * thing. `docs/security.md` has the table; test/e2e/hostile.test.ts and test/e2e/package.test.ts try the like on the real windows.
 */
import { EventEmitter } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FUSES } from "../../../build/package/fuses.ts";
import { fileFor, headersFor, SCHEME_PRIVILEGES } from "../../../electron/protocol/pages.ts";

const made = vi.hoisted(() => [] as { options: Electron.BrowserWindowConstructorOptions; loaded: string[] }[]);
/** What the preload gives the page, and what it asks of the main process. */
const exposed = vi.hoisted(() => [] as [string, object][]);
const renderer = vi.hoisted(() => {
  const listeners: ((event: unknown, ...args: unknown[]) => void)[] = [];
  return {
    invoked: [] as unknown[][],
    invoke: (...args: unknown[]): Promise<unknown> => Promise.resolve(renderer.invoked.push(args)),
    on: (_: string, listener: (event: unknown, ...args: unknown[]) => void): void => void listeners.push(listener),
    removeListener: (): void => {},
    emit: (_: string, event: unknown, ...args: unknown[]): void => {
      for (const listener of listeners) listener(event, ...args);
    },
  };
});
vi.mock("electron", () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: object) => exposed.push([name, api]) },
  ipcRenderer: renderer,
  BrowserWindow: class {
    readonly #entry: (typeof made)[number];
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      this.#entry = { options, loaded: [] };
      made.push(this.#entry);
    }
    setContentProtection(): void {}
    once(): void {}
    isDestroyed(): boolean {
      return false;
    }
    loadURL(url: string): Promise<void> {
      this.#entry.loaded.push(url);
      return Promise.resolve();
    }
  },
  nativeTheme: { shouldUseDarkColors: false },
  screen: {},
  default: {},
}));
const windows = await import("../../../electron/window/windows.ts");
const { expose } = await import("../../../electron/preload/bridge.ts");
const { guardContents, guardNewSessions, guardSession, mayLoad } = await import("../../../electron/window/guard.ts");

const root = join(import.meta.dirname, "../../..");
const text = (path: string): string => readFileSync(join(root, path), "utf8");
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(`${folder}/${entry.name}`)
      : /\.(?:tsx?|html)$/.test(entry.name)
        ? [`${folder}/${entry.name}`]
        : [],
  );
/** Sources without their comments: an item may be spoken of. */
const code = ["electron", "renderer", "shared"]
  .flatMap(sources)
  .map((file) => ({ file, text: text(file).replaceAll(/\/\*[^]*?\*\/|<!--[^]*?-->|(?<=^|\s)\/\/.*$/gm, "") }));
const filesWith = (what: RegExp): string[] => code.filter((one) => what.test(one.text)).map(({ file }) => file);

const sessions = { wallet: {}, safe: {}, kiosk: {} } as unknown as Parameters<
  typeof windows.walletWindow
>[0]["sessions"];
const places = { preloads: "/out/preload", sessions, devTools: false };
/** Every function of windows.ts that makes a window; one that is added is made here too. */
const makers = Object.entries(windows).filter(([name]) => name.endsWith("Window")) as [
  string,
  (where: typeof places, other: undefined) => Electron.BrowserWindow,
][];
const preferencesOf = (make: (typeof makers)[number][1]): Electron.WebPreferences => {
  make(places, undefined);
  return made.at(-1)?.options.webPreferences ?? {};
};

type Answer = { cancel: boolean };
/** A session that remembers what it was told. */
function fakeSession() {
  const told: {
    request?: (contents: unknown, permission: string, answer: (yes: boolean) => void) => void;
    check?: (...args: unknown[]) => boolean;
    device?: (...args: unknown[]) => boolean;
    load?: (details: { url: string }, answer: (a: Answer) => void) => void;
    proxy?: unknown;
  } = {};
  const on = new EventEmitter();
  const session = Object.assign(on, {
    protocol: { handle: () => undefined },
    setPermissionRequestHandler: (handler: typeof told.request) => Object.assign(told, { request: handler }),
    setPermissionCheckHandler: (handler: typeof told.check) => Object.assign(told, { check: handler }),
    setDevicePermissionHandler: (handler: typeof told.device) => Object.assign(told, { device: handler }),
    setSpellCheckerEnabled: () => undefined,
    webRequest: { onBeforeRequest: (handler: typeof told.load) => Object.assign(told, { load: handler }) },
    setProxy: (proxy: unknown) => Promise.resolve(void (told.proxy = proxy)),
  });
  return { told, session: session as unknown as Electron.Session };
}
const PERMISSIONS = ["media", "geolocation", "notifications", "clipboard-read", "midi", "openExternal", "fullscreen"];

function guardedContents() {
  const app = new EventEmitter();
  guardContents(app as unknown as Electron.App);
  let opener: ((details: { url: string }) => { action: string }) | undefined;
  const contents = Object.assign(new EventEmitter(), {
    setWebRTCIPHandlingPolicy: () => undefined,
    setWindowOpenHandler: (handler: typeof opener) => (opener = handler),
  });
  app.emit("web-contents-created", {}, contents);
  const prevented = (event: string): boolean => {
    let stopped = false;
    contents.emit(event, { preventDefault: () => (stopped = true) }, "https://example.org/");
    return stopped;
  };
  return { app, contents, opener: () => opener, prevented };
}

beforeEach(() => void made.splice(0));

it("every maker of a window is looked at", () => {
  expect(makers.length).toBeGreaterThanOrEqual(5);
  // Nothing else makes a page: no other file has a window's or a view's constructor. The kiosk's has tests of its own besides.
  const making = filesWith(/new (?:BrowserWindow|BrowserView|WebContentsView)\b/);
  expect(making).toEqual(["electron/window/windows.ts"]);
  // What pages may stands in one place, and nobody adds to it but by taking more away.
  for (const file of making) expect(text(file)).toMatch(/webPreferences: (?:\{\s*\.\.\.)?pagePreferences\(/);
  const rights =
    /contextIsolation|sandbox:|nodeIntegration|webSecurity|webviewTag|allowRunning|experimental|navigateOn/;
  expect(filesWith(rights)).toEqual(["electron/window/preferences.ts"]);
});

describe("1. only secure content", () => {
  it.each(["http://example.org/", "https://example.org/", "ws://127.0.0.1/", "file:///etc/passwd", "ftp://x/"])(
    "%s is not loaded, by our sessions nor by any other",
    async (url) => {
      expect(mayLoad(url, "wallet", true)).toBe(false);
      const ours = fakeSession();
      await guardSession(ours.session, "wallet", "/out", false);
      const app = new EventEmitter();
      guardNewSessions(app as unknown as Electron.App);
      const others = fakeSession();
      app.emit("session-created", others.session);
      for (const { told } of [ours, others]) {
        let answer: Answer | undefined;
        told.load?.({ url }, (given) => (answer = given));
        expect(answer).toEqual({ cancel: true });
        expect(told.proxy).toMatchObject({ proxyRules: "socks5://127.0.0.1:9", proxyBypassRules: "<-loopback>" });
      }
    },
  );
  it("windows load our own scheme alone", async () => {
    for (const host of ["wallet", "safe"] as const)
      await windows.showPage(windows.walletWindow(places, undefined), host);
    expect(made.flatMap(({ loaded }) => loaded)).toEqual([
      "wattlight-app://wallet/index.html",
      "wattlight-app://safe/safe.html",
    ]);
    expect(filesWith(/\.load(?:URL|File)\(/)).toEqual(["electron/window/windows.ts"]);
  });
});

describe.each(makers)("%s", (_, make) => {
  it("2. has no Node in its pages, frames and workers", () => {
    const { nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames } = preferencesOf(make);
    expect([nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames]).toEqual([false, false, false]);
  });
  it("3. keeps the preload's world apart from the page's", () =>
    expect(preferencesOf(make).contextIsolation).toBe(true));
  it("4. is sandboxed", () => expect(preferencesOf(make).sandbox).toBe(true));
  it("6. keeps web security on", () => expect(preferencesOf(make).webSecurity).toBe(true));
  it("8. runs no insecure content", () => expect(preferencesOf(make).allowRunningInsecureContent).toBe(false));
  it("9. has no experimental features", () => expect(preferencesOf(make).experimentalFeatures).toBe(false));
  it("10. switches on no feature of Blink", () =>
    expect(preferencesOf(make)).not.toHaveProperty("enableBlinkFeatures"));
  it("11. has no webview, so none with popups", () => expect(preferencesOf(make).webviewTag).toBe(false));
  it("13. goes nowhere when something is dropped on it", () =>
    expect(preferencesOf(make).navigateOnDragDrop).toBe(false));
  it("has a session of its kind, and no developer tools in a package", () => {
    const { session, devTools } = preferencesOf(make);
    expect(Object.values(sessions)).toContain(session);
    expect(devTools).toBe(false);
  });
});

it("4. all pages are sandboxed from the start, whatever makes them", () => {
  expect(text("electron/main.ts")).toMatch(
    /if \(!app\.commandLine\.hasSwitch\("no-sandbox"\)\) app\.enableSandbox\(\);/,
  );
});

describe("5. permissions", () => {
  it.each(PERMISSIONS)("%s is refused when asked for and when looked up, by our sessions", async (permission) => {
    const { session, told } = fakeSession();
    await guardSession(session, "safe", "/out", false);
    const answers: boolean[] = [];
    told.request?.({}, permission, (yes) => answers.push(yes));
    expect(answers).toEqual([false]);
    expect(told.check?.({}, permission, "wattlight-app://safe")).toBe(false);
    expect(told.device?.({ deviceType: "usb" })).toBe(false);
  });
  it("are refused by every other session", () => {
    const app = new EventEmitter();
    guardNewSessions(app as unknown as Electron.App);
    const { session, told } = fakeSession();
    app.emit("session-created", session);
    const answers: boolean[] = [];
    for (const permission of PERMISSIONS) told.request?.({}, permission, (yes) => answers.push(yes));
    expect(new Set(answers)).toEqual(new Set([false]));
  });
  it("nothing is downloaded", async () => {
    const { session } = fakeSession();
    await guardSession(session, "wallet", "/out", false);
    let stopped = false;
    session.emit("will-download", { preventDefault: () => (stopped = true) } as never, {} as never, {} as never);
    expect(stopped).toBe(true);
  });
});

it("7. pages come with a policy that allows their own scripts alone, and frames, forms and connections never", () => {
  const policy = (headersFor("index.html")["content-security-policy"] ?? "").split("; ");
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy.join()).not.toMatch(/unsafe-eval|https?:|\*/);
});

describe("8. to 12.", () => {
  it("no source switches off web security, on insecure content, experiments, Blink features or webviews", () => {
    expect(filesWith(/webSecurity:\s*false|allowRunningInsecureContent:\s*true|experimentalFeatures:\s*true/)).toEqual(
      [],
    );
    expect(filesWith(/enableBlinkFeatures|allowpopups|<webview|webviewTag:\s*true/)).toEqual([]);
    expect(filesWith(/disable-web-security|allow-running-insecure|ignore-certificate|enable-blink-features/)).toEqual(
      [],
    );
  });
  it("12. a webview is not attached, whatever its options", () => {
    expect(guardedContents().prevented("will-attach-webview")).toBe(true);
  });
});

describe("13. navigation", () => {
  it.each(["will-navigate", "will-frame-navigate", "will-redirect"])("%s is prevented", (event) =>
    expect(guardedContents().prevented(event)).toBe(true),
  );
  it("no page is asked for a password or a certificate of the system's", () => {
    const { app } = guardedContents();
    for (const event of ["login", "select-client-certificate"]) {
      let stopped = false;
      app.emit(event, { preventDefault: () => (stopped = true) });
      expect(stopped).toBe(true);
    }
  });
});

it("14. no page opens a window", () => {
  for (const url of ["https://example.org/", "about:blank", "wattlight-app://safe/safe.html", "javascript:1"])
    expect(guardedContents().opener()?.({ url })).toEqual({ action: "deny" });
});

it("15. nothing is handed to the system to open", () => {
  expect(filesWith(/\bshell\b.*from "electron"|openExternal|openPath|showItemInFolder/)).toEqual([]);
});

it("16. Electron is pinned, and of the current major version when the table was last gone through", () => {
  const { devDependencies } = JSON.parse(text("package.json")) as { devDependencies: Record<string, string> };
  expect(devDependencies["electron"]).toMatch(/^\d+\.\d+\.\d+$/);
  const reviewed = /Electron (\d+) was the newest major version/.exec(text("docs/security.md"))?.[1];
  expect(devDependencies["electron"]?.split(".")[0]).toBe(reviewed);
});

it("17. one file listens to pages, and asks the door about every sender", () => {
  expect(filesWith(/\{[^}]*\bipcMain\b[^}]*\} from "electron"/)).toEqual(["electron/door/ipcMain.ts"]);
  expect(filesWith(/\bipcRenderer\b/)).toEqual(["electron/preload/bridge.ts"]);
  // The checks themselves: test/electron/door/door.test.ts.
  expect(text("electron/door/door.ts")).toMatch(/const pass = this\.#check\(method, event\);/);
});

describe("18. no file: pages", () => {
  it("the scheme is our own and brings no rights of the file system", () => {
    expect(SCHEME_PRIVILEGES).not.toHaveProperty("bypassCSP");
    expect(SCHEME_PRIVILEGES).not.toHaveProperty("supportFetchAPI");
    for (const url of ["file:///out/renderer/index.html", "wattlight-app://wallet/assets/../../../etc/passwd"])
      expect(fileFor(url, "wallet")).toBeUndefined();
    expect(filesWith(/["'`]file:\/\//)).toEqual([]);
  });
});

it("19. the fuses that take rights away are set so", () => {
  expect(FUSES).toMatchObject({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  });
});

describe("20. what pages get", () => {
  it("is two functions: calls by a name of the list, and topics without the event that carries the sender", async () => {
    exposed.splice(0);
    expose(["settings.get"]);
    expect(exposed).toHaveLength(1);
    const [[name, api] = ["", {}]] = exposed;
    expect(name).toBe("wattlight");
    expect(Object.keys(api)).toEqual(["call", "onChanged"]);
    const { call, onChanged } = api as {
      call: (method: unknown, input: unknown) => Promise<unknown>;
      onChanged: (heard: (...args: unknown[]) => void) => () => void;
    };
    await call("settings.get", {});
    for (const other of ["safe.unlock", "wattlight:settings.get", "__proto__", null, ["settings.get"]])
      expect(await call(other, {})).toMatchObject({ ok: false });
    expect(renderer.invoked).toEqual([["wattlight:settings.get", {}]]);
    const heard: unknown[][] = [];
    onChanged((...args) => heard.push(args));
    for (const topic of ["ledger", "anything", { topic: "ledger" }])
      renderer.emit("wattlight:changed", { sender: "the ipcRenderer itself" }, topic);
    expect(heard).toEqual([["ledger"]]);
  });
  it("and no other file gives them anything", () => {
    expect(filesWith(/exposeInMainWorld/)).toEqual(["electron/preload/bridge.ts"]);
  });
});

it("the guards are put up before any page can be", () => {
  const main = text("electron/main.ts");
  const before = main.indexOf("app.whenReady()");
  for (const guard of [
    "guardNewSessions(app);",
    "guardContents(app);",
    "resolveNoNames(app);",
    "app.enableSandbox();",
  ]) {
    expect(main).toContain(guard);
    expect(main.indexOf(guard)).toBeLessThan(before);
  }
  expect(main).toMatch(/requestSingleInstanceLock\(\)\) \{\n[^}]*app\.exit\(0\)/);
  expect(main).toMatch(/closeForeignChannels\(\);/);
});
