/**
 * `npm run scenario -- FILE… [--json FILE] [--quiet] [--lang en|zh]`: plays markets written as YAML or JSON (docs/scenarios.md) through
 * the real ledger and prints what came of them. Exit code 1 when an expectation fails, 2 when a file cannot be played.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { Scenario } from "./document.ts";
import { play } from "./player.ts";
import { lineOf, type Report, reportLines, reportOf } from "./report.ts";
import { ScenarioError } from "./values.ts";

/** Most bytes of a scenario. */
const LIMIT = 1_000_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, quiet: { type: "boolean" }, lang: { type: "string" } },
});
if (positionals.length === 0 || (values.lang !== undefined && !["en", "zh"].includes(values.lang))) {
  console.error("Usage: npm run scenario -- FILE… [--json FILE] [--quiet] [--lang en|zh]");
  process.exit(2);
}

let failures = 0;
const reports: { file: string; title: string; report: Report }[] = [];
for (const file of positionals) {
  try {
    const scenario = read(file);
    console.log(`${scenario.title} (${file})`);
    const lang = values.lang === "zh" ? "zh" : "en";
    const played = play(scenario, (told) => {
      if (!values.quiet || told.what === "failed") console.log(lineOf(told, lang));
    });
    const report = reportOf(played);
    if (!values.quiet) for (const line of reportLines(report)) console.log(line);
    console.log(
      played.failures === 0
        ? `as expected; state ${report.stateHash}\n`
        : `${played.failures} expectations failed; state ${report.stateHash}\n`,
    );
    failures += played.failures;
    reports.push({ file, title: scenario.title, report });
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    console.error(`${file}: ${error.message}`);
    process.exit(2);
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
process.exit(failures > 0 ? 1 : 0);

/** Throws a ScenarioError that says what is wrong and where. */
function read(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ScenarioError(error instanceof Error ? error.message : "cannot be read");
  }
  if (text.length > LIMIT) throw new ScenarioError(`is longer than ${LIMIT} bytes`);
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new ScenarioError(error instanceof Error ? error.message : "is neither YAML nor JSON");
  }
  const parsed = Scenario.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ScenarioError(`${issue?.path.join(".") || "the file"}: ${issue?.message ?? "does not fit"}`);
}
