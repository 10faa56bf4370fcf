/**
 * Entries of the state as text (docs/protocol/state-files.md): one line each, the key, a space, the value's canonical JSON. No key
 * holds a space and no canonical JSON a line break, so nothing is escaped. Snapshots and exports are made of such lines.
 */
import { utf8 } from "../../shared/codec/bytes.ts";

export type EntryText = readonly [key: string, text: string];

export const entryLine = (key: string, text: string): string => `${key} ${text}\n`;

/** Undefined for a line that holds no key and value. Whether the value is what it should be shows in the root alone. */
export function entryOf(line: string): EntryText | undefined {
  const space = line.indexOf(" ");
  return space < 1 || space === line.length - 1 ? undefined : [line.slice(0, space), line.slice(space + 1)];
}

/** Bytes of lines, ended by `size` bytes or the first entry beyond; the generator's turns end with each chunk. */
export function* chunksOf(entries: Iterable<EntryText>, size: number): Generator<Uint8Array, void, void> {
  let lines: string[] = [];
  let held = 0;
  for (const [key, text] of entries) {
    const line = entryLine(key, text);
    // Values are mostly ASCII; a chunk of others is up to three times as large.
    if (held > 0 && held + line.length > size) {
      yield utf8(lines.join(""));
      lines = [];
      held = 0;
    }
    lines.push(line);
    held += line.length;
  }
  if (held > 0) yield utf8(lines.join(""));
}

/** The entries of a chunk; undefined when it is not UTF-8, not whole lines, or its keys do not ascend after `after`. */
export function entriesOfChunk(bytes: Uint8Array, after: string): EntryText[] | undefined {
  const text = textOf(bytes);
  if (text === undefined || !text.endsWith("\n")) return undefined;
  const entries: EntryText[] = [];
  let last = after;
  for (const line of text.slice(0, -1).split("\n")) {
    const entry = entryOf(line);
    if (!entry || entry[0] <= last) return undefined;
    last = entry[0];
    entries.push(entry);
  }
  return entries;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
