// @vitest-environment happy-dom
/** The outbox as codes: what is drawn in a circle is the whole file, in both languages; it can be stopped, and stands still for who wants it. */
import "./setup.ts";
import { MantineProvider } from "@mantine/core";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import decodeQR from "qr/decode.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Codes, ShowCodes } from "../../renderer/screens/ledger/EntryCodes.tsx";
import { i18n } from "../../renderer/words/i18n.ts";
import { collectFrames, framesOf } from "../../shared/outbox/frames.ts";
import { mockBridge } from "./mockBridge.ts";
import { seen } from "./seenCode.ts";

const FILE = Uint8Array.from({ length: 1100 }, (_, i) => (i * 31) % 256);
const FRAMES = framesOf(FILE);
let still = false;

beforeEach(() => {
  still = false;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) =>
      Object.assign(new EventTarget(), { matches: still && query.includes("reduced-motion") }) as MediaQueryList,
  );
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await i18n.changeLanguage("en");
});

const draw = () =>
  render(
    <MantineProvider>
      <Codes frames={FRAMES} />
    </MantineProvider>,
  );
function shown(): string {
  const svg = document.querySelector("svg.code");
  if (!svg) throw new Error("no code is drawn");
  return decodeQR(seen(svg));
}
const pass = () => act(() => void vi.advanceTimersToNextTimer());

test("the codes come round by themselves, and together they are the file", () => {
  draw();
  const read: string[] = [];
  for (const _ of FRAMES) {
    read.push(shown());
    pass();
  }
  expect(shown()).toBe(read[0]);
  expect(collectFrames(read)).toEqual({ state: "whole", bytes: FILE });
});

test("a pause holds the code; its place is named; the buttons turn it both ways", () => {
  draw();
  pass();
  fireEvent.click(screen.getByRole("button", { name: "Pause" }));
  pass();
  expect(shown()).toBe(FRAMES[1]);
  expect(screen.getByText(/Code 2 of 3/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Next" }));
  expect(shown()).toBe(FRAMES[2]);
  fireEvent.click(screen.getByRole("button", { name: "Previous" }));
  fireEvent.click(screen.getByRole("button", { name: "Previous" }));
  expect(shown()).toBe(FRAMES[0]);
});

test("who asks for less motion gets none until Play", () => {
  still = true;
  draw();
  pass();
  expect(shown()).toBe(FRAMES[0]);
  fireEvent.click(screen.getByRole("button", { name: "Play" }));
  pass();
  expect(shown()).toBe(FRAMES[1]);
});

test("the text is the same file, in Chinese too", async () => {
  await act(async () => void (await i18n.changeLanguage("zh-CN")));
  draw();
  const text = screen.getByLabelText<HTMLTextAreaElement>(/文字/).value;
  expect(collectFrames(text.split("\n"))).toEqual({ state: "whole", bytes: FILE });
  expect(screen.getByText(/第 1 个，共 3 个/)).toBeTruthy();
});

test("the button asks for its own entry and opens what came", async () => {
  const bridge = mockBridge({ scene: "full", lang: "en", theme: "light", simulated: true, daySlots: 96 });
  window.wattlight = bridge;
  vi.useRealTimers();
  still = true;
  render(
    <MantineProvider>
      <ShowCodes id={"ab".repeat(32)} label="codes" />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "codes" }));
  await waitFor(() => expect(document.querySelector("svg.code")).toBeTruthy());
  expect(bridge.calls).toContainEqual({ method: "outbox.frames", input: { id: "ab".repeat(32) } });
});
