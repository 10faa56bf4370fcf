// @vitest-environment happy-dom
/** A back-up's QR code as it is drawn: a decoder reads from its squares the very text, for one account and for the most that fit. */
import { render } from "@testing-library/react";
import decodeQR from "qr/decode.js";
import { expect, it } from "vitest";
import { BACKUP_CODE_MAX } from "../../electron/vault/backupCode.ts";
import { Code } from "../../renderer/parts/Code.tsx";
import { seen } from "./seenCode.ts";

it.each([700, BACKUP_CODE_MAX])("%i characters", (length) => {
  const text = JSON.stringify({ format: "wattlight-vault", filler: "" });
  const whole = text.replace('""', `"${"5a".repeat(length).slice(0, length - text.length)}"`);
  const { container } = render(<Code text={whole} label="code" />);
  const svg = container.querySelector("svg");
  expect(whole).toHaveLength(length);
  expect(svg && decodeQR(seen(svg))).toBe(whole);
});
