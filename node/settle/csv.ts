/**
 * Tables for spreadsheets (RFC 4180): CRLF, quotes doubled, a byte order mark so that Chinese names are read as UTF-8. A text that a
 * spreadsheet would take for a formula is people's word and gets an apostrophe before it.
 */

export function csvOf(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`);
  return `\uFEFF${lines.join("")}`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Micro-currency as a decimal with six places, exact. */
export function decimalOf(micro: number | bigint): string {
  const amount = BigInt(micro);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(7, "0");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
