// oxlint-disable vitest/no-standalone-expect -- a liar is caught inside tests
/** A node, a proxy before it that lies as a test tells it to, and a wallet behind that. */
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type StatusView, StatusView as StatusShape } from "../../../shared/ipc/ledgerViews.ts";
import { type Loose, listAt, objectAt, some } from "./loose.ts";
import { type Proxy, type Tamper, type TestNode, type World, openWorld, proxyTo, startNode, until } from "./world.ts";

/** Started before the tests of the importing file, stopped after them. */
export const there = {} as { node: TestNode; stranger: TestNode; party: string };
/** Run after each test, the last one first. */
export const clean: (() => Promise<void>)[] = [];
beforeAll(async () => {
  there.node = await startNode();
  there.stranger = await startNode({ seed: 8 });
  there.party = some(there.node.network.cards[0]).party;
});
afterAll(async () => {
  await there.node.stop();
  await there.stranger.stop();
});
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

export async function behind(
  tamper: Tamper | undefined,
  more: Parameters<typeof openWorld>[1] = {},
): Promise<World & { proxy: Proxy }> {
  const proxy = await proxyTo(there.node.node.url, tamper);
  const world = openWorld({ ...there.node.network, nodes: [proxy.url] }, more);
  clean.push(
    () => proxy.stop(),
    () => world.close(),
  );
  return { ...world, proxy };
}

export const synced = (w: World, height = 2) =>
  until(() => (w.sync.newest()?.header.height ?? 0) >= height && w.sync.newest());
export const askParty = (w: World) => w.reads.view((page) => page.query("party", { id: there.party }));

/** Runs until the node has been caught with this rule. */
export async function caught(w: World, rule: RegExp, state: StatusView["nodes"][number]["state"] = "lied") {
  await until(() => some(w.sync.status().nodes[0]).state === state);
  const status = StatusShape.parse(w.sync.status());
  expect(some(status.nodes[0]).role).toBe("setAside");
  expect(status.link).toBe("refused");
  expect(some(status.refused[0]).rule).toMatch(rule);
  expect(some(w.evidence.bytesOf(Number(some(status.refused[0]).evidence))).length).toBeGreaterThan(20);
  return (await askParty(w)).state;
}

export const edit =
  (method: string, change: (result: Loose) => void | Promise<void>): Tamper =>
  async (call, answer) => {
    const json = await answer();
    if (call.method === method && json["result"]) await change(objectAt(json, "result"));
    return json;
  };
export const headerOf = (result: Loose) => objectAt(result, "signed_header", "header");
export const signaturesOf = (result: Loose) => listAt(result, "signed_header", "commit", "signatures");
/** Flips a bit of the witness. */
export const flip = (result: Loose, at: (length: number) => number): void => {
  const response = objectAt(result, "response");
  const bytes = Buffer.from(String(response["value"]), "base64");
  const place = at(bytes.length);
  bytes[place] = some(bytes[place]) ^ 1;
  response["value"] = bytes.toString("base64");
};
