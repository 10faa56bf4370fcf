/** What operators and utilities sign, in words: both languages, with and without the zone, with figures and what it costs. */
import { describe, expect, test } from "vitest";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { GRID_WORDS } from "../../../shared/words/kinds/grid.ts";
import { OPERATOR_METER_WORDS } from "../../../shared/words/kinds/metering.ts";
import { bodyText } from "../../../shared/words/transaction.ts";

const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000 / 900;
const head = { sender: "watt1me", validUntil: 0, nonce: 0 };
const NAMES = { watt1b: { en: "The mill", zh: "磨坊" } };
const zone = { zone: "WEST-1", carrier: "electricity" } as const;
const slots = { ...zone, first: NOON, count: 2 };
const reading = { party: "watt1b", slot: NOON, sold: 1000, bought: 250, reason: "the link was down" };

const BODIES: readonly TxBody[] = [
  { ...head, kind: "grid.supply", ...zone, from: NOON * 900, deliverable: 100_000, demand: 120_000 },
  { ...head, kind: "grid.transfer", carrier: "gas", source: "WEST-1", target: "EAST-1", from: NOON * 900, wh: 50_000 },
  {
    ...head,
    kind: "grid.tariff",
    carrier: "electricity",
    from: NOON * 900,
    retail: Array.from({ length: 96 }, (_, i) => (i < 32 ? 350_000 : 620_000)),
    feedIn: Array.from({ length: 96 }, () => 360_000),
  },
  { ...head, kind: "grid.factor", zone: "WEST-1", slot: 20_621, whPerM3: 10_123 },
  { ...head, kind: "grid.call", ...slots, capPpm: 300_000, price: 200_000, until: NOON * 900 - 900, most: 50 },
  { ...head, kind: "grid.answer", call: "00" },
  { ...head, kind: "grid.curtail", ...slots, side: "sell", keepPpm: 600_000, reason: "a line is down" },
  { ...head, kind: "grid.outage", ...slots, party: null, reason: "the feeder tripped" },
  { ...head, kind: "grid.outage", ...slots, party: "watt1b", reason: "the feeder tripped" },
  { ...head, kind: "meter.totals", party: "watt1b", first: NOON, totals: [{ sold: 1000, bought: 0 }] },
  { ...head, kind: "meter.substitute", ...reading },
  { ...head, kind: "meter.correct", ...reading },
];

test.each(BODIES)("$kind is said in both languages, with and without the zone", (body) => {
  for (const known of [{}, { place: PLACE }]) {
    const [en, zh] = [bodyText(body, null, "en", NAMES, known), bodyText(body, null, "zh", NAMES, known)];
    expect(en).toMatch(/^You .*\.$/s);
    expect(zh).toMatch(/^您.*。$/s);
    expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null| {2}|！|!/);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  }
});

describe("titles and what becomes public", () => {
  test.each(Object.entries({ ...GRID_WORDS, ...OPERATOR_METER_WORDS }))("%s", (kind, words) => {
    expect(words.title.en).not.toBe(kind);
    expect(words.public.en).toMatch(/^(?!Public)[A-Z].*\.$/);
    expect(words.public.zh).toMatch(/^(?!公开).*。$/);
  });
});

test("the sentences say who, when, how much and what it costs", () => {
  const said = (at: number) => BODIES[at] && bodyText(BODIES[at], null, "en", NAMES, { place: PLACE });
  expect(said(2)).toBe(
    "You publish your prices for electricity from 17 June, 12:00 on: you charge ¥0.35–¥0.62 per kWh and pay ¥0.36 per kWh by the quarter-hour.",
  );
  expect(said(4)).toBe(
    "You ask the parties of zone WEST-1 to take at most 30 % of their connection’s capacity of electricity on 17 June, 12:00–12:30. Who answers by 17 June, 11:45 and does is paid ¥0.20 per kWh for the rest of the capacity in each slot; up to 50 parties.",
  );
  expect(said(6)).toBe(
    "You cut what sellers of zone WEST-1 contracted firmly in electricity on 17 June, 12:00–12:30 to 60 %, without damages: “a line is down”. This cannot be taken back.",
  );
  expect(said(10)).toBe(
    "You state that The mill fed in 1.00 kWh and took 0.25 kWh on 17 June, 12:00–12:15, in place of its own reading: “the link was down”. Its contracts of the slot are settled by that.",
  );
});

test("a gas day is told by its number where the hours at hand are of another carrier", () => {
  const factor = BODIES[3];
  expect(factor && bodyText(factor, null, "en", NAMES, { place: PLACE })).toContain("in slot 20621");
});
