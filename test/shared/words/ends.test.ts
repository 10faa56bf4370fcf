/** Early ends and disputes in the signing window: what it does, what it can cost, what becomes public, in both languages. */
import { describe, expect, test } from "vitest";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { isWorded, kindPublic, kindRows } from "../../../shared/words/kinds/kinds.ts";
import { refusalText } from "../../../shared/words/refusals.ts";
import { bodyText } from "../../../shared/words/transaction.ts";

const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000 / 900;
const head = { sender: "watt1me", validUntil: 0, nonce: 0 };
const contract = "ab12cd34".repeat(8);
const bodies: readonly TxBody[] = [
  { ...head, kind: "contract.end", contract, from: NOON, mutual: false },
  { ...head, kind: "contract.end", contract, from: NOON, mutual: true },
  {
    ...head,
    kind: "dispute.raise",
    contract,
    first: NOON,
    count: 4,
    evidence: "ee".repeat(32),
    reason: "the meter stood still",
  },
  { ...head, kind: "dispute.withdraw", dispute: contract },
  { ...head, kind: "dispute.appeal", dispute: contract, reason: "new papers" },
];

describe("each kind", () => {
  test.each(bodies)("$kind", (body) => {
    for (const known of [{}, { place: PLACE }]) {
      const [en, zh] = [bodyText(body, null, "en", {}, known), bodyText(body, null, "zh", {}, known)];
      expect(en).toMatch(/^You .*\.$/s);
      expect(zh).toMatch(/^您.*。$/s);
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null|  |!|！/);
    }
    if (!isWorded(body)) throw new Error("no words");
    expect(kindPublic(body).en).toMatch(/^(?!Public)[A-Z].*\.$/);
    expect(kindPublic(body).zh).toMatch(/^(?!公开).*。$/);
    expect(kindRows(body).every(({ value }) => value.en === value.zh)).toBe(true);
  });

  test("an end by one side says when, and what it costs", () => {
    expect(bodyText(bodies[0] as TxBody, null, "en", {}, { place: PLACE })).toBe(
      "You alone end contract ab12cd34… from 17 June, 12:00 on. If it is firm, you owe the damages agreed in it for all energy that falls away; slots that have closed stay binding.",
    );
    expect(bodyText(bodies[1] as TxBody, null, "en")).toContain("neither owes damages");
  });
});

test("a gate that has passed is named with its times", () => {
  const refusal = {
    rule: "end.gate",
    figure: NOON * 900 - 200,
    limit: NOON * 900 - 300,
    unit: "s" as const,
    slot: NOON,
  };
  expect(refusalText(refusal, "en", PLACE)).toBe(
    "Trading for the slot at 12:00 closed at 17 June, 11:55; it was 17 June, 11:56. What has begun stays binding; end it from a later slot. The contract stays as it is.",
  );
});
