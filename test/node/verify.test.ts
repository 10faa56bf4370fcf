/** `npm run verify`: exit codes, anchors from network files and typed in, what it prints, and complaints that name what is wrong. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { verify } from "../../node/verify/main.ts";
import { START } from "../shared/light/chain.ts";
import { anchorAt, scene } from "../shared/proof/scene.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

const made = scene();
const anchor = anchorAt(made.anchorBlock);
const NOW = START + 100_000;
let folder = "";
const at = (name: string) => join(folder, name);
const run = (...args: string[]) => {
  const lines: string[] = [];
  const code = verify(args, NOW, (line) => lines.push(line));
  return { code, text: lines.join("\n") };
};

beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(at("contract.watt"), made.bytes);
  writeFileSync(at("damaged.watt"), made.bytes.with(200, 120));
  const network = {
    format: "wattlight-network-1",
    chainId: anchor.chainId,
    name: { en: "Test", zh: "测试" },
    simulated: true,
    anchor: { height: anchor.height, hash: anchor.hash },
    nodes: ["http://127.0.0.1:1"],
    regulators: [`02${"ab".repeat(32)}`],
    trustingPeriod: 3600,
    cards: [],
  };
  writeFileSync(at("network.json"), JSON.stringify(network));
});

describe("exit codes", () => {
  test("0: proved, with an anchor from a network file or typed in", () => {
    const byFile = run(at("contract.watt"), "--network", at("network.json"), "--allow-simulated");
    expect(byFile.code).toBe(0);
    expect(byFile.text).toMatch(/^Proved\./);
    expect(byFile.text).toContain("Signed by 4 of 4 validators");
    const typed = [
      "--anchor",
      `${anchor.height}:${anchor.hash}`,
      "--chain",
      anchor.chainId,
      "--trusting-period",
      "3600",
    ];
    expect(run(at("contract.watt"), ...typed, "--allow-simulated", "--lang", "zh")).toMatchObject({ code: 0 });
  });
  test("3: nothing is proved without an anchor, or of a simulated market that was not asked for", () => {
    expect(run(at("contract.watt")).code).toBe(3);
    expect(run(at("contract.watt"), "--network", at("network.json")).code).toBe(3);
  });
  test("1: refused, with the reason", () => {
    const { code, text } = run(at("damaged.watt"), "--network", at("network.json"), "--allow-simulated");
    expect(code).toBe(1);
    expect(text).toMatch(/^Refused: /);
  });
  test("the verdict as JSON", () => {
    run(at("contract.watt"), "--network", at("network.json"), "--allow-simulated", "--json", at("out.json"));
    expect(JSON.parse(readFileSync(at("out.json"), "utf8"))).toMatchObject({
      verdict: "proved",
      shown: { height: 39 },
    });
  });
});

test.each([
  [[], /^Usage/],
  [["a", "b"], /^Usage/],
  [["nothing.watt"], /nothing\.watt cannot be read/],
  [["FILE", "--anchor", "5"], /--anchor HEIGHT:HASH/],
  [["FILE", "--anchor", `5:${"ab".repeat(32)}`], /go together/],
  [["FILE", "--network", "FILE"], /is no network file/],
  [["FILE", "--lang", "fr"], /--lang is en or zh/],
])("%j is a complaint", (args, complaint) => {
  expect(() => run(...args.map((arg) => (arg === "FILE" ? at("contract.watt") : arg)))).toThrow(complaint);
});

test("--help tells how it is used", () => {
  const said: string[] = [];
  expect(verify(["--help"], 0, (line) => said.push(line))).toBe(0);
  expect(said.join("\n")).toMatch(/^Usage: npm run verify/);
});
