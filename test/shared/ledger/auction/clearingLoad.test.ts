/** Many books of one gate are not all cleared in one block: each order and pair counts in the sweep as what it costs, and the rest waits. */
import { expect, test } from "vitest";
import { BOOK_LIMIT } from "../../../../shared/ledger/auction/rules.ts";
import { schedule } from "../../../../shared/ledger/deadlines.ts";
import { CLEARED_AS, SWEEP_LIMIT } from "../../../../shared/ledger/sweep.ts";
import { ZONE } from "../market.ts";
import { ALICE, BOB, DAN, EAST, scene } from "../scene.ts";
import { buys, gateOf, sells } from "./book.ts";

test("a book whose turn does not come any more clears in the next block, as of its gate", () => {
  const s = scene();
  const { chain } = s;
  const slot = chain.slot + 2;
  s.done(DAN, sells(slot, 500, 400_000, { zone: EAST }));
  s.done(ALICE, sells(slot, 500, 400_000));
  s.done(BOB, buys(slot, 500, 500_000));
  chain.until(gateOf(slot) - 30);
  // As many other deadlines as leave room for one order, before the gate's in the queue.
  const edit = chain.state.edit();
  for (let i = 0; i < SWEEP_LIMIT - CLEARED_AS; i++)
    schedule(edit, "m", gateOf(slot) - 1, { what: "mail", to: "nobody", id: String(i) });
  chain.state = edit.done();
  const cleared = (zone: string): unknown => chain.query("clearing", { carrier: "electricity", zone, slot })?.cleared;
  chain.block([], 2);
  expect(chain.market).toBeGreaterThanOrEqual(gateOf(slot));
  expect(cleared(EAST)).toMatchObject({ admitted: 1, pairs: 0 });
  expect(cleared(ZONE)).toBeNull();
  chain.block([], 2);
  expect(cleared(ZONE)).toMatchObject({ admitted: 2, contracts: 1, contracted: 500 });
  s.holds();
});

test("after a full book no other one begins in the same block", () => {
  expect(CLEARED_AS * (BOOK_LIMIT + BOOK_LIMIT - 1)).toBeGreaterThanOrEqual(SWEEP_LIMIT);
});
