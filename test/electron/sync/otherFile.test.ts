/** Another network file of the same chain id: its anchor decides what of the stored chain stays. */
import { afterEach, expect, test } from "vitest";
import { digest, signers } from "../../shared/light/chain.ts";
import { hashOf } from "../../../electron/sync/trustChain.ts";
import { confirmedAnchorsOf } from "../../../electron/store/confirmedAnchors.ts";
import { keepNetwork } from "../../../electron/store/networks.ts";
import { openStore } from "../../../electron/store/store.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { keyOf, signedNetwork } from "../../shared/network/signedNetworks.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { type Chain, clockFrom, type FakeNode, fakeNode, grown, networkOf } from "./forgedChain.ts";
import { openWorld, until, type World } from "./world.ts";

const truth = grown([], 14, signers("abcd"));
const invented = grown([], 14, signers("wxyz"), { appHash: digest("invented state") });
const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});
async function serving(chain: Chain): Promise<FakeNode> {
  const node = await fakeNode(chain);
  clean.push(() => node.stop());
  return node;
}
function opened(network: NetworkFile, folder: string): World {
  return openWorld(network, { now: clockFrom(14), staleMs: 3_600_000, pollMs: 50 }, folder);
}
function joined(network: NetworkFile, folder: string): World {
  const world = opened(network, folder);
  clean.push(() => world.close());
  return world;
}
/** A wallet that followed a file to the newest block of its node, and was closed; `before` sees it last. */
async function followed(network: NetworkFile, folder: string, before: (world: World) => void = () => undefined) {
  const world = opened(network, folder);
  await until(() => world.sync.newest()?.header.height === 14);
  before(world);
  await world.close();
}
const anchorAt = (chain: Chain, height: number) => {
  const block = chain[height - 1];
  if (block === undefined) throw new Error(`no block ${height}`);
  return { height, hash: hashOf(block) };
};

test("that contradicts what is stored: trust begins at its anchor, and nothing read before is left", async () => {
  const [liar, honest] = [await serving(invented), await serving(truth)];
  const folder = temporaryFolder();
  await followed(networkOf(invented, [liar]), folder, (world) => {
    world.answers.put("market", "{}", { height: 5, node: liar.url, witness: Uint8Array.of(1) });
  });
  const file = networkOf(truth, [honest, liar]);
  const world = joined(file, folder);
  expect(world.answers.get("market", "{}")).toBeUndefined();
  expect(world.sync.newest()).toBeUndefined();
  await until(() => world.sync.status().link === "online");
  expect(world.sync.status()).toMatchObject({ anchor: file.anchor, trusted: anchorAt(truth, 14) });
  expect(world.sync.status().nodes).toMatchObject([{ url: honest.url, state: "ok" }, { state: "otherChain" }]);
});

test("a node that was a liar by the false file is none by the true one", async () => {
  const [liar, honest] = [await serving(invented), await serving(truth)];
  const folder = temporaryFolder();
  await followed(networkOf(invented, [liar]), folder, ({ evidence }) => {
    const entry = { node: honest.url, at: clockFrom(14)(), rule: "commit.trust", height: 14, lied: true };
    evidence.add(entry, new Uint8Array());
  });
  const world = joined(networkOf(truth, [honest]), folder);
  await until(() => world.sync.status().link === "online");
  expect(world.evidence.list(9), "what it sent is kept to be looked at").toHaveLength(1);
});

test("whose anchor lies where nothing is stored: the chain that began elsewhere does not answer for it", async () => {
  const [liar, honest] = [await serving(invented), await serving(truth)];
  const folder = temporaryFolder();
  await followed(networkOf(invented, [liar]), folder);
  const file = networkOf(truth, [honest], { anchor: anchorAt(truth, 7) });
  const world = joined(file, folder);
  await until(() => world.sync.status().link === "online");
  expect(world.sync.status()).toMatchObject({ anchor: file.anchor, trusted: anchorAt(truth, 14) });
});

test("whose anchor is among what was verified: all of it stays", async () => {
  const honest = await serving(truth);
  const folder = temporaryFolder();
  await followed(networkOf(truth, [honest]), folder);
  const world = joined(networkOf(truth, [honest], { anchor: anchorAt(truth, 14) }), folder);
  expect(world.sync.newest()?.header.height).toBe(14);
  await until(() => world.sync.status().link === "online");
  expect(world.sync.status().anchor).toEqual(anchorAt(truth, 1));
});

/** What the wallet does with a file before it synchronises. */
function kept(network: NetworkFile, folder: string) {
  const store = openStore(folder, new Date());
  try {
    keepNetwork(store, network, clockFrom(14)());
    return confirmedAnchorsOf(store, network.chainId).newest();
  } finally {
    store.close();
  }
}

test("which the regulators of the one before signed: new nodes and another anchor, and all that was verified stays", async () => {
  const [old, fresh] = [await serving(truth), await serving(truth)];
  const folder = temporaryFolder();
  const regulators = [1, 2, 3].map(keyOf);
  const first = networkOf(truth, [old], { regulators, serial: 1 });
  kept(first, folder);
  await followed(first, folder);
  const content = networkOf(truth, [fresh], { regulators, serial: 2, anchor: anchorAt(truth, 7) });
  const trusted = kept(signedNetwork(content, [1, 2, 3]), folder);
  const unsigned = opened(content, folder);
  expect(unsigned.sync.newest(), "unsigned, it begins anew at its anchor").toBeUndefined();
  await unsigned.close();

  await followed(first, folder);
  const following = openWorld(content, { now: clockFrom(14), staleMs: 3_600_000, pollMs: 50, trusted }, folder);
  clean.push(() => following.close());
  expect(following.sync.newest()?.header.height).toBe(14);
  await until(() => following.sync.status().nodes.some(({ url, state }) => url === fresh.url && state === "ok"));
  expect(following.sync.status().anchor, "where trust began").toEqual(anchorAt(truth, 1));
});

test("that nobody of the regulators before signed brings no anchor with it", () => {
  const folder = temporaryFolder();
  const regulators = [1, 2, 3].map(keyOf);
  kept(networkOf(truth, [], { regulators, serial: 1 }), folder);
  const content = networkOf(truth, [], { regulators, serial: 2, anchor: anchorAt(truth, 7) });
  expect(kept(signedNetwork(content, [1, 2]), folder)).toBeNull();
});
