/** Gas on the demo street: litres in the meters, factors from the operator, Wh in the contracts. */
import { describe, expect, test } from "vitest";
import { demoKey } from "../../../node/demo/keys.ts";
import { ZONE } from "../../../node/demo/rules.ts";
import { litres, whPerM3 } from "../../../node/street/gasDays.ts";
import { startStreet } from "../../../node/street/street.ts";
import { energyOf } from "../../../shared/ledger/metering/volumes.ts";
import { slotOf } from "../../../shared/ledger/time.ts";
import { chainInMemory, TEST_KEYS } from "./chainInMemory.ts";

describe("registers in litres", () => {
  const energy = {
    at: (boundary: number) => ({ imported: 7 + boundary * 12_345, exported: 0 }),
    during: () => ({ imported: 12_345, exported: 0 }),
  };

  test("count what each day's gas held, rounded down, whichever boundary is asked first", () => {
    const factor = (slot: number) => whPerM3(3, slot);
    const [meter, again] = [litres(energy, 10, factor), litres(energy, 10, factor)];
    const last = meter.at(40);
    for (let boundary = 0; boundary <= 40; boundary++) again.at(boundary);
    expect(again.at(40)).toEqual(last);
    for (let slot = 10; slot < 40; slot++) {
      const { imported } = meter.during(slot);
      const back = energyOf(imported, factor(slot));
      // Less than a litre is lost on the way: at most 11 Wh.
      expect(back).toBeLessThanOrEqual(12_345);
      expect(back).toBeGreaterThan(12_345 - 12);
    }
    expect(meter.at(3)).toEqual(meter.at(10));
  });
});

test("the operator publishes each gas day's factor once; contracts of gas are delivered by it", () => {
  const chain = chainInMemory({ rate: 600, seed: 5 });
  const street = startStreet(chain.host, { seed: 5, keys: TEST_KEYS });
  const seller = demoKey(TEST_KEYS, "biogas-gas", "account").id;
  const settled = () =>
    chain.host
      .query("contractsOf", { party: seller, limit: 50 })
      .flatMap(({ id }) => chain.host.query("contract", { id })?.slots ?? [])
      .flatMap(({ slot, settled: outcome }) => (outcome ? [{ slot, outcome }] : []));
  chain.until("gas is settled", () => settled().length > 0, 4 * 86_400);
  for (const { outcome } of settled()) {
    expect(outcome).toMatchObject({ qualityS: "measured", qualityB: "measured" });
    expect(outcome.delivered).toBeGreaterThan(0);
  }
  const factors = chain.included.filter(({ body }) => body.kind === "grid.factor");
  expect(factors.every(({ result }) => result.code === 0)).toBe(true);
  const slots = factors.map(({ body }) => (body.kind === "grid.factor" ? body.slot : -1));
  expect(new Set(slots).size).toBe(slots.length);
  const grid = chain.host.params.grids.gas;
  expect(slots.at(-1)).toBe(grid && slotOf(grid, chain.market));
  const last = slots.at(-1) ?? 0;
  expect(chain.host.query("factor", { zone: ZONE, slot: last })).toEqual({ whPerM3: whPerM3(5, last) });
  street.stop();
}, 120_000);
