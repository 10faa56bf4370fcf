/** DESIGN §5: a record that is final and paid leaves the state after a retention period; what is still needed stays. */
import { describe, expect, test } from "vitest";
import type { TaskRecord } from "../../../../shared/ledger/grid/records.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { Params } from "../../../../shared/ledger/params.ts";
import { save } from "../../../../shared/ledger/stored.ts";
import { type Chain, type Key, Meter, OPERATOR, PARAMS, sell } from "../market.ts";
import {
  alice,
  allHold,
  bob,
  contract,
  contractState,
  decide,
  deliver,
  FIRM,
  market,
  readings,
  statements,
  watch,
} from "../ends/scene.ts";

const SHORT: Partial<Params> = { supervision: { ...PARAMS.supervision, retain: 3600, correct: 7200 } };
const prefixes = (chain: Chain): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const [key] of chain.state.range("", "\x7f")) {
    const prefix = key.split("/")[0] ?? "";
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  return counts;
};
/** Whoever owes something that is due or overdue claims it; silence then pays it. */
function payAll(chain: Chain): void {
  for (const key of [alice, bob, OPERATOR]) {
    for (const { a, b, period, state, due } of chain.query("statementsOf", { party: key.address, limit: 100 })) {
      const [debtor, creditor] = due > 0 ? [a, b] : [b, a];
      if (debtor !== key.address || (state !== "due" && state !== "overdue")) continue;
      const claim = { kind: "payment.claim", creditor, period, reference: "R" } as const;
      expect(chain.send(key, claim).result.code).toBe(0);
    }
  }
}

describe("a contract", () => {
  test("stays while it can be corrected, and while a statement with a line of it is not paid", () => {
    const chain = market(SHORT);
    const { id, first } = contract(chain, [600], FIRM);
    deliver(chain, first, 500, 600);
    watch(chain, chain.market + 2 * 3600);
    const final = chain.query("contract", { id })?.slots[0]?.finalAt?.market ?? 0;
    watch(chain, final + 7200 + 1200);
    // Its statements are overdue.
    expect(contractState(chain, id)?.state).toBe("delivered");
    payAll(chain);
    watch(chain, chain.market + 1800 + 3600 + 600);
    expect(contractState(chain, id)).toBeUndefined();
    expect(chain.query("contractsOf", { party: alice.address, limit: 5 })).toEqual([]);
    expect(
      chain.query("positions", { party: alice.address, carrier: "electricity", from: first, to: first + 1 }),
    ).toEqual([]);
    expect(
      [...prefixes(chain).keys()].filter((prefix) => /^(deal|slot|progress|lineof|metered|balance)$/.test(prefix)),
    ).toEqual([]);
    // Its statements follow.
    watch(chain, chain.market + 2 * 3600);
    expect(statements(chain, alice, bob)).toEqual([]);
    expect(prefixes(chain).has("line")).toBe(false);
  });

  test("paid at once still stays until its correction window has passed", () => {
    const chain = market(SHORT);
    const { id, first } = contract(chain, [600]);
    deliver(chain, first, 600, 600);
    watch(chain, chain.market + 5460);
    payAll(chain);
    const final = chain.query("contract", { id })?.slots[0]?.finalAt?.market ?? 0;
    watch(chain, final + 7200 - 600);
    expect(statements(chain, alice, bob)[0]?.state).toBe("paid");
    // A statement stays as long as a contract that it names.
    expect(statements(chain, alice, bob)).toHaveLength(1);
    expect(contractState(chain, id)?.state).toBe("delivered");
    expect(
      chain.query("metered", { party: bob.address, carrier: "electricity", from: first, to: first + 1 }),
    ).toHaveLength(1);
    watch(chain, final + 7200 + 600);
    expect(contractState(chain, id)).toBeUndefined();
  });

  test("stays longer when the regulators lengthen the window meanwhile", () => {
    const chain = market(SHORT);
    const { id, first } = contract(chain, [600]);
    deliver(chain, first, 600, 600);
    watch(chain, chain.market + 5460);
    payAll(chain);
    const final = chain.query("contract", { id })?.slots[0]?.finalAt?.market ?? 0;
    decide(chain, ({ state, params }) => {
      save(state, KEY.params, { ...params, supervision: { ...params.supervision, correct: 14_400 } });
    });
    watch(chain, final + 14_400 - 600);
    expect(contractState(chain, id)?.state).toBe("delivered");
    watch(chain, final + 14_400 + 600);
    expect(contractState(chain, id)).toBeUndefined();
  });

  test("stays while others of its slot wait for their share of a corrected reading", () => {
    const chain = market(SHORT);
    const { id, first } = contract(chain, [600]);
    deliver(chain, first, 600, 600);
    watch(chain, chain.market + 5460);
    payAll(chain);
    const final = chain.query("contract", { id })?.slots[0]?.finalAt?.market ?? 0;
    const task = KEY.task(`remeter.${bob.address}.electricity.${first}`);
    const under: TaskRecord = {
      what: "remeter",
      of: `${bob.address}/electricity`,
      slot: first,
      last: first,
      after: "",
    };
    decide(chain, ({ state }) => save(state, task, under));
    watch(chain, final + 7200 + 600);
    expect(contractState(chain, id)?.state).toBe("delivered");
    decide(chain, ({ state }) => state.delete(task));
    watch(chain, chain.market + PARAMS.settlement.period + 600);
    expect(contractState(chain, id)).toBeUndefined();
  });

  test("that ended before it began leaves as well, with its dispute's records", () => {
    const chain = market(SHORT);
    const { id, first } = contract(chain, [600, 600], FIRM);
    deliver(chain, first, 500, 600);
    const dispute = {
      kind: "dispute.raise",
      contract: id,
      first,
      count: 1,
      evidence: "ee".repeat(32),
      reason: "x",
    } as const;
    const raised = chain.send(alice, dispute);
    expect(raised.result.code).toBe(0);
    const other = contract(chain, [600], FIRM, bob, alice);
    chain.send(bob, { kind: "contract.end", contract: other.id, from: other.first, mutual: true }, [alice, bob]);
    watch(chain, chain.market + 4 * 3600);
    expect(contractState(chain, other.id)).toBeUndefined();
    // Disputed slots keep their contract for as long as nobody rules.
    expect(contractState(chain, id)?.slots).toMatchObject({ disputed: 1 });
    expect(chain.send(alice, { kind: "dispute.withdraw", dispute: raised.id }).result.code).toBe(0);
    for (let i = 0; i < 6; i++) {
      payAll(chain);
      watch(chain, chain.market + 3600);
    }
    expect(contractState(chain, id)).toBeUndefined();
    expect([...prefixes(chain).keys()].filter((prefix) => prefix.startsWith("dispute"))).toEqual([]);
  });
});

test("a paid statement keeps all its lines as long as one contract of them stays: it adds up, or is gone", () => {
  const chain = market(SHORT);
  const first = chain.slot + 2;
  const short = Array.from({ length: 8 }, (_, i) => contract(chain, [50 + i]).id);
  // One of the same slot has another one a day later: it stays.
  const wh = Array.from({ length: 90 }, (_, i) => (i === 0 || i === 89 ? 100 : 0));
  const offer = chain.send(alice, sell(first, wh)).id;
  expect(chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh } }).result.code).toBe(0);
  deliver(chain, first, 600, 600);
  for (let i = 0; i < 12; i++) {
    payAll(chain);
    watch(chain, chain.market + 3600);
  }
  // Those of one slot are gone; the paid statement with lines of all nine is there whole.
  expect(short.filter((id) => contractState(chain, id))).toEqual([]);
  expect(statements(chain, alice, bob).some(({ state, lines }) => state === "paid" && lines.length === 9)).toBe(true);
  allHold(chain);
});

describe("readings", () => {
  test("leave when their contracts have, and do not come back", () => {
    const chain = market(SHORT);
    const meter = new Meter("alice");
    const slot = chain.slot;
    chain.until((slot + 1) * 900);
    meter.read(slot, 300, 0);
    chain.block(meter.send(chain, slot));
    const { id, first } = contract(chain, [600]);
    chain.until((first + 1) * 900);
    meter.read(first, 600, 0);
    chain.block([...meter.send(chain, first), ...readings(chain, "bob", first, 0, 600)]);
    const kept = () => [prefixes(chain).get("batch"), prefixes(chain).get("counter")];
    expect(kept()).toEqual([3, 12]);
    const limit = (slot + 1) * 900 + 1800 + 7200;
    watch(chain, limit + 600);
    expect(kept()).toEqual([2, 8]);
    const late = chain.send(alice, meter.commit(slot), [meter.key]);
    expect(late.result).toMatchObject({ data: { rule: "meter.late", figure: chain.market, limit, unit: "s" } });
    // Unpaid, the contract keeps what it rests on.
    watch(chain, chain.market + 4 * 3600);
    expect(kept()).toEqual([2, 8]);
    payAll(chain);
    watch(chain, chain.market + 4 * 3600);
    expect(contractState(chain, id)).toBeUndefined();
    expect(kept()).toEqual([undefined, undefined]);
  });
});

test("after a day of trade the state of a quiet chain returns to where it began", () => {
  const chain = market(SHORT);
  const begin = chain.state.size;
  let most = 0;
  const day = chain.market + 86_400;
  const meters: readonly (readonly [string, Key])[] = [
    ["alice", alice],
    ["bob", bob],
  ];
  let read = chain.slot;
  let round = 0;
  while (chain.market < day) {
    // Out of step with the hours in which statements close.
    chain.until(chain.market + 60 * (round++ % 7));
    const { first } = contract(chain, [600, 300], round % 2 === 0 ? FIRM : {});
    chain.until((first + 2) * 900);
    for (const slot of [first, first + 1]) {
      const sent = meters.flatMap(([label]) =>
        readings(chain, label, slot, label === "alice" ? 500 : 0, label === "bob" ? 450 : 0),
      );
      expect(chain.block(sent).every(({ code }) => code === 0)).toBe(true);
    }
    read = first + 2;
    payAll(chain);
    allHold(chain);
    most = Math.max(most, chain.state.size);
  }
  expect(read * 900).toBeGreaterThan(day - 3600);
  for (let i = 0; i < 10; i++) {
    chain.until(chain.market + 3600);
    payAll(chain);
  }
  // Offers are kept for a week.
  chain.until(chain.market + 9 * 86_400);
  const left = [...prefixes(chain)].filter(
    ([prefix]) => !market(SHORT).state.range(`${prefix}/`, `${prefix}0`)[Symbol.iterator]().next().value,
  );
  // What stays: the peaks of each path, small sums that wait for a next statement, bitmaps of the last days.
  expect(left.map(([prefix]) => prefix).filter((prefix) => !["log", "carry", "nonce"].includes(prefix))).toEqual([]);
  expect(most).toBeGreaterThan(begin + 200);
  expect(chain.state.size).toBeLessThan(begin + 12);
});
