/**
 * `npm run read -- FILE… [--json] [--strict] [--lang en|zh]`: what a meter file of any supported kind says (docs/meters.md): registers, units,
 * interval, gaps, first and last, totals. Exit code 0: whole. 1: damaged, or no meter file; the message names the place. 2: the command or
 * a file cannot be read.
 */
import { FaultError, type Fault } from "../../shared/ipc/fault.ts";
import { type FileSays, fileSays } from "../../shared/metering/files/fileSays.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { meterFaultText } from "../../shared/words/meterFileFaults.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { optionsIn } from "../command/options.ts";
import { SURROUNDINGS, withMeterBytes } from "../files/meterBytes.ts";
import { saysJson } from "./saysJson.ts";
import { saysTable } from "./saysTable.ts";

const USAGE: Both = {
  en: `Usage: npm run read -- FILE… [OPTIONS]
Says what meter files hold: P1 telegrams (DSMR), SML of optical heads, Green Button (ESPI XML),
delimited text. Stores nothing.

  --json         for programs: one line of JSON per file
  --strict       a telegram whose checksum nobody can check any more counts as damaged
  --lang en|zh   language (default: that of LANG)

Exit code 0: whole. 1: damaged, or no meter file; the message names the place. 2: a file cannot be read.`,
  zh: `用法：npm run read -- 文件… [选项]
列出电表文件的内容：P1 报文（DSMR）、光学读头的 SML、Green Button（ESPI XML）、分隔文本。不保存任何内容。

  --json         供程序读取：每个文件一行 JSON
  --strict       校验码已无从核对的报文也算损坏
  --lang en|zh   语言（默认依 LANG）

退出码 0：完好。1：损坏或不是电表文件，并指明位置。2：文件无法读取。`,
};

export function read(
  args: readonly string[],
  lang: Lang,
  print: (line: string) => void,
  printError: (line: string) => void,
): number {
  const { values, positionals } = optionsIn(args, {
    help: { type: "boolean" },
    json: { type: "boolean" },
    strict: { type: "boolean" },
    lang: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help) {
    print(USAGE[lang]);
    return 0;
  }
  if (positionals.length === 0)
    throw new Complaint({ en: `Which file is to be read?\n\n${USAGE.en}`, zh: `要读取哪个文件？\n\n${USAGE.zh}` });
  const codes = positionals.map((path) => {
    const { says, fault } = readOne(path);
    const damage = fault ?? says?.damage ?? (values.strict ? says?.doubt : null) ?? null;
    if (values.json) print(JSON.stringify(saysJson(path, says, damage)));
    else if (says) for (const line of saysTable(path, says, lang)) print(line);
    if (damage) printError(meterFaultText(damage, path, lang));
    else if (says?.doubt && !values.json) print(doubtful(says.doubt, lang));
    return damage ? (damage.code === "import.unreadable" ? 2 : 1) : 0;
  });
  return Math.max(...codes);
}

function readOne(path: string): { readonly says?: FileSays; readonly fault?: Fault } {
  try {
    return { says: withMeterBytes(path, (file) => fileSays(file, SURROUNDINGS)) };
  } catch (error) {
    if (error instanceof FaultError) return { fault: error.fault };
    throw error;
  }
}

/** A stored copy with other line ends than were sent: its checksum proves nothing, either way. */
function doubtful({ data }: Fault, lang: Lang): string {
  const { line, expected, found } = data;
  return lang === "en"
    ? `Line ${String(line)}: the checksum ${String(expected)} does not hold (${String(found)}), and the line ends are not those that the meter sent, so it proves nothing. The wallet imports no such telegram.`
    : `第 ${String(line)} 行：校验码 ${String(expected)} 不符（算得 ${String(found)}），而换行已非电表发出的样子，因此不能说明什么。钱包不导入这样的报文。`;
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  process.exitCode = await complaining(() => read(args, lang, console.log, console.error), lang, console.error);
}
