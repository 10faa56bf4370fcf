/** DESIGN §5: the history of a contract, a Wh's way from the meter to the money, and the balance of a zone's day, each as a proved query. */
import { describe, expect, test } from "vitest";
import { rule } from "../../../../shared/ledger/ends/disputes.ts";
import { release } from "../../../../shared/ledger/contracts.ts";
import { Chain, genesis, home, keyOf, OPERATOR, PARAMS, sell, ZONE } from "../market.ts";
import {
  alice,
  bob,
  carol,
  contract,
  decide,
  DECISION,
  deliver,
  FIRM,
  market,
  readings,
  watch,
} from "../ends/scene.ts";

const whats = (chain: Chain, id: string) => chain.query("history", { contract: id })?.map(({ what }) => what);

describe("the history of a contract", () => {
  test("from the offer to the payment, each event once, in the order of the blocks", () => {
    const chain = market();
    const { id, first } = contract(chain, [600], FIRM);
    expect(whats(chain, id)).toEqual(["offered", "screened", "admitted"]);
    deliver(chain, first, 500, 600);
    watch(chain, chain.market + 1800 + 3600 + 600);
    const { period } = chain
      .query("statementsOf", { party: bob.address, limit: 9 })
      .find(({ a, b }) => [a, b].includes(alice.address)) ?? { period: 0 };
    chain.send(bob, { kind: "payment.claim", creditor: alice.address, period, reference: "R" });
    chain.send(alice, { kind: "payment.confirm", debtor: bob.address, period });
    const events = chain.query("history", { contract: id }) ?? [];
    expect(
      events
        .filter(({ statement }) => statement?.a !== OPERATOR.address && statement?.b !== OPERATOR.address)
        .map(({ what }) => what),
    ).toEqual([
      "offered",
      "screened",
      "admitted",
      "committed",
      "committed",
      "settled",
      "final",
      "stated",
      "fellDue",
      "claimed",
      "paid",
    ]);
    const heights = events.map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(events.find(({ what }) => what === "final")).toMatchObject({ slot: first, by: null });
    expect(events.find(({ what }) => what === "claimed")).toMatchObject({ by: bob.address, statement: { period } });
    expect(chain.query("history", { contract: "ab".repeat(32) })).toBeNull();
  });

  test("holds, rulings, appeals and ends stand in it", () => {
    const document = genesis([home("alice"), home("bob"), home("carol")], PARAMS);
    const limits = document.limits.map((entry) => ({ ...entry, limits: { ...entry.limits, review: 0 } }));
    const chain = new Chain({ ...document, limits });
    const { id, first } = contract(chain, [600, 600, 600, 600], FIRM);
    decide(chain, (context) => release(context, id));
    deliver(chain, first, 500, 600);
    const dispute = {
      kind: "dispute.raise",
      contract: id,
      first,
      count: 1,
      evidence: "ee".repeat(32),
      reason: "x",
    } as const;
    const { id: raised } = chain.send(alice, dispute);
    const ruling = { slots: [], liability: "none", award: null } as const;
    decide(chain, (context) => rule(context, raised, { ...ruling, slots: [] }, DECISION, "so"));
    chain.send(bob, { kind: "dispute.appeal", dispute: raised, reason: "no" });
    decide(chain, (context) => rule(context, raised, { ...ruling, slots: [] }, DECISION, "still"));
    chain.send(bob, { kind: "contract.end", contract: id, from: first + 3, mutual: true }, [alice, bob]);
    const events = chain.query("history", { contract: id }) ?? [];
    // A ruling settles the slot anew.
    expect(
      events.filter(({ what }) => what !== "committed" && what !== "stated").map(({ what, by }) => [what, by]),
    ).toEqual([
      ["offered", null],
      ["screened", null],
      ["held", "seller.review"],
      ["held", "buyer.review"],
      ["released", null],
      ["disputed", alice.address],
      ["ruled", DECISION],
      ["settled", null],
      ["final", null],
      ["appealed", bob.address],
      ["ruled", DECISION],
      ["closed", null],
      ["ended", expect.any(String)],
      ["final", expect.any(String)],
    ]);
  });
});

test("a Wh's way: commitment, counters, reading, allocation, delivery, lines, statements", () => {
  const chain = market();
  const first = chain.slot + 2;
  const offer = chain.send(alice, sell(first, [900], FIRM)).id;
  const take = (who: typeof bob, wh: number) =>
    chain.send(who, { kind: "offer.accept", offer, energy: { first, wh: [wh] } }).id;
  const [one, two] = [take(bob, 600), take(carol, 300)];
  expect(chain.query("energyWay", { contract: one, slot: first })).toMatchObject({
    seller: { meter: "meter-alice", batch: null, metered: null },
    owed: [],
    statements: [],
  });
  chain.until((first + 1) * 900);
  chain.block([
    ...readings(chain, "alice", first, 700, 0),
    ...readings(chain, "bob", first, 0, 550),
    ...readings(chain, "carol", first, 0, 300),
  ]);
  watch(chain, chain.market + 2400);
  const way = chain.query("energyWay", { contract: one, slot: first });
  // The worked example of the protocol: 700 Wh over 600 and 300.
  const shares = way?.seller.shares.toSorted((a, b) => b.q - a.q);
  expect(shares).toEqual([
    { contract: one, q: 600, allocated: 467 },
    { contract: two, q: 300, allocated: 233 },
  ]);
  const counters = way?.seller.counters.find(({ register }) => register === "2.8.0");
  expect((counters?.to?.counter ?? 0) - (counters?.from?.counter ?? 0)).toBe(700);
  expect(way).toMatchObject({
    seller: { party: alice.address, metered: { sold: 700, bought: 0 } },
    buyer: { party: bob.address, shares: [{ allocated: 550 }] },
    slot: { state: "final", settled: { aS: 467, aB: 550, delivered: 467 } },
  });
  expect(way?.seller.batch?.root).toMatch(/^[0-9a-f]{64}$/);
  expect(way?.owed.map(({ what, wh }) => [what, wh]).slice(0, 2)).toEqual([
    ["energy", 467],
    ["damagesSeller", 83],
  ]);
  expect(way?.statements.map(({ state }) => state)).toEqual(["open", "open"]);
  expect(chain.query("energyWay", { contract: one, slot: first + 1 })).toBeNull();
});

test("a zone's day: what is published, promised, and what flows to and from other zones", () => {
  const west = genesis([home("alice"), home("bob")]);
  const east = keyOf("east operator");
  const [limits] = west.limits;
  const [charges] = west.charges;
  if (!limits || !charges) throw new Error("no limits");
  const operator = {
    ...west.parties.find(({ id }) => id === OPERATOR.address),
    id: east.address,
    key: east.public,
    zone: "EAST-1",
  };
  const chain = new Chain({
    ...west,
    zones: [...west.zones, { id: "EAST-1", operator: east.address, utcOffset: 28_800 }],
    parties: [...west.parties, operator as never, home("carol", { zone: "EAST-1" })],
    limits: [...west.limits, { ...limits, zone: "EAST-1" }],
    charges: [...west.charges, { ...charges, to: "EAST-1" }, { ...charges, from: "EAST-1", to: "EAST-1" }],
    transfers: [{ carrier: "electricity", from: ZONE, to: "EAST-1", wh: 1000 }],
  });
  const first = chain.slot + 2;
  const offer = chain.send(alice, sell(first, [900, 900], FIRM)).id;
  const take = (who: typeof bob, wh: readonly number[]) =>
    expect(chain.send(who, { kind: "offer.accept", offer, energy: { first, wh: [...wh] } }).result.code).toBe(0);
  take(bob, [300, 200]);
  take(carol, [400]);
  const day = (zone: string) => chain.query("zoneDay", { zone, carrier: "electricity", first, count: 3 });
  const published = { deliverable: 100_000, demand: 100_000 };
  expect(day(ZONE)).toEqual([
    { slot: first, ...published, firm: 700, bought: 300, out: [{ zone: "EAST-1", wh: 400, capacity: 1000 }], in: [] },
    { slot: first + 1, ...published, firm: 200, bought: 200, out: [], in: [] },
    { slot: first + 2, ...published, firm: 0, bought: 0, out: [], in: [] },
  ]);
  expect(day("EAST-1")[0]).toMatchObject({
    firm: 0,
    bought: 400,
    out: [],
    in: [{ zone: ZONE, wh: 400, capacity: 1000 }],
  });
  expect(day("NOWHERE")).toEqual([]);
});
