import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatTimestamp, fromMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { lightBlockJson } from "../../shared/light/render.ts";
import { block, signers, START } from "../shared/light/chain.ts";
import { runFolder } from "./run.ts";

const OPTIONS = { trustLevel: { numerator: 1, denominator: 3 }, clockDriftMs: 0 };
const now = formatTimestamp(fromMs(START + 60_000));
const four = signers("abcd");

function written(light: LightBlock) {
  const { signedHeader, validators, nextValidators } = lightBlockJson(light);
  // As the generator writes them: in no particular order.
  return {
    signed_header: signedHeader,
    validator_set: { ...validators, validators: validators.validators.toReversed() },
    next_validator_set: nextValidators,
  };
}

/** A case of one step per block with its expected verdict. */
function caseOf(steps: readonly (readonly [LightBlock, string])[]): string {
  return JSON.stringify({
    description: "made here",
    initial: { ...written(block({ height: 1, signers: four })), trusting_period: "3600000000000", now },
    input: steps.map(([light, verdict]) => ({ block: written(light), now, verdict })),
  });
}

describe("the conformance runner", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "conformance-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test("agrees with right verdicts, and advances on success alone", async () => {
    const handing = block({ height: 2, signers: four, next: signers("wxyz") });
    const after = block({ height: 3, signers: signers("wxyz") });
    writeFileSync(
      join(folder, "a.json"),
      caseOf([
        [after, "NOT_ENOUGH_TRUST"],
        [handing, "SUCCESS"],
        [after, "SUCCESS"],
        [handing, "INVALID"],
      ]),
    );
    expect((await runFolder(folder, OPTIONS)).map((row) => [row.got, row.passed])).toEqual([
      ["NOT_ENOUGH_TRUST", true],
      ["SUCCESS", true],
      ["SUCCESS", true],
      ["INVALID", true],
    ]);
  });

  test("folders in the folder are read too", async () => {
    mkdirSync(join(folder, "more"));
    writeFileSync(join(folder, "more", "a.json"), caseOf([[block({ height: 2, signers: four }), "SUCCESS"]]));
    expect(await runFolder(folder, OPTIONS)).toMatchObject([{ file: join("more", "a.json"), passed: true }]);
  });

  test.each([
    [["--nothing"], /no option --nothing/],
    [[], /Name one folder/],
    [["package.json"], /There is no folder package\.json/],
    [["test/conformance/vectors", "--json", "/nowhere/at/all.json"], /cannot be written/],
  ])("the command line %j is a complaint", async (args, complaint) => {
    const run = spawnSync(process.execPath, ["test/conformance/run.ts", ...args], { encoding: "utf8" });
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(complaint);
  });

  test("a difference is a failure", async () => {
    writeFileSync(join(folder, "a.json"), caseOf([[block({ height: 2, signers: four }), "INVALID"]]));
    expect(await runFolder(folder, OPTIONS)).toMatchObject([{ expected: "INVALID", got: "SUCCESS", passed: false }]);
  });

  test("the trust level and the drift count", async () => {
    const half = block({ height: 9, signers: signers("abxy") });
    const ahead = block({ height: 8, signers: four, header: { time: fromMs(START + 60_500) } });
    writeFileSync(
      join(folder, "a.json"),
      caseOf([
        [half, "NOT_ENOUGH_TRUST"],
        [ahead, "SUCCESS"],
      ]),
    );
    expect((await runFolder(folder, OPTIONS)).map((row) => row.got)).toEqual(["SUCCESS", "INVALID"]);
    const other = { trustLevel: { numerator: 2, denominator: 3 }, clockDriftMs: 1000 };
    expect((await runFolder(folder, other)).map((row) => row.passed)).toEqual([true, true]);
  });

  test.each(["", "{", "[]", "{}", '{"description":"x","initial":{},"input":[]}'])(
    "a file of %j is a failure",
    async (text) => {
      writeFileSync(join(folder, "a.json"), text);
      expect(await runFolder(folder, OPTIONS)).toMatchObject([
        { file: "a.json", step: null, got: "UNREADABLE", passed: false },
      ]);
    },
  );
});
