/** Work over a zone goes on by pages: no block has more than a page of it, and nothing is left out or done twice. */
import { expect, test } from "vitest";
import { TASK_PAGE } from "../../../../shared/ledger/grid/tasks.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { type Sent, ZONE } from "../market.ts";
import { ALICE, BOB, FIRM, scene } from "../scene.ts";
import { sell } from "../market.ts";

test("a curtailment of more contracts than a page goes on in the next block", () => {
  const s = scene();
  const { chain } = s;
  const [one, two] = [chain.slot + 3, chain.slot + 4];
  const count = 350;
  const offer = s.done(ALICE, sell(one, [2 * count, 2 * count], FIRM));
  const taken: Sent[] = Array.from({ length: count }, () =>
    chain.sign(BOB, { kind: "offer.accept", offer, energy: { first: one, wh: [2, 2] } }),
  );
  expect(chain.block(taken).every(({ code }) => code === 0)).toBe(true);
  const bought = (slot: number): number => load.position(chain.state, BOB.address, "electricity", slot).bought;
  s.operator({
    kind: "grid.curtail",
    zone: ZONE,
    carrier: "electricity",
    side: "buy",
    first: one - 1,
    count: 4,
    keepPpm: 500_000,
    reason: "half",
  });
  // An empty slot costs one, then the first slot with contracts all of its own, then the rest of the page.
  const left = TASK_PAGE - 1 - (count + 1);
  expect([bought(one), bought(two)]).toEqual([count, 2 * count - left]);
  s.holds();
  chain.block();
  expect([bought(one), bought(two)]).toEqual([count, count]);
  expect([...chain.state.range("task/", "task0")]).toEqual([]);
  s.holds();
});
