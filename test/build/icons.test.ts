/** The icon files in the repository are those that the script draws, pixel by pixel, and what it draws is the wallet's mark. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { icns, ico } from "../../build/icons/containers.ts";
import { DRAWN, ICO_SIZES, SIZES } from "../../build/icons/draw.ts";
import { iconSvg, MARK } from "../../build/icons/mark.ts";
import { decodePng, encodePng } from "../../build/icons/png.ts";
import { drawIcon } from "../../build/icons/raster.ts";

const read = (name: string): Buffer => readFileSync(join(DRAWN, name));

describe("the mark", () => {
  it("has the rectangles that renderer/parts/Mark.tsx draws", () => {
    const source = readFileSync(join(import.meta.dirname, "../../renderer/parts/Mark.tsx"), "utf8");
    const drawn = Array.from(source.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)[hH]-?\d+z/g), ([, ...numbers]) =>
      numbers.map(Number),
    );
    expect(MARK.map(({ x, y, width, height }) => [x, y, width, height])).toEqual(drawn);
  });

  it("has the colours of the light theme", () => {
    const tokens = readFileSync(join(import.meta.dirname, "../../renderer/look/tokens.css"), "utf8");
    const colours = ["gen", "load", "ink"].map((name) => new RegExp(`--${name}: (#\\w+)`).exec(tokens)?.[1]);
    expect([...new Set(MARK.map(({ fill }) => fill))]).toEqual(colours);
  });
});

describe("the files", () => {
  it.each(SIZES)("a PNG of %d pixels", (size) => {
    const found = decodePng(read(`icons/${size}x${size}.png`));
    expect(found.size).toBe(size);
    expect(Buffer.from(found.rgba).equals(drawIcon(size).rgba)).toBe(true);
  });

  it("an SVG", () => {
    expect(read("icon.svg").toString("utf8")).toBe(iconSvg());
  });

  it("icons of Windows and macOS hold those very pictures", () => {
    const pictures = SIZES.map((size) => ({ size, png: read(`icons/${size}x${size}.png`) }));
    expect(read("icon.ico").equals(ico(pictures.filter(({ size }) => ICO_SIZES.includes(size))))).toBe(true);
    expect(read("icon.icns").equals(icns(pictures))).toBe(true);
  });
});

describe("pixels", () => {
  it("are transparent outside the round corners and opaque inside", () => {
    const { size, rgba } = drawIcon(256);
    expect(rgba[3]).toBe(0);
    expect(rgba[(128 * size + 128) * 4 + 3]).toBe(255);
  });

  it("survive the way through a PNG", () => {
    const drawn = drawIcon(48);
    expect(decodePng(encodePng(drawn))).toEqual(drawn);
  });

  it("of a damaged PNG are refused", () => {
    const png = encodePng(drawIcon(16));
    png[60] = (png[60] ?? 0) ^ 1;
    expect(() => decodePng(png)).toThrow("bad IDAT");
  });
});
