// @vitest-environment happy-dom
/** A back-up's QR code as it is drawn: a decoder reads from its squares the very text, for one account and for the most that fit. */
import { render } from "@testing-library/react";
import decodeQR from "qr/decode.js";
import { expect, it } from "vitest";
import { BACKUP_CODE_MAX } from "../../electron/vault/backupCode.ts";
import { Code } from "../../renderer/safe/keys/Code.tsx";

const SCALE = 4;

/** The drawing as a camera would see it: white, and black where a square is. */
function seen(svg: Element): { width: number; height: number; data: Uint8Array } {
  const size = Number(svg.getAttribute("viewBox")?.split(" ")[2]) * SCALE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [, x = "", y = ""] of svg
    .querySelector("path")
    ?.getAttribute("d")
    ?.matchAll(/M(\d+) (\d+)h1/g) ?? [])
    for (let i = 0; i < SCALE * SCALE; i++) {
      const at = ((Number(y) * SCALE + Math.floor(i / SCALE)) * size + Number(x) * SCALE + (i % SCALE)) * 4;
      data.fill(0, at, at + 3);
    }
  return { width: size, height: size, data };
}

it.each([700, BACKUP_CODE_MAX])("%i characters", (length) => {
  const text = JSON.stringify({ format: "wattlight-vault", filler: "" });
  const whole = text.replace('""', `"${"5a".repeat(length).slice(0, length - text.length)}"`);
  const { container } = render(<Code text={whole} label="code" />);
  const svg = container.querySelector("svg");
  expect(whole).toHaveLength(length);
  expect(svg && decodeQR(seen(svg))).toBe(whole);
});
