/** What strangers may send to the RPC: every answer is an error that says what is wrong, and the node goes on. */
import { createConnection } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { EmbeddedNode } from "../../../node/embedded/embeddedNode.ts";
import { cleanUp, startNode, untilHeight } from "../running.ts";

let node: EmbeddedNode;
beforeAll(async () => {
  node = await startNode();
});
afterEach(async () => {
  const { status } = await fetch(`${node.url}/health`);
  if (status !== 200) throw new Error(`the node is not healthy afterwards: ${status}`);
});
afterAll(async () => {
  await untilHeight(node, node.height + 2);
  await cleanUp();
});

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(node.url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
async function errorOf(body: string): Promise<{ code: number; data: string }> {
  return ((await (await post(body)).json()) as { error: { code: number; data: string } }).error;
}
const call = (method: string, params: unknown) => JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });

describe("POST", () => {
  test.each([
    ["not JSON", "{", -32700],
    ["empty", "", -32700],
    ["binary", "\u0000\u0001\uffff", -32700],
    ["deep JSON", "[".repeat(500_000), -32700],
    ["deep parameters", call("status", {}).replace("{}", `${"[".repeat(100)}${"]".repeat(100)}`), -32700],
    ["a number", "5", -32600],
    ["no method", '{"jsonrpc":"2.0","id":1}', -32600],
    ["another version", '{"jsonrpc":"1.0","id":1,"method":"status"}', -32600],
    ["an id that is an object", '{"jsonrpc":"2.0","id":{},"method":"status"}', -32600],
    ["an empty batch", "[]", -32600],
    ["an unknown method", call("dump_keys", {}), -32601],
    ["a method of every object", call("constructor", {}), -32601],
    ["__proto__", call("__proto__", {}), -32601],
    ["a height in words", call("block", { height: "five" }), -32602],
    ["a fractional height", call("block", { height: 1.5 }), -32602],
    ["a negative height", call("block", { height: "-1" }), -32602],
    ["too many positions", call("block", [1, 2, 3]), -32602],
    ["bytes that are not base64", call("broadcast_tx_sync", { tx: "%%%" }), -32602],
    ["odd hex", call("abci_query", { path: "/query/params/1", data: "abc" }), -32602],
    ["a page that is not", call("validators", { page: "9" }), -32602],
    ["evidence of no kind", call("broadcast_evidence", { evidence: { type: "x", value: {} } }), -32602],
    [
      "evidence that is none",
      call("broadcast_evidence", { evidence: { type: "tendermint/LightClientAttackEvidence", value: {} } }),
      -32602,
    ],
    ["a subscription without a socket", call("subscribe", { query: "tm.event='NewBlock'" }), -32601],
    ["a height to come", call("commit", { height: "999999999" }), -32603],
  ])("%s is answered with its code", async (_, body, code) => {
    expect(await errorOf(body)).toMatchObject({ code });
  });

  test("a transaction of garbage is not valid, nor is one over the codec's size", async () => {
    const garbage = Buffer.alloc(2000, 0xab).toString("base64");
    const sent = (await (await post(call("broadcast_tx_sync", { tx: garbage }))).json()) as {
      result: { code: number };
    };
    expect(sent.result.code).toBe(2);
    const large = Buffer.alloc(70_000).toString("base64");
    expect(await errorOf(call("broadcast_tx_sync", { tx: large }))).toMatchObject({ code: -32603 });
  });

  test("a huge body is refused before it is read to its end", async () => {
    expect((await post("x".repeat(1_000_001))).status).toBe(413);
  });

  test("a body without end is cut off", async () => {
    const { hostname, port } = new URL(node.url);
    const status = await new Promise<string>((resolve) => {
      const socket = createConnection(Number(port), hostname);
      let answer = "";
      socket.on("error", () => {});
      socket.on("data", (data) => (answer += String(data)));
      socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
      socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      const pour = setInterval(() => (socket.destroyed ? clearInterval(pour) : socket.write(chunk)), 1);
    });
    expect(status).toMatch(/413/);
  });

  test("a batch is answered in order, a long one is refused", async () => {
    const one = call("health", {});
    const answers = (await (await post(`[${one},${one}]`)).json()) as unknown[];
    expect(answers).toHaveLength(2);
    expect(await errorOf(`[${Array(11).fill(one).join(",")}]`)).toMatchObject({ code: -32600 });
  });
});

describe("a web page in a browser", () => {
  test("is refused by its Origin, whatever it says", async () => {
    expect((await post(call("status", {}), { origin: "https://evil.example" })).status).toBe(403);
    expect((await post(call("status", {}), { origin: "null" })).status).toBe(403);
  });

  test("is refused when a foreign name resolves to this computer", async () => {
    const { hostname, port } = new URL(node.url);
    const status = await new Promise<string>((resolve) => {
      const socket = createConnection(Number(port), hostname);
      socket.on("data", (data) => resolve(String(data).split("\r\n")[0] ?? ""));
      socket.write("GET /status HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
    });
    expect(status).toMatch(/403/);
  });

  test("gets no CORS header", async () => {
    expect((await fetch(`${node.url}/status`)).headers.get("access-control-allow-origin")).toBeNull();
    expect((await fetch(node.url, { method: "OPTIONS" })).status).toBe(405);
  });
});

describe("WebSocket", () => {
  const open = (path = "/websocket", options = {}) => new WebSocket(node.url.replace("http", "ws") + path, options);
  const ready = (socket: WebSocket) => new Promise((resolve) => socket.once("open", resolve));
  const closed = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on("error", () => {});
      socket.once("close", resolve);
    });
  const ask = (socket: WebSocket, message: string) =>
    new Promise<{ error?: { code: number } }>((resolve) => {
      socket.once("message", (data: Buffer) => resolve(JSON.parse(String(data)) as { error?: { code: number } }));
      socket.send(message);
    });

  test("garbage is an error, the socket stays", async () => {
    const socket = open();
    await ready(socket);
    expect((await ask(socket, "{")).error?.code).toBe(-32700);
    expect((await ask(socket, call("subscribe", { query: "tx.height > 1" }))).error?.code).toBe(-32602);
    expect((await ask(socket, call("health", {}))).error).toBeUndefined();
    socket.close();
  });

  test("a message over the size, or binary, closes it", async () => {
    const large = open();
    await ready(large);
    large.send("x".repeat(1_000_001));
    expect(await closed(large)).toBe(1009);
    const binary = open();
    await ready(binary);
    binary.send(Buffer.from([1, 2, 3]));
    expect(await closed(binary)).toBe(1003);
  });

  test("another path, a foreign origin and more sockets than allowed are refused", async () => {
    expect(await closed(open("/other"))).toBe(1006);
    expect(await closed(open("/websocket", { origin: "https://evil.example" }))).toBe(1006);
    const many = Array.from({ length: 64 }, () => open());
    await Promise.all(many.map(ready));
    expect(await closed(open())).toBe(1006);
    for (const socket of many) socket.terminate();
  });
});
