/**
 * Numbers as text: integers in (Wh, W, micro-currency), exact decimals out through Intl; no float ever holds an amount.
 * Energy shows two decimals when every figure of its group is whole in them, else three, so that sums on screen add up.
 */
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(lang: Lang, min: number, max: number, sign: boolean): Intl.NumberFormat {
  const key = `${lang}|${min}|${max}|${sign}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang, {
      minimumFractionDigits: min,
      maximumFractionDigits: max,
      roundingMode: "trunc",
      signDisplay: sign ? "exceptZero" : "negative",
    });
    formats.set(key, format);
  }
  return format;
}

/** An integer counted in 10^-scale, as an exact decimal: (-1440000, 6) gives "-1.440000". */
export function exact(value: number, scale: number): Intl.StringNumericLiteral {
  const digits = BigInt(Math.abs(value))
    .toString()
    .padStart(scale + 1, "0");
  const cut = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return `${value < 0 ? "-" : ""}${text}` as Intl.StringNumericLiteral;
}

const trueMinus = (text: string) => text.replace("-", "−");

/** Truncates toward zero beyond `max` decimals; shows at least `min`. */
export const decimal = (
  lang: Lang,
  value: number,
  scale: number,
  { min = 0, max = min, sign = false }: { min?: number; max?: number; sign?: boolean } = {},
): string => trueMinus(numberFormat(lang, min, Math.max(min, max), sign).format(exact(value, scale)));

/** 2, or 3 where a figure of the group (Wh or W) would lose its last digit. */
export const digitsFor = (values: readonly (number | null)[]): 2 | 3 =>
  values.every((value) => value === null || value % 10 === 0) ? 2 : 3;

/** Wh as kWh, or W as kW. */
export const kilo = (lang: Lang, value: number, digits: 2 | 3 = digitsFor([value]), sign = false): string =>
  decimal(lang, value, 3, { min: digits, max: digits, sign });

/** Micro-currency as yuan without the mark: at least two decimals, cut (never rounded up) at the fen. */
export const yuan = (lang: Lang, micro: number, sign = false): string =>
  decimal(lang, micro, 6, { min: 2, max: 2, sign });

/** Micro-currency with its mark: "−¥1.44". */
export const yuanMark = (lang: Lang, micro: number, sign = false): string => markYuan(yuan(lang, micro, sign));

/** A price per kWh, every digit that it has. */
export const price = (lang: Lang, micro: number): string => decimal(lang, micro, 6, { min: 2, max: 6 });
export const priceMark = (lang: Lang, micro: number): string => `¥${price(lang, micro)}`;

/** A price in a column with `all`: as many digits as the one that has most, so that the points stand under each other. */
export function columnPrice(lang: Lang, micro: number, all: readonly number[]): string {
  const digits = [2, 3, 4, 5].find((least) => all.every((value) => value % 10 ** (6 - least) === 0)) ?? 6;
  return decimal(lang, micro, 6, { min: digits, max: 6 });
}

/** Every digit, for the lines above a total: "2.672 600". */
export function yuanExact(lang: Lang, micro: number): string {
  const text = decimal(lang, micro, 6, { min: 6, max: 6 });
  return markYuan(`${text.slice(0, -3)}\u2009${text.slice(-3)}`);
}

export const markYuan = (text: string): string => {
  const sign = text.match(/^[+−]/)?.[0] ?? "";
  return `${sign}¥${text.slice(sign.length)}`;
};

export const whole = (lang: Lang, value: number): string => decimal(lang, value, 0);

/** A line of money, `floor((Wh · price + 500) / 1000)`: the ledger's own rule. */
export { lineAmount as lineOf } from "../../shared/ledger/amounts.ts";
export const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, v) => all + (v ?? 0), 0);
