/** Starts the bundled wallet in the real Electron with a data folder of its own, and finds its windows. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, errors, type Page } from "playwright-core";
import { bundleIfStale, ROOT } from "../../build/bundle.ts";
import { provideElectron } from "../../build/runtime/electron.ts";

export interface LaunchOptions {
  /** Data folder; a fresh temporary one when absent. */
  readonly data?: string;
  /** Market seconds per second of a new demo chain. */
  readonly rate?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Launched {
  readonly app: ElectronApplication;
  readonly data: string;
}

const quiet = (): void => undefined;

export async function launchWallet(options: LaunchOptions = {}): Promise<Launched> {
  const executablePath = process.env["WATTLIGHT_ELECTRON"] ?? (await provideElectron(quiet)).executable;
  await bundleIfStale(quiet);
  const data = options.data ?? mkdtempSync(join(tmpdir(), "wattlight-"));
  const app = await launchPatiently({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ROOT,
      `--data=${data}`,
      ...(options.rate === undefined ? [] : [`--demo-rate=${options.rate}`]),
      ...(options.args ?? []),
    ],
    env: { ...(process.env as Record<string, string>), ...options.env },
  });
  return { app, data };
}

const TRIES = 3;

/**
 * On a busy machine the driver now and then attaches to the debugger after the application went on without it, and waits for ever.
 * It ends the application then, so that another try finds the folder free.
 */
async function launchPatiently(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await _electron.launch({ ...options, timeout: 25_000 });
    } catch (error) {
      if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
      process.stderr.write("The driver did not reach the application in time; starting it again.\n");
    }
  }
}

export type WindowName = "wallet" | "safe" | "kiosk";

/** The window that shows the wallet's or the safe page, now or as soon as it opens. */
export async function windowOf(app: ElectronApplication, name: WindowName, timeout = 60_000): Promise<Page> {
  const page = { wallet: /index\.html/, safe: /safe\.html/, kiosk: /kiosk\.html/ }[name];
  const deadline = Date.now() + timeout;
  while (Date.now() < deadline) {
    const found = app.windows().find((window) => page.test(window.url()) && !window.isClosed());
    if (found) return found;
    await app.waitForEvent("window", { timeout: 500 }).catch(quiet);
  }
  throw new Error(
    `no ${name} window within ${timeout} ms; open: ${
      app
        .windows()
        .map((window) => window.url())
        .join(", ") || "none"
    }`,
  );
}
