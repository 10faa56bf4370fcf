/** DESIGN §4, Moving house: at the admission of the successor point, meter and contracts pass on. */
import { describe, expect, test } from "vitest";
import { contractOf, endFrom, reserveSlot } from "../../../../shared/ledger/contracts.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import { load, save } from "../../../../shared/ledger/stored.ts";
import { HANDOVER_SLOTS } from "../../../../shared/ledger/parties/handover.ts";
import { holderOf } from "../../../../shared/ledger/parties/holders.ts";
import { Chain, genesis, home, keyOf, Meter, sell, TRUSTING } from "../market.ts";
import { onContext } from "./context.ts";
import { alice, bob, handOver, market, move, nora, owen, status, trade } from "./house.ts";
import { admit, allHold, done, pointOf, refused, register, registerAt, vote } from "./street.ts";

describe("a house changes hands", () => {
  test("nothing happens before the admission; then the mover has left, and point and meter are the successor's", () => {
    const chain = market();
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    allHold(chain);
    expect([status(chain), status(chain, nora)]).toEqual(["active", "pending"]);
    expect(chain.query("handover", { point: pointOf("alice") })).toMatchObject({
      holder: alice.address,
      move: { signed: { body: { to: nora.address, contracts: "assign" } } },
      successor: { id: nora.address },
    });
    admit(chain, "nora");
    allHold(chain);
    expect([status(chain), status(chain, nora)]).toEqual(["left", "active"]);
    expect(chain.query("party", { id: alice.address })).toMatchObject({ point: null, meter: null });
    expect(chain.query("handover", { point: pointOf("alice") })).toEqual({
      holder: nora.address,
      move: null,
      successor: null,
    });
    expect(chain.query("handoverTo", { party: nora.address })).toMatchObject({
      from: alice.address,
      boundary: chain.slot + 1,
      assigned: 0,
      ended: 0,
      move: { signatures: [{ key: alice.public }] },
      registration: { body: { sender: nora.address } },
    });
  });

  test("a contract that has not begun goes on with the successor, on the same terms and signatures", () => {
    const chain = market();
    const { id, first } = trade(chain, 4, 3);
    const before = chain.query("contract", { id })?.contract;
    handOver(chain);
    allHold(chain);
    const after = chain.query("assignment", { contract: id }).after;
    expect(after).toMatchObject({ from: alice.address, to: nora.address, slot: chain.slot + 1 });
    expect(chain.query("assignment", { contract: after?.contract ?? "" }).before).toBe(id);
    const [old, next] = [id, after?.contract ?? ""].map((contract) => chain.query("contract", { id: contract }));
    expect(old?.contract).toMatchObject({
      state: "terminated",
      slots: { pending: 0, final: 3 },
      ending: { liability: "none" },
    });
    expect(old?.slots[0]?.excused).toEqual({ what: "assigned", side: "both", by: after?.contract });
    expect(next?.contract).toMatchObject({ state: "admitted", slots: { pending: 3 } });
    expect(next?.contract.terms).toEqual({ ...before?.terms, seller: nora.address });
    expect(next?.contract.basis).toEqual(before?.basis);
    const span = { carrier: "electricity", from: first, to: first + 3 } as const;
    expect(chain.query("positions", { party: alice.address, ...span })).toEqual([]);
    expect(chain.query("positions", { party: nora.address, ...span })).toHaveLength(3);
    expect(chain.query("exposure", { party: alice.address })).toEqual({ unpaid: 0, open: 0 });
    expect(chain.query("exposure", { party: nora.address })).toEqual({ unpaid: 0, open: 150_000 });
  });

  test("who buys moves as well", () => {
    const chain = market();
    const first = chain.slot + 4;
    const offer = chain.send(bob, sell(first, [700])).id;
    const { id } = chain.send(alice, { kind: "offer.accept", offer, energy: { first, wh: [700] } });
    handOver(chain);
    allHold(chain);
    const next = chain.query("assignment", { contract: id }).after?.contract ?? "";
    expect(chain.query("contract", { id: next })?.contract.terms).toMatchObject({
      seller: bob.address,
      buyer: nora.address,
    });
  });

  test("slots that began stay with who moved out: both are metered by one meter, each for its own, and both are paid", () => {
    const chain = market();
    const { id, first } = trade(chain, 1, 3);
    const [house, other] = [new Meter("alice"), new Meter("bob")];
    const shared = (slot: number) => [
      chain.sign(slot < first + 1 ? alice : nora, house.commit(slot), [house.key]),
      chain.sign(slot < first + 1 ? alice : nora, house.open(slot), [house.key]),
    ];
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    chain.until(first * 900 + 300);
    admit(chain, "nora");
    expect(chain.query("handoverTo", { party: nora.address })?.boundary).toBe(first + 1);
    const next = chain.query("assignment", { contract: id }).after?.contract ?? "";
    expect(chain.query("contract", { id: next })?.contract.terms.energy).toEqual({ first: first + 1, wh: [500, 500] });
    for (const slot of [first, first + 1, first + 2]) {
      chain.until((slot + 1) * 900);
      house.read(slot, slot === first ? 400 : 500, 0);
      other.read(slot, 0, 600);
      const results = chain.block([...shared(slot), ...other.send(chain, slot)]);
      expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      allHold(chain);
    }
    const settled = (contract: string) => chain.query("contract", { id: contract })?.slots.map((slot) => slot.settled);
    expect(settled(id)).toMatchObject([{ aS: 400, delivered: 400, liability: "seller" }, null, null]);
    expect(settled(next)).toMatchObject([{ delivered: 500 }, { delivered: 500 }]);
    chain.until(chain.market + 3 * 3600);
    allHold(chain);
    const owed = (key: typeof alice) =>
      chain.query("statementsOf", { party: key.address, limit: 10 }).flatMap(({ lines }) => lines);
    expect(owed(alice).map(({ contract }) => contract)).toContain(id);
    expect(owed(alice).map(({ contract }) => contract)).not.toContain(next);
    expect(owed(nora).map(({ contract }) => contract)).toContain(next);
    expect(chain.query("contract", { id: next })?.contract.state).toBe("delivered");
    expect(chain.query("contract", { id })?.contract).toMatchObject({ state: "terminated", slots: { final: 3 } });
    expect(chain.query("metersOf", { party: alice.address })).toMatchObject({
      meter: null,
      former: [{ until: first + 1, meter: { id: "meter-alice" } }],
    });
  });

  test("meter.holder: nobody sends readings of the other's slots", () => {
    const chain = market();
    handOver(chain);
    const boundary = chain.query("handoverTo", { party: nora.address })?.boundary ?? 0;
    chain.until((boundary + 2) * 900);
    const house = new Meter("alice");
    for (const slot of [boundary - 1, boundary, boundary + 1]) house.read(slot, 100, 0);
    const commit = (who: typeof alice, slot: number) => chain.send(who, house.commit(slot), [house.key]).result;
    expect(commit(alice, boundary)).toMatchObject(refused("meter.holder"));
    expect(commit(nora, boundary - 1)).toMatchObject(refused("meter.holder"));
    expect(commit(alice, boundary - 1)).toEqual(done);
    expect(commit(nora, boundary)).toEqual(done);
    expect(chain.send(nora, house.open(boundary - 1), [house.key]).result).toMatchObject(
      refused("meter.holder", { slot: boundary - 1 }),
    );
    expect(chain.send(alice, house.open(boundary - 1), [house.key]).result).toEqual(done);
    expect(chain.send(nora, house.open(boundary), [house.key]).result).toEqual(done);
    const span = { carrier: "electricity", from: boundary - 1, to: boundary + 1 } as const;
    expect(chain.query("metered", { party: alice.address, ...span }).map(({ slot }) => slot)).toEqual([boundary - 1]);
    expect(chain.query("metered", { party: nora.address, ...span }).map(({ slot }) => slot)).toEqual([boundary]);
  });

  test("the mover can choose to end its contracts instead: nobody owes damages", () => {
    const chain = market();
    const { id } = trade(chain, 4, 2);
    handOver(chain, "end");
    allHold(chain);
    expect(chain.query("contract", { id })?.contract).toMatchObject({
      state: "terminated",
      ending: { liability: "none", from: chain.slot + 1 },
    });
    expect(chain.query("contractsOf", { party: nora.address, limit: 5 })).toEqual([]);
    expect(chain.query("handoverTo", { party: nora.address })).toMatchObject({ assigned: 0, ended: 1 });
    chain.until(chain.market + 3 * 3600);
    allHold(chain);
    expect(chain.query("statementsOf", { party: alice.address, limit: 5 })).toEqual([]);
  });

  test.each<[why: string, change: Parameters<typeof registerAt>[3]]>([
    ["its capacity is too small", { exportW: 1000 }],
    ["it is of another origin", { technology: "battery" }],
  ])("what the successor cannot hold ends: %s", (_, change) => {
    const chain = market();
    const { id } = trade(chain, 4, 2);
    chain.send(alice, move());
    registerAt(chain, "nora", "alice", change);
    admit(chain, "nora");
    allHold(chain);
    expect(chain.query("contract", { id })?.contract).toMatchObject({ state: "terminated" });
    expect(chain.query("handoverTo", { party: nora.address })).toMatchObject({ assigned: 0, ended: 1 });
  });

  test("what the mover agreed after the successor signed does not pass to it", () => {
    const chain = market();
    const known = trade(chain, 4, 1);
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    const late = trade(chain, 6, 1);
    admit(chain, "nora");
    allHold(chain);
    expect(chain.query("assignment", { contract: known.id }).after).not.toBeNull();
    expect(chain.query("assignment", { contract: late.id }).after).toBeNull();
    expect(chain.query("handoverTo", { party: nora.address })).toMatchObject({ assigned: 1, ended: 1 });
  });

  test("live offers are withdrawn", () => {
    const chain = market();
    const first = chain.slot + 5;
    const offer = chain.send(alice, sell(first, [500])).id;
    handOver(chain);
    allHold(chain);
    expect(chain.query("offersOf", { party: alice.address })).toMatchObject([{ id: offer, status: "cancelled" }]);
    const taken = chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [500] } }).result;
    expect(taken).toMatchObject(refused("offer.live"));
  });

  test("a held contract never bound anybody: it is refused", () => {
    const document = genesis([home("alice"), home("bob")]);
    const limits = document.limits.map((entry) => ({ ...entry, limits: { ...entry.limits, review: 10_000 } }));
    const chain = new Chain({ ...document, limits });
    const { id } = trade(chain, 4, 1);
    expect(chain.query("contract", { id })?.contract.state).toBe("held");
    handOver(chain);
    allHold(chain);
    expect(chain.query("contract", { id })?.contract).toMatchObject({ state: "refused", slots: { final: 1 } });
  });

  test("a house that changes hands twice: the contract goes on with the last", () => {
    const chain = market();
    const { id } = trade(chain, 8, 2);
    handOver(chain);
    chain.until(chain.market + 900);
    chain.send(nora, move(owen));
    registerAt(chain, "owen", "alice");
    admit(chain, "owen");
    allHold(chain);
    const second = chain.query("assignment", { contract: id }).after?.contract ?? "";
    const third = chain.query("assignment", { contract: second }).after?.contract ?? "";
    expect(chain.query("contract", { id: third })?.contract).toMatchObject({
      state: "admitted",
      terms: { seller: owen.address },
    });
  });

  test("a successor with a meter of its own: the old one is nobody's from the boundary on", () => {
    const chain = market();
    chain.send(alice, move());
    const own = { id: "meter-nora", key: keyOf("nora meter").public, class: "demo" as const };
    expect(registerAt(chain, "nora", "alice", { meter: own })).toEqual(done);
    allHold(chain);
    admit(chain, "nora");
    allHold(chain);
    expect(chain.query("party", { id: nora.address })?.meter).toEqual(own);
    expect(chain.state.get("meter/meter-alice")).toBeUndefined();
    // The old meter moves on to another house: its counters go on, and each slot is its holder's of that time.
    const old = { id: "meter-alice", key: keyOf("alice meter").public, class: "demo" as const };
    chain.until((chain.slot + 3) * 900);
    expect(register(chain, "owen", { meter: old })).toEqual(done);
    admit(chain, "owen");
    allHold(chain);
    const holder = holderOf(chain.state, "meter-alice");
    const boundary = chain.query("handoverTo", { party: nora.address })?.boundary ?? 0;
    expect([boundary - 1, boundary, chain.slot].map(holder)).toEqual([alice.address, undefined, owen.address]);
  });

  test("a successor brings a meter that others held before", () => {
    const chain = market();
    handOver(chain);
    chain.send(nora, { kind: "party.leave" });
    chain.until((chain.slot + 2) * 900);
    chain.send(bob, move(owen));
    const old = { id: "meter-alice", key: keyOf("alice meter").public, class: "demo" as const };
    expect(registerAt(chain, "owen", "bob", { meter: old })).toEqual(done);
    admit(chain, "owen");
    allHold(chain);
    expect(holderOf(chain.state, "meter-alice")(chain.slot)).toBe(owen.address);
  });

  test("what an operator curtailed or excused goes with the slot", () => {
    const chain = market();
    const { id, first } = trade(chain, 4, 2);
    onContext(chain, (context) => {
      const { terms } = contractOf(context, id);
      reserveSlot(context, terms, first, 500, -1);
      reserveSlot(context, terms, first, 300, 1);
      for (const party of [terms.seller, terms.buyer])
        save(context.state, KEY.deal(party, "electricity", first, id), 300);
      const excused = { what: "curtailed", by: "ab".repeat(32) };
      save(context.state, KEY.slot(id, first), { ...load.slot(context.state, id, first), cut: 200, excused });
    });
    allHold(chain);
    handOver(chain);
    allHold(chain);
    const next = chain.query("assignment", { contract: id }).after?.contract ?? "";
    expect(chain.query("contract", { id: next })?.slots).toMatchObject([
      { q: 500, cut: 200, excused: { what: "curtailed" } },
      { q: 500, cut: 0, excused: null },
    ]);
    expect(chain.state.get(KEY.deal(nora.address, "electricity", first, next))).toBe(300);
  });

  test("what was ended from a later slot on keeps its ending; the slots before that pass on", () => {
    const chain = market();
    const { id, first } = trade(chain, 4, 4);
    const ending = {
      by: "ab".repeat(32),
      from: first + 2,
      liability: "none",
      reason: "mutual",
      at: { height: 1, market: 1 },
    } as const;
    onContext(chain, (context) => void endFrom(context, id, "terminate", ending));
    handOver(chain);
    allHold(chain);
    expect(chain.query("contract", { id })?.contract).toMatchObject({
      state: "terminated",
      ending,
      slots: { final: 4 },
    });
    const next = chain.query("assignment", { contract: id }).after?.contract ?? "";
    expect(chain.query("contract", { id: next })?.contract.terms.energy).toEqual({ first, wh: [500, 500] });
  });

  test("admit.handover: more under way than one block passes on; the vote is not counted, and counts later", () => {
    const chain = new Chain(genesis([home("alice"), home("bob")]), TRUSTING);
    const wh = Array.from({ length: 100 }, () => 1);
    const from = chain.slot + 10;
    const sells = Array.from({ length: HANDOVER_SLOTS / 100 + 1 }, (_, i) =>
      chain.sign(alice, sell(from + i * 100, wh)),
    );
    chain.block(sells);
    const takes = sells.map(({ id }, i) =>
      chain.sign(bob, { kind: "offer.accept", offer: id, energy: { first: from + i * 100, wh } }),
    );
    expect(new Set(chain.block(takes).map(({ code }) => code))).toEqual(new Set([0]));
    chain.send(alice, move(nora, "end"));
    registerAt(chain, "nora", "alice");
    for (const who of [0, 1]) vote(chain, who, "nora");
    const tooMuch = refused("admit.handover", { figure: HANDOVER_SLOTS + 1, limit: HANDOVER_SLOTS, unit: "count" });
    expect(vote(chain, 2, "nora")).toMatchObject(tooMuch);
    const ended = takes[0]?.id ?? "";
    const ending = { by: ended, from, liability: "none", reason: "mutual", at: { height: 1, market: 1 } } as const;
    onContext(chain, (context) => void endFrom(context, ended, "terminate", ending));
    expect(vote(chain, 2, "nora")).toEqual(done);
    expect(chain.query("handoverTo", { party: nora.address })).toMatchObject({
      assigned: 0,
      ended: HANDOVER_SLOTS / 100,
    });
    allHold(chain);
  });

  test("the same blocks hand over in the same way, block for block", () => {
    const roots = [1, 2].map(() => {
      const chain = market();
      trade(chain, 4, 3);
      handOver(chain);
      return chain.state.root;
    });
    expect(roots[0]).toEqual(roots[1]);
  });
});
