/** Hints shorten a wait, but set no pace of their own. */
import { expect, test } from "vitest";
import { blockHints } from "../../../electron/sync/blockHints.ts";

test("a node that hints without end drives no loop faster than a turn each tenth of a second", async () => {
  const hints = blockHints();
  const flood = setInterval(() => hints.wake(), 1);
  let turns = 0;
  for (const end = performance.now() + 1_000; performance.now() < end; turns++) {
    hints.wake();
    await hints.wait(60_000);
  }
  clearInterval(flood);
  hints.close();
  expect(turns).toBeLessThanOrEqual(11);
  expect(turns).toBeGreaterThan(2);
});

test("a hint in the middle of a wait ends it, closing ends it at once", async () => {
  const hints = blockHints();
  const since = performance.now();
  setTimeout(() => hints.wake(), 150);
  await hints.wait(60_000);
  expect(performance.now() - since).toBeLessThan(5_000);
  const last = hints.wait(60_000);
  hints.close();
  await last;
});
