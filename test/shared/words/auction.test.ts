/** The auction in the signing window: what an order can bring and cost, in the signer's voice. */
import { expect, test } from "vitest";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { kindPublic, kindRows } from "../../../shared/words/kinds/kinds.ts";
import { bodyText } from "../../../shared/words/transaction.ts";

const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000 / 900;
const head = { sender: "watt1me", validUntil: 0, nonce: 0 };
const sell = {
  ...head,
  kind: "auction.order",
  side: "sell",
  carrier: "electricity",
  zone: "WEST-1",
  slot: NOON,
  wh: 1500,
  price: 450_000,
  technology: "solar",
} as const;
const buy = { ...sell, side: "buy", technology: "none" } as const;
const cancel = { ...head, kind: "auction.cancel", order: "00" } as const;

test("an order: what, when, at what limit, and the worst case", () => {
  expect(bodyText(sell, null, "en", {}, { place: PLACE })).toBe(
    "You order to sell up to 1.50 kWh of electricity on 17 June, 12:00–12:15 in the auction, for ¥0.45 per kWh or more. The auction clears when trading for the slot closes; it may fill your order whole, in part or not at all. What is filled binds you: for what you fail to feed in you owe the zone’s standard damages.",
  );
  expect(bodyText(buy, null, "en", {}, { place: PLACE })).toContain(
    "at worst you owe ¥0.675 for the energy, the charges of the grid, and the zone’s standard damages",
  );
  expect(bodyText(buy, null, "zh", {}, { place: PLACE })).toBe(
    "您在拍卖中委托购入电力，时段 6 月 17 日 12:00–12:15，至多 1.50 kWh，每 kWh ¥0.45 或更低。该时段交易截止时出清，您的委托可能全部、部分或不成交。成交部分对您有约束力：最坏情况下您应付电费 ¥0.675，另加过网费用；未能接收的部分，须按台区标准支付违约金。",
  );
});

test.each<TxBody>([sell, buy, cancel])("$kind is said in both languages, with and without a place", (body) => {
  for (const known of [{}, { place: PLACE }]) {
    const [en, zh] = [bodyText(body, null, "en", {}, known), bodyText(body, null, "zh", {}, known)];
    expect(en).toMatch(/^You .*\.$/s);
    expect(zh).toMatch(/^您.*。$/s);
    expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null|  /);
  }
  if (body.kind !== "auction.order" && body.kind !== "auction.cancel") throw new Error("another kind");
  expect(kindPublic(body).en).toMatch(/^(?!Public)[A-Z].*\.$/);
  expect(kindPublic(body).zh).toMatch(/^(?!公开).*。$/);
  for (const { label, value } of kindRows(body)) expect(`${label.zh}${value.zh}`).not.toBe(`${label.en}${value.en}`);
});
