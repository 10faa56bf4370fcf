/** kill -9 at random moments: whatever was acknowledged is there after the restart, and the wallet goes on from there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { walletKills } from "../../crash/walletKills.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { openWorld, startNode, type TestNode, until } from "../sync/world.ts";

const RUNS = 12;
let node: TestNode;
beforeAll(async () => {
  node = await startNode({ rate: 120 });
});
afterAll(() => node.stop());

test(`${RUNS} kills while keeping, importing and synchronising`, { timeout: 180_000 }, async () => {
  const folder = temporaryFolder();
  const { kept, imports, height } = await walletKills(folder, temporaryFolder(), node.network, RUNS);
  // The kills must have hit a wallet at work, else they showed nothing.
  expect(kept).toBeGreaterThan(RUNS);
  expect(imports).toBeGreaterThan(0);
  const world = openWorld(node.network, {}, folder);
  await until(() => world.sync.status().link === "online" && (world.sync.newest()?.header.height ?? 0) > height);
  expect(world.sync.status().refused).toEqual([]);
  await world.close();
});
