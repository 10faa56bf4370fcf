/** A file as a row of codes: whole again in any order and with repeats; what is missing, foreign or damaged is told. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { areFrames, collectFrames, FRAME_BYTES, framesOf } from "../../../shared/outbox/frames.ts";

test("any bytes come back from their frames, in any order and with repeats", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5 * FRAME_BYTES }), fc.nat(), (bytes, turn) => {
      const frames = framesOf(bytes);
      const from = turn % frames.length;
      const seen = [...frames.slice(from), ...frames.slice(0, from + 1)].toReversed();
      expect(collectFrames(seen)).toEqual({ state: "whole", bytes });
    }),
    { numRuns: 60 },
  );
});

test("each frame is short, and in the letters of a code's alphanumeric mode", () => {
  const frames = framesOf(new Uint8Array(3 * FRAME_BYTES).map((_, i) => i));
  expect(frames).toHaveLength(3);
  for (const frame of frames) {
    expect(frame).toMatch(/^[0-9A-Z $%*+./:-]+$/);
    expect(frame.length).toBeLessThan(700);
    expect(areFrames(frame)).toBe(true);
  }
});

const [one = "", two = "", three = ""] = framesOf(new Uint8Array(3 * FRAME_BYTES).map((_, i) => i));
const [foreign = ""] = framesOf(new Uint8Array(3 * FRAME_BYTES));
test("places that are missing are counted", () => {
  expect(collectFrames([three, one])).toEqual({ state: "missing", of: 3, places: [2] });
});
test.each([
  ["no frame", [one, "hello"], { line: 2, problem: "frame" }],
  ["nothing", [], { line: 1, problem: "frame" }],
  ["place beyond the row", [one.replace("/1/3/", "/4/3/")], { line: 1, problem: "frame" }],
  ["of another file", [one, foreign], { line: 2, problem: "other" }],
  ["the same place with another content", [one, two.replace("/2/3/", "/1/3/")], { line: 2, problem: "differs" }],
  ["exchanged places", [one.replace("/1/3/", "/2/3/"), two.replace("/2/3/", "/1/3/"), three], { problem: "damaged" }],
])("%s", (_, lines, bad) => {
  expect(collectFrames(lines)).toMatchObject({ state: "bad", ...bad });
});
