/** A proof made by this wallet from a real chain: it checks here and with the command, travels, and proves nothing changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Joined } from "../../../electron/local/joined.ts";
import { checkProof, proofFile } from "../../../electron/local/proofFiles.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import { parseBundle } from "../../../shared/proof/bundle.ts";
import { savedProofsOf } from "../../../electron/store/savedProofs.ts";
import { decodeTransaction } from "../../../shared/ledger/identity.ts";
import { verify } from "../../../node/verify/main.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { openWorld, startNode, type TestNode, until, type World } from "../sync/world.ts";

let node: TestNode;
let world: World;
let joined: Joined;

beforeAll(async () => {
  node = await startNode({ rate: 120, street: true });
  world = openWorld(node.network);
  await until(() => (world.sync.newest()?.header.height ?? 0) > 3, 20_000);
  const address = node.network.cards[0]?.party ?? "";
  joined = {
    ...world,
    network: node.network,
    account: { address },
    outbox: { get: () => undefined, open: () => [] },
  } as unknown as Joined;
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

test(
  "a party's path tells kinds and counterparties, and what the state dropped comes from earlier files",
  { timeout: 60_000 },
  async () => {
    // The street trades from the first minutes on.
    const lengths = () =>
      Promise.all(
        node.network.cards.map(
          async ({ party }) => (await world.reads.page().query("path", { party, from: 0, limit: 1 })).count,
        ),
      );
    for (let tries = 0; !(await lengths()).some((count) => count > 1) && tries < 150; tries++)
      await new Promise((done) => setTimeout(done, 200));
    const saved = savedProofsOf(world.store, node.network.chainId);
    const file = async (party: string) => proofFile(joined, world.answers, { what: "path", party }, Date.now(), saved);
    const paths = await Promise.all(node.network.cards.map(async ({ party }) => (await file(party)).bytes));
    const bundles = paths.map((bytes) => {
      const parsed = parseBundle(bytes);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
      return { bytes, bundle: parsed.bundle };
    });
    const told = bundles.filter(({ bundle }) => (bundle.carried?.bodies.length ?? 0) > 0);
    expect(told.length).toBeGreaterThan(0);
    for (const { bytes } of told) {
      const check = await checkProof(joined, "path.watt", bytes, Date.now());
      expect(check.verdict).toBe("proved");
      expect(check.words.en.lines.join("\n")).toMatch(
        /^1\. \d+ \w+, \d\d:\d\d: [A-Z][^;]+; (?:done|refused) \(block \d+, /m,
      );
      expect(check.words.en.lines.join("\n")).not.toContain("whose text is not in the file");
    }
    // Kept in order from the first on, as a later file needs them; not where one is missing.
    const input: unknown = told[0]?.bundle.questions.at(-1)?.input;
    const party = typeof input === "object" && input !== null && "party" in input ? String(input.party) : "";
    expect(saved.entries(party, 1)).toHaveLength(1);
    expect(saved.entries(party, 1_000_000)).toBeUndefined();
  },
);

test("saved files are listed, newest first", () => {
  const saved = savedProofsOf(world.store, "another-chain");
  saved.add({ name: "a.watt", about: { what: "path" }, height: 7, at: 1 });
  saved.add({ name: "b.watt", about: { what: "contract", id: "ab".repeat(32) }, height: 9, at: 2 });
  expect(saved.list().map(({ name, about, height }) => [name, about.what, height])).toEqual([
    ["b.watt", "contract", 9],
    ["a.watt", "path", 7],
  ]);
  expect(savedProofsOf(world.store, "third-chain").list()).toEqual([]);
});

test("a transaction of the outbox is proved with its result; one that no block took is not", async () => {
  // Any transaction that stands in a block does, as if this wallet had signed it.
  const { value: txs } = await world.sync.ask(async (from) => {
    // The result of a block stands in the header after it.
    const newest = world.sync.newest()?.header.height ?? 0;
    for (let height = 1; height < newest; height++) {
      const found = await from.txs(height);
      if (found[0]) return found;
    }
    throw new Error("no transaction in any block");
  });
  const bytes = txs[0] as Uint8Array;
  const decoded = decodeTransaction(bytes, node.network.chainId);
  if (!decoded.ok) throw new Error(decoded.fault);
  const state = { is: "committed" };
  const outbox = { get: () => ({ bytes, state: state.is, tx: decoded.tx }), open: () => [] };
  const with_ = { ...joined, outbox } as unknown as Joined;
  const subject = { what: "transaction", id: decoded.id } as const;
  const { name, bytes: file } = await proofFile(with_, world.answers, subject, Date.now());
  expect(name).toContain(`transaction-${decoded.id.slice(0, 8)}`);
  const check = await checkProof(joined, name, file, Date.now());
  expect(check.verdict).toBe("proved");
  expect(check.words.en.lines[0]).toContain(`Transaction ${decoded.id}: `);
  expect(check.words.en.lines.at(-1)).toMatch(/^The ledger (?:carried it out|refused it)\./);
  state.is = "sent";
  await expect(proofFile(with_, world.answers, subject, Date.now())).rejects.toMatchObject({
    fault: { code: "proof.notEnded" },
  });
});

test("it begins at the network's anchor, never brings an anchor of its own, and holds no more than was asked", async () => {
  const { bytes } = await made({ what: "path" });
  const parsed = parseBundle(bytes);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  expect(parsed.bundle.blocks[0]?.header.height).toBe(node.network.anchor.height);
  expect(parsed.bundle.questions.map(({ query }) => query)).toEqual(["params", "clock", "path"]);
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
