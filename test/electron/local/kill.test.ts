/** kill -9 at random moments: whatever was acknowledged is there after the restart, and nothing is handed out twice. */
import { some } from "../sync/loose.ts";
import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes, randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outboxOf } from "../../../electron/outbox/outbox.ts";
import { Readings } from "../../../electron/readings/readings.ts";
import { headersOf } from "../../../electron/store/headers.ts";
import { openStore } from "../../../electron/store/store.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { openWorld, startNode, type TestNode, until } from "../sync/world.ts";
import { writeMeterFile } from "./person.ts";

const RUNS = 12;
let node: TestNode;
beforeAll(async () => {
  node = await startNode({ rate: 120 });
});
afterAll(() => node.stop());

test(`${RUNS} kills while keeping, importing and synchronising`, { timeout: 180_000 }, async () => {
  const folder = temporaryFolder();
  const inputs = temporaryFolder();
  const path = writeMeterFile(inputs);
  const files = ["a.csv", "b.csv"].map((name) => join(inputs, name));
  copyFileSync(path, some(files[0]));
  writeFileSync(some(files[1]), readFileSync(path, "utf8").replaceAll("2024-06", "2023-06"));
  const secret = randomBytes(32).toString("hex");
  const kept = new Set<string>();
  const nonces = new Set<string>();
  const twice: string[] = [];
  let height = 0;
  let imported = "";
  for (let run = 0; run < RUNS; run++) {
    const lines = await killed([folder, JSON.stringify(node.network), secret, ...files]);
    for (const line of lines) {
      const [what, ...rest] = line.split(" ");
      if (what === "kept") kept.add(some(rest[0]));
      if (what === "height") height = Math.max(height, Number(rest[0]));
      if (what === "imported") imported = some(rest[0]);
      if (what === "nonce") {
        if (nonces.has(rest.join(" "))) twice.push(rest.join(" "));
        nonces.add(rest.join(" "));
      }
    }
    const store = openStore(folder, new Date());
    const outbox = outboxOf(store, node.network.chainId);
    for (const id of kept) expect(outbox.get(id)?.state, `${id} after run ${run}`).toBe("signed");
    expect(new Readings(store.db).currentFile()?.readings ?? (imported || 1_440)).toBe(1_440);
    expect(twice).toEqual([]);
    expect(headersOf(store, node.network.chainId).newest()?.height ?? 0).toBeGreaterThanOrEqual(height);
    store.close();
  }
  expect(kept.size).toBeGreaterThan(RUNS);
  expect(imported).not.toBe("");
  const world = openWorld(node.network, {}, folder);
  await until(() => world.sync.status().link === "online" && (world.sync.newest()?.header.height ?? 0) > height);
  expect(world.sync.status().refused).toEqual([]);
  await world.close();
});

/** What the child said before it was killed, between 0 and 600 ms after its start. */
async function killed(args: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "killedWallet.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (text === "") setTimeout(() => child.kill("SIGKILL"), randomInt(600));
      text += chunk.toString();
    });
    child.once("close", () => resolve());
  });
  if (!text.startsWith("started")) throw new Error("the child did not start");
  // A line that the kill cut in two was not acknowledged.
  return text.slice(0, text.lastIndexOf("\n")).split("\n");
}
