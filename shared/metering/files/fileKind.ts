/** Which kind of meter file it is, by its first bytes; the name and its ending say nothing. */
export const FILE_KINDS = ["delimited", "greenButton", "dsmr", "sml"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Escape and begin of an SML transport message (BSI TR-03109-1, version 1). */
const SML = [0x1b, 0x1b, 0x1b, 0x1b, 0x01, 0x01, 0x01, 0x01];

export function fileKindOf(head: Uint8Array): FileKind {
  for (let at = 0; at < Math.min(head.length, 4096); at++)
    if (SML.every((byte, i) => head[at + i] === byte)) return "sml";
  const text = asciiOf(head.subarray(0, 65_536));
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE|[A-Za-z])/i.test(text)) return "greenButton";
  // A capture may begin in the middle of a telegram.
  if (/(?:^|[\r\n])\/[\x21-\x7e]{3}\d[\x20-\x7e]*[\r\n]/.test(text) && /(?:^|[\r\n])\d-\d:\d+\.\d+\.\d+\(/.test(text))
    return "dsmr";
  if (/^\s*\/[A-Za-z]{3}\d/.test(text)) return "dsmr";
  return "delimited";
}

function asciiOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
