/** DESIGN §4 from registration to payment, in one history: every step is asked of the state by a query. */
import { expect, test } from "vitest";
import { Chain, genesis, home, keyOf, Meter, OPERATOR, registration, REGULATORS, sell, SUPPLIER } from "./market.ts";

const OK = { code: 0, data: null };

test("register, admit, offer, accept, meter, settle, state, pay", () => {
  const chain = new Chain(genesis([home("buyer")]));
  const seller = keyOf("seller");
  const buyer = keyOf("buyer");

  expect(chain.send(seller, registration("seller"), [seller, SUPPLIER]).result).toEqual(OK);
  expect(chain.query("parties", { status: "pending", limit: 10 }).map(({ id }) => id)).toEqual([seller.address]);
  for (const regulator of REGULATORS.slice(0, 3)) {
    const vote = { kind: "party.admit", party: seller.address, admit: true, reason: "in order" } as const;
    expect(chain.send(regulator, vote).result).toEqual(OK);
  }
  expect(chain.query("party", { id: seller.address })).toMatchObject({
    status: "active",
    decided: { votes: 3, of: 4, reason: "in order" },
  });

  const first = chain.slot + 2;
  const offer = chain.send(
    seller,
    sell(first, [1000, 1000], { type: "firm", damages: { seller: 100_000, buyer: 80_000 } }),
  );
  expect(offer.result).toEqual(OK);
  expect(chain.book({ carrier: "electricity", zone: "WEST-1", from: first, to: first + 1 })).toHaveLength(1);

  const energy = { first, wh: [1000, 800] };
  const deal = chain.send(buyer, { kind: "offer.accept", offer: offer.id, energy });
  expect(deal.result).toEqual(OK);
  expect(chain.query("contract", { id: deal.id })?.contract).toMatchObject({
    state: "admitted",
    slots: { pending: 2, provisional: 0, final: 0 },
    terms: { seller: seller.address, buyer: buyer.address, operator: OPERATOR.address },
  });
  expect(chain.query("offersOf", { party: seller.address })[0]).toMatchObject({
    status: "live",
    left: { wh: [0, 200] },
  });

  const meters = [new Meter("seller"), new Meter("buyer")] as const;
  for (const [slot, sold, bought] of [
    [first, 1200, 1500],
    [first + 1, 500, 700],
  ] as const) {
    chain.until((slot + 1) * 900);
    meters[0].read(slot, sold, 0);
    meters[1].read(slot, 0, bought);
    const results = chain.block(meters.flatMap((meter) => meter.send(chain, slot)));
    expect(results).toEqual([OK, OK, OK, OK]);
  }
  const slots = chain.query("contract", { id: deal.id })?.slots;
  expect(slots).toMatchObject([
    {
      state: "provisional",
      q: 1000,
      settled: {
        aS: 1000,
        aB: 1000,
        delivered: 1000,
        liability: "none",
        money: { energy: 450_000, network: 42_000, levy: 15_000, tax: 27_000, loss: 9_000, damagesSeller: 0 },
      },
    },
    {
      state: "provisional",
      q: 800,
      settled: {
        aS: 500,
        aB: 700,
        delivered: 500,
        liability: "seller",
        money: { energy: 225_000, network: 21_000, levy: 7_500, tax: 13_500, loss: 4_500, damagesSeller: 20_000 },
      },
    },
  ]);

  chain.until(chain.market + 1800);
  expect(chain.query("contract", { id: deal.id })?.contract).toMatchObject({ state: "delivered", delivered: 1500 });
  const open = chain.query("statementsOf", { party: buyer.address, limit: 10 });
  expect(open.map(({ state }) => state)).toEqual(["open", "open"]);
  chain.until(chain.market + 3600);
  const due = chain.query("statementsOf", { party: seller.address, limit: 10 })[0];
  if (!due) throw new Error("no statement");
  const sign = due.a === buyer.address ? 1 : -1;
  expect(due).toMatchObject({ state: "due", balance: sign * (450_000 + 225_000 - 20_000) });
  expect(chain.query("exposure", { party: buyer.address })).toEqual({ unpaid: 655_000 + 139_500, open: 0 });

  const pair = { kind: "payment.claim", creditor: seller.address, period: due.period, reference: "W-1" } as const;
  expect(chain.send(buyer, pair).result).toEqual(OK);
  const confirm = { kind: "payment.confirm", debtor: buyer.address, period: due.period } as const;
  expect(chain.send(seller, confirm).result).toEqual(OK);
  expect(chain.query("statementsOf", { party: seller.address, limit: 10 })[0]).toMatchObject({
    state: "paid",
    paid: { by: "confirmed" },
  });
  expect(chain.query("exposure", { party: buyer.address })).toEqual({ unpaid: 139_500, open: 0 });
});
