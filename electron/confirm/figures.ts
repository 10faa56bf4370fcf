/** Figures, times and dates of the signing window, in both languages at once; integers in, exact decimals out. */

export interface Both {
  readonly en: string;
  readonly zh: string;
}
export const same = (text: string): Both => ({ en: text, zh: text });

/** An integer counted in 10^-scale with at least `min` decimals and no more than it has: (460000, 6, 2) gives "0.46". */
export function decimal(value: number, scale: number, min: number): string {
  const digits = String(Math.abs(value)).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ",");
  const part = digits
    .slice(digits.length - scale)
    .replace(/0+$/, "")
    .padEnd(min, "0");
  return `${value < 0 ? "−" : ""}${whole}${part ? `.${part}` : ""}`;
}

export const kWh = (wh: number): string => `${decimal(wh, 3, 2)} kWh`;
export const kW = (watts: number): string => `${decimal(watts, 3, 1)} kW`;
/** Micro-currency. */
export const yuan = (micro: number): string => `${micro < 0 ? "−" : ""}¥${decimal(Math.abs(micro), 6, 2)}`;
export const perKWh = (micro: number): string => `¥${decimal(micro, 6, 2)}`;

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Seconds since 1970 with the zone's offset already added, as a clock: "10:00". */
export function clock(local: number): string {
  const at = new Date(local * 1000);
  return `${String(at.getUTCHours()).padStart(2, "0")}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
}

export function date(local: number): Both {
  const at = new Date(local * 1000);
  const day = at.getUTCDate();
  return {
    en: `${day} ${MONTHS[at.getUTCMonth()] ?? ""}`,
    zh: `${at.getUTCMonth() + 1} 月 ${day} 日`,
  };
}

export function moment(local: number): Both {
  const { en, zh } = date(local);
  return { en: `${en}, ${clock(local)}`, zh: `${zh} ${clock(local)}` };
}

/** A half-open interval: "18 June, 10:00–14:00"; midnight at its end is written 24:00, another day with its date. */
export function span(from: number, to: number): Both {
  const start = date(from);
  const sameDay = Math.floor(from / 86_400) === Math.floor((to - 1) / 86_400);
  const end = to % 86_400 === 0 && sameDay ? same("24:00") : sameDay ? same(clock(to)) : moment(to);
  return {
    en: `${start.en}, ${clock(from)}–${end.en}`,
    zh: `${start.zh} ${clock(from)} 至 ${end.zh}`,
  };
}
