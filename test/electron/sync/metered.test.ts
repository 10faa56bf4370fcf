/** A metered connection: no hints are listened to, nodes are asked at the pace that is given, and old news is not called a fault. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type Proxy, proxyTo, startNode, type TestNode, until } from "./world.ts";

let node: TestNode;
let proxy: Proxy;
beforeAll(async () => {
  node = await startNode();
  proxy = await proxyTo(node.network.nodes[0] ?? "");
});
afterAll(async () => {
  await proxy.stop();
  await node.stop();
});
const via = () => ({ ...node.network, nodes: [proxy.url] });

it("asks once, and again only when it is time or somebody is in a hurry", async () => {
  const asked: number[] = [];
  const world = openWorld(via(), { metered: () => (asked.push(proxy.calls), 3_600_000) });
  try {
    await until(() => world.sync.status().link === "online" && asked.length === 1);
    expect(world.sync.status().metered).toBe(true);
    world.sync.hurry();
    await until(() => asked.length === 2);
    expect(proxy.calls).toBeGreaterThan(asked[0] ?? Infinity);
  } finally {
    await world.close();
  }
});

it("opens no socket for hints; unmetered it does", async () => {
  let sockets = 0;
  const listening: Server = createServer().on("upgrade", (_request, socket) => {
    sockets++;
    socket.destroy();
  });
  // Answers as the node does, and counts who wants to listen.
  listening.on("request", (request, response) => {
    const parts: Buffer[] = [];
    request
      .on("data", (part: Buffer) => parts.push(part))
      .on("end", () => {
        const body = Buffer.concat(parts);
        void fetch(node.network.nodes[0] ?? "", { method: "POST", body }).then(async (answer) =>
          response.end(Buffer.from(await answer.arrayBuffer())),
        );
      });
  });
  await new Promise<void>((ready) => listening.listen(0, "127.0.0.1", ready));
  const network = { ...node.network, nodes: [`http://127.0.0.1:${(listening.address() as AddressInfo).port}`] };
  try {
    const rounds: number[] = [];
    const metered = openWorld(network, { metered: () => (rounds.push(1), 50) });
    await until(() => metered.sync.status().link === "online" && rounds.length > 3);
    await metered.close();
    expect(sockets).toBe(0);
    const usual = openWorld(network);
    await until(() => sockets > 0);
    await usual.close();
  } finally {
    listening.closeAllConnections();
    await new Promise((closed) => listening.close(closed));
  }
});

it("a header of a minute ago is not behind there", async () => {
  const late = () => Date.now() + 60_000;
  const usual = openWorld(via(), { now: late });
  const metered = openWorld(via(), { now: late, metered: () => 50 });
  try {
    await until(() => usual.sync.status().link === "behind");
    await until(() => metered.sync.status().link === "online");
    expect(usual.sync.status().link).toBe("behind");
  } finally {
    await usual.close();
    await metered.close();
  }
});
