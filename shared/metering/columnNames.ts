/** What a column's name says about it, in the words that meters, portals and data sets use (English, German, Chinese, OBIS). */

export type ColumnRole = "generation" | "consumption" | "import" | "export";
export type EnergyUnit = "kWh" | "Wh" | "kW" | "W";

// Order matters: "feed-in" before "generation", OBIS codes before words.
const ROLES: readonly (readonly [ColumnRole, RegExp])[] = [
  ["import", /1\.8\.[0-9]|\+\s?a\b|a\s?\+/i],
  ["export", /2\.8\.[0-9]|-\s?a\b|a\s?-/i],
  ["export", /export|einspeis|feed.?in|to.?grid|injection|sold|delivered.?to|上网|馈网|送出|反向|余电/i],
  ["import", /import|bezug|from.?grid|purchas|bought|withdraw|下网|购电|受电|正向/i],
  ["generation", /^gg\b|generat|\bgen\b|solar|\bpv\b|produc|erzeug|photovolt|yield|发电|光伏|太阳能/i],
  ["consumption", /^gc\b|consum|usage|\buse[d]?\b|\bload\b|demand|verbrauch|last\b|用电|耗电|负荷|负载|消费/i],
];
export const roleOf = (name: string): ColumnRole | undefined => ROLES.find(([, words]) => words.test(name))?.[0];

const UNITS: readonly (readonly [EnergyUnit, RegExp])[] = [
  ["kWh", /k\s?w\s?h|千瓦时|度/i],
  ["Wh", /(^|[^a-z])wh\b|瓦时/i],
  ["kW", /\bkw\b|千瓦/i],
  ["W", /\bw\b|\bwatts?\b|瓦/i],
  ["kW", /power|leistung|功率/i],
];
export const unitOf = (name: string): EnergyUnit | undefined =>
  UNITS.find(([, words]) => words.test(name.replaceAll("_", " ")))?.[0];

export const namesTime = (name: string): boolean =>
  /time|date|datum|zeit|日期|时间|時間|timestamp|start|von/i.test(name);
/** The time column says when an interval ended, not when it began. */
export const namesEnd = (name: string): boolean =>
  /\bend(ing|e|s)?\b|\bbis\b|\bto\b|结束|止/i.test(name.replaceAll("_", " "));
