/** CometBFT's rules that the embedded chain follows: proposer selection, BFT time, and our pace. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex } from "../../../shared/codec/bytes.ts";
import { medianTime, voteTime } from "../../../node/embedded/blockTime.ts";
import { idleGap, waitFor } from "../../../node/embedded/pace.ts";
import { decodeRotation, encodeRotation } from "../../../node/embedded/blockProto.ts";
import { firstRotation, nextRotation, type Rotation } from "../../../node/embedded/proposerRotation.ts";

const members = (powers: readonly number[]) =>
  powers.map((power, i) => ({ address: new Uint8Array(20).fill(i), publicKey: new Uint8Array(32).fill(i), power }));
const priorities = (rotation: Rotation) => rotation.validators.map((validator) => validator.priority);

describe("proposer selection", () => {
  test("equal powers propose in the order of their addresses", () => {
    let rotation = firstRotation(members([10, 10, 10, 10]));
    const order: number[] = [];
    for (let i = 0; i < 8; i++, rotation = nextRotation(rotation)) order.push(rotation.proposer[0] as number);
    expect(order).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });

  test("the first proposer pays the total power", () => {
    expect(priorities(firstRotation(members([10, 10, 10, 10])))).toEqual([-30, 10, 10, 10]);
  });

  test("over as many heights as the total power, each proposes as often as its power says, within one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }), (powers) => {
        const total = powers.reduce((sum, power) => sum + power, 0);
        const turns = new Map<string, number>();
        let rotation = firstRotation(members(powers));
        for (let i = 0; i < total; i++, rotation = nextRotation(rotation))
          turns.set(toHex(rotation.proposer), (turns.get(toHex(rotation.proposer)) ?? 0) + 1);
        for (const { address, power } of rotation.validators)
          expect(Math.abs((turns.get(toHex(address)) ?? 0) - power)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  test("a set survives its encoding, so a restart goes on with the same proposer", () => {
    const rotation = nextRotation(firstRotation(members([5, 7, 11])));
    const again = decodeRotation(encodeRotation(rotation));
    expect(toHex(again.proposer)).toBe(toHex(rotation.proposer));
    expect(priorities(nextRotation(again))).toEqual(priorities(nextRotation(rotation)));
  });
});

describe("BFT time", () => {
  const votes = (...times: number[]) => times.map((time) => ({ time, power: 10 }));

  test("the median is a time that a voter stated, whatever a third of them say", () => {
    expect(medianTime(votes(100, 300, 200, 400))).toBe(200);
    expect(medianTime(votes(100, 200, 1_000_000))).toBe(200);
    expect(medianTime([{ time: 5, power: 1 }, { time: 9, power: 100 }])).toBe(9); // prettier-ignore
  });

  test("a vote is later than its block even when the clock is behind", () => {
    expect(voteTime(50, 100)).toBe(101);
    expect(voteTime(150, 100)).toBe(150);
  });
});

describe("pace", () => {
  test("idle blocks come every 2 s at the demo's rate, closer together where market time runs faster", () => {
    expect(idleGap(1)).toBe(2000);
    expect(idleGap(15)).toBe(2000);
    expect(idleGap(120)).toBe(500);
    expect(idleGap(3600)).toBe(400);
  });

  test("a hurried block waits 200 ms, an idle one its gap, and a clock set back stops nothing", () => {
    expect(waitFor(1000, 1000, true, 2000)).toBe(200);
    expect(waitFor(1000, 1150, true, 2000)).toBe(50);
    expect(waitFor(1000, 5000, true, 2000)).toBe(0);
    expect(waitFor(1000, 1500, false, 2000)).toBe(1500);
    expect(waitFor(1_000_000, 1000, false, 2000)).toBe(0);
  });
});
