/** ABCI's frames: whatever pieces a stream arrives in, the same messages come out; a length over the limit ends it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { BinaryWriter } from "cosmjs-types/binary";
import { frame, FrameError, FrameReader } from "../../../node/abci/frames.ts";

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

test("a frame is what protobuf's own writer makes of a bytes field without its tag", () => {
  for (const length of [0, 1, 127, 128, 300, 16_383, 16_384, 70_000]) {
    const message = new Uint8Array(length).fill(7);
    expect(frame(message)).toEqual(new Uint8Array(BinaryWriter.create().bytes(message).finish()));
  }
});

test("any cutting of the stream gives the same messages in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 50 }),
      (messages, step) => {
        const stream = joined(messages.map(frame));
        const reader = new FrameReader();
        const read: Uint8Array[] = [];
        for (let at = 0; at < stream.length; at += step) read.push(...reader.push(stream.subarray(at, at + step)));
        expect(read).toEqual(messages);
      },
    ),
  );
});

test("a message over the limit and a length without end are refused, one at the limit is not", () => {
  expect([...new FrameReader(200).push(frame(new Uint8Array(200)))]).toHaveLength(1);
  expect(() => [...new FrameReader(200).push(frame(new Uint8Array(201)))]).toThrow(FrameError);
  expect(() => [...new FrameReader().push(new Uint8Array(4).fill(255))]).toThrow(FrameError);
});
