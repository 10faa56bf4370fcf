/**
 * Drives the packaged program. Its fuses take the debugger of Electron's main process away, so Playwright's own launcher cannot attach;
 * the windows are reached through Chromium's debugging port, which a package opens only while its folder has no wallet.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Browser, chromium, errors, type Page } from "playwright-core";
import { until } from "./bridge.ts";

export interface Running {
  readonly browser: Browser;
  readonly child: ChildProcess;
  /** Ends the program as a user's session does, and waits for it. */
  end(): Promise<void>;
}

/** For a click or a text on a busy machine. */
const PATIENCE_MS = 90_000;
const AS_ROOT = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/**
 * Where a packaged program registers itself for our links: a folder of the test's own, or the desktop of whoever runs the test would open
 * them with a program that is gone afterwards.
 */
export function desktopIn(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, "config"), XDG_DATA_HOME: join(folder, "data") };
}

/** Starts with a debugging port of the system's choice; throws with what was logged when it ends first. */
export async function runPackaged(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Running> {
  const child = spawn(program, [...AS_ROOT, "--remote-debugging-port=0", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env,
  });
  const address = await new Promise<string>((found, failed) => {
    let text = "";
    child.stderr.on("data", (data: Buffer) => {
      text += data.toString();
      const at = /^DevTools listening on (ws:\S+)/m.exec(text)?.[1];
      if (at !== undefined) found(at);
    });
    child.once("exit", (code) => failed(new Error(`the program ended with ${code}: ${text}`)));
  });
  const browser = await attach(address).catch((error: unknown) => {
    child.kill("SIGKILL");
    throw error;
  });
  for (const context of browser.contexts()) context.setDefaultTimeout(PATIENCE_MS);
  const end = async (): Promise<void> => {
    await browser.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill();
    await ended;
  };
  return { browser, child, end };
}

const TRIES = 3;

/** A driver that attaches while the first window is being made can wait for ever: so not before it is there, and more than once. */
async function attach(address: string): Promise<Browser> {
  const { host } = new URL(address);
  await until(
    "a window",
    60,
    async () => (await (await fetch(`http://${host}/json/list`)).json()) as { type: string; url: string }[],
    (targets) => targets.some(({ type, url }) => type === "page" && url.startsWith("wattlight-app://")),
  );
  for (let left = TRIES - 1; ; left--) {
    try {
      return await chromium.connectOverCDP(address, { timeout: 25_000 });
    } catch (error) {
      if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

/** Runs it until it ends by itself: how it ended, and what it said. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(program, [...AS_ROOT, ...args], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => void (said += data.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

/** The window that shows the wallet's or the safe page. */
export function pageOf({ browser }: Running, name: "wallet" | "safe"): Promise<Page> {
  const url = `wattlight-app://${name}/`;
  return until(
    `a ${name} window`,
    60,
    async () =>
      browser.contexts().flatMap((context) => context.pages().filter((page) => page.url().startsWith(url)))[0],
    (page) => page !== undefined,
  ).then((page) => {
    if (page === undefined) throw new Error(`no ${name} window`);
    return page;
  });
}

/** Paths of all files that an ASAR's header names. */
export function archived(header: unknown, path = ""): string[] {
  if (typeof header !== "object" || header === null || !("files" in header)) return [path];
  return Object.entries(header.files as object).flatMap(([name, entry]) => archived(entry, join(path, name)));
}
