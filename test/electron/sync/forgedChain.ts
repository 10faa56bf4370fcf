/** Chains of signed light blocks that may part from one another, and nodes that serve them over HTTP, as long as they are told to. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hashOf } from "../../../electron/sync/trustChain.ts";
import { validatorsJson, signedHeaderJson } from "../../../shared/light/render.ts";
import type { Header, LightBlock } from "../../../shared/light/types.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { block, CHAIN, digest, type Signer, START } from "../../shared/light/chain.ts";
import { fromHex } from "../../../shared/codec/bytes.ts";

/** From height 1 on, without gaps. */
export type Chain = readonly LightBlock[];

/** The chain, and more blocks up to a height: each names the one before it. */
export function grown(
  from: Chain,
  to: number,
  signers: readonly Signer[],
  header: Partial<Header> = {},
  round = 0,
): Chain {
  const chain = [...from];
  for (let height = chain.length + 1; height <= to; height++) {
    const last = chain.at(-1);
    const lastBlockId = last && { hash: fromHex(hashOf(last)), parts: { total: 1, hash: digest("parts") } };
    chain.push(block({ height, signers, round, header: { ...header, ...(lastBlockId && { lastBlockId }) } }));
  }
  return chain;
}

/** A clock that runs on from a little after the block of a height. */
export function clockFrom(height: number): () => number {
  const began = performance.now();
  return () => START + height * 1000 + 1_500 + Math.floor(performance.now() - began);
}

export interface FakeNode {
  readonly url: string;
  chain: Chain;
  /** Newest height served; all unless told. */
  upTo: number;
  /** Oldest height served. */
  from: number;
  down: boolean;
  /** Answers wait this long, ms. */
  delay: number;
  /** Heights that a commit was asked for. */
  readonly asked: number[];
  readonly accusations: unknown[];
  stop(): Promise<void>;
}

export async function fakeNode(chain: Chain): Promise<FakeNode> {
  const server = createServer((request, response) => {
    // No block hints here: a WebSocket is turned down, and polling does.
    if (request.method !== "POST") return void response.writeHead(404).end();
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => void setTimeout(() => answer(Buffer.concat(parts).toString(), response), node.delay));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const node: FakeNode = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    chain,
    upTo: Infinity,
    from: 1,
    down: false,
    delay: 0,
    asked: [],
    accusations: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  function answer(body: string, response: ServerResponse): void {
    if (node.down) return void response.destroy();
    const call = JSON.parse(body) as { id: number; method: string; params: { height?: string; evidence?: unknown } };
    const result = resultOf(call.method, call.params);
    response.setHeader("content-type", "application/json");
    const error = { code: -32603, message: "Internal error", data: "not here" };
    response.end(JSON.stringify({ jsonrpc: "2.0", id: call.id, ...(result ? { result } : { error }) }));
  }
  function resultOf(method: string, params: { height?: string; evidence?: unknown }): object | undefined {
    const newest = Math.min(node.upTo, node.chain.length);
    const height = params.height === undefined ? newest : Number(params.height);
    if (method === "broadcast_evidence") {
      node.accusations.push(params.evidence);
      return { hash: "00" };
    }
    if (method === "validators") {
      const found = node.chain[height - 1];
      const set = found?.validators ?? node.chain[height - 2]?.nextValidators;
      return set && validatorsJson(set, height);
    }
    if (method !== "commit") return undefined;
    node.asked.push(height);
    const found = height >= node.from && height <= newest ? node.chain[height - 1] : undefined;
    return found && { signed_header: signedHeaderJson(found), canonical: true };
  }
  return node;
}

export const networkOf = (chain: Chain, nodes: readonly FakeNode[], more: Partial<NetworkFile> = {}): NetworkFile => ({
  format: "wattlight-network-1",
  chainId: CHAIN,
  name: { en: "forged", zh: "伪造" },
  simulated: false,
  anchor: { height: 1, hash: hashOf(chain[0] as LightBlock) },
  nodes: nodes.map(({ url }) => url),
  regulators: [`02${"ab".repeat(32)}`],
  trustingPeriod: 86_400,
  cards: [],
  ...more,
});
