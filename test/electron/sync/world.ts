/** A real embedded node in this process, a wallet database, and between them a proxy that lies as it is told. */
import { rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answers, answersOf } from "../../../electron/store/answers.ts";
import { type EvidenceLog, evidenceOf } from "../../../electron/store/evidence.ts";
import { type Headers, headersOf } from "../../../electron/store/headers.ts";
import { openStore, type Store } from "../../../electron/store/store.ts";
import { type SyncOptions, type Synchronizer, synchronizer } from "../../../electron/sync/synchronizer.ts";
import { type VerifiedReads, verifiedReads } from "../../../electron/sync/verifiedReads.ts";
import { demo } from "../../../node/embedded/demo.ts";
import { EmbeddedNode } from "../../../node/embedded/embeddedNode.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { type Loose, objectAt } from "./loose.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";

export interface TestNode {
  readonly node: EmbeddedNode;
  readonly network: NetworkFile;
  stop(): Promise<void>;
}

export async function startNode(
  options: { rate?: number; street?: boolean; seed?: number; folder?: string; clock?: () => number } = {},
): Promise<TestNode> {
  const folder = options.folder ?? temporaryFolder();
  const node = await EmbeddedNode.start(
    { folder, port: 0, rate: options.rate ?? 120, seed: options.seed ?? 7, street: options.street ?? false },
    { demo, log: () => undefined, clock: options.clock ?? Date.now },
  );
  return {
    node,
    network: node.network(),
    async stop() {
      await node.stop();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Rpc = { readonly id: number; readonly method: string; readonly params: Record<string, unknown> };
/** Changes the JSON of an answer, or answers by itself (undefined). */
export type Tamper = (
  call: Rpc,
  answer: () => Promise<Loose>,
  response: ServerResponse,
) => Promise<object | undefined> | object | undefined;

export interface Proxy {
  readonly url: string;
  tamper: Tamper | undefined;
  calls: number;
  stop(): Promise<void>;
}

export async function proxyTo(target: string, tamper?: Tamper): Promise<Proxy> {
  const server: Server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tamper,
    calls: 0,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    proxy.calls++;
    const answer = async (): Promise<Loose> => await postTo(target, JSON.parse(body));
    const call = JSON.parse(body) as Rpc;
    const result = proxy.tamper ? await proxy.tamper(call, answer, response) : await answer();
    if (result === undefined) return;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(result));
  }
  return proxy;
}

/** One JSON-RPC call past the proxy. */
export async function postTo(url: string, call: unknown): Promise<Loose> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(call) });
  return objectAt(await response.json());
}

export interface World {
  readonly store: Store;
  readonly headers: Headers;
  readonly evidence: EvidenceLog;
  readonly answers: Answers;
  readonly sync: Synchronizer;
  readonly reads: VerifiedReads;
  readonly topics: string[];
  close(): Promise<void>;
}

export function openWorld(network: NetworkFile, more: Partial<SyncOptions> = {}, folder = temporaryFolder()): World {
  const store = openStore(folder, new Date());
  const topics: string[] = [];
  const headers = headersOf(store, network.chainId);
  const evidence = evidenceOf(store, network.chainId);
  const answers = answersOf(store, network.chainId);
  const sync = synchronizer(
    {
      network,
      builtIn: false,
      trusted: null,
      now: Date.now,
      random: () => 0.5,
      limits: { ms: 1_000, bytes: 2_000_000, depth: 32 },
      pollMs: 200,
      changed: (what) => topics.push(what),
      log: () => undefined,
      ...more,
    },
    headers,
    evidence,
  );
  const reads = verifiedReads(sync, answers, network.simulated);
  sync.start();
  return {
    store,
    headers,
    evidence,
    answers,
    sync,
    reads,
    topics,
    async close() {
      await sync.stop();
      answers.close();
      store.close();
    },
  };
}

/** Polls until the condition holds; fails with what it saw last. */
export async function until<T>(look: () => T | Promise<T>, ms = 10_000): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen as Exclude<T, undefined | null | false>;
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
