/** Decimal text to integers: "0.482" with six places is 482,000. Never through binary fractions, so that 0.48200000000000004 is 0.482. */

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Words that meters write where they have no reading. */
const NO_READING = new Set([
  "",
  "-",
  "--",
  "na",
  "n/a",
  "nan",
  "null",
  "none",
  "nil",
  "missing",
  "无",
  "缺失",
  "#n/a",
  "?",
]);

export const isBlank = (text: string, start: number, end: number): boolean =>
  start >= end ||
  (end - start <= 7 && !isDigit(text.charCodeAt(end - 1)) && NO_READING.has(text.slice(start, end).toLowerCase()));

/**
 * The number in `text[start, end)` times 10^places, rounded half away from zero; NaN when it is not a number of that
 * notation. `decimal` is the code of the decimal mark.
 */
export function readDecimal(text: string, start: number, end: number, decimal: number, places: number): number {
  let i = start;
  let sign = 1;
  const first = text.charCodeAt(i);
  if (first === 43 || first === 45 || first === 0x2212) {
    if (first !== 43) sign = -1;
    i++;
  }
  let value = 0;
  let digits = 0;
  let fraction = -1;
  let round = 0;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      digits++;
      if (fraction < 0) value = value * 10 + code - 48;
      else if (fraction < places) {
        value = value * 10 + code - 48;
        fraction++;
      } else if (fraction === places) {
        round = code >= 53 ? 1 : 0;
        fraction++;
      }
    } else if (code === decimal && fraction < 0) fraction = 0;
    else if ((code === 69 || code === 101) && digits > 0) return withExponent(text.slice(start, end), decimal, places);
    else return NaN;
  }
  if (digits === 0) return NaN;
  for (let f = Math.max(fraction, 0); f < places; f++) value *= 10;
  value += round;
  return value > Number.MAX_SAFE_INTEGER ? Infinity * sign : value === 0 ? 0 : sign * value;
}

/** Shortest-form floats ("5e-05") move the point as text, then read as above. */
function withExponent(text: string, decimal: number, places: number): number {
  const mark = String.fromCharCode(decimal);
  const match = /^([+\-\u2212]?)(\d*)(?:(.)(\d*))?[eE]([+-]?\d{1,3})$/u.exec(text);
  if (!match || (match[3] !== undefined && match[3] !== mark)) return NaN;
  const whole = match[2] ?? "";
  const digits = whole + (match[4] ?? "");
  const point = whole.length + Number(match[5]);
  const plain =
    point <= 0
      ? `0${mark}${"0".repeat(-point)}${digits}`
      : point >= digits.length
        ? digits + "0".repeat(point - digits.length)
        : `${digits.slice(0, point)}${mark}${digits.slice(point)}`;
  const moved = (match[1] ?? "") + plain;
  return readDecimal(moved, 0, moved.length, decimal, places);
}
