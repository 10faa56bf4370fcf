/** Two histories: what was stored while nobody else answered, who is a liar, what is an attack, and what a restart remembers of it. */
import { dirname } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { hashOf } from "../../../electron/sync/trustChain.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { block, digest, signers } from "../../shared/light/chain.ts";
import { type Chain, clockFrom, type FakeNode, fakeNode, grown, networkOf } from "./forgedChain.ts";
import { some } from "./loose.ts";
import { openWorld, until, type World } from "./world.ts";

const four = signers("abcd");
const shared = grown([], 6, four);
const truth = grown(shared, 14, four);
const forged = grown(shared, 14, four, { appHash: digest("invented state") });
const equivocated = grown(shared, 14, four, { dataHash: digest("other transactions") });

const later = grown(shared, 14, four, { dataHash: digest("another round") }, 2);

const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});
async function serving(chain: Chain): Promise<FakeNode> {
  const node = await fakeNode(chain);
  clean.push(() => node.stop());
  return node;
}
function joined(nodes: readonly FakeNode[], more: Parameters<typeof openWorld>[1] = {}, folder?: string): World {
  const world = openWorld(
    networkOf(truth, nodes),
    { now: clockFrom(14), staleMs: 3_600_000, pollMs: 50, ...more },
    folder,
  );
  clean.push(() => world.close());
  return world;
}
const heightOf = (world: World): number => world.sync.newest()?.header.height ?? 0;
const reached = (world: World, height: number) => until(() => heightOf(world) >= height);
const at = (chain: Chain, height: number): LightBlock => some(chain[height - 1]);

/** A wallet that stored blocks 7 to 10 of a false history while the honest node was away. */
async function deceived(fork: Chain): Promise<{ world: World; liar: FakeNode; honest: FakeNode }> {
  const [liar, honest] = [await serving(fork), await serving(truth)];
  [liar.upTo, honest.upTo] = [5, 5];
  const world = joined([liar, honest]);
  await until(() => world.sync.status().witnessed === 5);
  honest.down = true;
  for (liar.upTo = 6; liar.upTo < 10; liar.upTo++) await reached(world, liar.upTo);
  await reached(world, 10);
  return { world, liar, honest };
}

describe("forged headers, stored while no witness answered", () => {
  test.each([
    ["lunatic", forged, 1],
    ["equivocation", equivocated, 7],
    ["amnesia", later, 7],
  ] as const)(
    "%s: the honest node that returns is no liar; evidence goes both ways and nobody is trusted",
    async (kind, fork, accusedFrom) => {
      const { world, liar, honest } = await deceived(fork);
      expect(world.sync.status()).toMatchObject({ witnessed: 5, height: 10 });
      honest.upTo = Infinity;
      honest.down = false;
      liar.upTo = 11;
      await until(
        () => world.sync.status().attack !== null && honest.accusations.length > 0 && liar.accusations.length > 0,
      );
      const status = world.sync.status();
      expect(status).toMatchObject({ link: "refused", attack: { height: 7 } });
      expect(status.nodes.map((node) => node.state)).not.toContain("lied");
      expect(world.evidence.liedSince(honest.url, 0)).toBe(false);
      const attacks = world.evidence.list(20).filter((entry) => entry.rule === `attack.${kind}`);
      expect(attacks.map((entry) => entry.node).toSorted()).toEqual([liar.url, honest.url].toSorted());
      // Against the forger, to the honest node: its block 7, counted from a block that both have.
      const sent = some(honest.accusations[0]) as {
        value: {
          ConflictingBlock: { signed_header: { commit: { block_id: { hash: string } } } };
          CommonHeight: string;
        };
      };
      expect(sent.value.ConflictingBlock.signed_header.commit.block_id.hash.toLowerCase()).toBe(hashOf(at(fork, 7)));
      expect(Number(sent.value.CommonHeight)).toBeGreaterThanOrEqual(accusedFrom);
      expect(Number(sent.value.CommonHeight)).toBeLessThanOrEqual(7);
    },
  );

  test("the forger is gone and the honest node is asked first: an attack all the same", async () => {
    const { world, liar, honest } = await deceived(forged);
    liar.down = true;
    honest.upTo = Infinity;
    honest.down = false;
    await until(() => world.sync.status().attack !== null, 20_000);
    expect(world.evidence.liedSince(honest.url, 0)).toBe(false);
    expect(world.sync.status().nodes[1]?.state).not.toBe("lied");
  });
});

test("a single node goes over to another history of the same validators: its next block names another one before it", async () => {
  const node = await serving(equivocated);
  node.upTo = 5;
  const world = joined([node]);
  for (; node.upTo < 10; node.upTo++) await reached(world, node.upTo);
  await reached(world, 10);
  node.chain = truth;
  node.upTo = 11;
  await until(() => world.sync.status().attack !== null);
  expect(world.sync.status()).toMatchObject({ link: "refused", height: 10, attack: { height: 7 } });
});

test("a next block, signed as a block must be, that names none before it: it follows from nothing", async () => {
  // It names what the tests' blocks name unless told.
  const node = await serving([...shared, block({ height: 7, signers: four })]);
  node.upTo = 5;
  const world = joined([node]);
  for (; node.upTo < 7; node.upTo++) await reached(world, node.upTo);
  await until(() => world.sync.status().nodes[0]?.state === "lied");
  expect(world.sync.status()).toMatchObject({ height: 6, attack: null, refused: [{ rule: "lastBlock", height: 7 }] });
});

test("more than a third, with validators of their own choice: a wallet that skips is deceived until an honest node answers", async () => {
  const minority = grown(shared, 14, [...four.slice(0, 2), ...signers("wxyz")]);
  const [liar, honest] = [await serving(minority), await serving(truth)];
  [liar.upTo, honest.upTo] = [5, 5];
  const world = joined([liar, honest]);
  await until(() => world.sync.status().witnessed === 5);
  honest.down = true;
  liar.upTo = 9;
  await reached(world, 9);
  honest.upTo = Infinity;
  honest.down = false;
  await until(() => world.sync.status().attack !== null && honest.accusations.length > 0);
  expect(world.evidence.list(20).map((entry) => entry.rule)).toContain("attack.lunatic");
  expect(world.evidence.liedSince(honest.url, 0)).toBe(false);
  // Header by header they would have needed two thirds.
  const careful = joined([liar], { sequential: true });
  await until(() => careful.sync.status().nodes[0]?.state === "lied");
  expect(heightOf(careful)).toBeLessThan(7);
});

/** Up to 10 with both histories proved: the attack is known, and each side has the evidence against the other. */
async function attacked(): Promise<{ world: World; liar: FakeNode; honest: FakeNode }> {
  const all = await deceived(forged);
  all.honest.upTo = Infinity;
  all.honest.down = false;
  const told = (node: FakeNode): boolean => node.accusations.length > 0;
  await until(() => all.world.sync.status().attack !== null && told(all.liar) && told(all.honest));
  return all;
}

describe("after an attack", () => {
  async function again(world: World, nodes: readonly FakeNode[]): Promise<World> {
    await some(clean.pop(), "world to close")();
    return joined(nodes, {}, dirname(world.store.file));
  }

  test("a restart under the same network file asks nobody and trusts nothing new", async () => {
    const { world, liar, honest } = await attacked();
    const { attack, height } = world.sync.status();
    const second = await again(world, [liar, honest]);
    [liar.asked.length, honest.asked.length] = [0, 0];
    await expect(second.sync.ask((node) => node.status())).rejects.toMatchObject({ failure: { kind: "attack" } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(second.sync.status()).toMatchObject({ link: "refused", attack, height });
    expect([...liar.asked, ...honest.asked]).toEqual([]);
  });

  test("another network file, without the forger: trust begins anew at its anchor, and the evidence stays", async () => {
    const { world, honest } = await attacked();
    const kept = world.evidence.list(20).length;
    const second = await again(world, [honest]);
    await reached(second, 14);
    expect(second.sync.status()).toMatchObject({ attack: null, link: "online" });
    expect(hashOf(some(second.sync.stored(14)))).toBe(hashOf(at(truth, 14)));
    expect(second.evidence.list(20)).toHaveLength(kept);
  });
});

describe("who is to blame", () => {
  test("a witness whose block does not follow from one that both have is a liar", async () => {
    const strangers = signers("wxyz");
    const [honest, liar] = [await serving(truth), await serving(grown(shared, 14, strangers))];
    const world = joined([honest, liar]);
    await until(() => world.sync.status().nodes[1]?.state === "lied");
    await reached(world, 14);
    expect(world.sync.status()).toMatchObject({ link: "online", attack: null, witnessed: null });
    expect(world.evidence.liedSince(liar.url, 0)).toBe(true);
  });

  test("a witness with another block where trust began is on another chain", async () => {
    const elsewhere = grown([], 14, four, { appHash: digest("elsewhere") });
    const [honest, other] = [await serving(truth), await serving(elsewhere)];
    const world = joined([honest, other]);
    await until(() => world.sync.status().nodes[1]?.state === "otherChain");
    await reached(world, 14);
    expect(world.sync.status()).toMatchObject({ link: "online", attack: null });
  });

  test("a node that serves none of the blocks that would tell is no liar, and not believed either", async () => {
    const { world, liar, honest } = await deceived(forged);
    liar.down = true;
    [honest.from, honest.upTo, honest.down] = [10, Infinity, false];
    await until(() => world.sync.status().nodes[1]?.why === "undecided");
    expect(world.sync.status()).toMatchObject({ attack: null, witnessed: 5 });
    expect(world.evidence.liedSince(honest.url, 0)).toBe(false);
  });
});

describe("below the newest stored header", () => {
  test("a forged block between stored ones is held against the witness before it is stored", async () => {
    const [liar, honest] = [await serving(truth), await serving(truth)];
    const world = joined([liar, honest]);
    await until(() => world.sync.status().witnessed === 14);
    liar.chain = [...truth.slice(0, 8), at(forged, 9), ...truth.slice(9)];
    await expect(world.sync.at(9)).rejects.toMatchObject({ failure: { kind: "attack" } });
    expect(world.sync.stored(9)).toBeUndefined();
  });

  test("an honest one is stored with the witness's word", async () => {
    const world = joined([await serving(truth), await serving(truth)]);
    await until(() => world.sync.status().witnessed === 14);
    expect(hashOf(await world.sync.at(9))).toBe(hashOf(at(truth, 9)));
    expect(world.headers.at(9)?.witnessed).toBe(true);
    await until(() => world.headers.at(1)?.witnessed === true);
  });
});
