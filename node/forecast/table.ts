/** How well a home's days were foretold, as a table for people. */
import type { Backtest, Foretold, Judged } from "../../shared/metering/forecast/backtest.ts";
import { type Both, type Lang, decimal, whole } from "../../shared/words/format.ts";
import { columns } from "../read/columns.ts";

const HEADS: readonly Both[] = [
  { en: "", zh: "" },
  { en: "kWh", zh: "千瓦时" },
  { en: "error", zh: "误差" },
  { en: "as yesterday", zh: "照搬昨日" },
  { en: "mean of 7 days", zh: "七日平均" },
  { en: "within P10-P90", zh: "落在 P10-P90 内" },
  { en: "P10 promises, kWh", zh: "P10 可承诺（千瓦时）" },
  { en: "of it missed", zh: "其中未达" },
];
const WHAT: Readonly<Record<Foretold, Both>> = {
  generation: { en: "generation", zh: "发电" },
  load: { en: "load", zh: "用电" },
  surplus: { en: "to the grid", zh: "余电上网" },
  need: { en: "from the grid", zh: "下网" },
};

export function forecastTable({ days, left, rows }: Backtest, every: number, lang: Lang): string[] {
  const minutes = every / 60;
  const said =
    lang === "en"
      ? `${whole(days)} days, each foretold at its midnight; ${whole(left)} left out, because something of them or of the week before is missing. Errors at ${minutes} minutes, in percent of the mean.`
      : `共 ${whole(days)} 天，均在当日零点预测；另有 ${whole(left)} 天因当日或前一周缺数而略去。误差按 ${minutes} 分钟计，为平均值的百分比。`;
  const lines = rows.filter(({ wh }) => wh > 0).map((row) => lineOf(row, lang));
  return [...columns([HEADS.map((head) => head[lang]), ...lines], (i) => i > 0), said];
}

function lineOf({ what, wh, error, asYesterday, meanOfWeek, within, promised, short }: Judged, lang: Lang): string[] {
  const kWh = (energy: number): string => decimal(Math.round(energy), 3, 0);
  return [
    WHAT[what][lang],
    kWh(wh),
    ...[error, asYesterday, meanOfWeek, within].map(percent),
    kWh(promised),
    promised > 0 ? percent(short / promised) : "–",
  ];
}

const percent = (part: number): string => (Number.isFinite(part) ? `${decimal(Math.round(part * 1000), 1, 1)} %` : "–");
