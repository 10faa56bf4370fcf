/** Whom the wallet asks is the list, in its order; what it trusts is the network file, whatever the list says. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type Proxy, proxyTo, startNode, type TestNode, until } from "./world.ts";

let node: TestNode;
let ofFile: Proxy;
let own: Proxy;
beforeAll(async () => {
  node = await startNode();
  const target = node.network.nodes[0] ?? "";
  ofFile = await proxyTo(target);
  own = await proxyTo(target);
});
afterAll(async () => {
  await Promise.all([ofFile.stop(), own.stop()]);
  await node.stop();
});

it("asks the first of the list first, the others beside it, and nobody else", async () => {
  const unlisted = await proxyTo(node.network.nodes[0] ?? "");
  const network = { ...node.network, nodes: [unlisted.url, ofFile.url] };
  const began = Math.floor(Date.now() / 1000);
  const world = openWorld(network, { nodes: [own.url, ofFile.url] });
  try {
    await until(() => world.sync.status().link === "online" && world.sync.status().witnessed !== null);
    const { nodes } = world.sync.status();
    expect(nodes.map(({ url, role }) => [url, role])).toEqual([
      [own.url, "primary"],
      [ofFile.url, "witness"],
    ]);
    for (const one of nodes) expect(one.answeredAt).toBeGreaterThanOrEqual(began);
    expect(unlisted.calls).toBe(0);
  } finally {
    await world.close();
    await unlisted.stop();
  }
});

it("an own node of another chain is set aside, and the file's node goes on", async () => {
  const stranger = await startNode({ seed: 8 });
  const network = { ...node.network, nodes: [ofFile.url] };
  const world = openWorld(network, { nodes: [stranger.network.nodes[0] ?? "", ofFile.url] });
  try {
    await until(() => world.sync.status().link === "online");
    const [first, second] = world.sync.status().nodes;
    expect(first?.role).toBe("setAside");
    expect(second?.role).toBe("primary");
  } finally {
    await world.close();
    await stranger.stop();
  }
});
