/** The door for wallets before a node that answers as CometBFT does, slowly or not at all. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { connect, type Socket } from "node:net";
import { type Front, openFront, type Outcome } from "../../../node/front/front.ts";
import { unsent } from "../../../node/front/unsent.ts";

/** More than the operating system keeps for a reader. */
const LARGE = 14_000_000;
const PATIENT = { address: LARGE + 50, all: 2 * LARGE, small: 100, ms: 60_000, bytesPerMs: Infinity };

let node: Server;
let sockets: WebSocketServer;
let asked: { method: string; params: Record<string, unknown> }[] = [];
let answers: (method: string) => string;
let hold: Promise<void> = Promise.resolve();
let front: Front;
let outcomes: Outcome[] = [];

beforeEach(async () => {
  asked = [];
  outcomes = [];
  hold = Promise.resolve();
  answers = (method) => `"result":{"of":"${method}"}`;
  node = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const call = JSON.parse(body) as { method: string; params: Record<string, unknown> };
      asked.push({ method: call.method, params: call.params });
      void hold.then(() => response.end(`{"jsonrpc":"2.0","id":1,${answers(call.method)}}\n`));
    });
  });
  sockets = new WebSocketServer({ server: node });
  await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
  await openDoor();
});
async function openDoor(waiting = PATIENT, requestMs = 10_000): Promise<void> {
  // Questions of a test before this one may still fail.
  const told = outcomes;
  front = await openFront({
    node: `http://127.0.0.1:${(node.address() as AddressInfo).port}`,
    host: "127.0.0.1",
    port: 0,
    perSecond: 1,
    burst: 20,
    connections: 50,
    connectionsPerAddress: 30,
    unsent: waiting,
    requestMs,
    extra: {
      names: new Set(["demo_x"]),
      call: (_, params) => (params === null ? { fault: "no" } : { result: { x: 1 } }),
    },
    counted: (outcome) => told.push(outcome),
  });
}
afterEach(async () => {
  await front.close();
  for (const client of sockets.clients) client.terminate();
  node.closeAllConnections();
  await new Promise((resolve) => node.close(resolve));
});

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(front.url, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });
const call = async (method: string, params: object = {}, id: number | string = 7) =>
  (await (await post({ jsonrpc: "2.0", id, method, params })).json()) as {
    id: unknown;
    result?: unknown;
    error?: { code: number; data: string };
  };

describe("questions", () => {
  it("reach the node, and their answers keep the asker's id", async () => {
    expect(await call("status", {}, 'a"b')).toEqual({ jsonrpc: "2.0", id: 'a"b', result: { of: "status" } });
    expect(asked).toEqual([{ method: "status", params: {} }]);
  });

  it.each([
    "unsafe_flush_mempool",
    "dial_peers",
    "dump_consensus_state",
    "tx_search",
    "block_search",
    "broadcast_tx_commit",
    "net_info",
  ])("%s is refused here", async (method) => {
    expect((await call(method)).error?.code).toBe(-32601);
    expect(asked).toEqual([]);
  });

  it("that several ask at the same time are asked once", async () => {
    let go = (): void => undefined;
    hold = new Promise((resolve) => (go = resolve));
    const all = Promise.all([1, 2, 3].map((id) => call("commit", { height: "5" }, id)));
    await expect.poll(() => asked.length).toBe(1);
    go();
    expect((await all).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(asked).toHaveLength(1);
  });

  it("with a height are kept when their answer is final, and only then", async () => {
    answers = () => '"result":{"response":{"code":2,"height":"9"}}';
    await call("abci_query", { path: "/query/x/1", height: "9" });
    answers = () => '"result":{"response":{"code":0,"height":"9"}}';
    await call("abci_query", { path: "/query/x/1", height: "9" });
    await call("abci_query", { height: "9", path: "/query/x/1" });
    expect(asked).toHaveLength(2);
    await call("commit", {});
    await call("commit", {});
    expect(asked).toHaveLength(4);
  });

  it("are answered here for the demo's offices", async () => {
    expect((await call("demo_x", { a: 1 })).result).toEqual({ x: 1 });
    expect(asked).toEqual([]);
  });

  it("that the node fails are told as failed, and asked again the next time", async () => {
    // Never answered: the connection breaks instead.
    hold = new Promise(() => undefined);
    const refused = call("status");
    await expect.poll(() => asked.length).toBe(1);
    node.closeAllConnections();
    expect((await refused).error?.data).toBe("the node does not answer");
    hold = Promise.resolve();
    answers = () => '"result":{}';
    expect((await call("status")).result).toEqual({});
    expect(outcomes).toEqual(["failed", "answered"]);
  });
});

describe("strangers", () => {
  it("who take long over a request are told so, and let go", async () => {
    await front.close();
    await openDoor(PATIENT, 500);
    const { port, hostname } = new URL(front.url);
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.on("data", (data) => (heard += String(data)));
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
    await new Promise((closed) => socket.once("close", closed));
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(asked).toEqual([]);
  });

  it("who ask too much are told to wait", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => call("health")));
    const limited = all.filter(({ error }) => error?.data.includes("too many requests"));
    expect(limited.length).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome === "limited")).toHaveLength(limited.length);
  });

  it("in a browser's page are turned away", async () => {
    const answer = await post({ jsonrpc: "2.0", id: 1, method: "status" }, { origin: "https://evil.example" });
    expect(answer.status).toBe(403);
    expect(asked).toEqual([]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("who send what is no request get an error, and too much is cut off", async () => {
    expect((await (await post("nonsense")).json()) as object).toMatchObject({ error: { code: -32700 } });
    expect((await post("x".repeat(1_000_001))).status).toBe(413);
    expect((await fetch(`${front.url}/status`)).status).toBe(405);
    expect((await fetch(`${front.url}/health`)).status).toBe(200);
  });
});

describe("who does not read", () => {
  const genesis = '{"jsonrpc":"2.0","id":1,"method":"genesis"}';
  let open: Socket[] = [];
  const unreading = (times: number): Socket => {
    const socket = connect(Number(new URL(front.url).port), "127.0.0.1");
    open.push(socket);
    socket.on("error", () => undefined);
    socket.pause();
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${genesis.length}\r\n\r\n${genesis}`.repeat(times));
    return socket;
  };
  const gone = (socket: Socket) => new Promise((resolve) => socket.resume().once("close", resolve));
  beforeEach(() => {
    open = [];
    answers = (method) => (method === "genesis" ? `"result":"${"x".repeat(LARGE)}"` : '"result":{}');
  });
  afterEach(() => {
    for (const socket of open) socket.destroy();
  });

  const served = async () => (await post({ jsonrpc: "2.0", id: 1, method: "health" })).status;
  const reopenedImpatient = async () => {
    await front.close();
    await openDoor({ ...PATIENT, ms: 200 });
  };

  it("gets no second answer made before the first is taken, and no further one on other connections", async () => {
    const socket = unreading(20);
    await expect.poll(() => outcomes.length).toBe(1);
    expect(await served()).toBe(503);
    expect(asked.filter(({ method }) => method === "genesis")).toHaveLength(1);
    socket.destroy();
    await expect.poll(served).toBe(200);
    expect(asked.filter(({ method }) => method === "genesis")).toHaveLength(1);
  });

  it("is dropped in time, and what it did not take is forgotten", async () => {
    await reopenedImpatient();
    unreading(1);
    await expect.poll(() => outcomes.length).toBe(1);
    await expect.poll(served, { timeout: 5000 }).toBe(200);
  });

  it("on a connection behind others is cut off when it sends requests without end", async () => {
    hold = new Promise(() => undefined);
    await gone(unreading(100));
    expect(asked.length).toBeLessThan(2);
  });

  const unreadingSubscriber = async () => {
    const client = new WebSocket(`${front.url.replace("http", "ws")}/websocket`);
    client.on("error", () => undefined);
    await new Promise((resolve) => client.once("open", resolve));
    client.pause();
    client.send(genesis);
    await expect.poll(() => outcomes.length).toBe(1);
    return client;
  };

  it("over a WebSocket has that much less room, until it goes", async () => {
    const client = await unreadingSubscriber();
    expect(await served()).toBe(503);
    client.terminate();
    await expect.poll(served, { timeout: 5000 }).toBe(200);
  });

  it("over a WebSocket is dropped in time", async () => {
    await reopenedImpatient();
    const client = await unreadingSubscriber();
    await expect.poll(served, { timeout: 5000 }).toBe(200);
    client.terminate();
  });

  it("and reads in the end has every answer, in order", async () => {
    answers = () => `"result":"${"y".repeat(1000)}"`;
    let heard = "";
    const socket = unreading(3);
    socket.on("data", (data) => (heard += String(data)));
    socket.resume();
    await expect.poll(() => heard.split("y".repeat(1000)).length).toBe(4);
  });

  it("is asked to send a batch in parts when its answers are long together", async () => {
    const batch = ["genesis", "genesis", "status", "genesis"].map((method, id) => ({ jsonrpc: "2.0", id, method }));
    answers = (method) => `"result":"${"x".repeat(method === "genesis" ? LARGE * 0.6 : 1)}"`;
    const all = (await (await post(batch)).json()) as { error?: { data: string } }[];
    expect(all.map(({ error }) => error?.data.includes("too long") ?? false)).toEqual([false, false, true, true]);
  });

  it("takes room from its own address first, and others have theirs", () => {
    const room = unsent({ ...PATIENT, address: 100, all: 150, small: 10, ms: 60_000 });
    const never = () => expect.unreachable();
    const first = room.hold("192.0.2.1", 90, never);
    expect(room.hold("::ffff:192.0.2.1", 20, never)).toBeUndefined();
    const other = room.hold("192.0.2.2", 60, never);
    expect(room.hold("192.0.2.3", 11, never)).toBeUndefined();
    const small = room.hold("192.0.2.3", 10, never);
    expect(room.bytes).toBe(160);
    for (const release of [first, other, small, first]) release?.();
    expect(room.bytes).toBe(0);
  });
});

describe("one address", () => {
  const opened: Socket[] = [];
  const from = async (localAddress: string, times: number): Promise<readonly Socket[]> => {
    const all = Array.from({ length: times }, () => {
      const socket = connect({ port: Number(new URL(front.url).port), host: "127.0.0.1", localAddress });
      socket.on("error", () => undefined).resume();
      opened.push(socket);
      return socket;
    });
    await Promise.all(all.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    return all;
  };
  const left = (all: readonly Socket[]) => all.filter(({ closed }) => !closed).length;
  afterEach(() => {
    for (const socket of opened.splice(0)) socket.destroy();
  });

  it("has its share of the connections, others have theirs, and what it closes it may open again", async () => {
    const many = await from("127.0.0.2", 40);
    await expect.poll(() => left(many)).toBe(30);
    expect((await call("health")).result).toEqual({ of: "health" });
    for (const socket of many) socket.destroy();
    const again = async () => {
      const [socket] = await from("127.0.0.2", 1);
      socket?.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      return await new Promise((resolve) => {
        socket?.once("data", (data) => resolve(String(data).slice(0, 12))).once("close", () => resolve("closed"));
      });
    };
    await expect.poll(again).toBe("HTTP/1.1 200");
  });
});

describe("new blocks", () => {
  it("come to all subscribers from one subscription at the node, each under its own id", async () => {
    await expect.poll(() => sockets.clients.size).toBe(1);
    const heard: string[][] = [[], []];
    const clients = await Promise.all(
      heard.map(async (lines, i) => {
        const client = new WebSocket(`${front.url.replace("http", "ws")}/websocket`);
        client.on("message", (data: Buffer) => lines.push(data.toString()));
        await new Promise((resolve) => client.once("open", resolve));
        client.send(
          JSON.stringify({
            jsonrpc: "2.0",
            id: i + 40,
            method: "subscribe",
            params: { query: "tm.event = 'NewBlock'" },
          }),
        );
        return client;
      }),
    );
    await expect.poll(() => heard.map(({ length }) => length)).toEqual([1, 1]);
    for (const upstream of sockets.clients)
      upstream.send('{"jsonrpc":"2.0","id":0,"result":{"query":"q","data":{"h":5}}}');
    await expect.poll(() => heard.map(({ length }) => length)).toEqual([2, 2]);
    expect(heard.map((lines) => JSON.parse(lines[1] ?? "") as unknown)).toEqual(
      [40, 41].map((id) => ({ jsonrpc: "2.0", id, result: { query: "q", data: { h: 5 } } })),
    );
    expect(sockets.clients.size).toBe(1);
    for (const client of clients) client.terminate();
  });
});
