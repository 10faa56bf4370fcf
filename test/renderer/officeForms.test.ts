/** What an office types, to what the ledger would take: kW, times, lines of a tariff, rulings; and a zone's day in figures. */
import { expect, test } from "vitest";
import { closestOf, limitRuns, overIn, wattsOf } from "../../renderer/screens/office/balance.ts";
import { bandsOf, figuresOf, typedOf } from "../../renderer/screens/office/bandsForm.ts";
import { localSeconds, momentValue } from "../../renderer/screens/office/MarketMoment.tsx";
import { changeOf, fieldsOf } from "../../renderer/screens/office/ParamsForm.tsx";
import { officesOf, pageNamed, pagesOf, placesBeside } from "../../renderer/screens/office/places.ts";
import { rulingOf } from "../../renderer/screens/office/RulingForm.tsx";
import { type SignalForm, signalIntent, totalsIn } from "../../renderer/screens/office/signalIntent.ts";
import { tariffIn, tariffRuns, tariffText } from "../../renderer/screens/office/tariffLines.ts";
import { rulesView } from "./mock/office.ts";

const slot = (
  n: number,
  firm: number,
  bought: number,
  deliverable: number | null = 100,
  demand: number | null = 100,
) => ({
  slot: n,
  firm,
  bought,
  deliverable,
  demand,
  out: [],
  in: [],
});

test("the closest slot is the one with the least room, on either side; unpublished limits are none", () => {
  expect(closestOf([slot(1, 20, 90), slot(2, 95, 10)])).toEqual({ what: "sales", slot: 2, room: 5 });
  expect(closestOf([slot(1, 20, 130), slot(2, 95, 10)])).toEqual({ what: "demand", slot: 1, room: -30 });
  expect(closestOf([slot(1, 20, 130, null, null)])).toBeNull();
  expect(overIn([slot(1, 101, 0), slot(2, 100, 100), slot(3, 0, 101), slot(4, 500, 500, null, null)])).toBe(2);
  expect(wattsOf(100, 900)).toBe(400);
});

test("limits are drawn as runs of the same figure, with a hole where none is published", () => {
  const slots = [slot(0, 0, 0, 5), slot(1, 0, 0, 5), slot(2, 0, 0, null), slot(3, 0, 0, 5), slot(4, 0, 0, 6)];
  expect(limitRuns(slots, "deliverable")).toEqual([
    { from: 0, to: 2, wh: 5 },
    { from: 3, to: 4, wh: 5 },
    { from: 4, to: 5, wh: 6 },
  ]);
});

test("a moment of the market is text in one form", () => {
  expect(localSeconds("2026-06-17 14:30")).toBe(Date.UTC(2026, 5, 17, 14, 30) / 1000);
  expect(localSeconds(momentValue(1_781_654_400))).toBe(1_781_654_400);
  for (const wrong of ["", "17 June", "2026-13-17 14:30", "2026-06-17", "2026-06-17 14:30:10"])
    expect({ wrong, is: localSeconds(wrong) }).toEqual({ wrong, is: null });
});

test("a tariff's lines give 96 quarter-hours and come back as they were; what is none is not guessed", () => {
  const text = "00:00, 0.32, 0.38\n07:00, 0.56, 0.38\n22:15, 0.4, 0.2";
  const tariff = tariffIn(text);
  if (!tariff) throw new Error("it is a tariff");
  expect(tariff.retail).toHaveLength(96);
  expect(tariff.retail.slice(27, 29)).toEqual([320_000, 560_000]);
  expect(tariff.feedIn.slice(88, 90)).toEqual([380_000, 200_000]);
  expect(tariffText(tariff)).toBe(text);
  expect(tariffRuns(tariff)).toHaveLength(3);
  for (const wrong of [
    "",
    "07:00, 1, 1",
    "00:00, 1",
    "00:00, 1, 1\n00:00, 2, 2",
    "00:00, 1, 1\n24:00, 2, 2",
    "00:10, 1, 1",
    "00:00, -1, 1",
    "00:00, 1, 1, 1",
  ])
    expect({ wrong, is: tariffIn(wrong) }).toEqual({ wrong, is: undefined });
});

const OFFSET = 28_800;
const market = { grids: { electricity: { slotSeconds: 900, startSeconds: 0, gateSlot: 0 } }, utcOffset: OFFSET };
const form: SignalForm = {
  from: "2026-06-17 18:00",
  to: "2026-06-17 20:00",
  until: "2026-06-17 15:40",
  deliverable: 400,
  demand: 320,
  target: "CD-08",
  flow: 40,
  cap: 60,
  price: 0.9,
  most: 200,
  side: "sell",
  keep: 80,
  party: "",
  factor: 10_500,
};
const place = { zone: "CD-07", carrier: "electricity" } as const;
const first = (Date.UTC(2026, 5, 17, 18) / 1000 - OFFSET) / 900;

test("signals: kW become Wh per slot, hours become slots, per cent parts per million", () => {
  expect(signalIntent("supply", form, place, market, "")).toEqual({
    kind: "grid.supply",
    zone: "CD-07",
    carrier: "electricity",
    from: first * 900,
    deliverable: 100_000,
    demand: 80_000,
  });
  expect(signalIntent("call", form, place, market, "")).toMatchObject({
    first,
    count: 8,
    capPpm: 600_000,
    price: 900_000,
  });
  expect(signalIntent("curtail", form, place, market, "line")).toMatchObject({
    side: "sell",
    keepPpm: 800_000,
    reason: "line",
  });
  expect(signalIntent("outage", form, place, market, "fuse")).toMatchObject({ party: null, first, count: 8 });
});

test("a signal that is not whole is none: no figure, no reason, an end before its beginning, another carrier's grid", () => {
  expect(signalIntent("supply", { ...form, demand: "" }, place, market, "")).toBeNull();
  expect(signalIntent("curtail", form, place, market, "")).toBeNull();
  expect(signalIntent("call", { ...form, to: form.from }, place, market, "")).toBeNull();
  expect(signalIntent("supply", form, { ...place, carrier: "heat" }, market, "")).toBeNull();
  expect(signalIntent("outage", { ...form, party: "nobody" }, place, market, "fuse")).toBeNull();
});

test("slot totals are lines of two figures, to the Wh", () => {
  expect(totalsIn("0.75, 0.1\n\n0,0.002")).toEqual([
    { sold: 750, bought: 100 },
    { sold: 0, bought: 2 },
  ]);
  for (const wrong of ["", "1", "1,2,3", "1,x", "1.2345,1"])
    expect({ wrong, is: totalsIn(wrong) }).toEqual({ wrong, is: undefined });
});

test("bands come back as they are; a lowest above its highest is none", () => {
  const { bands } = rulesView({ zone: null, carrier: "electricity" });
  if (!bands) throw new Error("the mock has bands");
  expect(bandsOf(typedOf(bands))).toEqual(bands);
  expect(bandsOf({ ...typedOf(bands), priceMin: 0.81 })).toBeNull();
  expect(bandsOf({ ...typedOf(bands), review: "" })).toBeNull();
  expect(figuresOf(bands).retail).toBe(560_000);
});

test("a change of parameters replaces its group whole, and is none while nothing differs", () => {
  const { params } = rulesView({ zone: null, carrier: "electricity" });
  const before = fieldsOf(params, "settlement");
  expect(changeOf(params, "settlement", before)).toBeNull();
  expect(changeOf(params, "settlement", { ...before, due: 9000 })).toEqual({
    settlement: { ...params.settlement, due: 9000 },
  });
  expect(changeOf(params, "settlement", { ...before, due: 1 })).toBeNull();
  expect(changeOf(params, "quorum", { quorum: 4 })).toEqual({ quorum: 4 });
});

test("a ruling takes what was found and leaves the rest as settled; an award needs its amount", () => {
  const slots = [{ slot: 7, sold: 0.75, bought: "" }];
  expect(rulingOf(slots, "seller", "none", "")).toEqual({
    slots: [{ slot: 7, aS: 750, aB: null }],
    liability: "seller",
    award: null,
  });
  expect(rulingOf(slots, "none", "seller", "")).toBeNull();
  expect(rulingOf(slots, "none", "seller", 1.5)?.award).toEqual({ from: "seller", amount: 1_500_000 });
});

test("the rail follows the offices: a trader has none, an account with two sees each page once", () => {
  expect(officesOf(["prosumer"])).toEqual([]);
  expect(pagesOf(officesOf(["regulator"]))).toContain("decisions");
  const both = pagesOf(officesOf(["operator", "regulator"]));
  expect(new Set(both).size).toBe(both.length);
  expect(placesBeside(officesOf(["operator"]))).toEqual(["money"]);
  expect(pageNamed("signals", pagesOf(["regulator"]))).toBe("balance");
});
