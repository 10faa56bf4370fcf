/** A figure as people type it, as an integer of its smallest unit: "0.48" with six places is 480000. */

/** Undefined for what is no figure, has more places than the unit, or is more than can be counted. */
export function amountOf(text: string, places: number): number | undefined {
  const plain = text.trim().replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, "");
  const [, whole, part = ""] = /^(\d{1,12})(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === undefined || part.length > places) return undefined;
  const value = Number(whole + part.padEnd(places, "0"));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The other way round, without needless zeros. */
export function typedFrom(value: number, places: number): string {
  const digits = String(value).padStart(places + 1, "0");
  const part = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${digits.slice(0, digits.length - places)}${part && `.${part}`}`;
}
