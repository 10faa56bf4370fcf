/** How long a metered wallet leaves its nodes alone: by the market's rate, by what is under way, and never past a deadline. */
import { expect, it } from "vitest";
import { meteredPace, POLL_MS } from "../../../electron/sync/pace.ts";

const NOW = 1_800_000_000_000;
const soon = (seconds: number) => NOW / 1000 + seconds;

it.each([
  ["nothing under way", { rate: 1, lapses: [] }, 60_000],
  ["the market runs faster than this clock", { rate: 15, lapses: [] }, 4_000],
  ["so fast that it is asked as ever", { rate: 3600, lapses: [] }, POLL_MS],
  ["nobody knows yet how fast", { rate: undefined, lapses: [] }, 10_000],
  ["an entry is under way", { rate: 1, lapses: [soon(86_400)] }, 10_000],
  ["one lapses soon", { rate: 1, lapses: [soon(86_400), soon(8)] }, 4_000],
  ["one is about to lapse", { rate: 1, lapses: [soon(1)] }, POLL_MS],
  ["one has lapsed, which is not proved yet", { rate: 1, lapses: [soon(-30)] }, 10_000],
])("%s", (_, facts, ms) => {
  expect(meteredPace({ ...facts, now: NOW })).toBe(ms);
});

it("an entry is looked at again and again before it lapses", () => {
  const lapses = [soon(60)];
  let now = NOW;
  let looks = 0;
  for (; now < NOW + 60_000; looks++) now += meteredPace({ rate: 1, lapses, now });
  expect(looks).toBeGreaterThan(5);
});
