/** CometBFT as a child, by programs that end or die as it does: started again, its lines passed on, stopped in order. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startComet } from "../../../node/comet/child.ts";
import { jsonLog } from "../../../node/log/jsonLines.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

function started(script: string) {
  const program = join(temporaryFolder(), "cometbft");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const lines: Record<string, unknown>[] = [];
  const log = jsonLog(
    "debug",
    (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
    () => 0,
  );
  return { child: startComet(program, "home", log), lines };
}

describe.skipIf(process.platform === "win32")("a CometBFT", () => {
  it("whose consensus has died but that stays is ended and started again, with the cause", async () => {
    const { child, lines } = started(
      `echo '{"level":"error","_msg":"CONSENSUS FAILURE!!!","err":"write: no space left on device"}'; exec sleep 60`,
    );
    await expect.poll(() => child.restarts, { timeout: 10_000 }).toBeGreaterThan(0);
    await child.stop();
    expect(lines.find(({ message }) => message === "CometBFT ended; it is started again")).toMatchObject({
      level: "error",
      signal: "SIGTERM",
      cause: "the disk is full",
    });
  });

  it("that ends by itself is started again; its lines are ours, information as detail", async () => {
    const { child, lines } = started(`echo '{"level":"info","_msg":"hello","height":7,"ts":"x"}'; echo plain; exit 3`);
    await expect.poll(() => child.restarts, { timeout: 10_000 }).toBeGreaterThan(1);
    await child.stop();
    expect(lines).toContainEqual({
      time: "1970-01-01T00:00:00.000Z",
      level: "debug",
      message: "hello",
      height: 7,
      from: "cometbft",
    });
    expect(lines).toContainEqual({
      time: "1970-01-01T00:00:00.000Z",
      level: "warn",
      message: "plain",
      from: "cometbft",
    });
    expect(lines.find(({ code }) => code === 3)).toMatchObject({ waitMs: 500 });
    const { restarts } = child;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(child.restarts).toBe(restarts);
  });
});
