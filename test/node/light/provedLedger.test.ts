/** What a command line believes of nodes: a proved answer, or why there is none. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { provedLedger } from "../../../node/light/provedLedger.ts";
import { isRefuted, Unproved } from "../../../node/light/unproved.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import { fromMs } from "../../../shared/light/timestamp.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { signers, withSignature } from "../../shared/light/chain.ts";
import { market } from "../../shared/ledger/ends/scene.ts";
import { type Proxy, proxyTo, startNode, type TestNode } from "../../electron/sync/world.ts";
import { objectAt } from "../../electron/sync/loose.ts";
import { among, anchorOf, networkOf, signedBlock, StatedNode } from "./statedNode.ts";

function chainAt(blocks: number) {
  const chain = market();
  for (let i = 0; i < blocks; i++) chain.block();
  return chain;
}
const open = (nodes: readonly StatedNode[], more: Partial<Parameters<typeof provedLedger>[1]> = {}) => {
  const [first] = nodes;
  const now = () => (first?.chain.time ?? 0) + 2000;
  return provedLedger(networkOf(nodes), { now, nodeAt: among(nodes), ...more });
};
/** One vote of its commit is nobody's. */
const unsigned = (block: LightBlock): LightBlock =>
  withSignature(block, 0, (sig) => ({ ...sig, signature: sig.signature.with(0, (sig.signature[0] ?? 0) ^ 1) }));
const why = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Unproved)) throw new Error("it was proved, or failed otherwise");
  return error.data;
};

describe("proved", () => {
  test("the state before the newest header, with who signed it and which other nodes agree", async () => {
    const chain = chainAt(20);
    const nodes = [new StatedNode(chain), new StatedNode(chain, "http://two.example/")];
    const ledger = await open(nodes);
    expect(ledger).toMatchObject({ height: 20, signed: 40, of: 40, doubts: [], witnesses: ["http://two.example/"] });
    expect(ledger.stateRoot).toBe(toHex(chain.state.root));
    expect(await ledger.ask("params", {})).toEqual(chain.params);
  });

  test("over a change of all validators, by the heights between", async () => {
    const chain = chainAt(20);
    const node = new StatedNode(chain);
    const time = (height: number) => fromMs(chain.params.clock.genesis * 1000 + height * 1000);
    const [first, second] = [signers("abcd"), signers("efgh")];
    for (let height = 2; height < 11; height++)
      node.blocks.set(height, signedBlock(height, { time: time(height) }, first, height === 10 ? second : first));
    for (let height = 11; height < 21; height++)
      node.blocks.set(height, signedBlock(height, { time: time(height) }, second));
    node.blocks.set(21, signedBlock(21, { time: fromMs(chain.time + 1000), appHash: chain.state.root }, second));
    expect((await open([node])).headerHash).toBe(toHex(headerHash((await node.block()).header)));
    // Without what announces the change nothing leads there.
    for (let height = 2; height < 21; height++) node.blocks.delete(height);
    expect(await why(open([node]))).toMatchObject({ why: "noAnswer" });
  });

  test("a node that does not answer, or lies, is passed over and named; another one answers", async () => {
    const chain = chainAt(3);
    const nodes = ["one", "two", "three"].map((name) => new StatedNode(chain, `http://${name}.example/`));
    const [one, two] = nodes;
    if (!one || !two) throw new Error("three nodes");
    one.silent = true;
    two.blocks.set(4, unsigned(signedBlock(4, { time: fromMs(chain.time + 1000) })));
    const ledger = await open(nodes);
    expect(ledger.node).toBe("http://three.example/");
    expect(ledger.doubts).toMatchObject([
      { why: "noAnswer", node: one.url },
      { why: "lied", node: two.url },
    ]);
    expect(await ledger.ask("zones", { limit: 1 })).toHaveLength(1);
  });
});

describe("the anchor is the newest block", () => {
  test("the state before it is proved; a node that has another block of that height, or has not come so far, is not believed", async () => {
    const chain = chainAt(3);
    const node = new StatedNode(chain);
    const { header } = await node.block();
    const anchor = { height: header.height, hash: toHex(headerHash(header)) };
    expect(await open([node], { anchor })).toMatchObject({ height: 3, headerHash: anchor.hash, signed: 40, of: 40 });
    const behind = new StatedNode(chain);
    behind.block = async (height) => await node.block(height ?? 2);
    expect(await why(open([behind], { anchor }))).toMatchObject({ why: "noAnswer" });
    const other = new StatedNode(chain);
    const forged = signedBlock(4, { time: header.time, appHash: new Uint8Array(32).fill(7) });
    other.block = async (height) => (height === undefined ? forged : await node.block(height));
    expect(await why(open([other], { anchor }))).toEqual({ why: "lied", node: other.url, rule: "header.hash" });
  });
});

describe("refused", () => {
  test("an answer with another root, and one that leaves out what the question needs", async () => {
    const chain = chainAt(3);
    const node = new StatedNode(chain);
    const ledger = await open([node]);
    node.bend = (witness) => witness.with(-1, (witness.at(-1) ?? 0) ^ 1);
    const lie = await why(ledger.ask("params", {}));
    expect(lie).toMatchObject({ why: "lied", node: node.url });
    expect(isRefuted(lie as never)).toBe(true);
    node.bend = () => Uint8Array.of(1, 3, ...chain.state.root);
    expect(await why(ledger.ask("params", {}))).toMatchObject({ why: "noAnswer" });
  });

  test("two nodes that prove different blocks of a height: the validators signed two histories", async () => {
    const [chain, other] = [chainAt(3), chainAt(3)];
    const [one, two] = [new StatedNode(chain), new StatedNode(other, "http://two.example/", anchorOf(chain))];
    two.blocks.set(4, signedBlock(4, { time: fromMs(chain.time + 1000), appHash: new Uint8Array(32).fill(7) }));
    const data = await why(open([one, two]));
    expect(data).toEqual({ why: "twoHistories", height: 4, nodes: [one.url, two.url] });
    // One whose other block nobody signed is a liar, and alone in it.
    two.blocks.set(4, unsigned(signedBlock(4, { time: fromMs(chain.time + 1000) })));
    expect(await open([one, two])).toMatchObject({ doubts: [{ why: "lied", node: two.url }], witnesses: [] });
  });

  test("another chain, an anchor that is too old, a block from the future", async () => {
    const chain = chainAt(3);
    const node = new StatedNode(chain);
    const anchor = { height: 1, hash: "ab".repeat(32) };
    expect(await why(open([node], { anchor }))).toEqual({ why: "otherChain", node: node.url });
    const late = () => chain.time + 1_209_700_000;
    expect(await why(open([node], { now: late }))).toEqual({ why: "anchorExpired", height: 1 });
    const early = () => chain.time - 60_000;
    expect(await why(open([node], { now: early }))).toEqual({ why: "fromFuture", node: node.url });
  });
});

describe("over HTTP, against a real node", () => {
  let real: TestNode;
  let proxy: Proxy;
  beforeAll(async () => {
    real = await startNode();
    proxy = await proxyTo(real.node.url);
    for (let i = 0; real.node.height < 4 && i < 400; i++) await new Promise((done) => setTimeout(done, 50));
  });
  afterAll(async () => {
    await proxy.stop();
    await real.stop();
  });
  const through = () => provedLedger({ ...real.network, nodes: [proxy.url] }, { now: Date.now });

  test("an answer is proved from the network file's anchor", async () => {
    const ledger = await through();
    expect(ledger.chainId).toBe(real.network.chainId);
    expect((await ledger.ask("params", {})).chainId).toBe(real.network.chainId);
  });

  test.each<[name: string, bend: (method: string, answer: Record<string, unknown>) => object, data: object]>([
    ["an error", () => ({ jsonrpc: "2.0", id: 1, error: { code: -32603 } }), { why: "noAnswer" }],
    ["no JSON-RPC", () => ({ hello: 1 }), { why: "noAnswer" }],
    [
      "another app hash",
      (method, answer) => {
        if (method !== "commit") return answer;
        const header = objectAt(objectAt(objectAt(answer["result"])["signed_header"])["header"]);
        header["app_hash"] = "AB".repeat(32);
        return answer;
      },
      { why: "otherChain" },
    ],
  ])("%s", async (_, bend, data) => {
    proxy.tamper = async ({ method }, answer) => bend(method, (await answer()) as never);
    expect(await why(through())).toMatchObject(data);
    proxy.tamper = undefined;
  });

  test("an answer without end is cut off", async () => {
    proxy.tamper = (_call, _answer, response) => {
      response.setHeader("content-type", "application/json");
      response.write(`{"jsonrpc":"2.0","id":1,"result":"`);
      const chunk = "x".repeat(500_000);
      for (let i = 0; i < 8; i++) response.write(chunk);
      response.end();
      return undefined;
    };
    expect(await why(through())).toMatchObject({ why: "noAnswer" });
    proxy.tamper = undefined;
  });
});
