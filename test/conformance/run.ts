/**
 * `npm run conformance -- FOLDER [--trust-level 1/3] [--drift MS] [--json FILE]`: runs every .json file of light-client cases (format:
 * lightClientCases.ts), prints a line per step and a total. Exits with 1 when a verdict differs or a file cannot be read, with
 * 2 when there is nothing to run. A file that cannot be read is a failure, never skipped.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "../../shared/light/verify.ts";
import { optionsOrEnd } from "../../node/command/scriptOptions.ts";
import { type CaseOptions, runCase } from "./lightClientCases.ts";

export interface Row {
  readonly file: string;
  /** Absent for a file that cannot be read. */
  readonly step: number | null;
  readonly expected: string;
  readonly got: string;
  readonly passed: boolean;
  /** Why, in the words of the verdict or of the reader. */
  readonly why: string;
}

/** Every .json file of the folder and of those in it, by name. */
export async function runFolder(folder: string, options: CaseOptions): Promise<readonly Row[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const rows: Row[] = [];
  for (const file of files) rows.push(...(await runFile(folder, file, options)));
  return rows;
}

async function runFile(folder: string, file: string, options: CaseOptions): Promise<readonly Row[]> {
  try {
    const json: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return (await runCase(json, options)).map(({ step, expected, got, verdict }) => ({
      file,
      step,
      expected,
      got,
      passed: got === expected,
      why: why(verdict),
    }));
  } catch (error) {
    const problem = error instanceof Error ? error.message.replaceAll(/\s+/g, " ").slice(0, 200) : String(error);
    return [{ file, step: null, expected: "a case", got: "UNREADABLE", passed: false, why: problem }];
  }
}

function why(verdict: Verdict): string {
  switch (verdict.verdict) {
    case "valid":
      return `${verdict.signed} of ${verdict.of} checked`;
    case "notEnoughTrust":
      return `${verdict.tally} of ${verdict.of} trusted, more than ${verdict.level.numerator}/${verdict.level.denominator} needed`;
    case "invalid":
      return verdict.rule;
  }
}

const USAGE = `conformance FOLDER [OPTIONS]: runs every .json file of light-client cases in a folder.

  --trust-level N/M   from 1/3, which it is unless told, to 1
  --drift MS          of the clock, milliseconds (0 unless told)
  --json FILE         also writes the rows for programs`;

async function main(): Promise<number> {
  const { values, positionals } = optionsOrEnd(USAGE, {
    "trust-level": { type: "string" },
    drift: { type: "string" },
    json: { type: "string" },
  });
  const { drift: driftText = "0", "trust-level": levelText = "1/3" } = values;
  const [folder] = positionals;
  const level = /^(\d{1,9})\/(\d{1,9})$/.exec(levelText);
  const drift = /^\d{1,9}$/.test(driftText) ? Number(driftText) : undefined;
  if (folder === undefined || positionals.length > 1) return complain("Name one folder of cases.");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return complain(`There is no folder ${folder}.`);
  if (level === null) return complain("A trust level is a fraction, like 1/3.");
  if (drift === undefined) return complain("A drift is a whole number of milliseconds.");
  const [numerator, denominator] = [Number(level[1]), Number(level[2])];
  if (denominator === 0 || numerator > denominator || numerator * 3 < denominator) {
    return complain("A trust level lies from 1/3 to 1.");
  }
  const rows = await runFolder(folder, { trustLevel: { numerator, denominator }, clockDriftMs: drift });
  if (rows.length === 0) return complain(`No .json file in ${folder}.`);
  const width = Math.max(...rows.map((row) => row.file.length));
  for (const row of rows) {
    const step = row.step === null ? "-" : String(row.step + 1);
    const mark = row.passed ? "ok  " : "FAIL";
    console.log(
      `${mark} ${row.file.padEnd(width)} ${step.padStart(3)}  ${row.expected.padEnd(16)} ${row.got.padEnd(16)} ${row.why}`,
    );
  }
  const failed = rows.filter((row) => !row.passed).length;
  const files = new Set(rows.map((row) => row.file)).size;
  console.log(`${files} files, ${rows.length} steps: ${rows.length - failed} passed, ${failed} failed`);
  if (values.json !== undefined) {
    try {
      writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
    } catch (error) {
      return complain(`${values.json} cannot be written: ${textOf(error)}`);
    }
  }
  return failed === 0 ? 0 : 1;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function complain(problem: string): number {
  console.error(problem);
  return 2;
}

if (import.meta.main) process.exitCode = await main();
