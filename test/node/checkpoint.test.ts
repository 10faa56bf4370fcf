/** `npm run checkpoint`: from an unsigned file over three signatures to a valid one, and complaints that name what is wrong. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Complaint } from "../../node/command/complaint.ts";
import type { CheckpointRefusal } from "../../shared/light/checkpointChain.ts";
import { checkpointRefusalWords } from "../../shared/words/checkpoints.ts";
import { checkpoint } from "../../node/checkpoint/main.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { startNode, type TestNode } from "../electron/sync/world.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

const NOW = 1_700_000_000;
const secrets = [1, 2, 3, 4].map((n) => toHex(new Uint8Array(32).fill(n)));
const keyOf = (secret: string) => toHex(publicKeyOf(Uint8Array.from(Buffer.from(secret, "hex"))));
let folder = "";
let node: TestNode;
const at = (name: string) => join(folder, name);
const run = async (...args: string[]) => {
  const lines: string[] = [];
  const code = await checkpoint(args, "en", NOW, (line) => lines.push(line));
  return { code, text: lines.join("\n") };
};
const fresh = (name: string, height = 7) =>
  run(
    "new",
    "--network",
    at("network.json"),
    "--height",
    String(height),
    "--hash",
    "ab".repeat(32),
    "--time",
    String(NOW - 60),
    "--out",
    at(name),
  );

beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const network = {
    format: "wattlight-network-1",
    chainId: "street-1",
    name: { en: "Test", zh: "测试" },
    simulated: false,
    anchor: { height: 1, hash: "00".repeat(32) },
    nodes: ["http://127.0.0.1:1"],
    regulators: secrets.map(keyOf),
    trustingPeriod: 3600,
    cards: [],
  };
  writeFileSync(at("network.json"), JSON.stringify(network));
  for (const [i, secret] of secrets.entries())
    writeFileSync(at(`key-${i}.json`), JSON.stringify({ format: "wattlight-regulator-key-1", secret }));
  node = await startNode({ folder: at("demo-node") });
});
afterAll(() => node.stop());

describe("from an unsigned file to a valid one", () => {
  test("signatures in place and gathered from copies; two of four are refused, three are enough", async () => {
    await fresh("one.json");
    expect((await run("verify", at("one.json"), "--network", at("network.json"))).text).toContain(
      "0 of 4 regulators signed it",
    );
    writeFileSync(at("copy.json"), readFileSync(at("one.json")));
    await run("sign", at("one.json"), "--key", at("key-0.json"));
    await run("sign", at("one.json"), "--key", at("key-1.json"));
    const refused = await run("verify", at("one.json"), "--network", at("network.json"));
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.text).toBe(
      `${at("one.json")} is refused. 2 of 4 regulators signed it; more than two thirds are needed. Gather more signatures.`,
    );
    await run("sign", at("copy.json"), "--key", at("key-2.json"));
    await run("gather", at("one.json"), at("copy.json"), "--out", at("all.json"));
    const valid = await run("verify", at("all.json"), "--network", at("network.json"));
    expect(valid.code).toBe(0);
    expect(valid.text).toContain("signed by 3 of 4 regulators");
    expect((await run("show", at("all.json"))).text).toContain(`hash       ${"abab ".repeat(16).trim()}`);
  });
  test("signing twice with one key leaves one signature", async () => {
    await fresh("twice.json");
    await run("sign", at("twice.json"), "--key", at("key-0.json"));
    const once = readFileSync(at("twice.json"));
    await run("sign", at("twice.json"), "--key", at("key-0.json"));
    expect(readFileSync(at("twice.json"))).toEqual(once);
  });
  test("copies of different checkpoints are not gathered", async () => {
    await fresh("a.json");
    await fresh("b.json", 8);
    await expect(run("gather", at("a.json"), at("b.json"), "--out", at("c.json"))).rejects.toThrow(
      "File 2 is of another",
    );
  });
});

test("a demo chain's regulators sign its newest block, and the one after it", async () => {
  writeFileSync(at("demo.json"), JSON.stringify(node.network));
  const common = ["--data", at("demo-node"), "--network", at("demo.json")];
  await run("demo", ...common, "--out", at("d1.json"));
  const timeOf = (file: string) => (JSON.parse(readFileSync(at(file), "utf8")) as { time: number }).time;
  // The header's time has whole seconds here: the next checkpoint is of a later one.
  for (let tries = 0; tries < 60; tries++) {
    await run("demo", ...common, "--before", at("d1.json"), "--out", at("d2.json"));
    if (timeOf("d2.json") > timeOf("d1.json")) break;
    await new Promise((done) => setTimeout(done, 250));
  }
  const lines: string[] = [];
  const now = Math.floor(Date.now() / 1000);
  const files = [at("d1.json"), at("d2.json")];
  expect(
    await checkpoint(["verify", ...files, "--network", at("demo.json")], "en", now, (line) => lines.push(line)),
  ).toBe(0);
  expect(lines[0]).toContain("Checkpoint 2");
});

test.each([
  [[], /^Regulators’ checkpoints/],
  [["frob"], /no command “frob”[^]*Regulators’ checkpoints/],
  [["sign", "x.json"], /--key/],
  [["verify", "--network", "NETWORK"], /at least one file/],
  [["show", "/nowhere.json"], /nowhere\.json cannot be read: there is nothing of that name/],
  [["show", "KEY"], /“wattlight-regulator-key-1” file, which this version does not take for a checkpoint/],
  [["show", "TEXT"], /It is no checkpoint: the file is no JSON\./],
  [["show", "SHAPE"], /It is no checkpoint: what stands at \$\.sequence is not what belongs there\./],
  [["sign", "NETWORK", "--key", "NETWORK"], /is no file of a regulator’s key/],
  [
    ["new", "--network", "NETWORK", "--height", "7a", "--hash", "ab", "--time", "1", "--out", "x"],
    /--height is the height of a block.+ not “7a”/,
  ],
  [
    ["new", "--network", "NETWORK", "--height", "1", "--hash", "ab", "--time", "1", "--out", "x"],
    /--hash is a block’s hash.+ not “ab”/,
  ],
  [["show", "--network", "NETWORK", "--network", "NETWORK"], /--network is given twice/],
  [["new", "--networc", "NETWORK"], /no option --networc/],
  [["show", "NETWORK"], /It is (?:no checkpoint|a “wattlight-network-1” file)/],
  [["verify", "NETWORK", "--network", "KEY"], /is no network file/],
  [["demo", "--data", "/nowhere", "--network", "NETWORK", "--out", "x"], /not of a demo chain/],
])("complains: %j", async (args, message) => {
  const named: Record<string, string> = {
    NETWORK: at("network.json"),
    KEY: at("key-0.json"),
    TEXT: at("text.json"),
    SHAPE: at("shape.json"),
  };
  writeFileSync(at("text.json"), "hello");
  await fresh("shape.json");
  writeFileSync(at("shape.json"), readFileSync(at("shape.json"), "utf8").replace('"sequence":1', '"sequence":0'));
  const thrown: unknown = await run(...args.map((arg) => named[arg] ?? arg)).catch((error: unknown) => error);
  if (!(thrown instanceof Complaint)) throw thrown;
  const { en, zh } = thrown.words;
  expect(en).toMatch(message);
  expect(zh).toMatch(/[\u4e00-\u9fff]/);
  // No object of ours is printed as it lies in memory.
  for (const text of [en, zh]) expect(text).not.toMatch(/[{}]|"[a-z]+":/);
});

test("every refusal of a row has its sentence in both languages", () => {
  const key = `02${"ab".repeat(32)}`;
  const refusals: readonly CheckpointRefusal[] = [
    { rule: "none" },
    { rule: "tooMany", files: 600, limit: 520 },
    { rule: "file", fault: { fault: "format", format: "x-1" } },
    { rule: "chain", chainId: "a-1", expected: "b-1" },
    { rule: "sequence", sequence: 3, expected: 2 },
    { rule: "before", before: null, expected: "ab" },
    { rule: "height", height: 7, above: 9 },
    { rule: "time", time: NOW, after: NOW },
    { rule: "stranger", key },
    { rule: "signature", key },
    { rule: "tooFew", signed: 2, of: 4 },
    { rule: "future", time: NOW + 99, now: NOW },
    { rule: "old", time: NOW, until: NOW + 9, now: NOW + 10 },
  ];
  const said = refusals.map((refusal) => checkpointRefusalWords(refusal));
  expect(new Set(said.map(({ en }) => en)).size).toBe(refusals.length);
  expect(said.map(({ en }) => en).join("\n")).toContain("14 November 2023, 22:13:29 (UTC)");
  for (const { en, zh } of said) {
    expect(en).toMatch(/^[A-Z0-9“].+\.$/);
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
  }
});
