/**
 * `npm run scenario -- FILE… [--json FILE] [--quiet] [--lang en|zh]`: plays markets written as YAML or JSON (docs/scenarios.md) through
 * the real ledger and prints what came of them. Exit code 1 when an expectation fails, 2 when a file cannot be played or written.
 */
import { parse } from "yaml";
import type { Both, Lang } from "../../shared/words/format.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { optionsIn } from "../command/options.ts";
import { bytesOf } from "../files/inputFile.ts";
import { writeOutput } from "../files/outputFile.ts";
import { Scenario } from "./document.ts";
import { play, type Played } from "./player.ts";
import { type Report, reportOf } from "./report.ts";
import { lastLine, reportLines } from "./result.ts";
import { Story } from "./story.ts";
import { ScenarioError } from "./values.ts";

/** Most bytes of a scenario. */
const LIMIT = 1_000_000;
const USAGE: Both = {
  en: `Usage: npm run scenario -- FILE… [OPTIONS]
Plays markets written as YAML or JSON (docs/scenarios.md) through the ledger itself.

  --json FILE    also writes contracts, slots, money, refusals and the state’s hash
  --quiet        prints what did not come as expected and the last line alone
  --lang en|zh   language (default: that of LANG)`,
  zh: `用法：npm run scenario -- 文件… [选项]
将以 YAML 或 JSON 写成的市场（docs/scenarios.md）在账本上演练。

  --json 文件    另写出合约、时段、金额、未准入内容和状态哈希
  --quiet        只打印不符合预期之处和最后一行
  --lang en|zh   语言（默认依 LANG）`,
};

/** Throws a Complaint. */
export function scenario(args: readonly string[], lang: Lang, print: (line: string) => void): number {
  const { values, positionals } = optionsIn(args, {
    help: { type: "boolean" },
    json: { type: "string" },
    quiet: { type: "boolean" },
    lang: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help) {
    print(USAGE[lang]);
    return 0;
  }
  if (positionals.length === 0)
    throw new Complaint({
      en: `Which scenario is to be played?\n\n${USAGE.en}`,
      zh: `要演练哪个场景？\n\n${USAGE.zh}`,
    });
  const reports: { file: string; title: string; report: Report }[] = [];
  for (const file of positionals) {
    const told = read(file);
    print(told.title);
    print(`  ${file}`);
    if (told.about !== "" && values.quiet !== true)
      for (const line of told.about.trim().split("\n")) print(`  ${line}`);
    const report = reportOf(played(file, told, values.quiet === true, lang, print));
    if (values.quiet !== true) for (const line of [...reportLines(report, lang), ""]) print(line);
    print(lastLine(report, lang));
    print("");
    reports.push({ file, title: told.title, report });
  }
  if (values.json !== undefined) writeOutput(values.json, `${JSON.stringify(reports, null, 2)}\n`);
  return reports.some(({ report }) => report.failures > 0) ? 1 : 0;
}

function played(file: string, told: Scenario, quiet: boolean, lang: Lang, print: (line: string) => void): Played {
  const story = new Story(lang);
  const show = (lines: readonly string[]): void => lines.forEach((line) => print(line));
  try {
    const end = play(told, (one) => {
      const lines = story.tell(one);
      if (!quiet || one.what === "failed") show(quiet ? lines.slice(-1) : lines);
    });
    if (!quiet) show(story.rest());
    return end;
  } catch (error) {
    throw unplayable(file, error);
  }
}

/** Throws a Complaint that says what is wrong and where. */
function read(file: string): Scenario {
  const text = new TextDecoder().decode(bytesOf(file, LIMIT));
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    // The parser names line and column.
    const where = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new Complaint({
      en: `${file} is neither YAML nor JSON: ${where}`,
      zh: `${file} 既不是 YAML 也不是 JSON：${where}`,
    });
  }
  const parsed = Scenario.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join(".") ?? "";
  const problem = issue?.message ?? "";
  throw new Complaint(
    place === ""
      ? { en: `${file} is no scenario: ${problem}.`, zh: `${file} 不是场景：${problem}。` }
      : { en: `${file} cannot be played: ${place}: ${problem}.`, zh: `${file} 无法演练：${place}：${problem}。` },
  );
}

function unplayable(file: string, error: unknown): unknown {
  if (!(error instanceof ScenarioError)) return error;
  return new Complaint({
    en: `${file} cannot be played: ${error.message}.`,
    zh: `${file} 无法演练：${error.message}。`,
  });
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  process.exitCode = await complaining(() => scenario(args, lang, console.log), lang, console.error);
}
