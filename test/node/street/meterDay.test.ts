/** The day of the street's meters: what is past follows the seed and stays, what is to come is expected. */
import { expect, it } from "vitest";
import { UTC_OFFSET } from "../../../node/demo/rules.ts";
import { meterDay } from "../../../node/street/meterDay.ts";
import { CONNECTIONS } from "../../../node/street/residents.ts";

const MIDNIGHT = 1_781_568_000 - UTC_OFFSET;
const at = (hour: number, seed = 7) => meterDay(MIDNIGHT + hour * 3600, seed, (who) => `party-${who}`);

it("has every meter of electricity, 96 slots each, and begins at local midnight", () => {
  const day = at(12);
  expect(day.start).toBe(MIDNIGHT);
  expect(day.now).toBe(48);
  const wanted = CONNECTIONS.filter(({ carrier }) => carrier === "electricity").map(({ who }) => `party-${who}`);
  expect(day.homes.map(({ party }) => party)).toEqual(wanted);
  for (const { load, generation } of day.homes) expect([load.length, generation.length]).toEqual([96, 96]);
});

it("keeps what is past, whatever comes later", () => {
  const [noon, evening] = [at(12), at(18)];
  noon.homes.forEach((home, i) => expect(evening.homes[i]?.load.slice(0, 49)).toEqual(home.load.slice(0, 49)));
});

it("expects the same day for every seed, and another one happens", () => {
  const [one, other] = [at(12, 1), at(12, 2)];
  expect(other.homes[0]?.load.slice(49)).toEqual(one.homes[0]?.load.slice(49));
  expect(other.homes[0]?.load.slice(0, 49)).not.toEqual(one.homes[0]?.load.slice(0, 49));
});

it("makes nothing of the sun at midnight", () => {
  for (const home of at(12).homes.filter(({ kind, solar }) => kind === "home" && solar))
    expect(home.generation[0]).toBe(0);
});
