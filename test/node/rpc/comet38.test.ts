/** A client that is not ours reads the embedded node: the comet38 client of @cosmjs/tendermint-rpc, over HTTP and WebSocket. */
import { Comet38Client, HttpClient, WebsocketClient } from "@cosmjs/tendermint-rpc";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import { dataHash, validatorsHash } from "../../../shared/light/hashes.ts";
import { validatorOf } from "../../../shared/light/validators.ts";
import { resultsHash, verifyTxProof } from "../../../shared/light/results.ts";
import { openWitness } from "../../../shared/state/witness.ts";
import type { EmbeddedNode } from "../../../node/embedded/embeddedNode.ts";
import { independentHash } from "./independentHash.ts";
import { cancelNothing, cleanUp, startNode, temporaryFolder, untilHeight } from "../running.ts";

const folder = temporaryFolder();
let node: EmbeddedNode;
let chainId: string;
beforeAll(async () => {
  node = await startNode({ folder });
  chainId = node.network().chainId;
});
afterAll(cleanUp);

let nonce = 0;
const freshTx = () => cancelNothing(folder, chainId, nonce++);
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

describe.each([
  ["HTTP", () => Promise.resolve(new HttpClient(node.url))],
  ["WebSocket", () => Promise.resolve(new WebsocketClient(node.url.replace("http", "ws")))],
] as const)("the comet38 client over %s", (_, connect) => {
  let client: Comet38Client;
  beforeAll(async () => {
    client = Comet38Client.create(await connect());
  });
  afterAll(() => client.disconnect());

  test("status, health and abci_info name the chain and its height", async () => {
    const status = await client.status();
    expect(status.nodeInfo.network).toBe(chainId);
    expect(status.syncInfo.latestBlockHeight).toBeGreaterThanOrEqual(2);
    expect(status.syncInfo.catchingUp).toBe(false);
    expect(status.validatorInfo.votingPower).toBe(10n);
    expect(await client.health()).toBeNull();
    expect((await client.abciInfo()).lastBlockHeight).toBeGreaterThanOrEqual(2);
  });

  test("genesis carries four validators and the state", async () => {
    const genesis = await client.genesis();
    expect(genesis.chainId).toBe(chainId);
    expect(genesis.validators).toHaveLength(4);
    expect(genesis.consensusParams.block?.maxGas).toBe(-1);
    expect(genesis.appState).toHaveProperty("params.chainId", chainId);
  });

  test("a block's header hashes to its id, and its successor names it", async () => {
    await untilHeight(node, 5);
    const [three, four] = [await client.block(3), await client.block(4)];
    expect(independentHash(three.block.header)).toEqual(three.blockId.hash);
    expect(four.block.header.lastBlockId).toEqual(three.blockId);
    expect(four.block.lastCommit?.height).toBe(3);
    expect(four.block.lastCommit?.signatures).toHaveLength(4);
  });

  test("the first block has no predecessor and no commit", async () => {
    const { block } = await client.block(1);
    expect(block.header.lastBlockId).toBeNull();
    expect(block.lastCommit).toBeNull();
  });

  test("a commit is canonical once the next block holds it", async () => {
    const { canonical, commit, header } = await client.commit(2);
    expect(canonical).toBe(true);
    expect(header.height).toBe(2);
    expect(commit.blockId).toEqual((await client.block(2)).blockId);
    expect(commit.signatures.every((sig) => sig.signature?.length === 64)).toBe(true);
    expect((await client.commit()).canonical).toBe(false);
  });

  test("validators, whole and by page, hash to the header's validators_hash", async () => {
    const all = await client.validatorsAll(2);
    expect(all.total).toBe(4);
    const set = all.validators.map((v) =>
      validatorOf({ type: "ed25519", bytes: v.pubkey?.data ?? new Uint8Array() }, Number(v.votingPower)),
    );
    expect(validatorsHash(set)).toEqual((await client.block(2)).block.header.validatorsHash);
    const page = await client.validators({ height: 2, page: 2, per_page: 3 });
    expect(page).toMatchObject({ count: 1, total: 4, blockHeight: 2 });
    expect(page.validators[0]?.address).toEqual(all.validators[3]?.address);
  });

  test("a transaction is broadcast, committed, found, and proved with its result", async () => {
    const tx = freshTx();
    const sent = await client.broadcastTxSync({ tx });
    expect(sent.code).toBe(0);
    expect(sent.hash).toEqual(sha256(tx));
    const before = node.height;
    await untilHeight(node, before + 2);
    const found = await client.tx({ hash: sent.hash, prove: true });
    expect(found.tx).toEqual(tx);
    expect(found.result.code).toBe(1);
    expect(JSON.parse(Buffer.from(found.result.data ?? []).toString())).toHaveProperty("rule");
    const { block } = await client.block(found.height);
    expect(dataHash(block.txs)).toEqual(block.header.dataHash);
    const { index, total, aunts } = found.proof?.proof ?? { index: -1, total: 0, aunts: [] };
    expect(verifyTxProof(block.header.dataHash, tx, { index, total, aunts })).toBe(true);
    expect(found.proof?.rootHash).toEqual(block.header.dataHash);
    const { results } = await client.blockResults(found.height);
    const exec = results.map(({ code, data }) => ({ code, data: data ?? new Uint8Array(), gasWanted: 0, gasUsed: 0 }));
    expect(resultsHash(exec)).toEqual((await client.block(found.height + 1)).block.header.lastResultsHash);
  });

  test("broadcast_tx_async and broadcast_tx_commit", async () => {
    expect((await client.broadcastTxAsync({ tx: freshTx() })).hash).toHaveLength(32);
    const { checkTx, txResult, height } = await client.broadcastTxCommit({ tx: freshTx() });
    expect(checkTx.code).toBe(0);
    expect(txResult?.code).toBe(1);
    expect(height).toBeGreaterThan(2);
  });

  test("an invalid transaction is answered with code 2 and the rule as data", async () => {
    const tx = freshTx();
    tx[tx.length - 10] = (tx[tx.length - 10] as number) ^ 1;
    const { code, log } = await client.broadcastTxSync({ tx });
    expect(code).toBe(2);
    expect(JSON.parse(log ?? "")).toHaveProperty("rule");
  });

  test("the same bytes twice are refused as CometBFT does", async () => {
    const tx = freshTx();
    await client.broadcastTxSync({ tx });
    await expect(client.broadcastTxSync({ tx })).rejects.toThrow(/already exists in cache/);
  });

  test("abci_query answers a witness that opens under the next header's app_hash", async () => {
    const height = node.height;
    const answer = await client.abciQuery({ path: "/query/params/1", data: utf8("{}"), height });
    expect(answer).toMatchObject({ code: 0, height });
    await untilHeight(node, height + 1);
    const { header } = (await client.block(height + 1)).block;
    const reader = openWitness(answer.value, header.appHash);
    expect(runQuery(reader, "params", 1, {})).toHaveProperty("chainId", chainId);
  });

  test("abci_query: unknown query, bad input and lost heights have their codes", async () => {
    const code = async (path: string, data: string, height?: number) =>
      (await client.abciQuery({ path, data: utf8(data), ...(height !== undefined && { height }) })).code;
    expect(await code("/query/secrets/1", "{}")).toBe(1);
    expect(await code("/query/params/99", "{}")).toBe(1);
    expect(await code("/store/params", "{}")).toBe(1);
    expect(await code("/query/party/1", '{"id":5}')).toBe(1);
    expect(await code("/query/params/1", "{ }")).toBe(1);
    expect(await code("/query/params/1", "{}", 1_000_000)).toBe(2);
  });

  test("a height that does not exist is an error, not an empty answer", async () => {
    await expect(client.block(1_000_000)).rejects.toThrow(/must be less than or equal/);
    await expect(client.tx({ hash: new Uint8Array(32) })).rejects.toThrow(/not found/);
  });

  test("blockchain lists metas, newest first", async () => {
    const { blockMetas, lastHeight } = await client.blockchain(2, 4);
    expect(blockMetas.map((meta) => meta.header.height)).toEqual([4, 3, 2]);
    expect(lastHeight).toBeGreaterThanOrEqual(4);
  });
});

describe("subscriptions", () => {
  test("NewBlock and NewBlockHeader arrive one by one, in order", async () => {
    const client = Comet38Client.create(new WebsocketClient(node.url.replace("http", "ws")));
    const collect = <T>(stream: { take(n: number): { addListener(listener: object): void } }, many: number) =>
      new Promise<T[]>((resolve, reject) => {
        const got: T[] = [];
        stream
          .take(many)
          .addListener({ next: (each: T) => got.push(each), complete: () => resolve(got), error: reject });
      });
    const [blocks, headers] = await Promise.all([
      collect<{ header: { height: number } }>(client.subscribeNewBlock(), 3),
      collect<{ height: number }>(client.subscribeNewBlockHeader(), 3),
    ]);
    client.disconnect();
    const first = blocks[0]?.header.height ?? 0;
    expect(blocks.map((block) => block.header.height)).toEqual([first, first + 1, first + 2]);
    expect(headers.map((header) => header.height)).toEqual([first, first + 1, first + 2]);
  });
});
