/** Every command names an option that it does not have in one sentence, before it does anything, and tells its usage when it is asked. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { COMMANDS } from "../../../node/command/commands.ts";
import { WrongOption } from "../../../node/command/options.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

function run(script: string, ...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, script), ...args]);
  let [out, said] = ["", ""];
  child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, said })));
}

describe("commands of a node", () => {
  it.each(COMMANDS.map((command) => [command.name, command] as const))("%s", async (name, command) => {
    const error: unknown = await (async () => await command.run(["--no-such-option"]))().catch(
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof WrongOption)) throw new Error(`${name} took it, or failed otherwise: ${String(error)}`);
    expect(error.words.en).toContain("--no-such-option");
    expect(error.words.zh).toContain("--no-such-option");
    expect(command.usage).toMatch(new RegExp(`^${name}\\b`));
  });
});

describe("the commands beside them", { timeout: 120_000 }, () => {
  const scripts = [
    ...["send", "settle", "verify", "read", "scenario", "checkpoint", "release", "network", "command"].map(
      (room) => `node/${room}/main.ts`,
    ),
    "node/demoNode.ts",
    ...["fuzz/run", "bench/bench", "properties/run", "properties/meters", "faults/run", "e2e/demo", "crash/run"].map(
      (script) => `test/${script}.ts`,
    ),
    ...["conformance/run", "vectors/run", "soak/kiosk"].map((script) => `test/${script}.ts`),
  ];
  test.concurrent.each(scripts)("%s", async (script) => {
    const args = script === "node/command/main.ts" ? ["status"] : [];
    const { code, said } = await run(script, ...args, "--no-such-option");
    expect(said.split("\n", 1)[0]).toContain("--no-such-option");
    expect(said).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });

  test.concurrent.each(["node/demoNode.ts", "node/release/main.ts", "test/faults/run.ts"])(
    "%s --help",
    async (script) => {
      const { code, out, said } = await run(script, "--help");
      expect(out).toMatch(/--\w/);
      expect({ code, said }).toEqual({ code: 0, said: "" });
    },
  );

  test.concurrent("a node's version is the one of its package", async () => {
    const { version } = (await import("../../../package.json", { with: { type: "json" } })).default;
    expect((await run("node/command/main.ts", "--version")).out).toMatch(
      new RegExp(`^wattlight-node ${version.replaceAll(".", "\\.")} `),
    );
  });
});
