/** The P1 telegram's checksum (DSMR 5.0.2 §6.2): CRC-16 with polynomial x^16+x^15+x^2+1, reflected, from zero, over "/" to "!". */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});

/** `text`: one character per byte. `crlf`: with every line end taken as the CR LF that the meter sends. */
export function crc16(text: string, crlf = false): number {
  let crc = 0;
  const add = (byte: number): void => void (crc = (crc >> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0));
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (crlf && code === 10 && text.charCodeAt(i - 1) !== 13) add(13);
    add(code & 0xff);
  }
  return crc;
}

export const crcText = (crc: number): string => crc.toString(16).toUpperCase().padStart(4, "0");
