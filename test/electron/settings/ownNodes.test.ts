/** The list of nodes: which addresses are taken, what can be changed, that it is kept on disk for each chain apart, and what a damaged file does. */
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readNodeAddress } from "../../../electron/settings/nodeAddress.ts";
import { OWN_NODES_MAX, OwnNodes } from "../../../electron/settings/ownNodes.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const A = "https://a.example";
const B = "https://b.example:8443/rpc/";
const MINE = "https://mine.example";
const network = { chainId: "street-1", nodes: [A, B] };

let folder: string;
let said: string[];
beforeEach(() => {
  folder = temporaryFolder();
  said = [];
});
const open = () => new OwnNodes(folder, (line) => said.push(line));
const urls = (list: OwnNodes, of = network) => list.of(of).map(({ url }) => url);

describe("an address as it is typed", () => {
  it.each([
    [" https://Node.Example:443/ ", "https://node.example"],
    ["https://node.example/rpc/", "https://node.example/rpc"],
    ["http://192.168.1.9:26657", "http://192.168.1.9:26657"],
    ["http://localhost:26657", "http://localhost:26657"],
    ["http://[::1]:26657", "http://[::1]:26657"],
    ["http://[fd00::2]", "http://[fd00::2]"],
  ])("%s is taken as %s", (typed, url) => {
    expect(readNodeAddress(typed)).toEqual({ ok: true, url });
  });
  it.each([
    ["", "url"],
    ["node.example", "url"],
    ["https:node.example", "url"],
    ["https://no de.example", "url"],
    ["https://a.example\\@b.example", "url"],
    ["ftp://node.example", "scheme"],
    ["https://me:secret@node.example", "user"],
    ["https://@node.example", "user"],
    ["https://node.example/?key=1", "more"],
    ["https://node.example/#x", "more"],
    ["http://node.example", "http"],
    // A name leads where its owner wants, also with a local one in it.
    ["http://localhost.example", "http"],
    ["http://203.0.113.7", "http"],
    [`https://${"a".repeat(200)}.example`, "long"],
  ])("%s is refused: %s", (typed, problem) => {
    expect(readNodeAddress(typed)).toEqual({ ok: false, problem });
  });
});

it("begins with the network file's nodes, takes own ones at the end, and keeps the order over a restart", async () => {
  const list = open();
  expect(list.of(network)).toEqual([
    { url: A, own: false },
    { url: B, own: false },
  ]);
  await list.add(network, MINE);
  await list.move(network, MINE, "up");
  await list.move(network, MINE, "up");
  await list.move(network, MINE, "up");
  expect(urls(list)).toEqual([MINE, A, B]);
  await list.move(network, A, "down");
  await list.move(network, A, "down");
  expect(open().of(network)).toEqual([
    { url: MINE, own: true },
    { url: B, own: false },
    { url: A, own: false },
  ]);
});

it("is of one chain: another network's list knows nothing of it", async () => {
  const list = open();
  await list.add(network, MINE);
  expect(urls(list, { ...network, chainId: "street-2" })).toEqual([A, B]);
  await list.add({ ...network, chainId: "street-2" }, "https://other.example");
  expect(urls(open())).toEqual([A, B, MINE]);
});

it("follows a newer network file: its nodes come and go, own ones stay", async () => {
  const list = open();
  await list.add(network, MINE);
  await list.move(network, B, "up");
  const newer = { ...network, nodes: ["https://c.example", B] };
  expect(list.of(newer)).toEqual([
    { url: B, own: false },
    { url: MINE, own: true },
    { url: "https://c.example", own: false },
  ]);
  // What was the reader's own is the file's now.
  expect(list.of({ ...network, nodes: [MINE] })).toEqual([{ url: MINE, own: false }]);
});

it("refuses what is there, what is the file's and what is too many, and changes nothing then", async () => {
  const list = open();
  await list.add(network, MINE);
  const before = readFileSync(join(folder, "nodes.json"), "utf8");
  await expect(list.add(network, "https://B.example:8443/rpc")).rejects.toMatchObject({
    fault: { code: "nodes.there", data: { url: B } },
  });
  await expect(list.remove(network, A)).rejects.toThrow("nodes.ofFile");
  await expect(list.remove(network, "https://nobody.example")).rejects.toThrow("nodes.gone");
  await expect(list.move(network, "https://nobody.example", "up")).rejects.toThrow("nodes.gone");
  expect(readFileSync(join(folder, "nodes.json"), "utf8")).toBe(before);
  // At once: one after the other, none lost.
  await Promise.all(Array.from({ length: OWN_NODES_MAX - 1 }, (_, i) => list.add(network, `https://n${i}.example`)));
  await expect(list.add(network, "https://more.example")).rejects.toThrow("nodes.full");
  expect(urls(open())).toHaveLength(2 + OWN_NODES_MAX);
  await list.remove(network, MINE);
  expect(urls(open())).not.toContain(MINE);
});

it.each([
  "{",
  '{"format":"wattlight-nodes-2","networks":[]}',
  '{"format":"wattlight-nodes-1","networks":[{"chainId":"street-1","nodes":[{"url":"http://evil.example","own":true}]}]}',
])("a damaged file adds nobody and is kept aside by the next change: %s", async (text) => {
  writeFileSync(join(folder, "nodes.json"), text);
  const list = open();
  expect(urls(list)).toEqual([A, B]);
  expect(said.join("\n")).toContain("nodes.json");
  await list.add(network, MINE);
  const [aside] = readdirSync(folder).filter((name) => name.startsWith("nodes.damaged-"));
  expect(readFileSync(join(folder, aside ?? ""), "utf8")).toBe(text);
  expect(urls(open())).toEqual([A, B, MINE]);
});

it.skipIf(process.getuid?.() === 0)("what could not be written does not count", async () => {
  const list = open();
  chmodSync(folder, 0o500);
  await expect(list.add(network, MINE)).rejects.toMatchObject({ fault: { code: "record.write" } });
  chmodSync(folder, 0o700);
  expect(urls(list)).toEqual([A, B]);
});
