/**
 * Checksums of SML: CRC-16/X-25 as the specification has it (from all ones, inverted at the end, low byte first), and CRC-16/KERMIT (from zero, high byte
 * first), which some meters send in its place (Holley DTZ541). Both have the polynomial x^16+x^12+x^5+1, reflected.
 */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  return crc;
});
function crcFrom(start: number, bytes: Uint8Array, from: number, to: number): number {
  let crc = start;
  for (let i = from; i < to; i++) crc = (crc >> 8) ^ (TABLE[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  return crc;
}

/** The two bytes as they are sent, read from left to right as one number. */
export type Checksum = (bytes: Uint8Array, from?: number, to?: number) => number;

export const crcX25: Checksum = (bytes, from = 0, to = bytes.length) => {
  const crc = crcFrom(0xffff, bytes, from, to) ^ 0xffff;
  return ((crc & 0xff) << 8) | (crc >> 8);
};
export const crcKermit: Checksum = (bytes, from = 0, to = bytes.length) => crcFrom(0, bytes, from, to);
