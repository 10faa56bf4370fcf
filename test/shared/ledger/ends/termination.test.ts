/** DESIGN §4, Termination: by both sides without damages, by one side for the agreed damages; what has closed stays binding. */
import { describe, expect, test } from "vitest";
import { Chain, genesis, home, type Key, PARAMS } from "../market.ts";
import {
  alice,
  allHold,
  bob,
  carol,
  contract,
  contractState,
  deliver,
  FIRM,
  market,
  owedBy,
  slotAt,
  statements,
  watch,
} from "./scene.ts";

const end = (chain: Chain, sender: Key, id: string, from: number, mutual = false) =>
  chain.send(sender, { kind: "contract.end", contract: id, from, mutual }, mutual ? [alice, bob] : [sender]);

describe("by both sides", () => {
  test("ends from an open slot on, without damages, and gives back what was reserved", () => {
    const chain = market();
    const { id, first } = contract(chain, [600, 0, 700, 800], FIRM);
    const { id: done, result } = end(chain, bob, id, first + 2, true);
    expect(result.code).toBe(0);
    expect(contractState(chain, id)).toMatchObject({
      state: "terminated",
      slots: { pending: 1, final: 2 },
      ending: { by: done, from: first + 2, liability: "none" },
    });
    expect(slotAt(chain, id, first + 3)).toMatchObject({
      state: "final",
      settled: null,
      excused: { what: "ended", by: done },
    });
    const positions = chain.query("positions", {
      party: alice.address,
      carrier: "electricity",
      from: first,
      to: first + 9,
    });
    expect(positions.map(({ slot, sold }) => [slot, sold])).toEqual([[first, 600]]);
    expect(statements(chain, alice, bob)).toEqual([]);
    deliver(chain, first, 600, 600);
    watch(chain, chain.market + 3 * 3600);
    expect(contractState(chain, id)).toMatchObject({ state: "terminated", slots: { pending: 0, final: 3 } });
    expect(statements(chain, alice, bob)[0]?.lines).toMatchObject([{ what: "energy", wh: 600 }]);
  });

  test("one signature is not both", () => {
    const chain = market();
    const { id, first } = contract(chain, [600]);
    const alone = chain.send(bob, { kind: "contract.end", contract: id, from: first, mutual: true }, [bob]);
    expect(alone.result).toMatchObject({ code: 2, data: { rule: "valid.signers" } });
    const wrong = chain.send(bob, { kind: "contract.end", contract: id, from: first, mutual: true }, [bob, carol]);
    expect(wrong.result).toMatchObject({ code: 2, data: { rule: "valid.signers" } });
    const stranger = chain.send(carol, { kind: "contract.end", contract: id, from: first, mutual: true }, [carol, bob]);
    expect(stranger.result).toMatchObject({ code: 2, data: { rule: "valid.signers" } });
    expect(contractState(chain, id)?.state).toBe("admitted");
  });
});

describe("by one side", () => {
  test.each([
    ["the seller", alice, "seller", 70_000 + 80_000],
    ["the buyer", bob, "buyer", 56_000 + 64_000],
  ] as const)("%s owes its agreed damages for each slot that falls away", (_, sender, liability, amount) => {
    const chain = market();
    const { id, first } = contract(chain, [600, 700, 800], FIRM);
    expect(end(chain, sender, id, first + 1).result.code).toBe(0);
    expect(contractState(chain, id)).toMatchObject({ state: "terminated", ending: { liability } });
    const [open] = statements(chain, alice, bob);
    expect(open?.lines).toMatchObject([{ contract: id, what: "termination", slots: 2, wh: 1500 }]);
    expect(open && owedBy(sender, open, open.balance)).toBe(amount);
    expect(chain.query("exposure", { party: sender.address }).unpaid).toBe(amount);
    allHold(chain);
    watch(chain, chain.market + 3600);
    const [closed] = statements(chain, alice, bob);
    expect(closed?.state).toBe("due");
    expect(closed && owedBy(sender, closed, closed.due)).toBe(amount);
  });

  test("as produced costs nothing, and the liability is recorded all the same", () => {
    const chain = market();
    const { id, first } = contract(chain, [600]);
    expect(end(chain, alice, id, first).result.code).toBe(0);
    expect(contractState(chain, id)).toMatchObject({ state: "terminated", ending: { liability: "seller" } });
    expect(statements(chain, alice, bob)).toEqual([]);
    expect(chain.query("exposure", { party: bob.address })).toEqual({ unpaid: 0, open: 0 });
    watch(chain, chain.market + 3600);
  });

  test("an earlier slot than the first one means all of it", () => {
    const chain = market();
    const { id, first } = contract(chain, [600], FIRM);
    expect(end(chain, alice, id, 0).result.code).toBe(0);
    expect(contractState(chain, id)?.ending?.from).toBe(first);
  });
});

describe("refused", () => {
  test("what is unknown, another's, closed, empty or over", () => {
    const chain = market();
    const { id, first } = contract(chain, [600, 700], FIRM);
    expect(end(chain, alice, "ab".repeat(32), first).result).toMatchObject({ data: { rule: "end.contract" } });
    expect(end(chain, carol, id, first).result).toMatchObject({ data: { rule: "end.side" } });
    expect(end(chain, alice, id, first + 2).result).toMatchObject({
      data: { rule: "end.slots", figure: 0, limit: 1, unit: "count" },
    });
    chain.until(first * 900 - 300);
    expect(end(chain, alice, id, first).result).toMatchObject({
      data: { rule: "end.gate", figure: chain.market, limit: first * 900 - 300, unit: "s", slot: first },
    });
    // Naming an earlier slot does not reach behind the gate either.
    expect(end(chain, alice, id, 0).result).toMatchObject({ data: { rule: "end.gate", slot: first } });
    expect(end(chain, alice, id, first + 1).result.code).toBe(0);
    expect(end(chain, alice, id, first + 1).result).toMatchObject({ data: { rule: "end.state" } });
    allHold(chain);
  });
});

describe("a contract that is held", () => {
  function held(): { chain: Chain; id: string; first: number } {
    const document = genesis([home("alice"), home("bob"), home("carol")], PARAMS);
    const limits = document.limits.map((entry) => ({ ...entry, limits: { ...entry.limits, review: 0 } }));
    const chain = new Chain({ ...document, limits });
    const { id, first } = contract(chain, [600, 700], FIRM);
    expect(contractState(chain, id)?.state).toBe("held");
    return { chain, id, first };
  }

  test("is taken back by both sides together, as a whole, and nobody owes anything", () => {
    const { chain, id, first } = held();
    expect(end(chain, alice, id, first).result).toMatchObject({ data: { rule: "end.mutual" } });
    expect(end(chain, alice, id, first + 1, true).result).toMatchObject({
      data: { rule: "end.whole", figure: first + 1, limit: first },
    });
    expect(end(chain, alice, id, first, true).result.code).toBe(0);
    expect(contractState(chain, id)).toMatchObject({ state: "refused", ending: { liability: "none" } });
    expect(chain.query("exposure", { party: bob.address })).toEqual({ unpaid: 0, open: 0 });
    watch(chain, (first + 2) * 900);
  });
});
