/** The signing sentences of parties, keys and meters: what it does, to whom, what it can cost, in both languages. */
import { expect, test } from "vitest";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { isWorded, kindPublic, kindRows } from "../../../shared/words/kinds/kinds.ts";
import { bodyText } from "../../../shared/words/transaction.ts";

const head = { sender: "watt1me", validUntil: 0, nonce: 0 };
const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000 / 900;
const NAMES = { watt1me: { en: "Me", zh: "我" }, watt1b: { en: "Nora", zh: "诺拉" } };
const KEY = `02${"ab".repeat(32)}`;
const meter = { id: "m-2", key: KEY, class: "A" } as const;
const counters = { "1.8.0": { last: 5000, first: 0 }, "2.8.0": { last: 700, first: 10 } };
const bodies: readonly TxBody[] = [
  { ...head, kind: "party.leave" },
  { ...head, kind: "party.move", to: "watt1b", contracts: "assign" },
  { ...head, kind: "party.move", to: "watt1b", contracts: "end" },
  { ...head, kind: "party.move", to: "watt1me", contracts: "end" },
  { ...head, kind: "key.rotate", key: KEY, proof: "00" },
  { ...head, kind: "key.encryption", key: KEY },
  { ...head, kind: "meter.replace", party: "watt1b", meter, boundary: NOON, counters },
  { ...head, kind: "meter.attest", party: "watt1b", meter: "m-1" },
];

test.each(bodies)("$kind", (body) => {
  for (const known of [{}, { place: PLACE }]) {
    const [en, zh] = [bodyText(body, null, "en", NAMES, known), bodyText(body, null, "zh", NAMES, known)];
    expect(en).toMatch(/^You(r)? .*\.$/s);
    expect(zh).toMatch(/^(您|今后).*。$/s);
    expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null| {2}|!|！/);
  }
  if (!isWorded(body)) throw new Error("no words");
  expect(kindPublic(body).en).toMatch(/^(?!Public)[A-Z].*\.$/);
  expect(kindPublic(body).zh).toMatch(/^(?!公开).*。$/);
  for (const { label, value } of kindRows(body)) {
    expect(label.en).not.toMatch(/\p{Script=Han}/u);
    expect(label.zh).toMatch(/\p{Script=Han}/u);
    expect(value.en).not.toBe("");
  }
});

test("who moves out reads to whom, what happens to its contracts, and what stays due", () => {
  const text = (contracts: "assign" | "end") =>
    bodyText({ ...head, kind: "party.move", to: "watt1b", contracts }, null, "en", NAMES);
  expect(text("assign")).toBe(
    "You hand your connection and meter over to Nora, once the regulators admit it: you leave the market, your offers are withdrawn, and your contracts pass to it from the first slot that has not begun, as far as it can hold them; others end there, and nobody owes damages for that. What you owe until then stays due. You can change your mind until that day.",
  );
  expect(text("end")).toContain("your contracts end with the last slot that has begun");
});

test("an operator reads whose meter, which one, and from when in the zone's hours", () => {
  const body: TxBody = { ...head, kind: "meter.replace", party: "watt1b", meter, boundary: NOON, counters };
  expect(bodyText(body, null, "en", NAMES, { place: PLACE })).toBe(
    "You replace the meter of Nora by m-2 (class A): it counts from 17 June, 12:00 on, the old one until then.",
  );
  expect(isWorded(body) && kindRows(body)[1]?.value.en).toBe("5.00 kWh → 0.00 kWh");
});
