/** Deals, mail and lots in the signing window: each kind from the side of everybody who signs it, in both languages. */
import { describe, expect, test } from "vitest";
import type { TxBody, TxOf } from "../../../shared/ledger/transactions.ts";
import { refusalText } from "../../../shared/words/refusals.ts";
import { kindPublic, kindRows, isWorded } from "../../../shared/words/kinds/kinds.ts";
import { bodyText } from "../../../shared/words/transaction.ts";
import { worstCase } from "../../../shared/words/worstCase.ts";

const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000 / 900;
const CHARGES = { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 };
const NAMES = { watt1me: { en: "Me", zh: "我" }, watt1b: { en: "The mill", zh: "磨坊" } };
const head = { sender: "watt1me", validUntil: 0, nonce: 0 };
const hash = `0123456789abcdef${"00".repeat(23)}cd`;

const energy = { first: NOON, wh: [1000] };
const terms = {
  side: "sell",
  type: "firm",
  carrier: "electricity",
  price: 450_000,
  damages: { seller: 100_000, buyer: 80_000 },
  technology: "solar",
} as const;
const agreement: TxOf<"deal.agree"> = {
  ...head,
  ...terms,
  energy,
  kind: "deal.agree",
  counterparty: "watt1b",
  template: hash,
};
const replacement: TxBody = {
  ...head,
  ...terms,
  energy,
  kind: "offer.replace",
  replaces: hash,
  zone: "WEST-1",
  minimum: 500,
  expires: NOON * 900 - 900,
};
const sale: TxBody = { ...head, kind: "lot.sell", lot: hash, buyer: "watt1b", wh: 4_000_000, price: 200_000 };
const note: TxOf<"lot.deliver"> = { ...head, kind: "lot.deliver", sale: hash, wh: 3_500_000, note: hash };
const bodies: readonly TxBody[] = [
  replacement,
  { ...head, kind: "tx.revoke", id: hash, until: 0, index: 0 },
  agreement,
  { ...agreement, side: "buy", type: "asProduced", damages: { seller: 0, buyer: 0 } },
  { ...head, kind: "mail.send", to: "watt1b", expires: NOON * 900, sealed: "00".repeat(1024) },
  { ...head, kind: "lot.issue", fuel: "coal", wh: 10_000_000, certificate: hash },
  sale,
  note,
  { ...note, wh: 0 },
];

test.each(bodies)("$kind is said in both languages, to each who signs it", (body) => {
  for (const known of [{}, { place: PLACE, charges: CHARGES }, { self: "watt1me" }, { self: "watt1b" }]) {
    const [en, zh] = [bodyText(body, null, "en", NAMES, known), bodyText(body, null, "zh", NAMES, known)];
    expect(en).toMatch(/^You .*\.$/s);
    expect(zh).toMatch(/^您.*。$/s);
    expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null|  |!|！/);
  }
  if (!isWorded(body)) throw new Error(`${body.kind} has no words`);
  expect(kindPublic(body).en).toMatch(/^(?!Public)[A-Z].*\.$/);
  expect(kindPublic(body).zh).toMatch(/^(?!公开).*。$/);
  for (const { label, value } of kindRows(body)) expect(`${label.en}${label.zh}${value.en}`).not.toMatch(/undefined/);
});

describe("an agreement", () => {
  test("speaks to the seller who wrote it", () => {
    expect(bodyText(agreement, null, "en", NAMES, { place: PLACE, charges: CHARGES })).toBe(
      "You sell 1.00 kWh of electricity to The mill at ¥0.45 per kWh: 17 June, 12:00–12:15, 1.00 kWh. It binds you both once both have signed it and it has passed the ledger’s rules. At worst you owe ¥0.10, of which damages ¥0.10.",
    );
  });

  test("and to the buyer who agrees, with the buyer's own worst case", () => {
    const known = { place: PLACE, charges: CHARGES, self: "watt1b" };
    expect(bodyText(agreement, null, "en", NAMES, known)).toBe(
      "You buy 1.00 kWh of electricity from Me at ¥0.45 per kWh: 17 June, 12:00–12:15, 1.00 kWh. It binds you both once both have signed it and it has passed the ledger’s rules. At worst you owe ¥0.623, of which damages ¥0.08.",
    );
    expect(bodyText(agreement, null, "zh", NAMES, known)).toBe(
      "您从 我 购入电力 1.00 kWh，每 kWh ¥0.45：6 月 17 日 12:00–12:15，1.00 kWh。双方签署且通过账本规则后，对双方均有约束力。最坏情况下您应付 ¥0.623，其中违约金 ¥0.08。",
    );
    expect(worstCase(agreement, null, CHARGES, "watt1b")).toMatchObject({ side: "buy", most: 623_000 });
    expect(worstCase(agreement, null, CHARGES)).toMatchObject({ side: "sell", most: 100_000 });
  });
});

test("a replacement says what it replaces, offers and can cost; one who takes it sees the same worst case", () => {
  expect(bodyText(replacement, null, "en", NAMES)).toBe(
    "You replace an offer of yours by another one; what was taken of it stays binding. You offer to sell 1.00 kWh of electricity at ¥0.45 per kWh to whoever takes it: 1 slot. At worst you owe ¥0.10, of which damages ¥0.10.",
  );
  const taking: TxBody = { ...head, sender: "watt1b", kind: "offer.accept", offer: hash, energy };
  expect(bodyText(taking, replacement, "en", NAMES, { charges: CHARGES })).toBe(
    "You buy 1.00 kWh of electricity from Me at ¥0.45 per kWh: 1 slot. At worst you owe ¥0.623, of which damages ¥0.08.",
  );
});

test("a sale says what it can cost the buyer, and nothing the seller", () => {
  expect(bodyText(sale, null, "en", NAMES, { self: "watt1b" })).toBe(
    "You buy 4,000.00 kWh of a lot of fuel from Me at ¥0.20 per kWh; you pay for what the delivery note states. At worst you owe ¥800.00.",
  );
  expect(bodyText(sale, null, "en", NAMES)).toContain("You cannot come to owe anything by it.");
  expect(bodyText(note, null, "en", NAMES, { self: "watt1b" })).toContain("You owe the agreed price for it");
});

test("refusals say what is safe in their own terms", () => {
  expect(refusalText({ rule: "mail.toReceiver", figure: 21, limit: 20, unit: "count" }, "en")).toBe(
    "With this one you would have 21 messages under way to this party, more than 20. Wait until some expire. The message was not sent.",
  );
  expect(refusalText({ rule: "revoke.executed" }, "en")).toMatch(/Nothing was revoked\.$/);
  expect(refusalText({ rule: "tx.revoked" }, "en")).toMatch(/Nothing was changed and you owe nothing\.$/);
  expect(refusalText({ rule: "sale.sold", figure: 501, limit: 500, unit: "Wh", fits: 500 }, "en")).toBe(
    "The note states 0.501 kWh, more than the 0.50 kWh that were sold. Correct the note. The sale stays as it is.",
  );
});
