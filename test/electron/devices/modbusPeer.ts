/** Starts a pymodbus server, where Python has that package: WATTLIGHT_PYTHON names another interpreter than `python3`. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./freePort.ts";

export const MODELS = join(import.meta.dirname, "../../../../shared/data/sunspec");
const PYTHON = process.env["WATTLIGHT_PYTHON"] ?? "python3";

export const missing: string | null = !existsSync(MODELS)
  ? "../shared/data/sunspec is absent"
  : spawnSync(PYTHON, ["-c", "import pymodbus.simulator"], { timeout: 20_000 }).status === 0
    ? null
    : `${PYTHON} has no pymodbus of version 3.11 or later (WATTLIGHT_PYTHON names another interpreter)`;
if (missing !== null) console.warn(`SKIPPED: SunSpec was not read from a server that is not ours: ${missing}`);

export type Raw = Readonly<Record<string, number | string>>;
export interface Served {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export async function serve(
  models: readonly (readonly [id: number, values: Raw, groups: readonly Raw[]])[],
  { base = 40_000, unit = 1, port = 0 } = {},
): Promise<Served> {
  const at = port === 0 ? await freePort() : port;
  const child = spawn(PYTHON, [join(import.meta.dirname, "sunspecPeer.py")], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(`${JSON.stringify({ folder: MODELS, port: at, base, unit, models })}\n`);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`the server ended with code ${code}`)));
  });
  return { port: at, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await gone;
}
