/** Every scenario of the collection comes out as it says; a wrong expectation and a wrong file are found. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Scenario } from "../../../node/scenario/document.ts";
import { play, type Told } from "../../../node/scenario/player.ts";
import { lineOf, reportLines, reportOf } from "../../../node/scenario/report.ts";
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
    expect(reportLines(report).join("\n")).toContain(report.stateHash);
    for (const lang of ["en", "zh"] as const) expect(played.told.map((told) => lineOf(told, lang))).not.toContain("");
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
