/** One reading of a party with very many contracts in a slot: no block settles them all, and each is settled once, alike. */
import { expect, test } from "vitest";
import { SETTLED_AT_ONCE } from "../../../shared/ledger/settlement.ts";
import { alice, allHold, bob, market, readings, slotAt } from "./ends/scene.ts";
import { sell } from "./market.ts";

test("what is more than a block's share is settled by the next ones, with the same allocation", () => {
  const chain = market();
  const first = chain.slot + 3;
  const many = 2 * SETTLED_AT_ONCE + 30;
  const offer = chain.send(alice, sell(first, [many * 3])).id;
  const parts = Array.from({ length: many }, () =>
    chain.sign(bob, { kind: "offer.accept", offer, energy: { first, wh: [3] } }),
  );
  expect(chain.block(parts).every(({ code }) => code === 0)).toBe(true);
  chain.until((first + 1) * 900);
  // Two of each three Wh were made.
  chain.block(readings(chain, "alice", first, many * 2, 0));
  const settled = (): number => parts.filter(({ id }) => slotAt(chain, id, first)?.state === "provisional").length;
  expect(settled()).toBe(0);
  chain.block(readings(chain, "bob", first, 0, many * 3));
  expect(settled()).toBeGreaterThanOrEqual(SETTLED_AT_ONCE);
  allHold(chain);
  for (let i = 0; i < 3; i++) chain.block();
  expect(settled()).toBe(many);
  const delivered = parts.map(({ id }) => slotAt(chain, id, first)?.settled?.delivered ?? 0);
  expect(delivered.reduce((sum, wh) => sum + wh, 0)).toBe(many * 2);
  expect(new Set(delivered)).toEqual(new Set([2]));
  allHold(chain);
});
