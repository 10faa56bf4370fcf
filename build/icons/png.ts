/** PNG, of 8-bit RGBA without interlacing: RFC 2083, and the reading of what was written. */
import { crc32, deflateSync, inflateSync } from "node:zlib";
import type { Pixels } from "./raster.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Filter "up" (section 6.4): flat rows become zeros. */
const UP = 2;

export function encodePng({ size, rgba }: Pixels): Buffer {
  const row = size * 4;
  const filtered = Buffer.alloc(size * (row + 1));
  for (let y = 0; y < size; y++) {
    filtered[y * (row + 1)] = UP;
    for (let x = 0; x < row; x++) {
      const above = y === 0 ? 0 : (rgba[(y - 1) * row + x] ?? 0);
      filtered[y * (row + 1) + 1 + x] = ((rgba[y * row + x] ?? 0) - above) & 0xff;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Depth 8, colour type 6: RGB with alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(filtered, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Pixels of a PNG that encodePng wrote; throws for any other. */
export function decodePng(png: Buffer): Pixels {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error("no PNG");
  let size = 0;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (png.readUInt32BE(at + 8 + length) !== crc32(png.subarray(at + 4, at + 8 + length)))
      throw new Error(`bad ${name}`);
    if (name === "IHDR") size = content.readUInt32BE(0);
    if (name === "IDAT") data.push(content);
    at += length + 12;
  }
  const filtered = inflateSync(Buffer.concat(data));
  const row = size * 4;
  if (filtered.length !== size * (row + 1)) throw new Error("not square, or not RGBA");
  const rgba = new Uint8Array(size * row);
  for (let y = 0; y < size; y++) {
    if (filtered[y * (row + 1)] !== UP) throw new Error(`filter ${filtered[y * (row + 1)]}`);
    for (let x = 0; x < row; x++)
      rgba[y * row + x] = (filtered[y * (row + 1) + 1 + x] ?? 0) + (y === 0 ? 0 : (rgba[(y - 1) * row + x] ?? 0));
  }
  return { size, rgba };
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
