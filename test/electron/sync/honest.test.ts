import { some } from "./loose.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { openWorld, startNode, type TestNode, until, type World } from "./world.ts";

let node: TestNode;
const open: World[] = [];
const world = (...args: Parameters<typeof openWorld>): World => {
  const made = openWorld(...args);
  open.push(made);
  return made;
};
beforeAll(async () => {
  node = await startNode();
});
afterAll(async () => {
  for (const w of open) await w.close();
  await node.stop();
});

test("from the anchor to the newest block, and a query proved at its height", async () => {
  const w = world(node.network);
  await until(() => w.sync.status().link === "online" && (w.sync.newest()?.header.height ?? 0) >= 2);
  const params = await w.reads.view((page) => page.query("params", {}));
  if (params.state !== "verified") throw new Error(params.why);
  expect(params.value.chainId).toBe(node.network.chainId);
  expect(params.proof).toMatchObject({ of: 4, simulated: true, node: node.node.url });
  expect(params.proof.signed).toBeGreaterThanOrEqual(3);
  const status = w.sync.status();
  expect(status.anchor).toEqual(node.network.anchor);
  expect(status.nodes).toMatchObject([{ role: "primary", state: "ok" }]);
  expect(status.refused).toEqual([]);
});

test("a page pins one height while blocks arrive", async () => {
  const w = world(node.network);
  await until(() => (w.sync.newest()?.header.height ?? 0) >= 2);
  const page = w.reads.page();
  const first = await page.query("clock", {});
  await w.sync.newer(page.height + 1, 5_000);
  expect(some(w.sync.newest()).header.height).toBeGreaterThan(page.height + 1);
  const party = await page.query("party", { id: some(node.network.cards[0]).party });
  expect(first.height).toBe(page.height);
  expect(party).not.toBeNull();
  expect(page.proof().height).toBe(page.height);
});

test("without the node, kept answers are verified again and say how old they are", async () => {
  const folder = temporaryFolder();
  const other = await startNode({ seed: 9 });
  const w = openWorld(other.network, {}, folder);
  await until(() => (w.sync.newest()?.header.height ?? 0) >= 2);
  const before = await w.reads.view((page) => page.query("params", {}));
  await w.close();
  await other.stop();
  const again = world(other.network, {}, folder);
  const offline = await until(async () => {
    const answer = await again.reads.view((page) => page.query("params", {}));
    return answer.state === "verified" && answer;
  });
  expect(offline).toEqual(before);
  await until(() => again.sync.status().link === "offline");
  const never = await again.reads.view((page) => page.query("clock", {}));
  expect(never).toEqual({ state: "waiting", why: "offline" });
});

test("new blocks are heard of through the subscription, long before the next poll", async () => {
  const w = world(node.network, { pollMs: 60_000 });
  const first = await until(() => w.sync.newest()?.header.height);
  await until(() => (w.sync.newest()?.header.height ?? 0) >= first + 3);
  expect(w.sync.status().link).toBe("online");
});

test("an older block is verified through the hash chain or from an older header", async () => {
  const w = world(node.network, { builtIn: true, trusted: node.node.latest() });
  const anchored = await until(() => w.headers.anchor());
  await until(() => (w.sync.newest()?.header.height ?? 0) > anchored.height);
  const old = await w.sync.at(1);
  expect(old.header.height).toBe(1);
  expect(w.headers.at(1)?.hash).toBe(node.network.anchor.hash);
});

test("damaged header rows are forgotten, said once each, and fetched again", async () => {
  const folder = temporaryFolder();
  const w = openWorld(node.network, {}, folder);
  await until(() => w.headers.count() >= 3);
  await w.sync.stop();
  w.answers.close();
  const newest = w.store.db.prepare("SELECT height FROM header ORDER BY height DESC LIMIT 2").all();
  const heights = newest.map((row) => Number(row["height"]));
  const spoil = w.store.db.prepare("UPDATE header SET block = ? WHERE height = ?");
  heights.forEach((height, i) => spoil.run(i === 0 ? "{" : "null", height));
  w.store.close();
  const log: string[] = [];
  const again = world(node.network, { log: (line) => void log.push(line) }, folder);
  const height = some(heights[0]);
  await until(() => again.sync.status().link === "online" && (again.sync.newest()?.header.height ?? 0) > height);
  expect((await again.sync.at(height)).header.height).toBe(height);
  expect(log.filter((line) => line.includes("is damaged"))).toEqual(
    heights.map((at) => expect.stringContaining(`header at ${at} is damaged`) as string),
  );
});
