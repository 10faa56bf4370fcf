/** Stopping and starting again: the same chain goes on; what is damaged is named and kept. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { type Fault, FaultError } from "../../../shared/ipc/fault.ts";
import { cancelNothing, cleanUp, startNode, stopNode, temporaryFolder, untilHeight } from "../running.ts";

afterEach(cleanUp);

async function commitAt(url: string, height: number): Promise<unknown> {
  return ((await (await fetch(`${url}/commit?height=${height}`)).json()) as { result: unknown }).result;
}
async function faultOf(start: Promise<unknown>): Promise<Fault> {
  try {
    await start;
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("it started");
}

test("a restart keeps chain id, anchor and every block, and goes on from the last", async () => {
  const folder = temporaryFolder();
  const first = await startNode({ folder });
  expect(first.resumed).toBe(false);
  await untilHeight(first, 4);
  const before = { network: first.network(), three: await commitAt(first.url, 3), height: first.height };
  await stopNode(first);
  const second = await startNode({ folder, rate: 15, seed: 99 });
  expect(second.resumed).toBe(true);
  expect({ ...second.network(), nodes: [] }).toEqual({ ...before.network, nodes: [] });
  expect(await commitAt(second.url, 3)).toEqual(before.three);
  expect(second.height).toBeGreaterThan(before.height);
});

test("two installations have different chains, keys and anchors", async () => {
  const [a, b] = [(await startNode()).network(), (await startNode()).network()];
  expect(a.chainId).not.toBe(b.chainId);
  expect(a.anchor.hash).not.toBe(b.anchor.hash);
  expect(a.regulators).not.toEqual(b.regulators);
  expect(a.simulated).toBe(true);
});

test("the keys are readable by their owner alone", async () => {
  const folder = temporaryFolder();
  await startNode({ folder });
  expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
});

test("a taken port is replaced by a free one", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const node = await startNode({ port });
  expect(node.url).not.toBe(`http://127.0.0.1:${port}`);
  expect(node.network().nodes).toEqual([node.url]);
  expect((await fetch(`${node.url}/health`)).status).toBe(200);
  other.close();
});

test("a second node on a folder in use does not start", async () => {
  const folder = temporaryFolder();
  await startNode({ folder });
  expect(await faultOf(startNode({ folder }))).toMatchObject({ code: "node.inUse" });
});

describe("damage", () => {
  async function stopped(): Promise<{ folder: string; file: string }> {
    const folder = temporaryFolder();
    const node = await startNode({ folder });
    await untilHeight(node, 3);
    await stopNode(node);
    return { folder, file: join(folder, "chain.db") };
  }
  const edit = (file: string, sql: string) => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };

  test.each([
    ["an entry of the state was changed", "UPDATE entries SET value = '9' WHERE key = 'meta/version'"],
    ["an entry of the state was lost", "DELETE FROM entries WHERE key LIKE 'party/%'"],
    ["an entry is not JSON", "UPDATE entries SET value = '{' WHERE key = 'meta/params'"],
    ["the last block is missing", "DELETE FROM blocks WHERE height = (SELECT max(height) FROM blocks)"],
    ["the last block has another hash", "UPDATE blocks SET hash = zeroblob(32)"],
    ["the genesis document is gone", "DELETE FROM meta WHERE name = 'document/genesis'"],
    ["a table is gone", "DROP TABLE entries"],
  ])("%s: named, and kept as it is", async (_, sql) => {
    const { folder, file } = await stopped();
    edit(file, sql);
    expect(await faultOf(startNode({ folder }))).toMatchObject({
      code: "node.damaged",
      data: { file },
      next: "restore",
    });
    const again = await faultOf(startNode({ folder }));
    expect(again.code).toBe("node.damaged");
  });

  test("a database overwritten in the middle is named, and kept byte by byte", async () => {
    const { folder, file } = await stopped();
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 4096, bytes.length);
    writeFileSync(file, bytes);
    expect(await faultOf(startNode({ folder }))).toMatchObject({ code: "node.damaged", data: { file } });
    expect(readFileSync(file).subarray(4096).equals(bytes.subarray(4096))).toBe(true);
  });

  test("a damaged key file is named; keys that are not the chain's do not sign", async () => {
    const { folder } = await stopped();
    const keys = join(folder, "keys.json");
    writeFileSync(keys, "{}");
    expect(await faultOf(startNode({ folder }))).toMatchObject({ code: "node.damaged", data: { file: keys } });
    rmSync(keys);
    expect(await faultOf(startNode({ folder }))).toMatchObject({ code: "node.keysMissing" });
  });
});

test("transactions that a restart finds committed stay found", async () => {
  const folder = temporaryFolder();
  const node = await startNode({ folder });
  const tx = Buffer.from(cancelNothing(folder, node.network().chainId, 0)).toString("hex");
  const answer = await fetch(`${node.url}/broadcast_tx_commit?tx=0x${tx}`);
  const { hash, height } = ((await answer.json()) as { result: { hash: string; height: string } }).result;
  await stopNode(node);
  const again = await startNode({ folder });
  const found = (await (await fetch(`${again.url}/tx?hash=0x${hash}`)).json()) as { result: { height: string } };
  expect(found.result.height).toBe(height);
});
