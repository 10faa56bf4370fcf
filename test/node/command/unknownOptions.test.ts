/** The scripts beside the commands name a switch that they do not have, and end with code 2 before they do anything. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const TEST = join(import.meta.dirname, "..", "..");

function run(script: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [join(TEST, script), "--no-such-option"]);
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

test.each(["fuzz/run.ts", "bench/bench.ts", "properties/run.ts", "faults/run.ts", "e2e/demo.ts", "crash/run.ts"])(
  "%s",
  async (script) => {
    const { code, said } = await run(script);
    expect(said).toMatch(/^[^\n]*--no-such-option[^\n]*\n$/);
    expect(code).toBe(2);
  },
  120_000,
);
