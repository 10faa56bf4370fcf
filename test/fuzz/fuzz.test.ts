/** A little of `npm run fuzz` with every run of the tests: each target keeps its promises, and none only refuses. */
import { expect, test } from "vitest";
import { fuzz } from "./run.ts";

test.each([
  ["codec", 3000],
  ["witness", 3000],
  ["lies", 3000],
  ["light", 1000],
  ["attack", 500],
  ["checkpoint", 500],
  ["proof", 300],
  ["carried", 300],
  ["handover", 300],
] as const)("%s", async (target, runs) => {
  const counts = await fuzz({ target, runs, seed: 5 });
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(runs);
  // Several kinds of refusal: the inputs reach beyond the first check.
  expect(Object.keys(counts).length).toBeGreaterThan(3);
});
