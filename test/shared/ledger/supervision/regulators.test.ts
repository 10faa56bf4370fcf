/** DESIGN §4: the quorum stays within reach, and votes count while their regulator is in office. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import type { ParamsChange } from "../../../../shared/ledger/params.ts";
import { Chain, genesis, home, keyOf, OPERATOR, PARAMS, registration, SUPPLIER, ZONE } from "../market.ts";
import { carry, decide, decisionOf, keyProof, propose, regulator, vote } from "./council.ts";

const [alice, fifth] = [keyOf("alice"), keyOf("regulator r5")];
const watch: Act = { act: "watch.set", party: alice.address, on: true };
const add: Act = { act: "regulator.add", key: fifth.public, proof: keyProof(fifth), zone: ZONE };
const remove = (who: number): Act => ({ act: "regulator.remove", party: regulator(who).address });
const quorum = (votes: number): Act => ({ act: "params.change", change: { quorum: votes } });
const market = (votes = 3) => new Chain(genesis([home("alice")], { ...PARAMS, quorum: votes }));
const refusalOf = (chain: Chain, act: Act) => propose(chain, act).result;
const offices = (chain: Chain) => chain.query("regulators", {}).map(({ id }) => id);

describe("counted anew", () => {
  test("a pending registration whose votes suffice for a smaller quorum is admitted without another vote", () => {
    const chain = market();
    const sent = chain.sign(keyOf("carol"), registration("carol"), [keyOf("carol"), SUPPLIER]);
    expect(chain.block([sent])[0]).toEqual({ code: 0, data: null });
    const { address } = keyOf("carol");
    for (const who of [0, 1])
      chain.send(regulator(who), { kind: "party.admit", party: address, admit: true, reason: "papers" });
    expect(chain.query("party", { id: address })?.status).toBe("pending");
    expect(decide(chain, quorum(2)).state).toBe("effective");
    chain.block();
    expect(chain.query("party", { id: address })).toMatchObject({
      status: "active",
      decided: { votes: 2, of: 4, reason: "counted anew" },
    });
  });

  test("one without any vote stays pending", () => {
    const chain = market();
    chain.block([chain.sign(keyOf("carol"), registration("carol"), [keyOf("carol"), SUPPLIER])]);
    decide(chain, quorum(2));
    chain.block();
    expect(chain.query("party", { id: keyOf("carol").address })?.status).toBe("pending");
  });
});

describe("zone.operator", () => {
  const zoneTo = (operator: string, zone = ZONE): Act => ({ act: "zone.operator", zone, operator });

  test("another operator runs the zone after the notice; the one before no longer does", () => {
    const chain = market();
    const grid = keyOf("new grid");
    const enrol: Act = {
      act: "party.enrol",
      key: grid.public,
      proof: keyProof(grid),
      roles: ["operator"],
      zone: ZONE,
      certificates: 0,
    };
    expect(refusalOf(chain, zoneTo(grid.address))).toMatchObject({ data: { rule: "act.operator" } });
    decide(chain, enrol);
    expect(decide(chain, zoneTo(grid.address)).state).toBe("effective");
    const supply = { zone: ZONE, carrier: "electricity", deliverable: 1, demand: 1 } as const;
    const from = () => chain.market + 3600;
    expect(chain.send(OPERATOR, { kind: "grid.supply", ...supply, from: from() }).result).toMatchObject({ code: 1 });
    expect(chain.send(grid, { kind: "grid.supply", ...supply, from: from() }).result).toMatchObject({ code: 0 });
    expect(refusalOf(chain, zoneTo(grid.address))).toMatchObject({ data: { rule: "act.nothing" } });
    expect(refusalOf(chain, zoneTo(grid.address, "MARS"))).toMatchObject({ data: { rule: "act.zone" } });
  });
});

describe("joining", () => {
  test("a new regulator is a party, votes after the notice, and counts", () => {
    const chain = market();
    const id = carry(chain, add);
    expect(propose(chain, watch, fifth).result).toMatchObject({ code: 2, data: { rule: "valid.sender" } });
    chain.until(chain.market + PARAMS.supervision.notice + 30);
    expect(decisionOf(chain, id).state).toBe("effective");
    expect(offices(chain)).toHaveLength(5);
    expect(chain.query("party", { id: fifth.address })).toMatchObject({
      status: "active",
      roles: ["regulator"],
      keys: [fifth.public],
      zone: ZONE,
    });
    const open = propose(chain, watch, fifth).id;
    expect(chain.query("decision", { id: open })?.tally).toEqual({ yes: 1, no: 0, of: 5, needed: 3 });
  });

  test("act.proof: a proof of another key, or over another party, is none", () => {
    const chain = market();
    for (const proof of [keyProof(alice, fifth.address), keyProof(fifth, alice.address), "00".repeat(64)]) {
      expect(refusalOf(chain, { ...add, proof } as Act)).toMatchObject({ data: { rule: "act.proof" } });
    }
  });

  test("act.holdsOffice, act.former: nobody twice, and nobody who takes part in the market", () => {
    const chain = market();
    const [first] = [regulator(0)];
    const again: Act = { act: "regulator.add", key: first.public, proof: keyProof(first), zone: ZONE };
    expect(refusalOf(chain, again)).toMatchObject({ data: { rule: "act.holdsOffice" } });
    const operator: Act = { act: "regulator.add", key: OPERATOR.public, proof: keyProof(OPERATOR), zone: ZONE };
    expect(refusalOf(chain, operator)).toMatchObject({ data: { rule: "act.former" } });
  });

  test("an unknown zone is refused", () => {
    expect(refusalOf(market(), { ...add, zone: "MARS" } as Act)).toMatchObject({ data: { rule: "act.zone" } });
  });

  test("act.regulators: a hundred at most", () => {
    const more = Array.from({ length: 96 }, (_, i) =>
      home(`regulator ${i}`, { roles: ["regulator"], carriers: [], supplier: null, point: null, meter: null }),
    );
    const chain = new Chain(genesis(more));
    expect(refusalOf(chain, add)).toMatchObject({ data: { rule: "act.regulators", figure: 101, limit: 100 } });
  });

  test("two decisions for the same key: the second fails", () => {
    const chain = market();
    const ids = [carry(chain, add), carry(chain, add)];
    chain.until(chain.market + PARAMS.supervision.notice + 30);
    expect(ids.map((id) => decisionOf(chain, id).state)).toEqual(["effective", "failed"]);
    expect(decisionOf(chain, ids[1] ?? "").refusal).toMatchObject({ rule: "act.holdsOffice" });
  });
});

describe("leaving", () => {
  test("a former regulator has no vote, keeps its account, and can come back", () => {
    const chain = market();
    expect(decide(chain, remove(3)).state).toBe("effective");
    expect(offices(chain)).toHaveLength(3);
    expect(chain.query("party", { id: regulator(3).address })).toMatchObject({ status: "active", roles: [] });
    expect(propose(chain, watch, regulator(3)).result).toMatchObject({ data: { rule: "decision.regulator" } });
    const back: Act = {
      act: "regulator.add",
      key: regulator(3).public,
      proof: keyProof(regulator(3)),
      zone: ZONE,
    };
    expect(decide(chain, back).state).toBe("effective");
    expect(offices(chain)).toContain(regulator(3).address);
  });

  test("act.office, act.quorum", () => {
    const chain = market();
    expect(refusalOf(chain, { act: "regulator.remove", party: alice.address })).toMatchObject({
      data: { rule: "act.office" },
    });
    decide(chain, remove(3));
    expect(refusalOf(chain, remove(2))).toMatchObject({
      data: { rule: "act.quorum", figure: 2, limit: 3, unit: "count" },
    });
  });

  test("its votes on open decisions no longer count", () => {
    const chain = market();
    const open = propose(chain, watch, regulator(3)).id;
    vote(chain, open, regulator(0));
    decide(chain, remove(3));
    expect(chain.query("decision", { id: open })).toMatchObject({
      decision: { state: "open" },
      tally: { yes: 1, no: 0, of: 3, needed: 3 },
    });
    vote(chain, open, regulator(1));
    expect(decisionOf(chain, open).state).toBe("open");
    vote(chain, open, regulator(2));
    expect(decisionOf(chain, open)).toMatchObject({ state: "effective", carried: { votes: 3, of: 3 } });
  });

  test("a decision that too few are left for is rejected when the office ends, without another vote", () => {
    const chain = market();
    const open = propose(chain, watch, regulator(0)).id;
    const leaving = carry(chain, remove(3));
    vote(chain, open, regulator(1), false);
    expect(decisionOf(chain, open).state).toBe("open");
    chain.until(chain.market + PARAMS.supervision.notice + 30);
    expect(decisionOf(chain, leaving).state).toBe("effective");
    expect(decisionOf(chain, open)).toMatchObject({
      state: "rejected",
      ended: { height: decisionOf(chain, leaving).ended?.height },
    });
  });

  test("two offices end in one block: the second decision fails where the quorum would be out of reach", () => {
    const chain = market();
    const ids = [carry(chain, remove(3)), carry(chain, remove(2))];
    chain.until(chain.market + PARAMS.supervision.notice + 30);
    expect(ids.map((id) => decisionOf(chain, id).state)).toEqual(["effective", "failed"]);
    expect(decisionOf(chain, ids[1] ?? "").refusal).toMatchObject({ rule: "act.quorum", figure: 2, limit: 3 });
    expect(offices(chain)).toHaveLength(3);
  });
});

describe("the quorum", () => {
  test("lowered while decisions are open: those that have enough votes by then are carried", () => {
    const chain = market();
    const [enough, short] = [propose(chain, watch).id, propose(chain, { ...watch, party: OPERATOR.address } as Act).id];
    vote(chain, enough, regulator(1));
    expect(decide(chain, quorum(2)).state).toBe("effective");
    expect(decisionOf(chain, enough)).toMatchObject({ state: "effective", carried: { votes: 2, of: 4, needed: 2 } });
    expect(decisionOf(chain, short).state).toBe("open");
    vote(chain, short, regulator(3));
    expect(decisionOf(chain, short).state).toBe("effective");
  });

  test("raised while decisions are open: they need more, or are out of reach", () => {
    const chain = market();
    const [open, contested] = [propose(chain, watch).id, propose(chain, watch).id];
    vote(chain, contested, regulator(1), false);
    decide(chain, quorum(4));
    expect(decisionOf(chain, contested).state).toBe("rejected");
    for (const who of [1, 2]) vote(chain, open, regulator(who));
    expect(decisionOf(chain, open).state).toBe("open");
    vote(chain, open, regulator(3));
    expect(decisionOf(chain, open)).toMatchObject({ state: "effective", carried: { votes: 4, needed: 4 } });
  });

  test("act.quorum: not more than there are regulators, now and at its effect", () => {
    const chain = market();
    expect(refusalOf(chain, quorum(5))).toMatchObject({ data: { rule: "act.quorum", figure: 4, limit: 5 } });
    const ids = [carry(chain, quorum(4)), carry(chain, remove(3))];
    chain.until(chain.market + PARAMS.supervision.notice + 30);
    expect(ids.map((id) => decisionOf(chain, id).state)).toEqual(["effective", "failed"]);
  });
});

describe("parameters", () => {
  test.each<[rule: string, change: ParamsChange]>([
    ["act.nothing", {}],
    ["act.period", { settlement: { ...PARAMS.settlement, period: 7200 } }],
    ["act.batch", { metering: { batchSlots: 96, grace: 1800 } }],
  ])("%s", (rule, change) => {
    expect(refusalOf(market(), { act: "params.change", change })).toMatchObject({ code: 1, data: { rule } });
  });

  test("two changes of different groups both hold", () => {
    const chain = market();
    const mail = { perReceiver: 9, perSender: 9, keep: 60 };
    const settlement = { ...PARAMS.settlement, dispute: 99 };
    carry(chain, { act: "params.change", change: { mail } });
    decide(chain, { act: "params.change", change: { settlement } });
    expect(chain.query("params", {})).toEqual({ ...PARAMS, mail, settlement });
  });
});
