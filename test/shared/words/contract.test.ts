/** The contract's words are a pure function of its terms, complete in both languages, and pinned by their hash. */
import { describe, expect, test } from "vitest";
import type { Terms } from "../../../shared/ledger/records.ts";
import { contractText, runsOf, slotsText, templateHash } from "../../../shared/words/contract.ts";
import { TEMPLATES } from "../../../shared/words/contractTemplate.ts";

const [SELLER, BUYER, OPERATOR] = ["watt1seller", "watt1buyer", "watt1operator"];
/** 2026-06-17, 10:00 at UTC+8 is slot 1,979,624 of 900 s. */
const TEN = Date.UTC(2026, 5, 17, 2) / 1000 / 900;
const terms = (change: Partial<Terms> = {}): Terms => ({
  seller: SELLER,
  buyer: BUYER,
  type: "firm",
  carrier: "electricity",
  sellerZone: "WEST-1",
  buyerZone: "WEST-1",
  energy: { first: TEN, wh: [500, 500, 500, 500, 0, 250] },
  price: 460_000,
  damages: { seller: 100_000, buyer: 85_000 },
  technology: "solar",
  charges: { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_500 },
  operator: OPERATOR,
  slotSeconds: 900,
  utcOffset: 28_800,
  template: templateHash("firm"),
  ...change,
});
const NAMES = {
  [SELLER]: { en: "Lin’s home", zh: "林家" },
  [BUYER]: { en: "The mill", zh: "磨坊" },
  [OPERATOR]: { en: "West Grid", zh: "西区电网" },
};

describe("what stands in the text", () => {
  const en = contractText(terms(), "en", NAMES);
  const zh = contractText(terms(), "zh", NAMES);

  test.each([
    ["Lin’s home", "林家"],
    ["The mill", "磨坊"],
    ["West Grid", "西区电网"],
    ["2.25 kWh", "2.25 kWh"],
    ["¥0.46 per kWh", "每 kWh ¥0.46"],
    [
      "17 June, 10:00–11:00, 0.50 kWh in each of 4 slots of 15 minutes",
      "6 月 17 日 10:00–11:00，4 个 15 分钟时段，每个 0.50 kWh",
    ],
    ["17 June, 11:15–11:30, 0.25 kWh", "6 月 17 日 11:15–11:30，0.25 kWh"],
    ["¥0.10 per kWh", "每 kWh ¥0.10"],
    ["¥0.085 per kWh", "每 kWh ¥0.085"],
    ["¥0.042 per kWh", "每 kWh ¥0.042"],
    ["6 %", "6 %"],
    ["2.05 %", "2.05 %"],
    ["solar", "光伏发电"],
    ["Public on the ledger", "账本上公开"],
  ])("%s / %s", (english, chinese) => {
    expect(en).toContain(english);
    expect(zh).toContain(chinese);
  });

  test("nothing is left unfilled, and no clause is missing in either language", () => {
    for (const type of ["firm", "asProduced"] as const) {
      const [a, b] = (["en", "zh"] as const).map((lang) => contractText(terms({ type }), lang));
      expect(`${a}${b}`).not.toMatch(/[{}]|undefined|NaN/);
      expect(a?.split("\n")).toHaveLength(b?.split("\n").length ?? 0);
    }
  });

  test("both languages of a template have places for the same terms, clause by clause", () => {
    const places = (clause: string) => [...clause.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();
    for (const { en: english, zh: chinese } of Object.values(TEMPLATES)) {
      expect(english.map(places)).toEqual(chinese.map(places));
    }
  });

  test("a party without a name stands with its whole address: the text is evidence", () => {
    expect(contractText(terms(), "en")).toContain(SELLER);
  });

  test("every term that binds changes the text", () => {
    const same = contractText(terms(), "en");
    for (const change of [
      { price: 460_001 },
      { energy: { first: TEN + 1, wh: [500] } },
      { damages: { seller: 1, buyer: 85_000 } },
      { charges: { ...terms().charges, levy: 1 } },
      { technology: "wind" },
      { carrier: "heat" },
      { buyer: "watt1other" },
      { utcOffset: 0 },
    ] satisfies Partial<Terms>[]) {
      expect(contractText(terms(change), "en")).not.toBe(same);
    }
  });
});

test("the templates are those that version 1 of the rules was written with", () => {
  // A changed word is another contract: it needs another rules version, not another hash here.
  expect([templateHash("asProduced"), templateHash("firm")]).toMatchInlineSnapshot(`
    [
      "3730710178ca26e7a630231426614d6959840597a74af4f3479370d7533b0031",
      "02bda252b4927505a0c5ed6b425d3aa21c1d5ed96238bbd475473b96516fb65c",
    ]
  `);
});

test("slots: neighbours of equal energy together, empty ones left out, midnight and days told apart", () => {
  expect(runsOf({ first: 5, wh: [0, 1, 1, 2, 0, 2] })).toEqual([
    { first: 6, last: 7, wh: 1 },
    { first: 8, last: 8, wh: 2 },
    { first: 10, last: 10, wh: 2 },
  ]);
  const place = { slotSeconds: 3600, utcOffset: 28_800 };
  const evening = Date.UTC(2026, 11, 31, 14) / 1_000 / 3600;
  expect(slotsText({ first: evening, wh: [1000, 1000] }, place, "en")).toBe(
    "31 December, 22:00–24:00, 1.00 kWh in each of 2 slots of 1 hour",
  );
  expect(slotsText({ first: evening, wh: [1000, 1000, 1000] }, place, "zh")).toBe(
    "12 月 31 日 22:00–1 月 1 日 01:00，3 个 1 小时时段，每个 1.00 kWh",
  );
});
