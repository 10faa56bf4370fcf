/**
 * By which a delimited file's layout is known again: the line that names its columns, found without any choice that a reader could correct,
 * so that a corrected delimiter or column is proposed for the next file of the same portal.
 */
import { DELIMITERS } from "./delimited.ts";

const LINES = 60;
const KEY_MAX = 2000;

/** `head`: the beginning of the file. Null for a file that names no columns: it looks like too many others. */
export function headerKey(head: string): string | null {
  const lines = head.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/, LINES + 1);
  for (const [i, line] of lines.slice(0, LINES).entries()) {
    if (line.length > KEY_MAX || !/\d/.test(lines[i + 1] ?? "")) continue;
    const cells = DELIMITERS.map((delimiter) => line.split(delimiter)).reduce((a, b) => (b.length > a.length ? b : a));
    const named = cells.filter((cell) => /\p{L}/u.test(cell));
    if (cells.length > 1 && named.length > 1 && named.length * 2 >= cells.length)
      return cells.map((cell) => cell.replaceAll('"', "").trim().replace(/\s+/g, " ").toLowerCase()).join("\u001f");
  }
  return null;
}
