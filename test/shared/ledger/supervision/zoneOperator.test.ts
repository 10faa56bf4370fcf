/** DESIGN §4: regulators give a zone's grid to another operator. Who may be it, what the one before can still do, and what stays its own. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { load, namesUnder } from "../../../../shared/ledger/stored.ts";
import {
  Chain,
  type Draft,
  genesis,
  home,
  keyOf,
  OPERATOR,
  PARAMS,
  REGULATORS,
  sell,
  SUPPLIER,
  ZONE,
} from "../market.ts";
import { BOB, EAST, EAST_OPERATOR, FIRM, metered, scene, type Scene } from "../scene.ts";
import { carry, decide, decisionOf, propose } from "./council.ts";

const to = (operator: string, zone = ZONE): Act => ({ act: "zone.operator", zone, operator });
const refusal = (chain: Chain, act: Act): unknown => propose(chain, act).result.data;
const operatorOf = (chain: Chain, zone = ZONE): string | undefined => chain.query("zone", { id: zone })?.operator;
const passNotice = (chain: Chain): void => chain.until(chain.market + PARAMS.supervision.notice + 60);
/** The east's operator gets the west too. */
const replaced = (s: Scene): void => {
  expect(decide(s.chain, to(EAST_OPERATOR.address)).state).toBe("effective");
};

describe("who may be it", () => {
  test.each([
    ["nobody that the ledger knows", keyOf("nobody").address],
    ["a home", BOB.address],
    ["a utility", SUPPLIER.address],
    ["a regulator, who supervises operators", REGULATORS[0]?.address ?? ""],
  ])("not %s", (_, operator) => {
    expect(refusal(scene().chain, to(operator))).toMatchObject({ rule: "act.operator" });
  });

  test("not one that is suspended: neither when it is proposed nor when it takes effect", () => {
    const s = scene();
    const id = carry(s.chain, to(EAST_OPERATOR.address));
    expect(decide(s.chain, { act: "party.suspend", party: EAST_OPERATOR.address }).state).toBe("effective");
    expect(refusal(s.chain, to(EAST_OPERATOR.address))).toMatchObject({ rule: "act.operator" });
    passNotice(s.chain);
    expect(decisionOf(s.chain, id)).toMatchObject({ state: "failed", refusal: { rule: "act.operator" } });
    expect(operatorOf(s.chain)).toBe(OPERATOR.address);
  });

  test("nobody gives a zone to himself: no operator proposes, and a forged or lonely vote carries nothing", () => {
    const s = scene();
    const decided = { kind: "decision.propose", decide: to(EAST_OPERATOR.address), reason: "mine" } as const;
    expect(s.try(EAST_OPERATOR, decided)).toMatchObject({ rule: "decision.regulator" });
    const { id } = propose(s.chain, to(EAST_OPERATOR.address));
    const vote = { kind: "decision.vote", decision: id, approve: true, reason: "mine" } as const;
    expect(s.try(EAST_OPERATOR, vote)).toMatchObject({ rule: "decision.regulator" });
    passNotice(s.chain);
    expect(decisionOf(s.chain, id).state).toBe("open");
    expect(operatorOf(s.chain)).toBe(OPERATOR.address);
  });

  test("two decisions that were carried: each takes effect in turn, one that changes nothing any more fails", () => {
    const s = scene();
    const ids = [carry(s.chain, to(EAST_OPERATOR.address)), carry(s.chain, to(EAST_OPERATOR.address))];
    passNotice(s.chain);
    expect(ids.map((id) => decisionOf(s.chain, id).state)).toEqual(["effective", "failed"]);
    expect(decisionOf(s.chain, ids[1] ?? "").refusal).toMatchObject({ rule: "act.nothing" });
    expect(decide(s.chain, to(OPERATOR.address)).state).toBe("effective");
    expect(operatorOf(s.chain)).toBe(OPERATOR.address);
  });
});

describe("the one before", () => {
  test("what it signed while the zone was its own is refused once it is not, kind by kind; the new one may", () => {
    const s = scene();
    const { chain } = s;
    const { slot } = s.contracts([[BOB, 600]]);
    s.end(slot);
    s.read("bob", slot, 0, 600);
    const ahead = chain.slot + 12;
    const zone = { zone: ZONE, carrier: "electricity" } as const;
    const span = { ...zone, first: ahead, count: 1 };
    const reason = "late";
    const party = BOB.address;
    const drafts: readonly Draft[] = [
      { kind: "grid.supply", ...zone, from: ahead * 900, deliverable: 1, demand: 1 },
      { kind: "grid.transfer", carrier: "electricity", source: ZONE, target: EAST, from: ahead * 900, wh: 1 },
      { kind: "grid.call", ...span, capPpm: 1, price: 1, until: ahead * 900, most: 1 },
      { kind: "grid.curtail", ...span, side: "sell", keepPpm: 0, reason },
      { kind: "grid.outage", ...zone, party: null, first: slot, count: 1, reason },
      { kind: "meter.totals", party, first: slot, totals: [{ sold: 0, bought: 1 }] },
      { kind: "meter.substitute", party, slot, sold: 0, bought: 1, reason },
    ];
    const signed = drafts.map((draft) => chain.sign(OPERATOR, draft));
    replaced(s);
    const rules = chain.block(signed).map(({ code, data }) => [code, data?.rule]);
    expect(rules).toEqual([
      ...Array.from({ length: 5 }, () => [1, "grid.operator"]),
      ...Array.from({ length: 2 }, () => [1, "meter.operator"]),
    ]);
    s.holds();
    expect(drafts.map((draft) => s.try(EAST_OPERATOR, draft))).toEqual(drafts.map(() => 0));
    s.holds();
  });

  test("what it ordered goes on to its end, and contracts pay the charges to whom they name", () => {
    const s = scene();
    const { chain } = s;
    const first = chain.slot + 3;
    const offer = s.done(keyOf("alice"), sell(first, [600], FIRM));
    const taken = Array.from({ length: 300 }, () =>
      chain.sign(BOB, { kind: "offer.accept", offer, energy: { first, wh: [2] } }),
    );
    expect(chain.block(taken).every(({ code }) => code === 0)).toBe(true);
    const id = carry(chain, to(EAST_OPERATOR.address));
    const span = { zone: ZONE, carrier: "electricity", first, count: 90 } as const;
    s.operator({ kind: "grid.curtail", ...span, side: "buy", keepPpm: 500_000, reason: "a fault" });
    passNotice(chain);
    expect(decisionOf(chain, id).state).toBe("effective");
    expect(namesUnder(chain.state, "task/")).toEqual([]);
    expect(load.position(chain.state, BOB.address, "electricity", first).bought).toBe(300);
    s.end(first);
    s.read("alice", first, 300, 0);
    s.read("bob", first, 0, 300);
    for (; namesUnder(chain.state, "task/").length > 0; chain.block());
    s.pass(PARAMS.settlement.dispute + 900);
    expect(s.owes(BOB, OPERATOR)).toBeGreaterThan(0);
    expect(s.owes(BOB, EAST_OPERATOR)).toBe(0);
    // A contract of afterwards names the new one.
    const { ids } = s.contracts([[BOB, 100]]);
    expect(chain.query("contract", { id: ids[0] ?? "" })?.contract.terms.operator).toBe(EAST_OPERATOR.address);
    s.holds();
  });

  test("owes for its own calls; suspended, it owes them still, and the one after it decides what was kept", () => {
    const s = scene({ bob: metered("bob", "B") });
    const first = s.chain.slot + 2;
    const slots = { first, count: 1 };
    const call = { carrier: "electricity", capPpm: 333_333, price: 123_457, until: first * 900, most: 2 } as const;
    const id = s.operator({ kind: "grid.call", zone: ZONE, ...call, ...slots });
    s.done(BOB, { kind: "grid.answer", call: id });
    replaced(s);
    expect(decide(s.chain, { act: "party.suspend", party: OPERATOR.address }).state).toBe("effective");
    s.end(first);
    s.read("bob", first, 0, 0);
    s.pass(PARAMS.metering.grace + PARAMS.settlement.dispute + 900);
    expect(s.chain.query("call", { id })).toMatchObject({ undecided: 1 });
    s.done(EAST_OPERATOR, { kind: "meter.totals", party: BOB.address, first, totals: [{ sold: 0, bought: 0 }] });
    expect(s.chain.query("call", { id })).toMatchObject({ undecided: 0 });
    expect(s.owes(OPERATOR, BOB)).toBeGreaterThan(0);
    expect(s.owes(EAST_OPERATOR, BOB)).toBe(0);
    s.holds();
  });

  test("cannot leave, with or without the zone: an office ends by decision", () => {
    const s = scene();
    expect(s.try(OPERATOR, { kind: "party.leave" })).toMatchObject({ rule: "leave.office" });
    replaced(s);
    expect(s.try(OPERATOR, { kind: "party.leave" })).toMatchObject({ rule: "leave.office" });
  });
});

test("a zone whose operator is suspended has nobody who speaks for its meters, until it is given to another", () => {
  const chain = new Chain(genesis([home("alice"), home("bob", metered("bob", "B"))]));
  expect(decide(chain, { act: "party.suspend", party: OPERATOR.address }).state).toBe("effective");
  const from = chain.market + 3600;
  const supply = { kind: "grid.supply", zone: ZONE, carrier: "electricity", from, deliverable: 1, demand: 1 } as const;
  expect(chain.send(OPERATOR, supply).result).toMatchObject({ data: { rule: "grid.operator" } });
});
