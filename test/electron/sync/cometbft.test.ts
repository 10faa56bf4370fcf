/** The light client against CometBFT itself: its JSON, its headers, commits and votes, forwards, backwards and from a later anchor. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOf } from "../../../electron/sync/trustChain.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { type CometChain, HAS_COMETBFT, startComet } from "../../comet.ts";
import { openWorld, until, type World } from "./world.ts";

let comet: CometChain;
const worlds: World[] = [];

async function hashAt(height: number): Promise<string> {
  const answer = (await (await fetch(`${comet.url}/block?height=${height}`)).json()) as {
    result: { block_id: { hash: string } };
  };
  return answer.result.block_id.hash.toLowerCase();
}

const networkAt = (height: number, hash: string): NetworkFile => ({
  format: "wattlight-network-1",
  chainId: comet.chainId,
  name: { en: "kvstore", zh: "kvstore" },
  simulated: false,
  anchor: { height, hash },
  nodes: [comet.url],
  regulators: [`02${"ab".repeat(32)}`],
  trustingPeriod: 86_400,
  cards: [],
});

function joined(network: NetworkFile): World {
  const world = openWorld(network);
  worlds.push(world);
  return world;
}
const newestOf = (world: World): number => world.sync.newest()?.header.height ?? 0;

describe.skipIf(!HAS_COMETBFT)("CometBFT v0.38", () => {
  beforeAll(async () => {
    comet = await startComet();
  }, 60_000);
  afterAll(async () => {
    for (const world of worlds) await world.close();
    await comet.stop();
  });

  test("is followed from its first block on, and what is trusted is what it committed", async () => {
    const world = joined(networkAt(1, await hashAt(1)));
    const height = await until(() => newestOf(world) > 8 && newestOf(world), 20_000);
    expect(world.sync.status()).toMatchObject({ link: "online", signed: 1, of: 1, refused: [] });
    const block = world.sync.stored(height);
    expect(block && hashOf(block)).toBe(await hashAt(height));
  });

  test("from a later anchor, older headers come by the hash chain", async () => {
    const world = joined(networkAt(7, await hashAt(7)));
    await until(() => newestOf(world) >= 8, 20_000);
    expect(hashOf(await world.sync.at(3))).toBe(await hashAt(3));
  });

  test("an anchor of another chain or header is not where trust begins", async () => {
    const world = joined(networkAt(2, "ab".repeat(32)));
    await until(() => world.sync.status().link === "refused", 20_000);
    expect(world.sync.newest()).toBeUndefined();
  });

  test("blocks with transactions, whose hashes its own commit covers", async () => {
    const sent = (await (await fetch(`${comet.url}/broadcast_tx_commit?tx="watt=light"`)).json()) as {
      result: { height: string };
    };
    const height = Number(sent.result.height);
    const world = joined(networkAt(1, await hashAt(1)));
    await until(() => newestOf(world) > height, 20_000);
    expect(hashOf(await world.sync.at(height))).toBe(await hashAt(height));
  });
});
