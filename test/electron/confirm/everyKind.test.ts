/** Whatever the ledger knows can be read before it is signed: a plain sentence in both languages, what becomes public, and the bytes. */
import { describe, expect, it } from "vitest";
import { prepare } from "../../../electron/confirm/view.ts";
import type { Composed } from "../../../electron/local/port.ts";
import { ConfirmView } from "../../../shared/ipc/safeViews.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { exampleOf } from "../../fuzz/example.ts";
import { keyOf } from "../../shared/ledger/market.ts";

const key = keyOf("reader");
const facts: Composed["facts"] = {
  related: null,
  market: null,
  charges: null,
  known: [],
  names: {},
  amount: null,
  period: null,
  counterparty: null,
  day: null,
  restsOn: null,
  simulated: true,
};
const bodies = TxBody.options.map((option) =>
  TxBody.parse({ ...(exampleOf(option, key) as object), sender: key.address }),
);

describe.each(bodies.map((body) => [body.kind, body] as const))("%s", (_, body) => {
  const { view } = prepare({ body, chainId: "demo-1", facts }, key.address);
  const said = [view.sentence, view.publicNote, ...view.details.flatMap(({ label, value }) => [label, value])];
  it("is said in a sentence of each language", () => {
    expect(view.sentence.en).toMatch(/^[A-Z][^一-鿿]{20,}[.”’]$/s);
    expect(view.sentence.zh).toMatch(/[一-鿿]{4,}.*[。”]$/s);
    expect(view.publicNote.en).toMatch(/^[^一-鿿]{10,}$/s);
    expect(view.publicNote.zh).toMatch(/[一-鿿]{4,}/);
  });
  it("leaves no hole in what is said, and speaks to the reader", () => {
    for (const { en, zh } of said)
      for (const text of [en, zh]) {
        expect(text).not.toMatch(/undefined|null|NaN|\{\{|\[object/);
        expect(text.trim()).not.toBe("");
      }
    expect(view.sentence.en).toMatch(/\b[Yy]ou(?:r)?\b/);
    expect(view.sentence.zh).toContain("您");
  });
  it("shows the bytes and the digest of this body, its key and its end", () => {
    expect(TxBody.parse(JSON.parse(view.bytes))).toEqual(body);
    expect(view.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(view.key.address).toBe(key.address);
    expect(view.validUntil).toBe(body.validUntil);
    expect(ConfirmView.safeParse(view).success).toBe(true);
  });
});

it("walks every kind that the ledger knows", () => {
  expect(new Set(bodies.map(({ kind }) => kind)).size).toBe(TxBody.options.length);
});
