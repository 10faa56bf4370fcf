/** The embedded chain under the wallet's own light client: adjacent and skipping, across blocks with and without transactions, and a restart. */
import { afterAll, expect, test } from "vitest";
import { parseLightBlock } from "../../../shared/light/parse.ts";
import { fromMs } from "../../../shared/light/timestamp.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { verifyAdjacent, verifySkipping, verifyWhole } from "../../../shared/light/verify.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { cancelNothing, cleanUp, startNode, stopNode, temporaryFolder, untilHeight } from "../running.ts";

afterAll(cleanUp);

const options = { trustingPeriodMs: 86_400_000, clockDriftMs: 10_000 };

async function get(url: string, path: string): Promise<unknown> {
  const answer = (await (await fetch(`${url}/${path}`)).json()) as { result: unknown };
  return answer.result;
}

async function lightBlock(url: string, height: number): Promise<LightBlock> {
  const commit = (await get(url, `commit?height=${height}`)) as { signed_header: unknown };
  const parsed = parseLightBlock(
    commit.signed_header,
    [await get(url, `validators?height=${height}`)],
    [await get(url, `validators?height=${height + 1}`)],
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

test("20 blocks verify one after the other, and the last from the first", async () => {
  const folder = temporaryFolder();
  let node = await startNode({ folder });
  const { chainId, anchor } = node.network();
  // Transactions hurry the blocks and make some of them carry data.
  const submit = async (nonce: number) => {
    const tx = Buffer.from(cancelNothing(folder, chainId, nonce)).toString("hex");
    await get(node.url, `broadcast_tx_sync?tx=0x${tx}`);
    await untilHeight(node, node.height + 2);
  };
  for (let nonce = 0; nonce < 4; nonce++) await submit(nonce);
  await stopNode(node);
  node = await startNode({ folder });
  expect(node.network()).toMatchObject({ chainId, anchor });
  for (let nonce = 4; nonce < 8; nonce++) await submit(nonce);
  await untilHeight(node, 21);

  let trusted = await lightBlock(node.url, 1);
  expect(toHex(headerHash(trusted.header))).toBe(anchor.hash);
  const first = trusted;
  const now = fromMs(Date.now());
  for (let height = 2; height <= 20; height++) {
    const next = await lightBlock(node.url, height);
    expect(await verifyAdjacent(trusted, next, options, now)).toMatchObject({ verdict: "valid" });
    expect(await verifyWhole(next)).toEqual({ verdict: "valid", signed: 40, of: 40 });
    trusted = next;
  }
  expect(await verifySkipping(first, trusted, options, now)).toMatchObject({ verdict: "valid" });
});

test("a header time never goes back, and proposers take turns", async () => {
  const node = await startNode();
  await untilHeight(node, 9);
  const blocks = await Promise.all([2, 3, 4, 5, 6, 7, 8, 9].map((height) => lightBlock(node.url, height)));
  for (let i = 1; i < blocks.length; i++) {
    const [before, after] = [blocks[i - 1] as LightBlock, blocks[i] as LightBlock];
    const nanos = (block: LightBlock) =>
      BigInt(block.header.time.seconds) * 1_000_000_000n + BigInt(block.header.time.nanos);
    expect(nanos(after) > nanos(before)).toBe(true);
  }
  const proposers = blocks.map((block) => toHex(block.header.proposerAddress));
  expect(new Set(proposers.slice(0, 4)).size).toBe(4);
  expect(proposers.slice(4)).toEqual(proposers.slice(0, 4));
});
