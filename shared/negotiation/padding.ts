/**
 * Size classes of sealed messages: each is padded to the smallest that holds it, so that its size on the ledger says little. Padded
 * text: its length in two bytes, most significant first, the text, then zeros.
 */

/** Bytes of a whole sealed message; the last is the largest that the ledger takes (bodies/deals.ts, MAIL_BYTES). */
export const SIZE_CLASSES = [1024, 2048, 4096] as const;

const LENGTH_BYTES = 2;

/** The text in the smallest class, whose other parts take `overhead` bytes; undefined when it fits none. */
export function pad(text: Uint8Array, overhead: number): Uint8Array | undefined {
  const size = SIZE_CLASSES.find((bytes) => LENGTH_BYTES + text.length + overhead <= bytes);
  if (size === undefined) return undefined;
  const padded = new Uint8Array(size - overhead);
  padded[0] = text.length >> 8;
  padded[1] = text.length & 0xff;
  padded.set(text, LENGTH_BYTES);
  return padded;
}

/** The text again; undefined unless it is padded exactly as `pad` does. */
export function unpad(padded: Uint8Array, overhead: number): Uint8Array | undefined {
  const length = ((padded[0] ?? 0) << 8) | (padded[1] ?? 0);
  const text = padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  if (text.length !== length) return undefined;
  if (padded.subarray(LENGTH_BYTES + length).some((byte) => byte !== 0)) return undefined;
  return pad(text, overhead)?.length === padded.length ? text.slice() : undefined;
}
