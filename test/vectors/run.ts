/**
 * `npm run vectors -- FOLDER [--json FILE]`: runs every .json file of published vectors (shapes: vectors.ts) through the wallet's own
 * functions, prints a line per file and one per difference, and a total. Exits with 1 when something differs or a file cannot be read as
 * vectors, with 2 when there is nothing to run. A file that cannot be read is a failure, never skipped.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { optionsOrEnd } from "../../node/command/scriptOptions.ts";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { type Checks, runVectors, type VectorRow } from "./vectors.ts";

export interface FileResult {
  readonly file: string;
  readonly rows: readonly VectorRow[];
  /** Why the file is no set of vectors; null when it is. */
  readonly problem: string | null;
}

export function runFolder(folder: string, checks: Checks): FileResult[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((file) => {
      try {
        const json: unknown = JSON.parse(readFileSync(join(folder, file), "utf8"));
        return { file, rows: runVectors(json, checks), problem: null };
      } catch (error) {
        return { file, rows: [], problem: textOf(error).replaceAll(/\s+/g, " ").slice(0, 200) };
      }
    });
}

const USAGE = `vectors FOLDER [--json FILE]: runs every .json file of published vectors in a folder.

  --json FILE   also writes the results for programs`;

function main(checks: Checks): number {
  const { values, positionals } = optionsOrEnd(USAGE, { json: { type: "string" } });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) return complain("Name one folder of vectors.");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return complain(`There is no folder ${folder}.`);
  const results = runFolder(folder, checks);
  if (results.length === 0) return complain(`No .json file in ${folder}.`);
  const width = Math.max(...results.map(({ file }) => file.length));
  for (const { file, rows, problem } of results) {
    const bad = rows.filter(({ passed }) => passed === false);
    const left = rows.filter(({ passed }) => passed === null).length;
    const run = rows.length - left;
    const rest = left === 0 ? "" : `; ${left} not run (${whyLeft(rows)})`;
    const said = problem ?? (run === 0 ? "nothing of it is ours to run" : `${run - bad.length} of ${run} as expected${rest}`);
    console.log(`${problem === null && bad.length === 0 ? "ok  " : "FAIL"} ${file.padEnd(width)}  ${said}`);
    for (const { test, expected, got, why } of bad)
      console.log(`       ${test}: expected ${expected}, got ${got} (${why})`);
  }
  const all = results.flatMap(({ rows }) => rows);
  const failed = all.filter(({ passed }) => passed === false).length;
  const left = all.filter(({ passed }) => passed === null).length;
  const unread = results.filter(({ problem }) => problem !== null).length;
  console.log(
    `${results.length} files, ${all.length} vectors, signatures checked by ${Object.keys(checks).join(" and ")}: ${all.length - failed - left} passed, ${failed} failed, ${left} not run, ${unread} files unreadable`,
  );
  if (values.json !== undefined) {
    try {
      writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
    } catch (error) {
      return complain(`${values.json} cannot be written: ${textOf(error)}`);
    }
  }
  return failed + unread === 0 ? 0 : 1;
}

const whyLeft = (rows: readonly VectorRow[]): string =>
  [...new Set(rows.filter(({ passed }) => passed === null).map(({ why }) => why))].join(", ");

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function complain(problem: string): number {
  console.error(problem);
  return 2;
}

if (import.meta.main) process.exitCode = main({ noble: nobleSignatures });
