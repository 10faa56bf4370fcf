/** `npm run verify`: exit codes, anchors from network files and typed in, what it prints, and complaints that name what is wrong. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Complaint } from "../../node/command/complaint.ts";
import { languageOf } from "../../node/command/language.ts";
import { verify } from "../../node/verify/main.ts";
import type { Lang } from "../../shared/words/format.ts";
import { START } from "../shared/light/chain.ts";
import { anchorAt, scene } from "../shared/proof/scene.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

const made = scene();
const anchor = anchorAt(made.anchorBlock);
const NOW = START + 100_000;
let folder = "";
const at = (name: string) => join(folder, name);
const runIn = async (lang: Lang, ...args: string[]) => {
  const lines: string[] = [];
  const code = await verify(args, lang, NOW, (line) => lines.push(line));
  return { code, text: lines.join("\n") };
};
const run = (...args: string[]) => runIn("en", ...args);
/** What a command that cannot be run complains of, in both languages. */
const complaintOf = async (...args: string[]) => {
  try {
    await run(...args);
  } catch (error) {
    if (error instanceof Complaint) return error.words;
    throw error;
  }
  throw new Error("no complaint");
};
/** Codes of the system, names of our own errors and rules, JSON and stack lines: nothing of it is for a reader. */
const RAW = /\bE[A-Z]{3,}\b|[{}]|undefined|\bat \/|[a-z]+[A-Z][a-z]+|Error/;

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
  test("0: proved, with an anchor from a network file or typed in", async () => {
    const byFile = await run(at("contract.watt"), "--network", at("network.json"), "--allow-simulated");
    expect(byFile.code).toBe(0);
    expect(byFile.text).toMatch(/^Proved\./);
    expect(byFile.text).toContain("Signed by 4 of 4 regulators");
    const typed = [
      "--anchor",
      `${anchor.height}:${anchor.hash}`,
      "--chain",
      anchor.chainId,
      "--trusting-period",
      "3600",
    ];
    expect(await run(at("contract.watt"), ...typed, "--allow-simulated")).toMatchObject({ code: 0 });
  });
  test("3: nothing is proved without an anchor, or of a simulated market that was not asked for", async () => {
    expect((await run(at("contract.watt"))).code).toBe(3);
    expect((await run(at("contract.watt"), "--network", at("network.json"))).code).toBe(3);
  });
  test("1: refused, with the reason", async () => {
    const { code, text } = await run(at("damaged.watt"), "--network", at("network.json"), "--allow-simulated");
    expect(code).toBe(1);
    expect(text).toMatch(/^Refused: /);
  });
  test("the verdict as JSON", async () => {
    await run(at("contract.watt"), "--network", at("network.json"), "--allow-simulated", "--json", at("out.json"));
    expect(JSON.parse(readFileSync(at("out.json"), "utf8"))).toMatchObject({
      verdict: "proved",
      shown: { height: 39 },
    });
  });
});

const HASH = "ab".repeat(32);
test.each([
  [[], /^Which file[^]*Usage/],
  [["a", "b"], /What is b\?/],
  [["nothing.watt"], /^nothing\.watt cannot be read: there is nothing of that name\.$/],
  [["FOLDER"], /cannot be read: it is a folder/],
  [["FILE", "--anchor", "5"], /go together/],
  [["FILE", "--anchor", `5:${HASH}`], /go together/],
  [["FILE", "--anchor", `x:${HASH}`, "--chain", "c-1"], /“x” is no height/],
  [["FILE", "--anchor", `5:${HASH.slice(1)}`, "--chain", "c-1"], /has 64 digits.+ has 63\.$/],
  [["FILE", "--anchor", `5:${HASH.slice(1)}g`, "--chain", "c-1"], /other characters/],
  [["FILE", "--trusting-period", "7"], /go together/],
  [["FILE", "--network", "FILE"], /is no network file: fields are missing|is no network file: “/],
  [["FILE", "--lang", "fr"], /--lang is en .+ not fr/],
  [["FILE", "--jsn", "x"], /no option --jsn.+--json/],
  [["FILE", "--network"], /--network needs a value/],
  [["FILE", "--network", "--lang", "zh"], /--network needs a value/],
  [["FILE", "--allow-simulated=yes"], /takes no value/],
  [["FILE", "--json", "FOLDER/no/out.json"], /out\.json cannot be written: there is nothing of that name\.$/],
  [["FILE", "--json", "FOLDER"], /cannot be written: it is a folder/],
])("%j is a complaint", async (args, complaint) => {
  const { en, zh } = await complaintOf(
    ...args.map((arg) => arg.replace("FILE", at("contract.watt")).replace("FOLDER", folder)),
  );
  expect(en).toMatch(complaint);
  expect(zh).toMatch(/[\u4e00-\u9fff]/);
  const bare = (text: string) => text.replaceAll(folder, "");
  expect(bare(en)).not.toMatch(RAW);
  expect(bare(zh)).not.toMatch(RAW);
});

test("nothing is printed above a complaint that the verdict could not be written", async () => {
  const said: string[] = [];
  const args = [at("contract.watt"), "--json", at("no/out.json")];
  await expect(verify(args, "en", NOW, (line) => said.push(line))).rejects.toThrow(Complaint);
  expect(said).toEqual([]);
});

describe("an anchor as it is copied", () => {
  const spaced = (hex: string) => hex.replaceAll(/(.{4})(?=.)/g, "$1 ");
  test.each([
    ["as one word", [`${anchor.height}:${anchor.hash}`]],
    ["in capitals", [`${anchor.height}:${anchor.hash.toUpperCase()}`]],
    ["with a space between, in quotes", [`${anchor.height} ${anchor.hash}`]],
    ["in groups, in quotes", [`${anchor.height}: ${spaced(anchor.hash)}`]],
    ["split by the shell", [`${anchor.height}`, anchor.hash]],
    ["in groups, split by the shell", [`${anchor.height}:`, ...spaced(anchor.hash).split(" ")]],
  ])("%s", async (_, words) => {
    for (const given of [
      [at("contract.watt"), "--anchor", ...words],
      ["--anchor", ...words, at("contract.watt")],
    ])
      expect(
        (await run(...given, "--chain", anchor.chainId, "--trusting-period", "3600", "--allow-simulated")).text,
      ).toMatch(/^Proved\./);
  });
});

describe("language", () => {
  test("--lang, then the environment's, as POSIX ranks it, then English", async () => {
    expect(languageOf(["--lang", "zh"], { LANG: "en_GB.UTF-8" })).toBe("zh");
    expect(languageOf(["--lang=en"], { LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(languageOf([], { LANG: "zh_CN.UTF-8" })).toBe("zh");
    expect(languageOf([], { LC_ALL: "C", LANG: "zh_CN.UTF-8" })).toBe("en");
    expect(languageOf([], { LC_ALL: "", LC_MESSAGES: "zh_TW", LANG: "en" })).toBe("zh");
    expect(languageOf([], {})).toBe("en");
  });
  test("the command speaks it, also when it complains", async () => {
    const ended = (...args: string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, "../../node/verify/main.ts"), ...args], {
        env: { ...process.env, LC_ALL: "zh_CN.UTF-8" },
        encoding: "utf8",
      });
    expect(ended(at("contract.watt"))).toMatchObject({ status: 3, stdout: expect.stringMatching(/^未证明任何内容/) });
    expect(ended("nothing.watt")).toMatchObject({
      status: 2,
      stderr: "无法读取 nothing.watt：没有这个名称的文件或文件夹。\n",
    });
  });
  test("every refusal of a damaged file is a sentence without codes", async () => {
    const text = new TextDecoder().decode(made.bytes);
    const broken = [
      "not a proof",
      "{}",
      text.replace("wattlight-proof-1", "wattlight-proof-9"),
      text.replace('"questions":[', '"questions":[1,'),
      ` ${text}`,
      text.replace('"height":"5"', '"height":"6"'),
    ];
    for (const [i, changed] of broken.entries()) {
      expect(changed).not.toBe(text);
      writeFileSync(at(`broken-${i}.watt`), changed);
      for (const lang of ["en", "zh"] as const) {
        const { code, text: said } = await runIn(lang, at(`broken-${i}.watt`));
        expect(code).toBe(1);
        expect(said).toMatch(/^Refused: .+\.$|^已拒绝：.+。$/);
        expect(said).not.toMatch(RAW);
      }
    }
  });
});

test("--help tells how it is used, in either language", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, text: expect.stringMatching(/^Usage: npm run verify/) });
  expect((await runIn("zh", "--help")).text).toMatch(/^用法/);
});
