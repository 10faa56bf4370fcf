/** A node says that it is well again: after its start, after CometBFT was started again, after a time without a block; and nothing else. */
import { expect, test } from "vitest";
import { jsonLog } from "../../../node/log/jsonLines.ts";
import { recoveryLog } from "../../../node/run/recovery.ts";

test("each recovery once, with its height", () => {
  const lines: Record<string, unknown>[] = [];
  let now = 0;
  const log = jsonLog(
    "info",
    (line) => lines.push(JSON.parse(line) as Record<string, unknown>),
    () => 0,
  );
  const recovery = recoveryLog(log, () => now);
  const told = (height: number, afterMs: number, restarts: number): unknown[] => {
    now += afterMs;
    lines.length = 0;
    recovery.committed(height, restarts);
    return lines.map(({ time: _, level: __, ...line }) => line);
  };
  // CometBFT may have ended before the first block; that is part of the start.
  expect(told(7, 500_000, 1)).toEqual([{ message: "the first block since the start", height: 7 }]);
  expect(told(8, 1000, 1)).toEqual([]);
  expect(told(9, 90_000, 3)).toEqual([
    { message: "CometBFT works again: the first block since it was started again", height: 9, restarts: 3 },
  ]);
  expect(told(10, 59_999, 3)).toEqual([]);
  expect(told(11, 120_400, 3)).toEqual([{ message: "the chain goes on", height: 11, secondsWithoutBlock: 120 }]);
  expect(told(12, 1000, 3)).toEqual([]);
});
