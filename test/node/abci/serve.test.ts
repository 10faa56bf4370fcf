/** The one entry for a command line: addresses, a folder of its own, what a killed process leaves, and an orderly end. */
import { existsSync, linkSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import type { DeepPartial } from "cosmjs-types/helpers";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { listenAddress } from "../../../node/abci/address.ts";
import { frame, FrameReader } from "../../../node/abci/frames.ts";
import { serve, type Served, type ServeOptions } from "../../../node/abci/serve.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { CHAIN_ID, genesis, GENESIS_MS, timeOf, tx } from "../application/ledgerUnderTest.ts";

let folder: string;
const running: Served[] = [];
beforeEach(() => (folder = temporaryFolder()));
afterEach(async () => {
  for (const served of running.splice(0)) await served.close();
});

async function open(options: Partial<ServeOptions> = {}): Promise<Served> {
  const listen = `unix://${join(folder, "abci.sock")}`;
  const served = await serve({ folder: join(folder, "ledger"), listen, log: () => {}, ...options });
  running.push(served);
  return served;
}

/** Asks one after the other on one connection. */
async function ask(served: Served, requests: DeepPartial<Request>[]): Promise<Response[]> {
  const to = listenAddress(served.address);
  const socket = to.path === undefined ? connect({ host: to.host ?? "", port: to.port ?? 0 }) : connect(to.path);
  const reader = new FrameReader();
  const responses: Response[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject).on("close", () => reject(new Error("closed")));
    socket.on("data", (piece: Uint8Array) => {
      for (const message of reader.push(piece)) responses.push(Response.decode(message));
      if (responses.length === requests.length) resolve();
    });
    for (const request of requests) socket.write(frame(Request.encode(Request.fromPartial(request)).finish()));
  });
  socket.removeAllListeners().on("error", () => {}).destroy(); // prettier-ignore
  return responses;
}

const seconds = (ms: number) => ({ seconds: BigInt(ms / 1000), nanos: 0 });
const begin = { initChain: { chainId: CHAIN_ID, time: seconds(GENESIS_MS), appStateBytes: utf8(JSON.stringify(genesis)), initialHeight: 1n } }; // prettier-ignore
const block = (height: number) => ({ finalizeBlock: { height: BigInt(height), time: seconds(timeOf(height)), txs: [tx(height)] } }); // prettier-ignore
const query = { query: { path: "/query/clock/1", data: utf8("{}") } };

async function faultOf(run: Promise<unknown>): Promise<unknown> {
  return await run.then(
    () => undefined,
    (error: unknown) => (error instanceof FaultError ? error.fault : error),
  );
}

test.each(["here", "thread"] as const)(
  "blocks outlive an orderly end; queries are answered %s, in their place",
  async (queries) => {
    const listen = "tcp://127.0.0.1:0";
    const first = await open({ listen, queries });
    expect(first.address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    const answers = await ask(first, [begin, block(1), { commit: {} }, query, { echo: { message: "after" } }]);
    expect(answers[3]?.query).toMatchObject({ code: 0, height: 1n });
    expect(answers[4]?.echo?.message).toBe("after");
    const { height, appHash } = first.info();
    expect(height).toBe(1);
    expect(first.measures()).toMatchObject({ height: 1, blocks: 1, transactions: [0, 1, 0] });
    await running.pop()?.close();
    const again = await open({ listen, queries });
    expect(again.info()).toEqual({ height, appHash });
    const [same] = await ask(again, [query]);
    expect(same?.query?.value).toEqual(answers[3]?.query?.value);
  },
);

test.each(["here", "thread"] as const)(
  "a question before the chain has begun is answered %s, and stops nothing",
  async (queries) => {
    const served = await open({ queries });
    const [early, , late] = await ask(served, [query, begin, query]);
    expect(early?.query?.code).toBe(2);
    expect(late?.query?.code).toBe(0);
  },
);

test("a second application on the same folder is refused while the first runs", async () => {
  await open();
  const other = open({ listen: `unix://${join(folder, "other.sock")}` });
  expect(await faultOf(other)).toMatchObject({ code: "node.inUse" });
});

describe("the socket", () => {
  test("that a killed process left is taken over", async () => {
    const path = join(folder, "abci.sock");
    const dead = createServer().listen(path);
    await new Promise((resolve) => dead.once("listening", resolve));
    // The end that a kill leaves: the name stays, nobody answers.
    linkSync(path, `${path}.kept`);
    await new Promise((resolve) => dead.close(resolve));
    linkSync(`${path}.kept`, path);
    expect(existsSync(path)).toBe(true);
    const served = await open();
    expect((await ask(served, [{ echo: { message: "here" } }]))[0]?.echo?.message).toBe("here");
  });

  test("that somebody answers on is left alone", async () => {
    const path = join(folder, "abci.sock");
    const other = createServer().listen(path);
    await new Promise((resolve) => other.once("listening", resolve));
    expect(await faultOf(open())).toMatchObject({ code: "EADDRINUSE" });
    await new Promise((resolve) => other.close(resolve));
  });

  test("a file in its place is never removed", async () => {
    const path = join(folder, "abci.sock");
    writeFileSync(path, "precious");
    expect(await faultOf(open())).toMatchObject({ code: "EADDRINUSE" });
    expect(readFileSync(path, "utf8")).toBe("precious");
  });
});

describe("addresses", () => {
  test.each([
    ["unix:///run/wattlight/abci.sock", { path: "/run/wattlight/abci.sock" }],
    ["tcp://127.0.0.41:26658", { host: "127.0.0.41", port: 26_658 }],
    ["tcp://[::1]:0", { host: "::1", port: 0 }],
  ])("%s", (text, options) => expect(listenAddress(text)).toEqual(options));

  test.each([
    "",
    "unix://",
    "tcp://host",
    "tcp://host:66000",
    "http://host:1",
    "127.0.0.1:26658",
    `unix:///${"x".repeat(110)}`,
  ])("%s is none", async (listen) =>
    expect(await faultOf(open({ listen }))).toMatchObject({ code: "node.address", next: "correct" }),
  );
});
