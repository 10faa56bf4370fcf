/** The contract's words are a pure function of its terms, complete in both languages, and pinned by their hash. */
import { describe, expect, test } from "vitest";
import type { Terms } from "../../../shared/ledger/records.ts";
import { contractText, contractWords, runsOf, slotsText, templateHash } from "../../../shared/words/contract.ts";
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
  startSeconds: 0,
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
    ["fails to deliver it owes the buyer ¥0.10", "卖方每少交 1 kWh，付给买方 ¥0.10"],
    ["fails to take it owes the seller ¥0.085", "买方每少取 1 kWh，付给卖方 ¥0.085"],
    ["local time (UTC+8), beginning in 2026", "当地时间 UTC+8，自 2026 年起"],
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
    for (const { lead, clauses } of Object.values(TEMPLATES)) {
      for (const { en, zh } of [...Object.values(lead), ...clauses]) expect(places(zh)).toEqual(places(en));
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

describe("the lead", () => {
  const even: Partial<Terms> = { energy: { first: TEN, wh: Array.from({ length: 16 }, () => 375) } };
  const lead = (change: Partial<Terms>, voice: "neutral" | "seller" | "buyer", lang: "en" | "zh" = "en") =>
    contractWords(terms(change), lang, NAMES, voice).lead;

  test("speaks to the side that reads it", () => {
    expect(lead(even, "seller")).toBe(
      "You sell 6.00 kWh of electricity to The mill on Wednesday 17 June from 10:00 to 14:00, 0.375 kWh in each quarter-hour, at ¥0.46 per kWh. For every kWh missing you owe ¥0.10.",
    );
    expect(lead(even, "buyer")).toBe(
      "You buy 6.00 kWh of electricity from Lin’s home on Wednesday 17 June from 10:00 to 14:00, 0.375 kWh in each quarter-hour, at ¥0.46 per kWh. For every kWh that you do not take you owe ¥0.085.",
    );
    expect(lead(even, "seller", "zh")).toBe(
      "您向磨坊出售电力 6.00 kWh，6 月 17 日（星期三）10:00 至 14:00，每 15 分钟 0.375 kWh，每 kWh ¥0.46。每少交 1 kWh，您付违约金 ¥0.10。",
    );
  });

  test("is neutral in the text that the hash covers", () => {
    const [first] = contractText(terms(even), "en", NAMES).split("\n");
    expect(first).toBe(lead(even, "neutral"));
    expect(first).toMatch(/^Lin’s home sells 6.00 kWh of electricity to The mill on /);
    for (const type of ["firm", "asProduced"] as const) {
      for (const lang of ["en", "zh"] as const) expect(contractText(terms({ type }), lang)).not.toMatch(/\byou\b|您/i);
    }
  });

  test("as produced: a cap, and nobody owes damages", () => {
    expect(lead({ ...even, type: "asProduced" }, "seller")).toBe(
      "You sell to The mill the electricity that you have left over, up to 6.00 kWh, on Wednesday 17 June from 10:00 to 14:00, 0.375 kWh in each quarter-hour, at ¥0.46 per kWh. If less is left over, you owe no damages.",
    );
  });

  test.each<[string, Terms["energy"], string, string]>([
    [
      "one slot",
      { first: TEN, wh: [500] },
      "on Wednesday 17 June from 10:00 to 10:15,",
      "6 月 17 日（星期三）10:00 至 10:15，",
    ],
    [
      "slots that differ",
      { first: TEN, wh: [500, 0, 250] },
      "on Wednesday 17 June between 10:00 and 10:45, in the slots listed below,",
      "10:00 至 10:45 之间，各时段见下，",
    ],
    [
      "over midnight",
      { first: TEN + 55, wh: [1, 1] },
      "from Wednesday 17 June, 23:45, to Thursday 18 June, 00:15, ",
      "23:45 至 6 月 18 日（星期四）00:15，",
    ],
    ["up to midnight", { first: TEN + 54, wh: [1, 1] }, "from 23:30 to 24:00,", "23:30 至 24:00，"],
  ])("says when: %s", (_, energy, english, chinese) => {
    expect(lead({ energy }, "neutral")).toContain(english);
    expect(lead({ energy }, "neutral", "zh")).toContain(chinese);
  });
});

test("the templates are those that version 1 of the rules was written with", () => {
  // A changed word is another contract: it needs another rules version, not another hash here.
  expect([templateHash("asProduced"), templateHash("firm")]).toMatchInlineSnapshot(`
    [
      "fd328bdb07f533ecf1fdde0e2e83452a2ad1cb6785a982b7efdc1b5b57aab261",
      "1cf92f6bd669f507931fa10095257fbf5a013a809dd5251d28f358e37065ead7",
    ]
  `);
});

test("slots: neighbours of equal energy together, empty ones left out, midnight and days told apart", () => {
  expect(runsOf({ first: 5, wh: [0, 1, 1, 2, 0, 2] })).toEqual([
    { first: 6, last: 7, wh: 1 },
    { first: 8, last: 8, wh: 2 },
    { first: 10, last: 10, wh: 2 },
  ]);
  const place = { slotSeconds: 3600, startSeconds: 0, utcOffset: 28_800 };
  const evening = Date.UTC(2026, 11, 31, 14) / 1_000 / 3600;
  expect(slotsText({ first: evening, wh: [1000, 1000] }, place, "en")).toBe(
    "31 December, 22:00–24:00, 1.00 kWh in each of 2 slots of 1 hour",
  );
  expect(slotsText({ first: evening, wh: [1000, 1000, 1000] }, place, "zh")).toBe(
    "12 月 31 日 22:00–1 月 1 日 01:00，3 个 1 小时时段，每个 1.00 kWh",
  );
});
