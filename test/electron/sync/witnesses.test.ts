/** Witnesses that are absent, late or back again, a slow primary, a wrong clock, and every header one by one. */
import { afterEach, expect, test } from "vitest";
import { signers } from "../../shared/light/chain.ts";
import { clockFrom, type FakeNode, fakeNode, grown, networkOf } from "./forgedChain.ts";
import { openWorld, until, type World } from "./world.ts";

const chain = grown([], 30, signers("abcd"));
const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});
async function serving(upTo = Infinity): Promise<FakeNode> {
  const node = await fakeNode(chain);
  node.upTo = upTo;
  clean.push(() => node.stop());
  return node;
}
function joined(nodes: readonly FakeNode[], more: Parameters<typeof openWorld>[1] = {}): World {
  const options = { now: clockFrom(30), staleMs: 3_600_000, pollMs: 50, ...more };
  const world = openWorld(networkOf(chain, nodes), options);
  clean.push(() => world.close());
  return world;
}
const reached = (world: World, height: number) => until(() => (world.sync.newest()?.header.height ?? 0) >= height);

test("one node alone: nothing is witnessed, and the status says so", async () => {
  const world = joined([await serving()]);
  await reached(world, 30);
  expect(world.sync.status()).toMatchObject({ link: "online", height: 30, witnessed: null });
});

test("a witness that lags vouches for what it has, and for the rest when it has that", async () => {
  const [primary, late] = [await serving(10), await serving(10)];
  const world = joined([primary, late]);
  await until(() => world.sync.status().witnessed === 10);
  primary.upTo = 20;
  await reached(world, 20);
  expect(world.sync.status()).toMatchObject({ witnessed: 10, nodes: [{ state: "ok" }, { state: "ok" }] });
  late.upTo = 25;
  await until(() => world.sync.status().witnessed === 20);
});

test("what was stored while the witness was down is checked when it is back", async () => {
  const [primary, witness] = [await serving(10), await serving()];
  witness.down = true;
  const world = joined([primary, witness]);
  await reached(world, 10);
  primary.upTo = 12;
  await reached(world, 12);
  expect(world.sync.status().witnessed).toBeNull();
  witness.down = false;
  await until(() => world.sync.status().witnessed === 12);
  await until(() => world.headers.heights().every((height) => world.headers.at(height)?.witnessed));
});

test("a node's own headers do not become witnessed by itself when it is asked again", async () => {
  const [first, second] = [await serving(10), await serving(10)];
  second.down = true;
  const world = joined([first, second]);
  await reached(world, 10);
  expect(world.headers.unwitnessed(first.url)).toEqual([]);
  expect(world.headers.unwitnessed(second.url)).toContain(10);
});

test("a primary slower than the limit gives way to the next node", async () => {
  const [slow, quick] = [await serving(), await serving()];
  slow.delay = 2_000;
  const world = joined([slow, quick], { limits: { ms: 150, bytes: 2_000_000, depth: 32 } });
  await until(() => world.sync.status().nodes[1]?.role === "primary");
  await reached(world, 30);
  expect(world.sync.status().nodes[0]).toMatchObject({ role: "witness", state: "slow" });
});

test("sequential: every header is verified and stored, none skipped", async () => {
  const world = joined([await serving()], { sequential: true });
  await reached(world, 30);
  expect(world.headers.heights()).toEqual(chain.map((block) => block.header.height));
  const skipping = joined([await serving()]);
  await reached(skipping, 30);
  expect(skipping.headers.heights().length).toBeLessThan(chain.length);
});

test("a clock that is behind: blocks of its future are not trusted, and by how much it is said", async () => {
  let behind = 3_600_000;
  const clock = clockFrom(30);
  const node = await serving();
  const world = joined([node], { now: () => clock() - behind });
  await until(() => world.sync.status().link === "refused");
  const { clockAheadMs, refused } = world.sync.status();
  expect(clockAheadMs).toBeGreaterThan(behind - 60_000);
  expect(clockAheadMs).toBeLessThanOrEqual(behind);
  expect(refused).toEqual([]);
  behind = 0;
  await reached(world, 30);
  expect(world.sync.status().clockAheadMs).toBeNull();
});

test("a clock set back while running: verification goes on, and the clock is said to be wrong", async () => {
  let behind = 0;
  const clock = clockFrom(30);
  const node = await serving(20);
  const world = joined([node], { now: () => clock() - behind });
  await reached(world, 20);
  behind = 3_600_000;
  node.upTo = 25;
  await reached(world, 25);
  expect(world.sync.status().clockAheadMs).toBeGreaterThan(3_000_000);
  expect(world.sync.status().link).toBe("online");
});
