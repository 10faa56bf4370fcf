/** DESIGN §4, Delivery: what is left goes to or comes from the residual suppliers; contracted and residual are what was metered. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rule } from "../../../../shared/ledger/ends/disputes.ts";
import { checkResidual, Residual, residualOf } from "../../../../shared/ledger/history/residual.ts";
import { Chain, genesis, home, sell, SUPPLIER, TRUSTING } from "../market.ts";
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

const ask = (chain: Chain, party: string, first: number, count: number) =>
  chain.query("residual", { party, carrier: "electricity", first, count });

describe("a residual allocation", () => {
  test("is what contracts did not deliver, once the slot is final", () => {
    const chain = market();
    const { first } = contract(chain, [600, 600], FIRM);
    deliver(chain, first, 1000, 550);
    expect(ask(chain, alice.address, first, 2)?.slots).toEqual([]);
    watch(chain, chain.market + 2400);
    const told = ask(chain, alice.address, first, 2);
    expect(told).toMatchObject({
      supplier: SUPPLIER.address,
      slots: [{ slot: first, sold: 1000, contractedSold: 550, residualSold: 450, bought: 0, residualBought: 0 }],
    });
    expect(ask(chain, bob.address, first, 1)?.slots).toMatchObject([{ contractedBought: 550, residualBought: 0 }]);
    expect(ask(chain, SUPPLIER.address, first, 1)).toBeNull();
    expect(Residual.parse(told)).toEqual(told);
  });

  test("is checked figure by figure against the ledger", () => {
    const chain = market();
    const { first } = contract(chain, [600, 600], FIRM);
    deliver(chain, first, 1000, 550);
    watch(chain, chain.market + 2400);
    const told = residualOf(chain.state, alice.address, "electricity", [first]);
    if (!told) throw new Error("no residual");
    expect(checkResidual(chain.state, told)).toEqual([]);
    const [slot] = told.slots;
    if (!slot) throw new Error("no slot");
    const wrong = { ...slot, residualSold: 449 };
    expect(checkResidual(chain.state, { ...told, slots: [wrong] })).toEqual([
      { fault: "figures", slot: first, expected: slot },
    ]);
    expect(checkResidual(chain.state, { ...told, supplier: bob.address })).toEqual([
      { fault: "supplier", expected: SUPPLIER.address },
    ]);
    expect(checkResidual(chain.state, { ...told, slots: [slot, slot] })).toEqual([{ fault: "order", slot: first }]);
    expect(checkResidual(chain.state, { ...told, slots: [slot, { ...slot, slot: first + 1 }] })).toEqual([
      { fault: "notFinal", slot: first + 1 },
    ]);
  });

  test("follows a ruling, below zero where more was ruled than metered", () => {
    const chain = market();
    const { id, first } = contract(chain, [600], FIRM);
    deliver(chain, first, 400, 600);
    const raise = {
      kind: "dispute.raise",
      contract: id,
      first,
      count: 1,
      evidence: "ee".repeat(32),
      reason: "x",
    } as const;
    const { id: dispute } = chain.send(alice, raise);
    const ruling = { slots: [{ slot: first, aS: 600, aB: null }], liability: "none", award: null } as const;
    decide(chain, (context) => rule(context, dispute, { ...ruling, slots: [...ruling.slots] }, DECISION, "so"));
    watch(chain, chain.market + 2400);
    expect(ask(chain, alice.address, first, 1)?.slots).toMatchObject([{ contractedSold: 600, residualSold: -200 }]);
  });
});

test("contracted and residual are what was metered, both ways, whatever was sold and metered", () => {
  const wh = fc.integer({ min: 0, max: 1500 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(bob, carol), fc.integer({ min: 1, max: 400 }), fc.boolean()), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.tuple(wh, wh, wh),
      (deals, [sold, one, two]) => {
        const chain = new Chain(genesis([home("alice"), home("bob"), home("carol")]), TRUSTING);
        const first = chain.slot + 2;
        for (const [buyer, q, firm] of deals) {
          const { id } = chain.send(alice, sell(first, [q], firm ? FIRM : {}));
          expect(chain.send(buyer, { kind: "offer.accept", offer: id, energy: { first, wh: [q] } }).result.code).toBe(
            0,
          );
        }
        chain.until((first + 1) * 900);
        chain.block([
          ...readings(chain, "alice", first, sold, 7),
          ...readings(chain, "bob", first, 3, one),
          ...readings(chain, "carol", first, 0, two),
        ]);
        chain.until(chain.market + 2400);
        let [delivered, received] = [0, 0];
        for (const key of [alice, bob, carol]) {
          const slot = ask(chain, key.address, first, 1)?.slots[0];
          if (!slot) throw new Error("no slot");
          expect(slot.contractedSold + slot.residualSold).toBe(slot.sold);
          expect(slot.contractedBought + slot.residualBought).toBe(slot.bought);
          expect(Math.min(slot.residualSold, slot.residualBought)).toBeGreaterThanOrEqual(0);
          delivered += slot.contractedSold;
          received += slot.contractedBought;
        }
        // What contracts delivered was sold by one and bought by another, once.
        expect(delivered).toBe(received);
      },
    ),
    { numRuns: 40 },
  );
});
