/**
 * The messages of one transmission (SML 1.04, 5): opened, a list of what the meter reads, closed. Of everything else only the place is
 * kept. Each message has a checksum of its own, and one that does not hold spoils the transmission.
 */
import { type Checksum, crcX25 } from "./checksums.ts";
import { SmlError, SmlReader, type SmlValue } from "./values.ts";

export interface SmlEntry {
  /** "1-0:1.8.0", without the group that says "now"; null for a name that is no OBIS code of six bytes. */
  readonly register: string | null;
  readonly value: SmlValue;
  /** DLMS unit (IEC 62056-62); null where none is said. */
  readonly unit: number | null;
  /** Power of ten. */
  readonly scaler: number;
  /** UTC seconds, where the entry itself states a time of the calendar. */
  readonly time: number | null;
  /** Byte within the transmission. */
  readonly at: number;
}
export interface SmlList {
  readonly server: Uint8Array | null;
  /** UTC seconds of the meter's clock; null where it only counts seconds. */
  readonly time: number | null;
  readonly entries: readonly SmlEntry[];
}

const GET_LIST_RESPONSE = 0x701n;
const MESSAGES_MAX = 16;
const ENTRIES_MAX = 128;

/** `bytes`: of a transmission, without its escapes. `checksum`: the one that the transmission itself has. Throws SmlError. */
export function smlLists(bytes: Uint8Array, checksum: Checksum = crcX25): SmlList[] {
  const reader = new SmlReader(bytes);
  const lists: SmlList[] = [];
  for (let count = 0; !reader.over; count++) {
    const start = reader.at;
    // Transmissions are filled up with zeros to whole words.
    if (bytes.subarray(start).every((byte) => byte === 0)) break;
    if (count >= MESSAGES_MAX) throw new SmlError(start, "messages");
    const list = message(reader, bytes, start, checksum);
    if (list) lists.push(list);
  }
  return lists;
}

function message(reader: SmlReader, bytes: Uint8Array, start: number, checksum: Checksum): SmlList | undefined {
  // 76: six elements, read one by one because the checksum covers the first four as they were sent.
  if (bytes[start] !== 0x76) throw new SmlError(start, "message");
  const head = new SmlReader(bytes.subarray(start + 1));
  const at = (offset: number): number => start + 1 + offset;
  const taken = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof SmlError ? new SmlError(at(error.at), error.message) : error;
    }
  };
  const body = taken(() => {
    head.next();
    head.next();
    head.next();
    return head.next();
  });
  const covered = at(head.at);
  const crc = taken(() => head.next());
  const end = taken(() => head.next());
  if (crc.is !== "integer" || end.is !== "end") throw new SmlError(covered, "message");
  if (Number(crc.value) !== checksum(bytes, start, covered)) throw new SmlError(covered, "checksum");
  // The outer reader goes on behind this message.
  reader.skip(at(head.at) - start);
  if (body.is !== "list" || body.items.length !== 2) throw new SmlError(at(body.at), "body");
  const [tag, content] = body.items;
  if (tag?.is !== "integer" || !content) throw new SmlError(at(body.at), "body");
  return tag.value === GET_LIST_RESPONSE ? listOf(content, at) : undefined;
}

function listOf(content: SmlValue, at: (offset: number) => number): SmlList {
  if (content.is !== "list" || content.items.length !== 7) throw new SmlError(at(content.at), "list");
  const [, server, , time, entries] = content.items;
  if (entries?.is !== "list" || entries.items.length > ENTRIES_MAX) throw new SmlError(at(content.at), "list");
  return {
    server: server?.is === "octets" && server.bytes.length > 0 ? server.bytes : null,
    time: timeOf(time),
    entries: entries.items.map((entry) => entryOf(entry, at)),
  };
}

function entryOf(entry: SmlValue, at: (offset: number) => number): SmlEntry {
  if (entry.is !== "list" || entry.items.length !== 7) throw new SmlError(at(entry.at), "entry");
  const [name, , time, unit, scaler, value] = entry.items;
  if (name?.is !== "octets" || !value || !isOptionalInteger(unit) || !isOptionalInteger(scaler))
    throw new SmlError(at(entry.at), "entry");
  const power = scaler?.is === "integer" ? Number(scaler.value) : 0;
  if (power < -12 || power > 12) throw new SmlError(at(entry.at), "scaler");
  const unitCode = unit?.is === "integer" ? Number(unit.value) : null;
  return { register: obisOf(name.bytes), value, unit: unitCode, scaler: power, time: timeOf(time), at: at(entry.at) };
}

/** What is left out is an empty string of octets. */
const isOptionalInteger = (value: SmlValue | undefined): boolean =>
  value?.is === "integer" || (value?.is === "octets" && value.bytes.length === 0);

const obisOf = (bytes: Uint8Array): string | null =>
  bytes.length === 6 ? `${bytes[0]}-${bytes[1]}:${bytes[2]}.${bytes[3]}.${bytes[4]}` : null;

/** A choice of seconds since the meter started (1), a timestamp (2), or a local timestamp with its offsets (3). */
function timeOf(value: SmlValue | undefined): number | null {
  if (value?.is !== "list" || value.items.length !== 2) return null;
  const [tag, content] = value.items;
  if (tag?.is !== "integer") return null;
  if (tag.value === 2n && content?.is === "integer") return secondsOf(content.value);
  if (tag.value !== 3n || content?.is !== "list") return null;
  const [stamp] = content.items;
  return stamp?.is === "integer" ? secondsOf(stamp.value) : null;
}
const secondsOf = (value: bigint): number | null => (value > 0n && value <= 0xffff_ffffn ? Number(value) : null);
