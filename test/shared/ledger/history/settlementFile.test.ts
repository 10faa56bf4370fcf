/** DESIGN §4, Money: a settlement agent gets the period as a signed file, which anybody can check. */
import { expect, test } from "vitest";
import { toHex } from "../../../../shared/codec/bytes.ts";
import { nobleSignatures, signDigest } from "../../../../shared/codec/signature.ts";
import {
  checkSettlementFile,
  type PairCursor,
  settlementDigest,
  settlementDocument,
  SettlementDocument,
  SettlementFile,
  type SettlementPage,
} from "../../../../shared/ledger/history/settlementFile.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { type Chain, CHAIN, type Key, OPERATOR, SUPPLIER } from "../market.ts";
import { alice, bob, contract, deliver, market, watch } from "../ends/scene.ts";

function pages(chain: Chain, period: number, limit: number): readonly SettlementPage[] {
  const all: SettlementPage[] = [];
  for (let after: PairCursor | null | undefined; after !== null; after = all.at(-1)?.next ?? null) {
    all.push(chain.query("settlementFile", after ? { period, after, limit } : { period, limit }));
  }
  return all;
}

function scene(): { chain: Chain; period: number } {
  const chain = market();
  const { first } = contract(chain, [600]);
  deliver(chain, first, 600, 600);
  watch(chain, chain.market + 1800 + 3600 + 300);
  const period = chain.query("statementsOf", { party: bob.address, limit: 1 })[0]?.period ?? 0;
  expect(
    chain.send(bob, { kind: "payment.claim", creditor: alice.address, period, reference: "W-1" }).result.code,
  ).toBe(0);
  return { chain, period };
}
const sign = (document: SettlementDocument, key: Key): SettlementFile => ({
  document,
  signature: { key: key.public, signature: toHex(signDigest(settlementDigest(document), key.secret)) },
});

test("lists who pays whom in the period, page by page, with totals", () => {
  const { chain, period } = scene();
  const at = { period, height: chain.height };
  const document = settlementDocument(CHAIN, at, pages(chain, period, 100));
  expect(settlementDocument(CHAIN, at, pages(chain, period, 1))).toEqual(document);
  expect(SettlementDocument.parse(document)).toEqual(document);
  const sums = document.entries.map(({ debtor, creditor, amount, state, reference }) => [
    debtor === bob.address,
    creditor === alice.address || creditor === OPERATOR.address,
    amount,
    state,
    reference,
  ]);
  expect(sums).toHaveLength(2);
  expect(sums).toContainEqual([true, true, 270_000, "claimed", "W-1"]);
  expect(sums).toContainEqual([true, true, 55_800, "due", null]);
  expect(document.totals).toEqual({ amount: "325800", unpaid: "325800" });
  expect(pages(chain, period + 9, 10)).toEqual([{ entries: [], next: null }]);
});

test("is good when an agent or utility signed it for this chain, in order, with its sums", () => {
  const { chain, period } = scene();
  const document = settlementDocument(CHAIN, { period, height: chain.height }, pages(chain, period, 100));
  const check = (file: SettlementFile, who: Key, chainId = CHAIN) =>
    checkSettlementFile(file, chainId, load.party(chain.state, who.address), nobleSignatures);
  const file = sign(document, SUPPLIER);
  expect(check(file, SUPPLIER)).toEqual([]);
  expect(SettlementFile.parse(file)).toEqual(file);
  expect(check(sign(document, bob), bob)).toEqual(["signer"]);
  expect(check(file, bob)).toEqual(["signer"]);
  expect(check(file, SUPPLIER, "another-chain")).toEqual(["chain"]);
  const [first, second] = document.entries;
  if (!first || !second) throw new Error("two entries");
  const changed = (change: Partial<SettlementDocument>) => ({ ...file, document: { ...document, ...change } });
  expect(check(changed({ entries: [{ ...first, amount: first.amount - 1 }, second] }), SUPPLIER)).toEqual([
    "totals",
    "signature",
  ]);
  expect(check(changed({ entries: [second, first] }), SUPPLIER)).toEqual(["order", "signature"]);
  expect(check(sign({ ...document, totals: { amount: "1", unpaid: "1" } }, SUPPLIER), SUPPLIER)).toEqual(["totals"]);
});
