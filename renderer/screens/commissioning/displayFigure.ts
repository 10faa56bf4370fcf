/** What a person wrote off a display, as thousandths of W or Wh: exact, with a point or a comma. */

/** kW or kWh as typed; null for what is no figure. */
export function milliOfKilo(typed: string): number | null {
  const found = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(typed.trim());
  if (!found) return null;
  const [, whole = "", part = ""] = found;
  const milli = BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0"));
  return milli <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(milli) : null;
}

/** The same in whole W or Wh; null also for what is finer than that. */
export function unitsOfKilo(typed: string): number | null {
  const milli = milliOfKilo(typed);
  return milli !== null && milli % 1000 === 0 ? milli / 1000 : null;
}
