/** Every scenario of the collection comes out as it says; a wrong expectation and a wrong file are found. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Scenario } from "../../../node/scenario/document.ts";
import { play, type Told } from "../../../node/scenario/player.ts";
import { Complaint } from "../../../node/command/complaint.ts";
import { scenario } from "../../../node/scenario/main.ts";
import { reportOf } from "../../../node/scenario/report.ts";
import { lastLine, reportLines } from "../../../node/scenario/result.ts";
import { Story } from "../../../node/scenario/story.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { ROOT, textOf } from "../../shared/docs/markdown.ts";

const FOLDER = join(ROOT, "docs", "scenarios");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));
const read = (name: string): Scenario => Scenario.parse(parse(readFileSync(join(FOLDER, name), "utf8")));
const problems = (told: readonly Told[]) => told.flatMap((one) => (one.what === "failed" ? [one.problem] : []));

describe("the collection", () => {
  test("holds a dozen scenarios, each named in docs/scenarios.md", () => {
    expect(FILES.length).toBeGreaterThanOrEqual(12);
    const page = textOf("docs/scenarios.md");
    expect(FILES.filter((name) => !page.includes(`scenarios/${name}`))).toEqual([]);
  });

  test.each(FILES)("%s comes out as it says", { timeout: 120_000 }, (name) => {
    const played = play(read(name));
    expect(problems(played.told)).toEqual([]);
    // It expects something of the state, and the report can be written in both languages.
    expect(played.told.filter(({ what }) => what === "checked").length).toBeGreaterThan(0);
    const report = reportOf(played);
    for (const lang of ["en", "zh"] as const) {
      const story = new Story(lang);
      const lines = [...played.told.flatMap((told) => story.tell(told)), ...story.rest()];
      const text = [...lines, ...reportLines(report, lang), lastLine(report, lang)].join("\n");
      // A report for people: no objects of ours, no name of a kind or a rule, no heading over nothing, and the state's hash once.
      const own = (line: string) => !line.startsWith("    ") || /^ {6}/.test(line);
      expect(text.split("\n").filter(own).join("\n")).not.toMatch(
        /[{}[\]]|"|undefined|\b[a-z]+\.(?:post|accept|commit|open|live)\b/,
      );
      expect(text.match(new RegExp(report.stateHash, "g"))).toHaveLength(1);
      expect(reportLines(report, lang).at(-1) ?? "").toMatch(/^ {2}|^$/);
      // Every transaction is told, each reading in its row.
      const sent = played.told.filter(({ what }) => what === "sent").length;
      const rows = [...text.matchAll(/[(（](\d+) (?:transactions|笔交易)[)）]/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
      const single = lines.filter((line) => /^ {2}\d\d:\d\d {2}/.test(line)).length;
      expect(single + rows - (text.match(/(?:transactions|笔交易)[)）]/g)?.length ?? 0)).toBe(sent);
    }
  });

  test("the same scenario has the same final state", () => {
    const [name = ""] = FILES;
    expect(reportOf(play(read(name))).stateHash).toBe(reportOf(play(read(name))).stateHash);
  });
});

const small = (steps: unknown[]) =>
  Scenario.parse({ title: "x", actors: { ada: { role: "prosumer", export: "8 kW" } }, steps });

describe("what is wrong is found", () => {
  test("an expectation of a transaction", () => {
    const offer = { by: "ada", send: "offer.cancel", with: { offer: "nothing" } };
    expect(problems(play(small([offer])).told)[0]).toContain("offer.unknown");
    expect(problems(play(small([{ ...offer, expect: { refused: "offer.unknown" } }])).told)).toEqual([]);
    expect(problems(play(small([{ ...offer, expect: { refused: "offer.unknown", figure: 1 } }])).told)).toHaveLength(1);
    expect(problems(play(small([{ ...offer, expect: { invalid: "offer.unknown" } }])).told)).toHaveLength(1);
  });

  test("an expectation of the state", () => {
    expect(problems(play(small([{ expect: [{ party: "ada", is: { exportW: "8 kW" } }] }])).told)).toEqual([]);
    expect(problems(play(small([{ expect: [{ party: "ada", is: { exportW: "9 kW" } }] }])).told)[0]).toContain("8000");
    expect(
      problems(play(small([{ expect: [{ owed: { from: "ada", to: "grid" }, amount: "¥1" }] }])).told),
    ).toHaveLength(1);
    expect(
      problems(play(small([{ expect: [{ query: "exposure", in: { party: "ada" }, is: { open: 1 } }] }])).told),
    ).toHaveLength(1);
  });

  test.each<[what: string, step: unknown, message: RegExp]>([
    ["an unknown actor", { by: "bob", send: "offer.cancel", with: { offer: "x" } }, /step 1: there is no actor "bob"/],
    ["an unknown kind", { by: "ada", send: "offer.make" }, /step 1: there is no kind of transaction "offer.make"/],
    ["an unknown field", { by: "ada", send: "offer.cancel", with: { ofer: "x" } }, /offer.cancel has no field "ofer"/],
    ["a missing field", { by: "ada", send: "offer.cancel" }, /step 1: offer/],
    ["a time that has passed", { at: "05:00" }, /step 1: that time has passed/],
    ["a time that is none", { at: "soon" }, /"soon" is no time/],
    ["a quantity that is not whole", { wait: "0.0001 s" }, /is no whole number/],
    ["a slot that has not ended", { read: { ada: { sold: "1 Wh" } }, at: "10:00" }, /has not ended/],
    ["a contract that is none", { expect: [{ contract: "c", is: {} }] }, /there is no contract "c"/],
    ["a query that is none", { expect: [{ query: "secrets", is: {} }] }, /there is no query "secrets"/],
  ])("%s", (_, step, message) => {
    expect(() => play(small([step]))).toThrow(message);
  });

  test("a file of another form names the place", () => {
    const result = Scenario.safeParse({ title: "x", actors: {}, steps: [{ sned: "offer.post" }] });
    expect(result.error?.issues[0]?.path.slice(0, 2)).toEqual(["steps", 0]);
  });
});

describe("the command", () => {
  const run = (...args: string[]) => {
    const lines: string[] = [];
    const code = scenario(args, "en", (line) => lines.push(line));
    return { code, text: lines.join("\n") };
  };
  const bad = (text: string): string => {
    const file = join(temporaryFolder(), "bad.yaml");
    writeFileSync(file, text);
    return file;
  };
  const auction = join(FOLDER, "13-an-auction.yaml");

  test("says what it is about, what happened, what came of it; quiet leaves the last line", () => {
    const { code, text } = run(auction);
    expect(code).toBe(0);
    expect(text).toMatch(
      /^An auction\n[^]+Contracts\n[^]+cleared in the auction[^]+Everything came as expected\. State after block \d+: [0-9a-f]{64}\n$/,
    );
    expect(run("--quiet", auction).text.trim().split("\n")).toHaveLength(3);
  });
  test("an expectation that fails is told, and gives exit code 1", () => {
    const file = bad(
      `{title: x, actors: {ada: {role: prosumer, export: 8 kW}}, steps: [{expect: [{party: ada, is: {exportW: 9 kW}}]}]}`,
    );
    expect(run(file)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/NOT AS EXPECTED, step 1: .*8000[^]+1 expectation failed/),
    });
  });
  test.each([
    [() => [], /^Which scenario/],
    [() => ["nothing.yaml"], /^nothing\.yaml cannot be read: there is nothing of that name\.$/],
    [() => [bad("title: [")], /bad\.yaml is neither YAML nor JSON: /],
    [() => [bad("title: x")], /bad\.yaml cannot be played: actors: /],
    [
      () => [bad(`{title: x, actors: {}, steps: [{at: soon}]}`)],
      /bad\.yaml cannot be played: step 1: .*"soon" is no time\.$/,
    ],
    [() => ["--quick", auction], /no option --quick/],
    [() => ["--quiet", "--json", "/nowhere/out.json", auction], /\/nowhere\/out\.json cannot be written/],
  ])("complaint %#", (args, message) => {
    let words: { readonly en: string; readonly zh: string } | undefined;
    try {
      run(...args());
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      words = error.words;
    }
    expect(words?.en).toMatch(message);
    expect(words?.zh).toMatch(/[\u4e00-\u9fff]/);
  });
});
