/**
 * Builds transmissions from the specification's own words (SML 1.04, BSI TR-03109-1): fields of type and length, messages with their checksum,
 * the transport around them. It shares no code with the reader; an independent reader holds it to be right (`peer.test.ts`).
 */
export const octets = (...bytes: number[]): number[] => [...field(0, bytes.length), ...bytes];
export const none = [0x01];
export const u8 = (value: number): number[] => [0x62, value];
export const u16 = (value: number): number[] => [0x63, value >> 8, value & 255];
export const u32 = (value: number): number[] => [0x65, ...bytesOf(BigInt(value), 4)];
/** A signed integer of as many bytes as the meter uses. */
export const signed = (value: bigint, size: number): number[] => [0x50 | (size + 1), ...bytesOf(BigInt.asUintN(8 * size, value), size)]; // prettier-ignore
export const unsigned = (value: bigint, size: number): number[] => [0x60 | (size + 1), ...bytesOf(value, size)];
export const list = (...items: number[][]): number[] => [...listField(items.length), ...items.flat()];

/** The length counts itself; beyond fifteen it takes a second byte. */
function field(type: number, size: number): number[] {
  const short = size + 1;
  return short <= 15 ? [(type << 4) | short] : [0x80 | (type << 4) | ((size + 2) >> 4), (size + 2) & 15];
}
const listField = (count: number): number[] => (count <= 15 ? [0x70 | count] : [0xf0 | (count >> 4), count & 15]);

function bytesOf(value: bigint, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * (size - 1 - i))) & 255n));
}

/** CRC-16/X-25 bit by bit, as the standard words it; sent low byte first. */
export function checksum(bytes: readonly number[]): [number, number] {
  let crc = 0xffff;
  for (const byte of bytes)
    for (let bit = 0; bit < 8; bit++) {
      const feedback = ((crc ^ (byte >> bit)) & 1) === 1;
      crc = (crc >> 1) ^ (feedback ? 0x8408 : 0);
    }
  crc ^= 0xffff;
  return [crc & 255, crc >> 8];
}

export type Crc = (bytes: readonly number[]) => [number, number];

export function message(tag: number, body: number[], crc: Crc = checksum): number[] {
  const head = [0x76, ...octets(0, 0, 0, 1), ...u8(0), ...u8(0), ...list(u16(tag), body)];
  return [...head, 0x63, ...crc(head), 0x00];
}

export const SERVER = [0x0a, 0x01, 0x45, 0x4d, 0x48, 0x00, 0x00, 0xbc, 0x61, 0x4e];
export interface Entry {
  readonly name: readonly number[];
  readonly unit?: number;
  readonly scaler?: number;
  readonly value: number[];
  readonly time?: number[];
  readonly status?: number[];
}
export const entry = ({ name, unit, scaler, value, time, status }: Entry): number[] =>
  list(octets(...name), status ?? none, time ?? none, unit === undefined ? none : u8(unit), scaler === undefined ? none : signed(BigInt(scaler), 1), value, none); // prettier-ignore
export const timestamp = (utc: number): number[] => list(u8(2), u32(utc));
export const seconds = (count: number): number[] => list(u8(1), u32(count));

export function transmission(
  entries: readonly Entry[],
  time: number[] = seconds(39_159),
  crc: Crc = checksum,
): Uint8Array {
  const body = [
    ...message(0x101, list(none, none, octets(0, 0, 0x6b, 0x39), octets(...SERVER), none, none), crc),
    ...message(0x701, list(none, octets(...SERVER), octets(1, 0, 0x62, 0x0a, 255, 255), time, list(...entries.map(entry)), none, none), crc), // prettier-ignore
    ...message(0x201, list(none), crc),
  ];
  return transport(body, crc);
}
export function transport(body: readonly number[], crc: Crc = checksum): Uint8Array {
  const fill = (4 - (body.length % 4)) % 4;
  const escaped: number[] = [];
  const padded = [...body, ...Array<number>(fill).fill(0)];
  for (let i = 0; i < padded.length;) {
    const four = padded.slice(i, i + 4);
    const escape = four.length === 4 && four.every((byte) => byte === 0x1b);
    escaped.push(...(escape ? [...four, ...four] : four.slice(0, 1)));
    i += escape ? 4 : 1;
  }
  const all = [0x1b, 0x1b, 0x1b, 0x1b, 1, 1, 1, 1, ...escaped, 0x1b, 0x1b, 0x1b, 0x1b, 0x1a, fill];
  return Uint8Array.from([...all, ...crc(all)]);
}

const obis = (c: number, d: number, e: number): number[] => [1, 0, c, d, e, 255];
export const ENERGY_IN = obis(1, 8, 0);
export const ENERGY_OUT = obis(2, 8, 0);
export const POWER = obis(16, 7, 0);
/** A two-way meter: 4,181,231.8 Wh drawn, 9,876.5 Wh fed in, feeding in 1,234 W, with its maker, a voltage and a key. */
export const HOUSE: readonly Entry[] = [
  { name: [0x81, 0x81, 0xc7, 0x82, 0x03, 0xff], value: octets(0x45, 0x4d, 0x48) },
  { name: ENERGY_IN, unit: 30, scaler: -1, value: signed(41_812_318n, 5), status: u32(0x182) },
  { name: ENERGY_OUT, unit: 30, scaler: -1, value: unsigned(98_765n, 8) },
  { name: POWER, unit: 27, scaler: 0, value: signed(-1_234n, 4) },
  { name: obis(32, 7, 0), unit: 35, scaler: -1, value: unsigned(2_314n, 2) },
  { name: [0x81, 0x81, 0xc7, 0x82, 0x05, 0xff], value: octets(...Array<number>(48).fill(0x1b)) },
];
