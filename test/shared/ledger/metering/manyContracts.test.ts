/** A reading that many contracts rest on is followed by pages: no block has more than a page of it, and no contract is left out or done with old figures. */
import { expect, test } from "vitest";
import { TASK_PAGE } from "../../../../shared/ledger/grid/tasks.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { SlotRecord } from "../../../../shared/ledger/records.ts";
import { SETTLED_AT_ONCE } from "../../../../shared/ledger/settlement.ts";
import { loadGrid } from "../../../../shared/ledger/grid/records.ts";
import { load, namesUnder } from "../../../../shared/ledger/stored.ts";
import { PARAMS, sell, type Sent } from "../market.ts";
import { ALICE, BOB, FIRM, metered, scene, type Scene } from "../scene.ts";

const COUNT = 800;
const WH = 2;
const reason = "read again";

/** Alice sells Bob 2 Wh, so many times, in one slot that has ended. */
function many(s: Scene): { slot: number; ids: readonly string[] } {
  const slot = s.chain.slot + 3;
  const offer = s.done(ALICE, sell(slot, [COUNT * WH], FIRM));
  const energy = { first: slot, wh: [WH] };
  const taken: Sent[] = Array.from({ length: COUNT }, () => s.chain.sign(BOB, { kind: "offer.accept", offer, energy }));
  expect(s.chain.block(taken).every(({ code }) => code === 0)).toBe(true);
  s.end(slot);
  return { slot, ids: namesUnder(s.chain.state, KEY.deal(ALICE.address, "electricity", slot, "")) };
}
const records = (s: Scene, { slot, ids }: { slot: number; ids: readonly string[] }): readonly SlotRecord[] =>
  ids.map((id) => load.slot(s.chain.state, id, slot));
const allocated = (all: readonly SlotRecord[]): number => all.reduce((sum, { settled }) => sum + (settled?.aS ?? 0), 0);
const tasks = (s: Scene): readonly string[] => namesUnder(s.chain.state, "task/");
const substitute = (s: Scene, slot: number, sold: number): string =>
  s.operator({ kind: "meter.substitute", party: ALICE.address, slot, sold, bought: 0, reason });

test("a substitute reaches a page of contracts in its block and the others in the next", () => {
  const s = scene();
  const sale = many(s);
  s.read("alice", sale.slot, 0, 0);
  s.read("bob", sale.slot, 0, COUNT * WH);
  for (; tasks(s).length > 0; s.chain.block());
  expect(allocated(records(s, sale))).toBe(0);
  substitute(s, sale.slot, COUNT * WH);
  const done = records(s, sale).map(({ settled }) => settled?.aS === WH);
  // In the order of their ids, without a gap; an empty rest of the slot costs one.
  expect(done.indexOf(false)).toBe(SETTLED_AT_ONCE + TASK_PAGE);
  expect(done.lastIndexOf(true)).toBe(SETTLED_AT_ONCE + TASK_PAGE - 1);
  s.holds();
  s.chain.block();
  expect(allocated(records(s, sale))).toBe(COUNT * WH);
  expect(tasks(s)).toEqual([]);
  s.holds();
});

test("another one on top of it while it runs: every contract ends with the last figures", () => {
  const s = scene();
  const sale = many(s);
  s.read("alice", sale.slot, 0, 0);
  s.read("bob", sale.slot, 0, COUNT * WH);
  for (; tasks(s).length > 0; s.chain.block());
  substitute(s, sale.slot, COUNT * WH);
  substitute(s, sale.slot, COUNT);
  for (; tasks(s).length > 0; s.chain.block());
  expect(allocated(records(s, sale))).toBe(COUNT);
  s.holds();
});

test("a correction after finality: adjustments by pages", () => {
  const s = scene();
  const sale = many(s);
  s.read("alice", sale.slot, COUNT * WH, 0);
  s.read("bob", sale.slot, 0, COUNT * WH);
  s.pass(PARAMS.settlement.dispute + 900);
  expect(records(s, sale).every(({ state }) => state === "final")).toBe(true);
  const before = s.owes(BOB, ALICE);
  s.operator({ kind: "meter.correct", party: ALICE.address, slot: sale.slot, sold: COUNT, bought: 0, reason });
  expect(allocated(records(s, sale))).toBeGreaterThan(COUNT);
  expect(loadGrid.task(s.chain.state, tasks(s)[0] ?? "")).toMatchObject({ what: "remeter", slot: sale.slot });
  s.holds();
  // No residual allocation is told of shares that do not add up yet.
  const asked = { party: ALICE.address, carrier: "electricity", first: sale.slot, count: 1 } as const;
  expect(s.chain.query("residual", asked)?.slots).toEqual([]);
  s.chain.block();
  expect(s.chain.query("residual", asked)?.slots).toMatchObject([{ sold: COUNT, residualSold: 0 }]);
  expect(allocated(records(s, sale))).toBe(COUNT);
  expect(s.owes(BOB, ALICE)).toBeLessThan(before);
  s.holds();
});

test("totals that agree: what waited for them becomes final, a page in their block", () => {
  const s = scene({ alice: metered("alice", "B") });
  const sale = many(s);
  s.read("alice", sale.slot, COUNT * WH, 0);
  s.read("bob", sale.slot, 0, COUNT * WH);
  s.pass(PARAMS.settlement.dispute + 900);
  const blocked = (): number => namesUnder(s.chain.state, "blocked/").length;
  expect(blocked()).toBe(COUNT);
  const totals = [{ sold: COUNT * WH, bought: 0 }];
  s.operator({ kind: "meter.totals", party: ALICE.address, first: sale.slot, totals });
  expect(blocked()).toBe(COUNT - SETTLED_AT_ONCE - TASK_PAGE);
  s.holds();
  s.chain.block();
  expect(blocked()).toBe(0);
  expect(records(s, sale).every(({ state }) => state === "final")).toBe(true);
  s.holds();
});
