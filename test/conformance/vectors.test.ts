/** Our own cases: the files are those of the list, and the verifier gives each one's verdict. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCase } from "./lightClientCases.ts";
import { runFolder } from "./run.ts";
import { VECTORS, vectorJson } from "./vectors.ts";

const folder = join(import.meta.dirname, "vectors");
const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, clockDriftMs: 0 };

test("the folder holds the list, and nothing else", () => {
  expect(readdirSync(folder).toSorted()).toEqual(VECTORS.map(({ name }) => `${name}.json`).toSorted());
  const differ = VECTORS.filter((one) => readFileSync(join(folder, `${one.name}.json`), "utf8") !== vectorJson(one));
  expect(differ.map(({ name }) => name)).toEqual([]);
});

test.each(VECTORS.map(({ name }) => name))("%s", async (name) => {
  const json: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  const outcomes = await runCase(json, OPTIONS);
  expect(outcomes.map(({ got }) => got)).toEqual(outcomes.map(({ expected }) => expected));
});

test("the runner passes them all", async () => {
  const rows = await runFolder(folder, OPTIONS);
  expect(rows.filter(({ passed }) => !passed)).toEqual([]);
  expect(new Set(rows.map(({ got }) => got))).toEqual(new Set(["SUCCESS", "NOT_ENOUGH_TRUST", "INVALID"]));
});
