import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runCase } from "./lightClientCases.ts";

const folder = fileURLToPath(new URL("../../../shared/data/light-client/", import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

if (files.length === 0) console.warn("SKIPPED: ../shared/data/light-client is absent, conformance was not tested");

describe.skipIf(files.length === 0)("CometBFT's light-client verification cases", () => {
  test.each(files.length === 0 ? ["no files"] : files)("%s", async (name) => {
    const json: unknown = JSON.parse(readFileSync(`${folder}${name}`, "utf8"));
    const outcomes = await runCase(json, { trustLevel: { numerator: 1, denominator: 3 }, clockDriftMs: 0 });
    expect(outcomes.map((o) => o.got)).toEqual(outcomes.map((o) => o.expected));
  });
});
