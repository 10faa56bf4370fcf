/** A proof made by this wallet from a real chain: it checks here and with the command, travels, and proves nothing changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Joined } from "../../../electron/local/joined.ts";
import { checkProof, proofFile } from "../../../electron/local/proofFiles.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import { parseBundle } from "../../../shared/proof/bundle.ts";
import { verify } from "../../../node/verify/main.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { openWorld, startNode, type TestNode, until, type World } from "../sync/world.ts";

let node: TestNode;
let world: World;
let joined: Joined;

beforeAll(async () => {
  node = await startNode({ rate: 120 });
  world = openWorld(node.network);
  await until(() => (world.sync.newest()?.header.height ?? 0) > 3, 20_000);
  const address = node.network.cards[0]?.party ?? "";
  joined = { ...world, network: node.network, account: { address } } as unknown as Joined;
}, 60_000);
afterAll(async () => {
  await world.close();
  await node.stop();
});

const made = (subject: Parameters<typeof proofFile>[2]) => proofFile(joined, world.answers, subject, Date.now());

test("a path, a contract and a statement are proved to whoever has the network's file, and to nobody else", async () => {
  const folder = temporaryFolder();
  const network = join(folder, "network.json");
  writeFileSync(network, JSON.stringify(node.network));
  for (const subject of [
    { what: "path" },
    { what: "contract", id: "ab".repeat(32) },
    { what: "statement", other: node.network.cards[1]?.party ?? "", period: 3 },
  ] as const) {
    const { name, bytes } = await made(subject);
    expect(name).toMatch(/^wattlight-[a-z]+(-[0-9a-f]+)?-block-\d+\.watt$/);
    expect(await checkProof(joined, name, bytes, Date.now())).toMatchObject({
      file: name,
      verdict: "proved",
      simulated: true,
    });
    expect(await checkProof(undefined, name, bytes, Date.now())).toMatchObject({ verdict: "consistent" });
    const damaged = bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1);
    expect(await checkProof(joined, name, damaged, Date.now())).toMatchObject({ verdict: "refused" });
    const file = join(folder, name);
    writeFileSync(file, bytes);
    const lines: string[] = [];
    const args = [file, "--network", network, "--allow-simulated"];
    expect(await verify(args, "en", Date.now(), (line) => lines.push(line))).toBe(0);
    expect(lines.join("\n")).toContain(node.network.chainId);
    expect(await verify([file], "en", Date.now(), () => undefined)).toBe(3);
    expect(await verify([file, "--network", network], "en", Date.now(), () => undefined)).toBe(3);
  }
});

test("it begins at the network's anchor, never brings an anchor of its own, and holds no more than was asked", async () => {
  const { bytes } = await made({ what: "path" });
  const parsed = parseBundle(bytes);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  expect(parsed.bundle.blocks[0]?.header.height).toBe(node.network.anchor.height);
  expect(parsed.bundle.questions.map(({ query }) => query)).toEqual(["params", "path"]);
  expect(new TextDecoder().decode(bytes)).not.toContain("anchor");
});

test("it passes where this wallet's own trust began, which its screen shows as the anchor", async () => {
  const own = world.sync.stored(3);
  if (!own) throw new Error("block 3 was verified");
  const anchor = { height: 3, hash: toHex(headerHash(own.header)) };
  const later = { ...joined, sync: { ...world.sync, status: () => ({ ...world.sync.status(), anchor }) } } as Joined;
  const { name, bytes } = await proofFile(later, world.answers, { what: "path" }, Date.now());
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  for (const from of [anchor, node.network.anchor]) {
    const args = [file, "--anchor", `${from.height}:${from.hash}`, "--chain", node.network.chainId];
    expect(await verify([...args, "--allow-simulated"], "en", Date.now(), () => undefined)).toBe(0);
  }
});
