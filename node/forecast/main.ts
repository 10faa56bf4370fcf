/**
 * `npm run forecast -- FILE… [--place LAT,LON] [--zone ZONE] [--json] [--lang en|zh]`: how well the wallet's forecast would have foretold
 * the home of a meter file, day by day, beside the simplest guesses (docs/meters.md, "Forecast"). Exit code 0: judged. 1: nothing could be
 * judged, or no meter file. 2: the command or a file cannot be read.
 */
import { FaultError } from "../../shared/ipc/fault.ts";
import { understandHistory } from "../../shared/metering/files/understoodHistory.ts";
import { type Backtest, backtest } from "../../shared/metering/forecast/backtest.ts";
import type { Place } from "../../shared/metering/forecast/sun.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import { boundariesOf, slotsOf } from "../../shared/metering/periods.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { meterFaultText } from "../../shared/words/meterFileFaults.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { optionsIn } from "../command/options.ts";
import { SURROUNDINGS, withMeterBytes } from "../files/meterBytes.ts";
import { forecastTable } from "./table.ts";

const USAGE: Both = {
  en: `Usage: npm run forecast -- FILE… [OPTIONS]
Says how well the wallet's forecast would have foretold a home's days from its own past. Needs five weeks and a day of readings, of use and generation.

  --place LAT,LON  where the home stands, in degrees, north and east positive: the sun's height then helps
  --zone ZONE      the file's clock, like Australia/Sydney (default: this computer's, or what the file says)
  --json           for programs: one line of JSON per file
  --lang en|zh     language (default: that of LANG)

Exit code 0: judged. 1: nothing to judge, or no meter file; the message says why. 2: a file cannot be read.`,
  zh: `用法：npm run forecast -- 文件… [选项]
检验钱包的预测：用一户自己的历史，能把每一天预测得多准。需要五周零一天以上的用电与发电读数。

  --place 纬度,经度  房屋所在地，单位为度，北纬、东经为正；据此参考太阳高度
  --zone 时区        文件所用的时钟，如 Australia/Sydney（默认依本机或文件所示）
  --json             供程序读取：每个文件一行 JSON
  --lang en|zh       语言（默认依 LANG）

退出码 0：已检验。1：无可检验或不是电表文件，并说明原因。2：文件无法读取。`,
};

export function forecastFiles(
  args: readonly string[],
  lang: Lang,
  print: (line: string) => void,
  printError: (line: string) => void,
): number {
  const { values, positionals } = optionsIn(args, {
    help: { type: "boolean" },
    json: { type: "boolean" },
    place: { type: "string" },
    zone: { type: "string" },
    lang: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help) {
    print(USAGE[lang]);
    return 0;
  }
  if (positionals.length === 0)
    throw new Complaint({ en: `Which file is to be judged?\n\n${USAGE.en}`, zh: `要检验哪个文件？\n\n${USAGE.zh}` });
  const place = values.place === undefined ? undefined : placeOf(values.place);
  const codes = positionals.map((path) => {
    try {
      const { interval, ...judged } = judge(path, place, values.zone);
      if (values.json) print(JSON.stringify({ file: path, interval, ...judged }));
      else for (const line of [path, ...forecastTable(judged, interval, lang), ""]) print(line);
      if (judged.days > 0) return 0;
      printError(nothing(path, lang));
      return 1;
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      printError(meterFaultText(error.fault, path, lang));
      return error.fault.code === "import.unreadable" ? 2 : 1;
    }
  });
  return Math.max(...codes);
}

function judge(
  path: string,
  place: Place | undefined,
  zone: string | undefined,
): Backtest & { readonly interval: number } {
  const unseen = () => () => {};
  return withMeterBytes(path, (file) => {
    const proposed = understandHistory(file, null, SURROUNDINGS, unseen);
    const { choices } = proposed;
    const {
      history,
      interval,
      zone: table,
    } = zone === undefined || zone === choices.zone
      ? proposed
      : understandHistory(file, { ...choices, zone }, SURROUNDINGS, unseen);
    const slots = slotsOf([...boundariesOf(history)], history.start, history.quarters);
    const every = Math.max(interval, QUARTER);
    return { interval: every, ...backtest(slots, { start: history.start, zone: table, place }, every) };
  });
}

function placeOf(text: string): Place {
  const [latitude, longitude, more] = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (
    latitude === undefined ||
    longitude === undefined ||
    more !== undefined ||
    !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
  )
    throw new Complaint({
      en: `--place takes degrees of latitude (-90 to 90) and longitude (-180 to 180), like -33.9,151.2; not "${text}".`,
      zh: `--place 应为纬度（-90 至 90）和经度（-180 至 180），如 -33.9,151.2；而不是“${text}”。`,
    });
  return { latitude, longitude };
}

const nothing = (path: string, lang: Lang): string =>
  lang === "en"
    ? `${path}: no day could be foretold: it takes five weeks of readings of use and generation before it, without a gap in the last of them.`
    : `${path}：没有一天可供预测：须先有五周的用电与发电读数，且最后一周没有缺口。`;

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  process.exitCode = await complaining(
    () => forecastFiles(args, lang, console.log, console.error),
    lang,
    console.error,
  );
}
