/**
 * Drives the packaged program. Its fuses take the debugger of Electron's main process away, so Playwright's own launcher cannot attach;
 * the windows are reached through Chromium's debugging port, which a package opens only while its folder has no wallet.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { until } from "./bridge.ts";

export interface Running {
  readonly browser: Browser;
  readonly child: ChildProcess;
  /** Ends the program as a user's session does, and waits for it. */
  end(): Promise<void>;
}

const AS_ROOT = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Starts with a debugging port of the system's choice; throws with what was logged when it ends first. */
export async function runPackaged(program: string, args: readonly string[]): Promise<Running> {
  const child = spawn(program, [...AS_ROOT, "--remote-debugging-port=0", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
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
  const browser = await chromium.connectOverCDP(address);
  const end = async (): Promise<void> => {
    await browser.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill();
    await ended;
  };
  return { browser, child, end };
}

/** Runs it until it ends by itself: how it ended, and what it said. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(program, [...AS_ROOT, ...args], { env: { ...process.env, ...env } });
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
