/** What a block may hold and what its sweep may do are counted in slots of contracts, so that neither takes long. */
import { expect, test } from "vitest";
import { contextOf } from "../../../shared/ledger/context.ts";
import { settleOverdue } from "../../../shared/ledger/settlement.ts";
import { load } from "../../../shared/ledger/stored.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { BLOCK_WORK, workOf } from "../../../shared/ledger/work.ts";
import { moneyHolds, positionsHold } from "./invariants.ts";
import { Chain, genesis, home, keyOf, sell, TRUSTING } from "./market.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");

test("the end of grace settles so many contracts, counts each, and goes on in the next block", () => {
  const chain = new Chain(genesis([home("alice"), home("bob")]), TRUSTING);
  const first = chain.slot + 2;
  const offer = chain.send(alice, sell(first, [1800], { type: "firm", damages: { seller: 100_000, buyer: 80_000 } }));
  const energy = { first, wh: [1] };
  const takes = Array.from({ length: 7 }, () => chain.sign(bob, { kind: "offer.accept", offer: offer.id, energy }));
  expect(chain.block(takes).every(({ code }) => code === 0)).toBe(true);
  const pending = () => takes.filter(({ id }) => chain.query("contract", { id })?.slots[0]?.state === "pending").length;
  chain.until((first + 1) * 900 + 900);
  expect(pending()).toBe(7);

  const edit = chain.state.edit();
  const clock = load.clock(edit);
  expect(settleOverdue(contextOf(edit, chain.params, TRUSTING, clock, clock), "electricity", first, 3)).toBe(3);
  chain.state = edit.done();
  expect(pending()).toBe(4);
  chain.block();
  expect(pending()).toBe(0);

  const again = chain.state.edit();
  expect(settleOverdue(contextOf(again, chain.params, TRUSTING, clock, clock), "electricity", first, 3)).toBe(0);
  expect(again.changes().size).toBe(0);
  chain.until((first + 1) * 900 + 7200);
  positionsHold(chain.state);
  moneyHolds(chain.state);
});

test("work is the slots that a body can touch, 1 where it touches none, and far less than a block's", () => {
  const chain = new Chain(genesis([home("alice"), home("bob")]), TRUSTING);
  const wh = Array.from({ length: 100 }, () => 1);
  const work = (body: TxBody): number => workOf(body);
  expect(work(chain.body(alice, sell(9, wh)))).toBe(100);
  expect(work(chain.body(alice, { ...sell(9, wh), kind: "offer.replace", replaces: "0".repeat(64) }))).toBe(200);
  expect(
    work(chain.body(alice, { kind: "offer.accept", offer: "0".repeat(64), energy: { first: 9, wh: [1, 1] } })),
  ).toBe(2);
  expect(work(chain.body(alice, { kind: "payment.confirm", debtor: bob.address, period: 1 }))).toBe(1);
  expect(BLOCK_WORK).toBeGreaterThan(200 * 10);
});
