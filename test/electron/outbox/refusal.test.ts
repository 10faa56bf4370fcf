/** A refusal of the ledger keeps its rule and figures on the way to the screen, whatever they count. */
import { expect, test } from "vitest";
import { parseRefusal } from "../../../shared/ledger/parseRefusal.ts";
import type { Finding } from "../../../shared/ledger/records.ts";

const UNITS: Readonly<Record<Finding["unit"], true>> = {
  W: true,
  Wh: true,
  "micro/kWh": true,
  micro: true,
  s: true,
  state: true,
  count: true,
};

test.each(Object.keys(UNITS))("figures in %s", (unit) => {
  const refusal = { rule: "offer.many", figure: 11, limit: 10, unit };
  expect(parseRefusal(refusal)).toEqual(refusal);
});

test("what is no refusal is said to be unknown", () => {
  for (const json of [null, 5, {}, { rule: 5 }, { rule: "offer.many", unit: "parsec" }])
    expect(parseRefusal(json)).toEqual({ rule: "unknown" });
});
