/** Energy shown = difference of the registers, over random lives of a meter; `npm run meter-properties` runs many more. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { lives } from "./randomMeter.ts";
import { checkLife } from "./shownEnergy.ts";

it("energy of any period equals the difference of the registers", () => {
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(lives, (life) => checkLife(life, count)),
    { numRuns: 300, seed: 8 },
  );
  const WHATS = ["added", "same", "improved", "kept", "exchange", "reset", "reversed", "display fell", "slot shown", "outage"]; // prettier-ignore
  expect(WHATS.filter((what) => (counts.get(what) ?? 0) <= 20)).toEqual([]);
});
