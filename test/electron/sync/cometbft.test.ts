/** The light client against CometBFT itself: its JSON, its headers, commits and votes, forwards, backwards and from a later anchor. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { base64 } from "@scure/base";
import { ed25519 } from "@noble/curves/ed25519.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOf } from "../../../electron/sync/trustChain.ts";
import { attackJson, attackOf } from "../../../shared/light/attack.ts";
import { attackFault, attackHash, parseAttack } from "../../../shared/light/attackCheck.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import type { Header, LightBlock } from "../../../shared/light/types.ts";
import { commitSignBytes } from "../../../shared/light/votes.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { type CometChain, HAS_COMETBFT, startComet } from "../../comet.ts";
import { objectAt } from "./loose.ts";
import { openWorld, postTo, until, type World } from "./world.ts";

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

/** Another header of that height with a commit by the chain's own validator, whose key lies beside it. */
function signedAgain(block: LightBlock, header: Header): LightBlock {
  const file = readFileSync(join(comet.folder, "config", "priv_validator_key.json"), "utf8");
  const { priv_key: key } = JSON.parse(file) as { priv_key: { value: string } };
  const secret = Buffer.from(key.value, "base64").subarray(0, 32);
  const hash = headerHash(header);
  const { commit } = block;
  const changed = { ...commit, blockId: { ...commit.blockId, hash } };
  const signatures = changed.signatures.map((sig) => {
    const message = commitSignBytes(header.chainId, changed, sig);
    return message === undefined ? sig : { ...sig, signature: ed25519.sign(message, secret) };
  });
  return { ...block, header, commit: { ...changed, signatures } };
}

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

  test("evidence of an attack: its own validator's second block is taken, of either kind, and comes into a block", async () => {
    const world = joined(networkAt(1, await hashAt(1)));
    const height = await until(() => newestOf(world) > 6 && newestOf(world) - 2, 20_000);
    const [common, trusted] = [await world.sync.at(height - 2), await world.sync.at(height)];
    for (const [kind, change] of [
      ["equivocation", { dataHash: new Uint8Array(32).fill(1) }],
      ["lunatic", { appHash: new Uint8Array(32).fill(2) }],
    ] as const) {
      const conflicting = signedAgain(trusted, { ...trusted.header, ...change });
      const attack = attackOf(conflicting, trusted, common);
      expect(attack.kind).toBe(kind);
      expect(attack.byzantine).toHaveLength(1);
      const evidence = JSON.parse(JSON.stringify(attackJson(attack))) as object;
      const parsed = parseAttack(evidence);
      if (!parsed.ok) throw new Error(parsed.problem);
      // What CometBFT takes, our own check takes, under the same hash.
      expect(await attackFault(parsed.claim, trusted, kind === "lunatic" ? common : trusted)).toBeUndefined();
      const call = { jsonrpc: "2.0", id: 1, method: "broadcast_evidence", params: { evidence } };
      const taken = objectAt(await postTo(comet.url, call), "result");
      expect(taken["hash"]).toBe(base64.encode(attackHash(parsed.claim)));
    }
    // Both end up in the chain for everybody to see.
    await until(async () => {
      const newest = newestOf(world);
      const found = await Promise.all(
        Array.from({ length: 6 }, async (_, i) => {
          const answer = (await (await fetch(`${comet.url}/block?height=${newest - i}`)).json()) as {
            result?: { block: { evidence: { evidence: unknown[] } } };
          };
          return answer.result?.block.evidence.evidence.length ?? 0;
        }),
      );
      return found.some((count) => count > 0);
    }, 20_000);
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
