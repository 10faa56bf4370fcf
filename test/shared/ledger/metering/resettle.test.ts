/** The one way to settle a slot anew before it is final: by readings as they are now, or by the regulators' figures, which stand. */
import { expect, test } from "vitest";
import { contextOf } from "../../../../shared/ledger/context.ts";
import type { Ruling } from "../../../../shared/ledger/bodies/decisions.ts";
import { rule } from "../../../../shared/ledger/ends/disputes.ts";
import { type Override, resettle } from "../../../../shared/ledger/settlement.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { TRUSTING, ZONE } from "../market.ts";
import { ALICE, BOB, metered, scene, type Scene } from "../scene.ts";

function settled(): { s: Scene; id: string; slot: number } {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 200, 0);
  s.read("bob", slot, 0, 600);
  return { s, id: ids[0] ?? "", slot };
}

/** As a handler of the next block would. */
function again(s: Scene, id: string, slot: number, override?: Override): void {
  const edit = s.chain.state.edit();
  const clock = load.clock(edit);
  resettle(contextOf(edit, s.chain.params, TRUSTING, clock, clock), id, slot, override);
  s.chain.state = edit.done();
}

/** Raised by the buyer, ruled by the regulators. */
function dispute(s: Scene, contract: string, slot: number): string {
  const evidence = "ee".repeat(32);
  const { id, result } = s.chain.send(BOB, {
    kind: "dispute.raise",
    contract,
    first: slot,
    count: 1,
    evidence,
    reason: "not so",
  });
  expect(result.code).toBe(0);
  return id;
}

function ruled(s: Scene, id: string, slot: number, aS: number | null, liability: Ruling["liability"]): void {
  const edit = s.chain.state.edit();
  const clock = load.clock(edit);
  const ruling: Ruling = { slots: [{ slot, aS, aB: null }], liability, award: null };
  rule(contextOf(edit, s.chain.params, TRUSTING, clock, clock), id, ruling, "dd".repeat(32), "as found");
  s.chain.state = edit.done();
}

test("nothing changed: the same figures, another window", () => {
  const { s, id, slot } = settled();
  const before = s.slot(id);
  s.pass(300);
  again(s, id, slot);
  const after = s.slot(id);
  expect(after.settled).toEqual({ ...before.settled, at: after.settled?.at, finalFrom: after.settled?.finalFrom });
  expect(after.settled?.finalFrom).toBeGreaterThan(before.settled?.finalFrom ?? Infinity);
  s.holds();
});

test("ruled: the regulators' figures, with null as settled; nothing but another ruling changes them", () => {
  const { s, id, slot } = settled();
  const raised = dispute(s, id, slot);
  s.holds();
  again(s, id, slot);
  expect(s.slot(id).state).toBe("disputed");
  ruled(s, raised, slot, 580, "seller");
  expect(s.slot(id)).toMatchObject({
    state: "provisional",
    ruled: true,
    settled: { aS: 580, aB: 600, delivered: 580 },
  });
  expect(s.chain.query("exposure", { party: ALICE.address }).unpaid).toBe(2_000);
  s.holds();
  const reason = "read again";
  s.operator({ kind: "meter.substitute", party: ALICE.address, slot, sold: 0, bought: 0, reason });
  const outage = {
    kind: "grid.outage",
    zone: ZONE,
    carrier: "electricity",
    party: null,
    first: slot,
    count: 1,
  } as const;
  s.operator({ ...outage, reason });
  expect(s.slot(id)).toMatchObject({ excused: null, settled: { aS: 580, delivered: 580 } });
  s.pass(1860);
  expect(s.slot(id).state).toBe("final");
  s.operator({ kind: "meter.correct", party: ALICE.address, slot, sold: 1, bought: 0, reason });
  expect(s.slot(id)).toMatchObject({ state: "final", settled: { delivered: 580 } });
  // 580 Wh at 0.45, less damages for 20 Wh at 0.10.
  expect(s.owes(BOB, ALICE)).toBe(259_000);
  s.holds();
});

test("a ruling ends the wait for an operator's totals", () => {
  const s = scene({ alice: metered("alice", "B") });
  const { ids, slot } = s.contracts([[BOB, 600]]);
  s.end(slot);
  s.read("alice", slot, 600, 0);
  s.read("bob", slot, 0, 600);
  s.pass(3600);
  expect(s.slot(ids[0]).state).toBe("provisional");
  again(s, ids[0] ?? "", slot, { aS: null, aB: null });
  s.pass(1860);
  expect(s.slot(ids[0]).state).toBe("final");
  s.holds();
});

test("pending and final slots stay as they are", () => {
  const s = scene();
  const { ids, slot } = s.contracts([[BOB, 600]]);
  const root = s.chain.state.root;
  again(s, ids[0] ?? "", slot, { aS: 1, aB: 1 });
  expect(s.chain.state.root).toEqual(root);
  s.end(slot);
  s.pass(3700);
  expect(s.slot(ids[0]).state).toBe("final");
  const final = s.chain.state.root;
  again(s, ids[0] ?? "", slot, { aS: 1, aB: 1 });
  expect(s.chain.state.root).toEqual(final);
});
