/** DESIGN §4, Negotiation: one text signed by both sides becomes a contract, screened like any other. */
import { describe, expect, test } from "vitest";
import { DEAL_HANDLERS } from "../../../../shared/ledger/deals/handlers.ts";
import { contextOf } from "../../../../shared/ledger/context.ts";
import type { Genesis } from "../../../../shared/ledger/params.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import type { TxOf } from "../../../../shared/ledger/transactions.ts";
import { templateHash } from "../../../../shared/words/contract.ts";
import { contractsHold, moneyHolds, positionsHold } from "../invariants.ts";
import { Chain, type Draft, genesis, GENESIS_TIME, home, keyOf, Meter, sell, ZONE } from "../market.ts";

const alice = keyOf("alice");
const bob = keyOf("bob");
const carol = keyOf("carol");
const market = (change: (genesis: Genesis) => Genesis = (g) => g) =>
  new Chain(change(genesis([home("alice"), home("bob"), home("carol")])));
const both = [alice, bob];

const deal = (
  first: number,
  wh: readonly number[],
  change: Partial<Draft<"deal.agree">> = {},
): Draft<"deal.agree"> => ({
  kind: "deal.agree",
  counterparty: bob.address,
  side: "sell",
  type: "asProduced",
  carrier: "electricity",
  energy: { first, wh: [...wh] },
  price: 450_000,
  damages: { seller: 0, buyer: 0 },
  technology: "solar",
  template: templateHash(change.type ?? "asProduced"),
  ...change,
});
const firm = { type: "firm", damages: { seller: 100_000, buyer: 80_000 } } as const;

function holds(chain: Chain): void {
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
}

test("both signatures over one id make an admitted contract that rests on them", () => {
  const chain = market();
  const first = chain.slot + 2;
  const { id, result } = chain.send(alice, deal(first, [0, 500, 300], firm), both);
  expect(result).toEqual({ code: 0, data: null });
  const found = chain.query("contract", { id });
  expect(found?.contract).toMatchObject({
    id,
    state: "admitted",
    terms: {
      seller: alice.address,
      buyer: bob.address,
      energy: { first: first + 1, wh: [500, 300] },
      damages: firm.damages,
      charges: { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 },
      template: templateHash("firm"),
      utcOffset: 28_800,
    },
    offeredAt: { height: 1 },
    basis: { how: "negotiated", agreement: { id, body: { kind: "deal.agree", sender: alice.address } } },
  });
  const basis = found?.contract.basis;
  const signers = basis?.how === "negotiated" ? basis.agreement.signatures.map(({ key }) => key) : [];
  expect(signers).toEqual([alice.public, bob.public].toSorted());
  expect(chain.query("positions", { party: bob.address, carrier: "electricity", from: first, to: first + 9 })).toEqual([
    { slot: first + 1, sold: 0, bought: 500, offeredSell: 0, offeredBuy: 0 },
    { slot: first + 2, sold: 0, bought: 300, offeredSell: 0, offeredBuy: 0 },
  ]);
  holds(chain);
});

test("the side is the sender's: a buyer writes, the seller agrees; it is metered, settled and stated", () => {
  const chain = market();
  const [seller, buyer] = [new Meter("bob"), new Meter("alice")];
  const first = chain.slot + 2;
  const { id } = chain.send(alice, deal(first, [500], { side: "buy" }), both);
  expect(chain.query("contract", { id })?.contract.terms).toMatchObject({ seller: bob.address, buyer: alice.address });
  chain.until((first + 1) * 900);
  seller.read(first, 400, 0);
  buyer.read(first, 0, 700);
  chain.block([...seller.send(chain, first), ...buyer.send(chain, first)]);
  chain.until(chain.market + 2400);
  expect(chain.query("contract", { id })?.contract).toMatchObject({ state: "delivered", delivered: 400 });
  holds(chain);
});

describe("who signs", () => {
  test.each([
    ["the sender alone", [alice]],
    ["the counterparty alone", [bob]],
    ["the sender and somebody else", [alice, carol]],
    ["one more than asked", [alice, bob, carol]],
  ])("%s: not valid", (_, keys) => {
    const chain = market();
    expect(chain.send(alice, deal(chain.slot + 2, [500]), keys).result).toEqual({
      code: 2,
      data: { rule: "valid.signers" },
    });
  });

  test("the same agreement twice is one contract", () => {
    const chain = market();
    const sent = chain.sign(alice, deal(chain.slot + 2, [500]), both);
    expect(chain.block([sent, sent])).toMatchObject([{ code: 0 }, { code: 2, data: { rule: "valid.nonce" } }]);
    holds(chain);
  });
});

describe("refused", () => {
  test.each<[rule: string, change: Partial<Draft<"deal.agree">>, figures?: object]>([
    ["deal.carrier", { carrier: "gas" }],
    ["deal.empty", { energy: { first: 2_000_000, wh: [0, 0] } }],
    ["deal.asProduced", { damages: { seller: 0, buyer: 1 } }],
    ["deal.template", { template: templateHash("firm") }],
    ["horizon", { energy: { first: 100_000_000, wh: [1] } }, { unit: "s" }],
    ["seller.carrier", { carrier: "heat", energy: { first: GENESIS_TIME / 3600 + 2, wh: [1] } }],
    ["seller.technology", { technology: "none" }],
    ["price.max", { price: 900_001 }, { figure: 900_001, limit: 900_000 }],
    ["damages.min", { ...firm, damages: { seller: 49_999, buyer: 80_000 } }, { figure: 49_999, limit: 50_000 }],
    ["seller.position", { energy: { first: 0, wh: [1801] } }, { figure: 1801, limit: 1800, fits: 1800 }],
  ])("%s", (rule, change, figures = {}) => {
    const chain = market();
    const first = chain.slot + 2;
    const energy = change.energy?.first === 0 ? { ...change.energy, first } : change.energy;
    const draft = deal(first, [500], { ...change, ...(energy ? { energy } : {}) });
    const before = chain.query("exposure", { party: bob.address });
    expect(chain.send(alice, draft, both).result).toMatchObject({ code: 1, data: { rule, ...figures } });
    expect(chain.query("exposure", { party: bob.address })).toEqual(before);
    holds(chain);
  });

  test("deal.self: with two keys of one party", () => {
    const chain = market();
    const body = chain.body(alice, deal(chain.slot + 2, [1], { counterparty: alice.address })) as TxOf<"deal.agree">;
    const clock = load.clock(chain.state);
    const context = contextOf(chain.state.edit(), chain.params, chain.check, clock, clock);
    expect(DEAL_HANDLERS["deal.agree"](context, { id: "00".repeat(32), body, signatures: [] })).toMatchObject({
      rule: "deal.self",
    });
  });

  test("gate: what was signed in time but came late", () => {
    const chain = market();
    const first = chain.slot + 2;
    const late = chain.sign(alice, deal(first, [500]), both);
    chain.until(first * 900 - 300);
    expect(chain.block([late])[0]).toMatchObject({ code: 1, data: { rule: "gate", limit: first * 900 - 300 } });
  });

  test("nothing is reserved by it: an own offer of the same energy counts besides", () => {
    const chain = market();
    const first = chain.slot + 2;
    chain.send(alice, sell(first, [1500]));
    expect(chain.send(alice, deal(first, [500]), both).result).toMatchObject({
      data: { rule: "seller.position", figure: 2000, limit: 1800, fits: 300 },
    });
    holds(chain);
  });

  test("buyer.exposure counts price, charges and damages of all its slots", () => {
    const chain = market((g) => ({
      ...g,
      limits: g.limits.map((l) => ({ ...l, limits: { ...l.limits, exposure: 622_999 } })),
    }));
    expect(chain.send(alice, deal(chain.slot + 2, [500, 500], firm), both).result).toMatchObject({
      data: { rule: "buyer.exposure", figure: 623_000, limit: 622_999 },
    });
  });
});

test("a worst case above the regulators' review holds it; undecided it lapses at its gate and everything is free again", () => {
  const chain = market((g) => ({
    ...g,
    limits: g.limits.map((l) => ({ ...l, limits: { ...l.limits, review: 100_000 } })),
  }));
  const first = chain.slot + 2;
  const { id } = chain.send(alice, deal(first, [1000], firm), both);
  expect(chain.query("contract", { id })?.contract).toMatchObject({
    state: "held",
    admitted: { held: ["buyer.review"] },
  });
  chain.until(first * 900 - 300);
  expect(chain.query("contract", { id })?.contract).toMatchObject({ state: "refused", ending: { liability: "none" } });
  expect(chain.query("exposure", { party: bob.address })).toEqual({ unpaid: 0, open: 0 });
  expect(
    chain.query("positions", { party: alice.address, carrier: "electricity", from: first, to: first + 1 }),
  ).toEqual([]);
});

test("between zones the charges are those from the seller's to the buyer's", () => {
  const charges = { network: 99_000, levy: 1_000, taxPpm: 10_000, lossPpm: 5_000 };
  const chain = market((g) => ({
    ...g,
    zones: [...g.zones, { id: "EAST-1", operator: carol.address, utcOffset: 0 }],
    parties: g.parties.map((p) => {
      if (p.id === carol.address) return { ...p, roles: ["operator"] };
      return p.id === bob.address ? { ...p, zone: "EAST-1" } : p;
    }),
    limits: [...g.limits, ...g.limits.map((l) => ({ ...l, zone: "EAST-1" }))],
    charges: [...g.charges, { carrier: "electricity", from: ZONE, to: "EAST-1", charges }],
    transfers: [{ carrier: "electricity", from: ZONE, to: "EAST-1", wh: 600 }],
  }));
  const { id } = chain.send(alice, deal(chain.slot + 2, [500]), both);
  expect(chain.query("contract", { id })?.contract.terms).toMatchObject({ charges, operator: carol.address });
  holds(chain);
});
