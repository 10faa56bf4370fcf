/** Figures, refusals and the signing sentence: exact, in both languages, and never without what is safe. */
import { describe, expect, test } from "vitest";
import { MARKET_RULES, VALIDITY_RULES } from "../../../shared/ledger/rules.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { decimal, duration, fill, kW, kWh, nameOf, percent, span, yuan } from "../../../shared/words/format.ts";
import { refusalText } from "../../../shared/words/refusals.ts";
import { REFUSAL_SENTENCES } from "../../../shared/words/refusalSentences.ts";
import { bodyText } from "../../../shared/words/transaction.ts";
import { worstCase } from "../../../shared/words/worstCase.ts";

const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000 / 900;
const head = { sender: "watt1me", validUntil: 0, nonce: 0 };
const offer: TxBody = {
  ...head,
  kind: "offer.post",
  side: "sell",
  type: "firm",
  carrier: "electricity",
  zone: "WEST-1",
  energy: { first: NOON, wh: [1000, 500] },
  price: 450_000,
  minimum: 0,
  damages: { seller: 100_000, buyer: 80_000 },
  technology: "solar",
  expires: NOON * 900 - 900,
};
const NAMES = { watt1me: { en: "Me", zh: "我" }, watt1b: { en: "The mill", zh: "磨坊" } };
const CHARGES = { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 };

describe("figures", () => {
  test.each([
    [decimal(460_000, 6, 2), "0.46"],
    [decimal(1_234_567_890, 6, 2), "1,234.56789"],
    [decimal(-5, 3, 2), "−0.005"],
    [decimal(0, 6, 2), "0.00"],
    [decimal(7, 0, 0), "7"],
    [kWh(1), "0.001 kWh"],
    [kWh(3_420), "3.42 kWh"],
    [kW(10_000), "10.0 kW"],
    [yuan(-1_500_000), "−¥1.50"],
    [yuan(9_007_199_254_740_991), "¥9,007,199,254.740991"],
    [percent(60_000), "6 %"],
    [percent(12_345), "1.2345 %"],
    [duration(900, "en"), "15 minutes"],
    [duration(7200, "zh"), "2 小时"],
    [duration(90, "en"), "1.5 minutes"],
    [span(0, 86_400, "en"), "1 January, 00:00–24:00"],
    [span(86_000, 87_000, "en"), "1 January, 23:53–2 January, 00:10"],
    [nameOf("watt1qqqqqqqqqqqqqqqqqqqqqqqqqq7k2f", {}, "en"), "watt1qqqq…7k2f"],
    [nameOf("toString", {}, "en"), "toString…ring"],
  ])("%s", (actual, expected) => {
    expect(actual).toBe(expected);
  });

  test("a hole in a text is a fault", () => {
    expect(() => fill("{a} {b}", { a: "1" })).toThrow("{b}");
    expect(() => fill("{toString}", {})).toThrow("{toString}");
  });
});

describe("refusals", () => {
  test.each([...MARKET_RULES, ...VALIDITY_RULES])(
    "%s has a sentence in both languages, whatever figures it comes with",
    (rule) => {
      for (const refusal of [
        { rule },
        { rule, figure: 1800, limit: 1500, unit: "Wh" as const, slot: NOON, fits: 300 },
      ]) {
        for (const place of [null, PLACE]) {
          const [en, zh] = [refusalText(refusal, "en", place), refusalText(refusal, "zh", place)];
          expect(en).toMatch(/^[A-Z].*\.$/);
          expect(zh).toMatch(/。$/);
          expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|  |！|!/);
        }
      }
    },
  );

  test("says what happened with numbers, what would fit, and what is safe", () => {
    const refusal = {
      rule: "zone.deliverable",
      figure: 100_400,
      limit: 100_000,
      unit: "Wh" as const,
      slot: NOON,
      fits: 375,
    };
    expect(refusalText(refusal, "en", PLACE)).toBe(
      "The zone would have to deliver 100.40 kWh of 100.00 kWh at 12:00. 0.375 kWh would fit. You owe nothing.",
    );
    expect(refusalText(refusal, "zh", PLACE)).toBe(
      "台区 12:00 须交割 100.40 kWh，超过 100.00 kWh。0.375 kWh 可以容纳。您无须付款。",
    );
  });

  test("a gate names its times in the zone's hours", () => {
    const gate = { rule: "gate", figure: NOON * 900 - 200, limit: NOON * 900 - 300, unit: "s" as const, slot: NOON };
    expect(refusalText(gate, "en", PLACE)).toContain(
      "closed at 17 June, 11:55 for the slot at 12:00; it was 17 June, 11:56",
    );
  });

  test("no sentence is one of the other language's", () => {
    for (const { en, zh } of Object.values(REFUSAL_SENTENCES)) {
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });

  test("a rule of a later version is named, not hidden", () => {
    expect(refusalText({ rule: "zone.tomorrow" }, "en")).toContain("zone.tomorrow");
  });
});

describe("worst case", () => {
  test("a firm seller: damages for all of it", () => {
    expect(worstCase(offer, null)).toEqual({
      side: "sell",
      energy: 675_000,
      damages: 150_000,
      charges: 0,
      most: 150_000,
    });
  });

  test("a buyer: price, charges and damages, line by line", () => {
    const accept: TxBody = { ...head, kind: "offer.accept", offer: "00", energy: { first: NOON, wh: [1000] } };
    expect(worstCase(accept, offer, CHARGES)).toEqual({
      side: "buy",
      energy: 450_000,
      damages: 80_000,
      charges: 42_000 + 15_000 + 27_000 + 9_000,
      most: 623_000,
    });
    expect(worstCase(accept, null)).toBeNull();
  });

  test("as produced: a seller can owe nothing", () => {
    const free: TxBody = { ...offer, type: "asProduced", damages: { seller: 0, buyer: 0 } };
    expect(worstCase(free, null)?.most).toBe(0);
    expect(bodyText(free, null, "en", NAMES)).toContain("You cannot come to owe anything by it.");
  });
});

describe("the sentence of the signing window", () => {
  const bodies: readonly (readonly [TxBody, TxBody | null])[] = [
    [offer, null],
    [{ ...offer, side: "buy", type: "asProduced" }, null],
    [{ ...head, kind: "offer.accept", offer: "00", energy: { first: NOON, wh: [1000] } }, offer],
    [{ ...head, kind: "offer.accept", offer: "00", energy: { first: NOON, wh: [1000] } }, null],
    [{ ...head, kind: "offer.cancel", offer: "00" }, offer],
    [{ ...head, kind: "offer.cancel", offer: "00" }, null],
    [
      {
        ...head,
        kind: "party.register",
        role: "prosumer",
        supplier: "watt1b",
        certificate: {
          claims: {
            id: "00",
            installer: "watt1b",
            key: "02",
            point: "00",
            zone: "WEST-1",
            carriers: ["electricity"],
            importW: 10_000,
            exportW: 8_000,
            technology: "solar",
            meter: { id: "m", key: "02", class: "demo" },
            expires: 0,
          },
          signature: "00",
        },
      },
      null,
    ],
    [{ ...head, kind: "party.admit", party: "watt1b", admit: true, reason: "checked" }, null],
    [{ ...head, kind: "meter.commit", meter: "m", batch: 1, root: "00" }, null],
    [{ ...head, kind: "meter.open", meter: "m", batch: 1, openings: [] }, null],
    [{ ...head, kind: "payment.claim", creditor: "watt1b", period: 3, reference: "W-1" }, null],
    [{ ...head, kind: "payment.confirm", debtor: "watt1b", period: 3 }, null],
    [{ ...head, kind: "payment.deny", debtor: "watt1b", period: 3, reason: "nothing came" }, null],
  ];

  test.each(bodies)("$kind is said in both languages, with and without what is known beside it", (body, related) => {
    for (const known of [{}, { place: PLACE, charges: CHARGES, amount: -1_500_000 }]) {
      const [en, zh] = [bodyText(body, related, "en", NAMES, known), bodyText(body, related, "zh", NAMES, known)];
      expect(en).toMatch(/^(You|Your|As a regulator) .*\.$/s);
      expect(zh).toMatch(/^您.*。$/s);
      expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null|  /);
    }
  });

  test("an offer: what, when, for how much, until when, and the worst case", () => {
    expect(bodyText(offer, null, "en", NAMES, { place: PLACE })).toBe(
      "You offer to sell 1.50 kWh of electricity at ¥0.45 per kWh to whoever takes it: 17 June, 12:00–12:15, 1.00 kWh; 17 June, 12:15–12:30, 0.50 kWh. The offer stands until 17 June, 11:45. At worst you owe ¥0.15, of which damages ¥0.15.",
    );
    expect(bodyText(offer, null, "zh", NAMES, { place: PLACE })).toBe(
      "您公开挂单出售电力 1.50 kWh，每 kWh ¥0.45：6 月 17 日 12:00–12:15，1.00 kWh；6 月 17 日 12:15–12:30，0.50 kWh。挂单有效至 6 月 17 日 11:45。最坏情况下您应付 ¥0.15，其中违约金 ¥0.15。",
    );
  });

  test("an acceptance without known charges says that they come on top", () => {
    const accept: TxBody = { ...head, kind: "offer.accept", offer: "00", energy: { first: NOON, wh: [1000] } };
    expect(bodyText(accept, { ...offer, sender: "watt1b" }, "en", NAMES, { place: PLACE })).toBe(
      "You buy 1.00 kWh of electricity from The mill at ¥0.45 per kWh: 17 June, 12:00–12:15, 1.00 kWh. At worst you owe ¥0.53, of which damages ¥0.08, and the charges of the grid.",
    );
  });
});
