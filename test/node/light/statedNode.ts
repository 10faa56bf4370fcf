/** A node whose headers four validators sign over the states of a test chain, so that a light client proves what the chain holds. */
import { Versions } from "../../../node/application/versions.ts";
import { answerQuery } from "../../../node/application/answerQuery.ts";
import type { NodeAt } from "../../../node/light/nodeAt.ts";
import { Unproved } from "../../../node/light/unproved.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import { fromMs } from "../../../shared/light/timestamp.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { type Chain, CHAIN, REGULATORS } from "../../shared/ledger/market.ts";
import { block, type Signer, signers } from "../../shared/light/chain.ts";

export const four = signers("abcd");

export class StatedNode implements NodeAt {
  readonly url: string;
  readonly chain: Chain;
  /** Light blocks by height; the newest is made when it is asked for. */
  readonly blocks = new Map<number, LightBlock>();
  /** What a lying node does to a witness. */
  bend: ((witness: Uint8Array, path: string) => Uint8Array) | undefined;
  silent = false;
  constructor(chain: Chain, url = "http://one.example/", anchor = anchorOf(chain)) {
    this.chain = chain;
    this.url = url;
    this.blocks.set(anchor.header.height, anchor);
  }

  block(height?: number): Promise<LightBlock> {
    const { chain } = this;
    if (this.silent) return Promise.reject(new Unproved({ why: "noAnswer", node: this.url, problem: "silent" }));
    const newest = chain.height + 1;
    const time = fromMs(chain.time + 1000);
    if (!this.blocks.has(newest)) this.blocks.set(newest, signedBlock(newest, { time, appHash: chain.state.root }));
    const found = this.blocks.get(height ?? Math.max(...this.blocks.keys()));
    return found
      ? Promise.resolve(found)
      : Promise.reject(new Unproved({ why: "noAnswer", node: this.url, problem: `no block ${height}` }));
  }

  query(path: string, data: Uint8Array, height: number): Promise<{ code: number; witness: Uint8Array }> {
    if (this.silent) return Promise.reject(new Unproved({ why: "noAnswer", node: this.url, problem: "silent" }));
    const versions = new Versions(this.chain.height, this.chain.state);
    const { code, value } = answerQuery(versions, { runQuery }, { path, data, height });
    return Promise.resolve({ code, witness: this.bend ? this.bend(value, path) : value });
  }

  /** Its chain keeps states, and no blocks to find a transaction in. */
  tx(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  results(height: number): Promise<never> {
    return Promise.reject(new Unproved({ why: "noAnswer", node: this.url, problem: `no block ${height}` }));
  }

  send(tx: Uint8Array): Promise<number> {
    const [result] = this.chain.block([{ id: "", bytes: tx }]);
    return Promise.resolve(result?.code === 2 ? 2 : 0);
  }
}

export function signedBlock(
  height: number,
  header: Partial<LightBlock["header"]>,
  by: readonly Signer[] = four,
  next: readonly Signer[] = by,
): LightBlock {
  return block({ height, signers: by, next, chainId: CHAIN, header });
}

/** Where trust begins: the chain's first header. */
export function anchorOf(chain: Chain): LightBlock {
  return signedBlock(1, { time: fromMs(chain.params.clock.genesis * 1000) });
}

export function networkOf(nodes: readonly StatedNode[], change: Partial<NetworkFile> = {}): NetworkFile {
  const anchor = nodes[0]?.blocks.get(1);
  if (!anchor) throw new Error("a network has a node");
  return {
    format: "wattlight-network-1",
    chainId: CHAIN,
    name: { en: "Test", zh: "测试" },
    simulated: true,
    anchor: { height: 1, hash: toHex(headerHash(anchor.header)) },
    nodes: nodes.map(({ url }) => url),
    regulators: REGULATORS.map((key) => key.public),
    trustingPeriod: 1_209_600,
    cards: [],
    ...change,
  };
}

/** What a network file's address leads to, among these nodes. */
export const among =
  (nodes: readonly NodeAt[]) =>
  (url: string): NodeAt => {
    const found = nodes.find((node) => node.url === url);
    if (!found) throw new Error(`no node at ${url}`);
    return found;
  };
