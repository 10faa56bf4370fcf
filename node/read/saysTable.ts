/** What a meter file says, as a table for people: natural units, times of the file's own clock. */
import { civilText } from "../../shared/metering/civilTime.ts";
import type { FileSays, RegisterSays } from "../../shared/metering/files/fileSays.ts";
import type { Unit } from "../../shared/metering/registers/reading.ts";
import { offsetAt } from "../../shared/metering/zoneTable.ts";
import { zoneTable } from "../../shared/metering/zones.ts";
import { type Both, type Lang, decimal, duration, whole } from "../../shared/words/format.ts";
import { columns } from "./columns.ts";

/** Columns that stand at the right edge: readings, and from the gaps on all but the unit. */
const isFigure = (column: number): boolean => column === 2 || (column >= 6 && column < 10);

/** As meters show it: the unit and its decimals. */
const SHOWN: Readonly<Record<Unit, readonly [string, number]>> = {
  Wh: ["kWh", 3],
  varh: ["kvarh", 3],
  W: ["kW", 3],
  var: ["kvar", 3],
  VA: ["kVA", 3],
  mV: ["V", 3],
  mA: ["A", 3],
  mHz: ["Hz", 3],
  L: ["m³", 3],
  kJ: ["GJ", 6],
  count: ["", 0],
};
const DECIMALS: Partial<Record<Unit, number>> = { mV: 1, mA: 0, mHz: 2 };

const HEADS: readonly Both[] = [
  { en: "register", zh: "表码" },
  { en: "what", zh: "含义" },
  { en: "readings", zh: "读数" },
  { en: "every", zh: "间隔" },
  { en: "first", zh: "最早" },
  { en: "last", zh: "最晚" },
  { en: "gaps", zh: "缺口" },
  { en: "at first", zh: "起码" },
  { en: "at last", zh: "止码" },
  { en: "total", zh: "合计" },
  { en: "unit", zh: "单位" },
];
const KINDS: Readonly<Record<RegisterSays["kind"], Both>> = {
  counter: { en: "counter", zh: "表码读数" },
  interval: { en: "per interval", zh: "分时电量" },
  moment: { en: "now", zh: "瞬时值" },
  derived: { en: "derived", zh: "推算" },
};
const FILES: Readonly<Record<FileSays["kind"], Both>> = {
  delimited: { en: "delimited text", zh: "分隔文本" },
  greenButton: { en: "Green Button", zh: "Green Button" },
  dsmr: { en: "P1 telegrams", zh: "P1 报文" },
  sml: { en: "SML", zh: "SML" },
};

export function saysTable(file: string, says: FileSays, lang: Lang): string[] {
  const times = says.registers.flatMap(({ first, last }) => [first, last]).filter((time) => time !== null);
  const zone = times.length === 0 ? undefined : zoneTable(says.zone, Math.min(...times) - 86_400, Math.max(...times) + 86_400); // prettier-ignore
  const local = (utc: number | null): string => (utc === null || !zone ? "–" : civilText(utc + offsetAt(zone, utc)));
  const rows = says.registers.map((register) => rowOf(register, local, lang));
  return [`${file}: ${FILES[says.kind][lang]}, ${says.zone}`, ...meterLines(says, lang), ...columns([HEADS.map((head) => head[lang]), ...rows], isFigure), ...clockLines(says, lang), ""]; // prettier-ignore
}

function rowOf(register: RegisterSays, local: (utc: number | null) => string, lang: Lang): string[] {
  const [unit, scale] = SHOWN[register.unit];
  const value = (one: number | null): string =>
    one === null ? "–" : decimal(one, scale, DECIMALS[register.unit] ?? scale);
  const what = [KINDS[register.kind][lang], register.name].filter((word) => word !== "").join(": ");
  const gaps = register.gaps === 0 ? "0" : `${whole(register.gaps)} (${whole(register.missing)})`;
  return [
    register.register === "" ? "–" : register.register,
    what.slice(0, 48),
    whole(register.readings),
    register.interval === null ? "–" : duration(register.interval, lang),
    local(register.first),
    local(register.last),
    gaps,
    value(register.firstValue),
    value(register.lastValue),
    value(register.total),
    unit,
  ];
}

function meterLines({ meaning, telegrams }: FileSays, lang: Lang): string[] {
  if (!meaning || !telegrams) return [];
  const { checksums } = telegrams;
  const en = lang === "en";
  const checks = (["holds", "absent", "rewritten", "fails"] as const).filter((check) => checksums[check] > 0);
  const words: Record<(typeof checks)[number], Both> = {
    holds: { en: "checksum holds", zh: "校验码相符" },
    absent: { en: "without a checksum", zh: "无校验码" },
    rewritten: { en: "checksum cannot be checked", zh: "校验码无从核对" },
    fails: { en: "checksum does not hold", zh: "校验码不符" },
  };
  const told = checks.map((check) => `${whole(checksums[check])} ${words[check][lang]}`).join(en ? ", " : "，");
  const lines = [
    en
      ? `${whole(telegrams.telegrams)} ${telegrams.telegrams === 1 ? "telegram" : "telegrams"} (${told}); ${telegrams.identification}; DSMR ${meaning.version ?? "before 4"}, ${meaning.variant}`
      : `${whole(telegrams.telegrams)} 份报文（${told}）；${telegrams.identification}；DSMR ${meaning.version ?? "4 以前"}，${meaning.variant}`,
  ];
  if (meaning.tariff !== null) lines.push(en ? `tariff now: ${meaning.tariff}` : `当前费率：${meaning.tariff}`);
  if (meaning.others.length > 0)
    lines.push(en ? `kept as they stand: ${meaning.others.join(" ")}` : `原样保留：${meaning.others.join(" ")}`);
  return lines;
}

function clockLines({ clockChanges }: FileSays, lang: Lang): string[] {
  return clockChanges.map(({ from, kind, reading }) =>
    lang === "en"
      ? `clock change ${civilText(from)}: ${kind}, ${reading}`
      : `时钟调整 ${civilText(from)}：${CHANGES[kind]}，${READ[reading]}`,
  );
}
const CHANGES = { skipped: "跳过一小时", doubled: "重复一小时" } as const;
const READ = {
  absent: "无读数",
  zero: "读数为零，已略去",
  moved: "电量计入下一间隔",
  summed: "合计值已均分",
  repeated: "两次分别读取",
} as const;
