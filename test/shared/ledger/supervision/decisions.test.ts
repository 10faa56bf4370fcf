/** DESIGN §4: regulators decide by quorum, with a reason on the ledger; effective at once or after a notice. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { Chain, genesis, home, keyOf, PARAMS } from "../market.ts";
import { carry, decide, decisionOf, propose, regulator, vote } from "./council.ts";

const alice = keyOf("alice");
const watch: Act = { act: "watch.set", party: alice.address, on: true };
const slower: Act = { act: "params.change", change: { metering: { batchSlots: 1, grace: 3600 } } };
const market = () => new Chain(genesis([home("alice"), home("bob")]));

test("a proposal is its sender's vote; the quorum makes it effective at once", () => {
  const chain = market();
  const { id } = propose(chain, watch, regulator(0), "complaints");
  expect(chain.query("decision", { id })).toMatchObject({
    decision: { id, state: "open", signed: { body: { decide: watch, reason: "complaints" } }, at: { height: 1 } },
    ballots: [{ regulator: regulator(0).address, approve: true, reason: "complaints", at: { height: 1 } }],
    tally: { yes: 1, no: 0, of: 4, needed: 3 },
  });
  vote(chain, id, regulator(1));
  vote(chain, id, regulator(2), false, "no ground");
  expect(chain.query("watched", { limit: 10 })).toEqual([]);
  expect(vote(chain, id, regulator(3), true, "seen it").code).toBe(0);
  expect(chain.query("watched", { limit: 10 })).toEqual([alice.address]);
  const found = chain.query("decision", { id });
  expect(found).toMatchObject({
    decision: {
      state: "effective",
      carried: { height: 4, votes: 3, of: 4, needed: 3 },
      ended: { height: 4 },
      refusal: null,
    },
    tally: null,
  });
  expect(found?.ballots.map(({ approve, reason }) => [approve, reason]).toSorted()).toEqual([
    [false, "no ground"],
    [true, "agreed"],
    [true, "complaints"],
    [true, "seen it"],
  ]);
});

test("a decision on parameters takes effect only after its notice, on the administrative clock", () => {
  const params = { ...PARAMS, supervision: { ...PARAMS.supervision, notice: 1200 } };
  const chain = new Chain(genesis([home("alice")], params));
  const id = carry(chain, slower);
  const carried = decisionOf(chain, id);
  const adm = Math.floor(chain.query("clock", {}).adm / 1000);
  expect(carried).toMatchObject({ state: "carried", effect: adm + 1200, ended: null });
  // A standstill of an hour is no notice.
  chain.block([], 3600);
  expect(decisionOf(chain, id).state).toBe("carried");
  expect(chain.query("params", {}).metering.grace).toBe(1800);
  chain.block([], 30);
  expect(decisionOf(chain, id)).toMatchObject({ state: "effective", ended: { height: chain.height } });
  expect(chain.query("params", {})).toEqual({ ...params, metering: { batchSlots: 1, grace: 3600 } });
});

describe("refused", () => {
  test("decision.regulator: who is not in office neither proposes nor votes", () => {
    const chain = market();
    const refusal = { code: 1, data: { rule: "decision.regulator" } };
    expect(propose(chain, watch, alice).result).toMatchObject(refusal);
    const { id } = propose(chain, watch);
    expect(vote(chain, id, alice)).toMatchObject(refusal);
    expect(chain.query("decision", { id })?.tally).toMatchObject({ yes: 1 });
  });

  test("decision.unknown", () => {
    expect(vote(market(), "ab".repeat(32), regulator(1))).toMatchObject({ data: { rule: "decision.unknown" } });
  });

  test("decision.twice: the proposer has voted, and nobody changes a vote", () => {
    const chain = market();
    const { id } = propose(chain, watch);
    const twice = { code: 1, data: { rule: "decision.twice" } };
    expect(vote(chain, id, regulator(0))).toMatchObject(twice);
    vote(chain, id, regulator(1), false);
    expect(vote(chain, id, regulator(1), true)).toMatchObject(twice);
    expect(chain.query("decision", { id })?.tally).toMatchObject({ yes: 1, no: 1 });
  });

  test("decision.closed: after the outcome", () => {
    const chain = market();
    const id = carry(chain, watch);
    expect(vote(chain, id, regulator(3))).toMatchObject({ code: 1, data: { rule: "decision.closed" } });
  });

  test("decision.open: ten open proposals of one regulator, others can go on", () => {
    const chain = market();
    const ids = Array.from({ length: 10 }, () => propose(chain, watch).id);
    expect(propose(chain, watch).result).toMatchObject({
      data: { rule: "decision.open", figure: 11, limit: 10, unit: "count" },
    });
    expect(propose(chain, watch, regulator(1)).result.code).toBe(0);
    for (const who of [1, 2]) vote(chain, ids[0] ?? "", regulator(who), false);
    expect(decisionOf(chain, ids[0] ?? "").state).toBe("rejected");
    expect(propose(chain, watch).result.code).toBe(0);
  });

  test("an act that could not be carried out, with its own rule; the proposal leaves nothing", () => {
    const chain = market();
    const { id, result } = propose(chain, { ...watch, on: false });
    expect(result).toMatchObject({ code: 1, data: { rule: "act.nothing" } });
    expect(chain.query("decision", { id })).toBeNull();
    expect(chain.query("decisions", { status: "open", limit: 10 })).toEqual([]);
  });
});

describe("without a quorum", () => {
  test("rejected as soon as too few are left to reach it", () => {
    const chain = market();
    const { id } = propose(chain, watch);
    vote(chain, id, regulator(1), false);
    expect(decisionOf(chain, id).state).toBe("open");
    vote(chain, id, regulator(2), false);
    expect(decisionOf(chain, id)).toMatchObject({ state: "rejected", carried: null, ended: { height: 3 } });
    expect(chain.query("watched", { limit: 1 })).toEqual([]);
  });

  test("lapsed when nobody comes in time", () => {
    const chain = market();
    const { id } = propose(chain, watch);
    vote(chain, id, regulator(1));
    const { until } = decisionOf(chain, id);
    chain.until(until - 60);
    expect(decisionOf(chain, id).state).toBe("open");
    chain.until(until);
    expect(decisionOf(chain, id)).toMatchObject({ state: "lapsed", carried: null });
    expect(chain.query("watched", { limit: 1 })).toEqual([]);
  });

  test("a vote in the block that passes the time comes too late", () => {
    const chain = market();
    const { id } = propose(chain, watch);
    vote(chain, id, regulator(1));
    const { until } = decisionOf(chain, id);
    while (chain.market < until - 30) chain.block([], 1);
    const late = chain.sign(regulator(2), { kind: "decision.vote", decision: id, approve: true, reason: "late" });
    expect(chain.block([late], 10)[0]).toMatchObject({ data: { rule: "decision.closed" } });
    expect(decisionOf(chain, id).state).toBe("lapsed");
  });

  test("a standstill takes nothing of the time to decide", () => {
    const chain = market();
    const { id } = propose(chain, watch);
    chain.block([], 7200);
    expect(decisionOf(chain, id).state).toBe("open");
    vote(chain, id, regulator(1));
    vote(chain, id, regulator(2));
    expect(decisionOf(chain, id).state).toBe("effective");
  });
});

test("an act whose rules no longer hold when it is carried fails, and says why; the last vote counts all the same", () => {
  const chain = market();
  const first = propose(chain, watch).id;
  carry(chain, watch);
  vote(chain, first, regulator(1));
  expect(vote(chain, first, regulator(2)).code).toBe(0);
  expect(decisionOf(chain, first)).toMatchObject({
    state: "failed",
    carried: { votes: 3 },
    refusal: { rule: "act.nothing", figure: 0, limit: 1, unit: "state" },
  });
});

test("decisions: by state, the latest proposal first, page after page", () => {
  const chain = market();
  const open = Array.from({ length: 5 }, () => propose(chain, watch).id).toReversed();
  const done = decide(chain, watch).id;
  const ids = (after?: string) =>
    chain
      .query("decisions", after === undefined ? { status: "open", limit: 2 } : { status: "open", limit: 2, after })
      .map(({ id }) => id);
  expect([ids(), ids(open[1]), ids(open[3]), ids(open[4])]).toEqual([
    open.slice(0, 2),
    open.slice(2, 4),
    open.slice(4),
    [],
  ]);
  expect(chain.query("decisions", { status: "effective", limit: 5 }).map(({ id }) => id)).toEqual([done]);
  expect(chain.query("decisions", { status: "open", limit: 5, after: "00".repeat(32) })).toEqual([]);
});

test("two regulators' votes in one block: the second finds it carried", () => {
  const chain = new Chain(genesis([home("alice")], { ...PARAMS, quorum: 2 }));
  const { id } = propose(chain, watch);
  const ballots = [1, 2].map((who) =>
    chain.sign(regulator(who), { kind: "decision.vote", decision: id, approve: true, reason: "yes" }),
  );
  expect(chain.block(ballots).map(({ code }) => code)).toEqual([0, 1]);
  expect(decisionOf(chain, id)).toMatchObject({ state: "effective", carried: { votes: 2 } });
});

test("with a quorum of one, a proposal decides", () => {
  const chain = new Chain(genesis([home("alice")], { ...PARAMS, quorum: 1 }));
  expect(decisionOf(chain, propose(chain, watch).id)).toMatchObject({ state: "effective", carried: { votes: 1 } });
});
