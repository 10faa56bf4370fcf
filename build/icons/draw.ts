/** `node build/icons/draw.ts`: draws all icon files anew into build/icons/drawn, which the packager takes its icons from. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { icns, ico, type Picture } from "./containers.ts";
import { iconSvg } from "./mark.ts";
import { encodePng } from "./png.ts";
import { drawIcon } from "./raster.ts";

export const DRAWN = join(import.meta.dirname, "drawn");
export const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
export const ICO_SIZES: readonly number[] = [16, 24, 32, 48, 64, 128, 256];

if (import.meta.main) {
  const folder = join(DRAWN, "icons");
  mkdirSync(folder, { recursive: true });
  const pictures: Picture[] = SIZES.map((size) => ({ size, png: encodePng(drawIcon(size)) }));
  for (const { size, png } of pictures) writeFileSync(join(folder, `${size}x${size}.png`), png);
  writeFileSync(join(DRAWN, "icon.svg"), iconSvg());
  writeFileSync(join(DRAWN, "icon.ico"), ico(pictures.filter(({ size }) => ICO_SIZES.includes(size))));
  writeFileSync(join(DRAWN, "icon.icns"), icns(pictures));
}
