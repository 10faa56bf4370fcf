/** Away longer than the trusting period: nothing but a checkpoint or a compared fingerprint brings the wallet back, and it stays after a restart. */
import { mkdirSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Wallet } from "../../../electron/local/wallet.ts";
import { nextContent, withSignature } from "../../../node/checkpoint/signing.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { REGULATORS } from "../../../node/demo/offices.ts";
import { installationKeys } from "../../../node/embedded/installationKeys.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { type Checkpoint, encodeCheckpoint } from "../../../shared/light/checkpoint.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { startNode, type TestNode, until } from "../sync/world.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

let ahead = 0;
const clock = { now: () => Date.now() + ahead };
let chain: TestNode;
let chainFolder: string;
let folder: string;
let network: NetworkFile;
let wallet: Wallet;
const account = { address: "watt1x", publicKey: "", meterId: "m", meterKey: "" };
const silent = {
  changed: () => Promise.resolve(),
  log: () => Promise.resolve(),
  signMeter: () => Promise.resolve(null),
  meterSalt: () => Promise.resolve(null),
  localDataKey: () => Promise.resolve(null),
};

beforeEach(async () => {
  ahead = 0;
  chainFolder = temporaryFolder();
  folder = temporaryFolder();
  mkdirSync(chainFolder, { recursive: true });
  chain = await startNode({ folder: chainFolder, clock: clock.now });
  network = { ...chain.network, trustingPeriod: 60 };
  wallet = await opened();
  await until(() => (wallet.status()?.height ?? 0) >= 2);
});
afterEach(async () => {
  await wallet.close();
  await chain.stop();
});

async function opened(): Promise<Wallet> {
  const made = new Wallet(silent as never, clock);
  made.open(folder);
  await made.join(network, account, false, null);
  return made;
}
/** Both clocks go on by more than the trusting period while the wallet is away. */
async function away(): Promise<{ readonly height: number; readonly hash: string }> {
  await wallet.close();
  ahead += 120_000;
  const { height } = chain.node.latest();
  await until(() => chain.node.height > height + 1);
  wallet = await opened();
  await until(() => wallet.status()?.link === "trustExpired");
  return chain.node.latest();
}
function checkpointAt(anchor: { readonly height: number; readonly hash: string }, signers: number): Checkpoint {
  const header = { chainId: network.chainId, ...anchor, time: Math.floor(clock.now() / 1000) };
  const keys = { master: installationKeys(chainFolder).master };
  return REGULATORS.slice(0, signers).reduce<Checkpoint>(
    (file, { who }) => withSignature(file, toHex(demoKey(keys, who, "account").secret)),
    { ...nextContent(undefined, header, network.regulators), signatures: [] },
  );
}
const offered = (file: Checkpoint) =>
  wallet.checkAnchor({ by: "checkpoint", files: [{ name: "week.json", bytes: encodeCheckpoint(file) }] });

test("a checkpoint of three of four regulators brings it back, and after another start it still is", async () => {
  const latest = await away();
  expect(wallet.anchorState()).toMatchObject({ expired: true, chainId: network.chainId, regulators: 4 });
  expect(offered(checkpointAt(latest, 2))).toMatchObject({
    verdict: "refused",
    file: "week.json",
    rule: "tooFew",
    values: { signed: 2, of: 4 },
  });
  expect(offered(checkpointAt(latest, 3))).toMatchObject({
    verdict: "candidate",
    by: "checkpoint",
    ...latest,
    regulators: { signed: 3, of: 4, sequence: 1 },
  });
  expect(wallet.status()?.link, "a check alone changes nothing").toBe("trustExpired");
  await wallet.reanchor(latest, "checkpoint");
  await until(() => (wallet.status()?.height ?? 0) > latest.height);
  expect(wallet.status()?.anchor).toEqual(latest);
  await wallet.close();
  wallet = await opened();
  await until(() => wallet.status()?.link === "online");
  expect(wallet.status()?.anchor).toEqual(latest);
});

test("a fingerprint that no block has never counts; the right one after it does", async () => {
  const latest = await away();
  const wrong = { height: latest.height, hash: "ab".repeat(32) };
  expect(wallet.checkAnchor({ by: "fingerprint", ...wrong })).toMatchObject({ verdict: "candidate", time: null });
  await wallet.reanchor(wrong, "fingerprint");
  await until(() => wallet.status()?.nodes[0]?.state === "otherChain");
  expect(wallet.status()?.link).not.toBe("online");
  expect(wallet.status()?.height, "what was trusted is not forgotten for it").toBeGreaterThanOrEqual(2);
  expect(wallet.anchorState().expired).toBe(true);
  await wallet.reanchor(latest, "fingerprint");
  await until(() => wallet.status()?.link === "online");
  expect(wallet.status()?.anchor).toEqual(latest);
});

test("what was confirmed under one file says nothing under another, also when the first one comes back", async () => {
  const latest = await away();
  await wallet.reanchor({ height: latest.height, hash: "ab".repeat(32) }, "fingerprint");
  await until(() => wallet.status()?.nodes[0]?.state === "otherChain");
  await wallet.join({ ...network, cards: [] }, account, false, null);
  await until(() => wallet.status()?.nodes[0]?.state === "otherChain");
  await wallet.join({ ...network, anchor: latest }, account, false, null);
  await until(() => wallet.status()?.link === "online");
  expect(wallet.status()?.anchor).toEqual(latest);
  await wallet.join(network, account, false, null);
  await until(() => wallet.status()?.link === "trustExpired");
  expect(wallet.status()?.anchor).toEqual(network.anchor);
});

test("an anchor at or under what is trusted, or while trust holds, is refused", async () => {
  const early = chain.node.latest();
  expect(() => wallet.checkAnchor({ by: "fingerprint", ...early })).toThrow("safe.anchorNotNeeded");
  await expect(wallet.reanchor(early, "fingerprint")).rejects.toThrow("safe.anchorNotNeeded");
  await away();
  const height = wallet.status()?.height ?? 0;
  expect(wallet.checkAnchor({ by: "fingerprint", height, hash: early.hash })).toMatchObject({
    verdict: "refused",
    rule: "behind",
    values: { height, above: height },
  });
  await expect(wallet.reanchor({ height, hash: early.hash }, "fingerprint")).rejects.toThrow("safe.anchorBehind");
});
