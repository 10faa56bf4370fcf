/** DESIGN §4, Money: insolvency closes out per pair: contracts end, debts are netted and fall due at once, to the micro-unit. */
import { describe, expect, test } from "vitest";
import { CLOSE_OUT_PAGE, closeOut, closeOutRules } from "../../../../shared/ledger/ends/insolvency.ts";
import { refusalOf } from "../../../../shared/ledger/rules.ts";
import { Chain, genesis, home, type Key, keyOf, OPERATOR, sell } from "../market.ts";
import {
  alice,
  allHold,
  bob,
  carol,
  contract,
  contractState,
  decide,
  DECISION,
  deliver,
  FIRM,
  market,
  owedBy,
  slotAt,
  statements,
  watch,
} from "./scene.ts";

function close(chain: Chain, who: Key): void {
  expect(decide(chain, (context) => refusalOf(closeOutRules(context, who.address)))).toBeUndefined();
  decide(chain, (context) => closeOut(context, who.address, DECISION, "cannot pay"));
}
/** Blocks until the close-out is done; every block keeps what is kept in step. */
function finish(chain: Chain, who: Key): number {
  for (let blocks = 1; blocks < 100; blocks++) {
    chain.block();
    allHold(chain);
    if (chain.query("closeOut", { party: who.address })?.phase === "done") return blocks;
  }
  throw new Error("the close-out does not come to its end");
}

test("sales of fuel that wait for their delivery note lapse: the lot can be sold again, and nobody owes for them", () => {
  const chain = new Chain(genesis([home("alice", { roles: ["prosumer", "holder"] }), home("bob"), home("carol")]));
  const lot = { kind: "lot.issue", fuel: "coal", wh: 900, certificate: "cd".repeat(32) } as const;
  const issued = chain.send(alice, lot, [alice, OPERATOR]).id;
  const sell = (buyer: Key) =>
    chain.send(alice, { kind: "lot.sell", lot: issued, buyer: buyer.address, wh: 300, price: 500_000 }, [alice, buyer]);
  const [lapses, stays] = [sell(bob).id, sell(carol).id];
  close(chain, bob);
  finish(chain, bob);
  expect(chain.query("sale", { id: lapses })?.state).toBe("lapsed");
  expect(chain.query("sale", { id: stays })?.state).toBe("agreed");
  expect(chain.query("lot", { id: issued })).toMatchObject({ sold: 300, delivered: 0 });
  expect(chain.query("exposure", { party: bob.address })).toMatchObject({ open: 0, unpaid: 0 });
});

describe("close-out", () => {
  test("suspends the party, withdraws its offers, ends its open contracts; what has begun stays", () => {
    const chain = market();
    const { id, first } = contract(chain, [600, 600, 600], FIRM);
    const offer = chain.send(alice, sell(first + 8, [500])).id;
    chain.until((first + 1) * 900 - 300);
    close(chain, alice);
    finish(chain, alice);
    expect(chain.query("party", { id: alice.address })?.status).toBe("suspended");
    expect(chain.query("offersOf", { party: alice.address }).find((o) => o.id === offer)?.status).toBe("cancelled");
    expect(contractState(chain, id)).toMatchObject({
      state: "closedOut",
      ending: { by: DECISION, from: first + 2, liability: "seller", reason: "cannot pay" },
      slots: { pending: 2, final: 1 },
    });
    expect(slotAt(chain, id, first + 2)).toMatchObject({ excused: { what: "closedOut", by: DECISION } });
    expect(chain.query("closeOut", { party: alice.address })).toMatchObject({ cancelled: 1, ended: 1 });
    // The agreed damages of the slot that fell away, due before the period ends.
    const [statement] = statements(chain, alice, bob);
    expect(statement).toMatchObject({ state: "due", lines: [{ what: "termination", wh: 600 }] });
    expect(statement && owedBy(alice, statement, statement.due)).toBe(60_000);
    // The slots that had begun are metered, settled, final and stated in the next statement of the pair.
    deliver(chain, first, 600, 600);
    deliver(chain, first + 1, 600, 600);
    watch(chain, chain.market + 4 * 3600);
    expect(contractState(chain, id)).toMatchObject({ state: "closedOut", slots: { final: 3 }, delivered: 1200 });
  });

  test("nets what is due, overdue, carried and open of each pair into one statement that falls due at once", () => {
    const chain = market({
      settlement: { dispute: 1800, period: 3600, due: 3600, silence: 1800, carry: 1000, fen: 100 },
    });
    // Bob owes alice from a first period, which becomes overdue; alice owes bob from a second; something is open.
    const one = contract(chain, [600]);
    deliver(chain, one.first, 600, 600);
    watch(chain, chain.market + 3 * 3600 + 900);
    expect(statements(chain, alice, bob).map(({ state }) => state)).toEqual(["overdue"]);
    const two = contract(chain, [700], { ...FIRM, price: 451_239 }, alice, carol);
    const end = { kind: "contract.end", contract: two.id, from: two.first, mutual: false } as const;
    expect(chain.send(alice, end).result.code).toBe(0);
    const before = statements(chain, alice, bob).reduce((sum, s) => sum + owedBy(bob, s, s.due), 0);
    close(chain, bob);
    finish(chain, bob);
    const after = statements(chain, alice, bob);
    expect(after.map(({ state, paid }) => [state, paid?.by ?? null])).toEqual([
      ["due", null],
      ["paid", "netted"],
    ]);
    const [due] = after;
    expect(due && owedBy(bob, due, due.due)).toBe(before);
    expect(due?.carried).toBe(due?.balance);
    // The operator's charges went the same way, and nothing blocks by a count that nobody can pay off any more.
    expect(statements(chain, bob, OPERATOR).map(({ state }) => state)).toEqual(["due", "paid"]);
    expect(chain.state.get(`overdue/${bob.address}`)).toBeUndefined();
    // Who is not closed out has its statements closed at their period's end.
    expect(statements(chain, alice, carol)).toMatchObject([{ state: "open" }]);
    watch(chain, chain.market + 2 * 3600);
  });

  test("a claimed statement waits for its answer; small sums fall due as well", () => {
    const chain = market({
      settlement: { dispute: 1800, period: 3600, due: 36_000, silence: 18_000, carry: 1_000_000, fen: 1 },
    });
    const one = contract(chain, [600]);
    deliver(chain, one.first, 600, 600);
    watch(chain, chain.market + 2 * 3600);
    // Carried: 270,000 is under the smallest sum.
    expect(statements(chain, alice, bob)).toMatchObject([{ state: "paid", paid: { by: "nothingDue" } }]);
    close(chain, bob);
    finish(chain, bob);
    const [due, first] = statements(chain, alice, bob);
    expect(due && owedBy(bob, due, due.due)).toBe(270_000);
    expect(first?.paid?.by).toBe("nothingDue");
    expect(
      chain.send(bob, { kind: "payment.claim", creditor: alice.address, period: due?.period ?? 0, reference: "R" })
        .result.code,
    ).toBe(0);
    close(chain, alice);
    finish(chain, alice);
    expect(statements(chain, alice, bob)[0]).toMatchObject({ state: "claimed" });
    expect(
      chain.send(alice, { kind: "payment.confirm", debtor: bob.address, period: due?.period ?? 0 }).result.code,
    ).toBe(0);
    watch(chain, chain.market + 3600);
    expect(chain.query("exposure", { party: bob.address }).unpaid).toBe(
      statements(chain, bob, OPERATOR).reduce((sum, s) => sum + (s.paid ? 0 : owedBy(bob, s, s.due)), 0),
    );
  });

  test("what becomes final after the early close, in the same period, stands in the pair's next statement", () => {
    const chain = market({
      settlement: { dispute: 900, period: 36_000, due: 3600, silence: 1800, carry: 1000, fen: 1 },
    });
    const { id, first } = contract(chain, [600, 600, 600], FIRM);
    chain.until((first + 1) * 900 - 300);
    close(chain, alice);
    finish(chain, alice);
    const [early] = statements(chain, alice, bob);
    expect(early).toMatchObject({ state: "due", lines: [{ what: "termination" }] });
    deliver(chain, first, 600, 600);
    watch(chain, chain.market + 1800);
    expect(slotAt(chain, id, first)?.state).toBe("final");
    const [next, same] = statements(chain, alice, bob);
    expect(same).toMatchObject({ period: early?.period, due: early?.due, lines: early?.lines });
    expect(next).toMatchObject({
      state: "open",
      period: (early?.period ?? 0) + 1,
      lines: [{ what: "energy", wh: 600 }],
    });
    expect(chain.query("energyWay", { contract: id, slot: first })?.statements).toContainEqual(
      expect.objectContaining({ period: next?.period, state: "open" }),
    );
  });

  test("a held contract is refused, and nobody owes anything for it", () => {
    const chain = market();
    chain.state = (() => {
      const edit = chain.state.edit();
      edit.set(`watch/${bob.address}`, 1);
      return edit.done();
    })();
    const { id, first } = contract(chain, [600], FIRM);
    expect(contractState(chain, id)?.state).toBe("held");
    close(chain, bob);
    finish(chain, bob);
    expect(contractState(chain, id)).toMatchObject({ state: "refused", ending: { by: DECISION, liability: "none" } });
    watch(chain, (first + 2) * 900);
    expect(statements(chain, alice, bob)).toEqual([]);
  });

  test("goes page by page, the same on every machine", () => {
    const run = () => {
      const chain = market();
      const at = chain.slot + 4;
      const many = CLOSE_OUT_PAGE.contracts + 5;
      const offer = chain.send(
        alice,
        sell(
          at,
          Array.from({ length: 5 }, () => 1500),
        ),
      ).id;
      for (let i = 0; i < many; i++) {
        const energy = { first: at + (i % 5), wh: [10 + i] };
        expect(chain.send(bob, { kind: "offer.accept", offer, energy }).result.code).toBe(0);
      }
      close(chain, alice);
      chain.block();
      chain.block();
      expect(chain.query("closeOut", { party: alice.address })).toMatchObject({ phase: "contracts", ended: 25 });
      // One page of each phase, and the second page of contracts.
      expect(finish(chain, alice)).toBe(4);
      expect(chain.query("closeOut", { party: alice.address })).toMatchObject({ ended: many, cancelled: 1 });
      expect(chain.query("positions", { party: alice.address, carrier: "electricity", from: at, to: at + 5 })).toEqual(
        [],
      );
      return chain.state.root;
    };
    expect(run()).toEqual(run());
  });

  test("is for a known party, once; afterwards nobody trades with it", () => {
    const chain = market();
    const refusal = (who: string) => decide(chain, (context) => refusalOf(closeOutRules(context, who)));
    expect(refusal(keyOf("nobody").address)).toMatchObject({ rule: "closeOut.party" });
    close(chain, carol);
    expect(refusal(carol.address)).toMatchObject({ rule: "closeOut.once" });
    finish(chain, carol);
    expect(chain.send(carol, sell(chain.slot + 2, [500])).result).toMatchObject({ data: { rule: "seller.active" } });
  });
});
