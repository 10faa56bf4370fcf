/** Nodes through a proxy: all that the worker asks goes through it, nothing past it, and what is wrong with it is said by its kind. */
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { rpcTo } from "../../../electron/sync/rpc.ts";
import type { Proxy } from "../../../electron/sync/tunnel.ts";
import { type ConnectProxy, connectProxy } from "./connectProxy.ts";
import { openWorld, startNode, type TestNode, until } from "./world.ts";

/** Nobody listens there: whoever reaches it went through the proxy. Each test has its own, so that no connection of another is kept for it. */
let last = 0;
const nobody = () => `http://localhost:${++last}`;
let node: TestNode;
let proxy: ConnectProxy;
beforeAll(async () => {
  node = await startNode();
  const { hostname, port } = new URL(node.network.nodes[0] ?? "");
  proxy = await connectProxy({ host: hostname, port: Number(port) });
});
afterEach(() => (proxy.answer = undefined));
afterAll(async () => {
  await proxy.stop();
  await node.stop();
});
const at = (): Proxy => ({ host: proxy.host, port: proxy.port });
const network = (at: string) => ({ ...node.network, nodes: [at] });

it("headers, witnesses and hints come through it, and nothing goes past it", async () => {
  const there = nobody();
  const world = openWorld(network(there), { proxies: [{ node: there, proxy: at() }] });
  try {
    await until(() => world.sync.status().link === "online");
    // A call is under way on one connection at a time, and the hints have another.
    await until(() => proxy.asked.length > 1);
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(there).host]));
    const page = world.reads.page();
    expect((await page.query("params", {})).chainId).toBe(node.network.chainId);
  } finally {
    await world.close();
  }
});

it("without the proxy that node is not there", async () => {
  const world = openWorld(network(nobody()));
  try {
    await until(() => world.sync.status().link === "offline");
    expect(world.sync.status().nodes[0]?.why).toBe("down");
  } finally {
    await world.close();
  }
});

const kindOf = async (through: Proxy): Promise<unknown> =>
  await rpcTo(
    nobody(),
    new AbortController().signal,
    undefined,
    [],
    through,
  )("status", {}).then(
    () => "answered",
    (error: unknown) => (error as { fault: unknown }).fault,
  );
it.each([
  ["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "password"],
  ["HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno", "refused"],
  ["HTTP/1.1 502 Bad Gateway\r\n\r\n", "refused"],
  ["SSH-2.0-OpenSSH_9.2\r\n\r\n", "garbage"],
  ["HTTP/1.1 200 OK\r\n\r\n<html>", "garbage"],
  [`HTTP/1.1 200 ${"x".repeat(9000)}`, "garbage"],
  ["", "down"],
])("a proxy that answers %j: %s", async (answer, why) => {
  proxy.answer = answer;
  expect(await kindOf(at())).toEqual({ kind: "proxy", why });
});

it("a proxy that is not there, and a choice that cannot be followed, keep everything back", async () => {
  const listening: Server = createServer();
  await new Promise<void>((ready) => listening.listen(0, "127.0.0.1", ready));
  const address = listening.address();
  await new Promise((closed) => listening.close(closed));
  const port = typeof address === "object" && address ? address.port : 0;
  expect(await kindOf({ host: "127.0.0.1", port })).toEqual({ kind: "proxy", why: "down" });
  expect(await kindOf({ unusable: "damaged" })).toEqual({ kind: "proxy", why: "damaged" });
  expect(await kindOf({ unusable: "kind" })).toEqual({ kind: "proxy", why: "kind" });
});

it("the status says that it is the proxy, and goes on by itself once it lets through", async () => {
  proxy.answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
  const there = nobody();
  const world = openWorld(network(there), { proxies: [{ node: there, proxy: at() }] });
  try {
    await until(() => world.sync.status().link === "offline");
    expect(world.sync.status().nodes[0]).toMatchObject({ state: "down", why: "proxy.password" });
    proxy.answer = undefined;
    await until(() => world.sync.status().link === "online");
    expect(world.sync.status().nodes[0]?.why).toBeNull();
  } finally {
    await world.close();
  }
});
