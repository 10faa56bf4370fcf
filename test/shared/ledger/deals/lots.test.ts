/** DESIGN §2: coal and oil as certified lots with a delivery note, whose money goes into the pair's statement. */
import { describe, expect, test } from "vitest";
import { SALE_OPEN } from "../../../../shared/ledger/deals/lots.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { Genesis, GenesisParty } from "../../../../shared/ledger/params.ts";
import { moneyHolds, transitionsHold } from "../invariants.ts";
import { Chain, type Draft, genesis, home, keyOf, OPERATOR, REGULATORS } from "../market.ts";

const [mine, mill, other] = [keyOf("mine"), keyOf("mill"), keyOf("other")];
const holder: Partial<GenesisParty> = {
  roles: ["holder"],
  carriers: [],
  meter: null,
  point: null,
  importW: 0,
  exportW: 0,
};
const market = (change: (genesis: Genesis) => Genesis = (g) => g) =>
  new Chain(change(genesis([home("mine", holder), home("mill"), home("other", holder)])));
const CERTIFICATE = "cd".repeat(32);
const NOTE = "ef".repeat(32);

const lotOf = (wh = 10_000_000): Draft<"lot.issue"> => ({
  kind: "lot.issue",
  fuel: "coal",
  wh,
  certificate: CERTIFICATE,
});
const saleOf = (lot: string, wh: number, change: Partial<Draft<"lot.sell">> = {}): Draft<"lot.sell"> => ({
  kind: "lot.sell",
  lot,
  buyer: mill.address,
  wh,
  price: 200_000,
  ...change,
});
const noteOf = (sale: string, wh: number): Draft<"lot.deliver"> => ({ kind: "lot.deliver", sale, wh, note: NOTE });

function issued(chain: Chain, wh?: number): string {
  const { id, result } = chain.send(mine, lotOf(wh), [mine, OPERATOR]);
  expect(result).toEqual({ code: 0, data: null });
  return id;
}
function sold(chain: Chain, lot: string, wh: number, change: Partial<Draft<"lot.sell">> = {}): string {
  const { id, result } = chain.send(mine, saleOf(lot, wh, change), [mine, mill]);
  expect(result).toEqual({ code: 0, data: null });
  return id;
}
const exposure = (chain: Chain) => chain.query("exposure", { party: mill.address });

test("issued, sold, delivered, stated, claimed and paid", () => {
  const chain = market();
  const lot = issued(chain);
  expect(chain.query("lot", { id: lot })).toMatchObject({
    party: mine.address,
    fuel: "coal",
    wh: 10_000_000,
    sold: 0,
    delivered: 0,
    signed: { body: { certificate: CERTIFICATE }, signatures: [{}, {}] },
  });
  const sale = sold(chain, lot, 4_000_000);
  // 4 MWh at 0.20 per kWh.
  expect(exposure(chain)).toEqual({ unpaid: 0, open: 800_000_000 });
  expect(chain.query("lot", { id: lot })).toMatchObject({ sold: 4_000_000, delivered: 0 });
  moneyHolds(chain.state);

  const before = chain.state;
  const { id, result } = chain.send(mine, noteOf(sale, 3_999_999), [mine, mill]);
  expect(result).toEqual({ code: 0, data: null });
  transitionsHold(before, chain.state);
  // floor((3,999,999 * 200,000 + 500) / 1000)
  expect(exposure(chain)).toEqual({ unpaid: 799_999_800, open: 0 });
  const [statement] = chain.query("statementsOf", { party: mill.address, limit: 1 });
  expect(statement?.lines).toEqual([
    { contract: sale, what: "lot", slots: 1, wh: 3_999_999, amount: expect.any(Number) as number },
  ]);
  expect(Math.abs(statement?.balance ?? 0)).toBe(799_999_800);
  expect(chain.query("sale", { id: sale })).toMatchObject({
    state: "delivered",
    delivered: { wh: 3_999_999, amount: 799_999_800, period: statement?.period, signed: { id, body: { note: NOTE } } },
  });
  expect(chain.query("lot", { id: lot })).toMatchObject({ sold: 3_999_999, delivered: 3_999_999 });
  moneyHolds(chain.state);

  const period = statement?.period ?? 0;
  chain.until((period + 1) * 3600);
  moneyHolds(chain.state);
  expect(
    chain.send(mill, { kind: "payment.claim", creditor: mine.address, period, reference: "COAL" }).result.code,
  ).toBe(0);
  expect(chain.send(mine, { kind: "payment.confirm", debtor: mill.address, period }).result.code).toBe(0);
  expect(exposure(chain)).toEqual({ unpaid: 0, open: 0 });
  moneyHolds(chain.state);
});

describe("who signs", () => {
  test("a lot: holder and the operator of its zone", () => {
    const chain = market();
    for (const keys of [[mine], [OPERATOR], [mine, mill], [mine, OPERATOR, mill]]) {
      expect(chain.send(mine, lotOf(), keys).result).toEqual({ code: 2, data: { rule: "valid.signers" } });
    }
  });

  test("a sale and its note: seller and buyer", () => {
    const chain = market();
    const lot = issued(chain);
    for (const keys of [[mine], [mill], [mine, other]]) {
      expect(chain.send(mine, saleOf(lot, 1), keys).result).toEqual({ code: 2, data: { rule: "valid.signers" } });
    }
    const sale = sold(chain, lot, 100);
    for (const keys of [[mine], [mill], [mine, other], [mine, OPERATOR]]) {
      expect(chain.send(mine, noteOf(sale, 1), keys).result).toEqual({ code: 2, data: { rule: "valid.signers" } });
    }
    expect(chain.send(mine, noteOf("11".repeat(32), 1), [mine, mill]).result.data?.rule).toBe("valid.signers");
  });
});

describe("refused", () => {
  test("lot.holder: a home issues no lots", () => {
    const chain = market();
    expect(chain.send(mill, lotOf(), [mill, OPERATOR]).result).toMatchObject({ code: 1, data: { rule: "lot.holder" } });
  });

  test("lot.unknown, lot.mine, lot.self, buyer.role", () => {
    const chain = market();
    const lot = issued(chain);
    const sell = (by: typeof mine, draft: Draft<"lot.sell">, buyer = mill) =>
      chain.send(by, { ...draft, buyer: buyer.address }, [by, buyer]).result.data?.rule;
    expect(sell(mine, saleOf("11".repeat(32), 1))).toBe("lot.unknown");
    expect(sell(other, saleOf(lot, 1))).toBe("lot.mine");
    expect(sell(mine, saleOf(lot, 1), REGULATORS[0])).toBe("buyer.role");
  });

  test("lot.left: not more than is left, over all its sales; what a note leaves can be sold again", () => {
    const chain = market();
    const lot = issued(chain, 1000);
    const sale = sold(chain, lot, 700);
    const sell = (wh: number) => chain.send(mine, saleOf(lot, wh), [mine, mill]).result;
    expect(sell(301)).toMatchObject({ data: { rule: "lot.left", figure: 301, limit: 300, unit: "Wh", fits: 300 } });
    chain.send(mine, noteOf(sale, 650), [mine, mill]);
    expect(sell(351)).toMatchObject({ data: { rule: "lot.left", figure: 351, limit: 350 } });
    expect(sell(350).code).toBe(0);
    expect(sell(1)).toMatchObject({ data: { rule: "lot.left", limit: 0 } });
    moneyHolds(chain.state);
  });

  test("two sales in one block do not sell the same energy", () => {
    const chain = market();
    const lot = issued(chain, 1000);
    const twice = [0, 1].map(() => chain.sign(mine, saleOf(lot, 600), [mine, mill]));
    expect(chain.block(twice)).toMatchObject([{ code: 0 }, { code: 1, data: { rule: "lot.left", limit: 400 } }]);
  });

  test("buyer.exposure: the price of all that is open and unpaid, within the least of the zone's limits", () => {
    const chain = market((g) => ({
      ...g,
      limits: g.limits.map((l) => (l.carrier === "heat" ? { ...l, limits: { ...l.limits, exposure: 1_000_000 } } : l)),
    }));
    const lot = issued(chain);
    sold(chain, lot, 3000);
    expect(chain.send(mine, saleOf(lot, 2001), [mine, mill]).result).toMatchObject({
      data: { rule: "buyer.exposure", figure: 1_000_200, limit: 1_000_000, unit: "micro" },
    });
    sold(chain, lot, 2000);
    moneyHolds(chain.state);
  });

  test("buyer.exposure: figures beyond all bounds stay beyond them", () => {
    const chain = market();
    const lot = issued(chain, 1_000_000_000_000);
    const draft = saleOf(lot, 1_000_000_000_000, { price: 1_000_000_000 });
    expect(chain.send(mine, draft, [mine, mill]).result).toMatchObject({
      code: 1,
      data: { rule: "buyer.exposure", figure: Number.MAX_SAFE_INTEGER },
    });
  });

  test("zone.limits: without published limits there is no credit", () => {
    const chain = market((g) => ({ ...g, limits: [] }));
    const lot = issued(chain);
    expect(chain.send(mine, saleOf(lot, 1), [mine, mill]).result).toMatchObject({ data: { rule: "zone.limits" } });
  });

  test("buyer.overdue: who has not paid for fuel buys none", () => {
    const chain = market();
    const lot = issued(chain);
    const sale = sold(chain, lot, 1_000_000);
    chain.send(mine, noteOf(sale, 1_000_000), [mine, mill]);
    chain.until(chain.market + 3 * 3600);
    expect(chain.send(mine, saleOf(lot, 1), [mine, mill]).result).toMatchObject({
      data: { rule: "buyer.overdue", figure: 1, limit: 0 },
    });
    moneyHolds(chain.state);
  });

  test("lot.watched: what regulators want to see first is not sold meanwhile", () => {
    const chain = market();
    const lot = issued(chain);
    const edit = chain.state.edit();
    edit.set(KEY.watch(mill.address), 1);
    chain.state = edit.done();
    expect(chain.send(mine, saleOf(lot, 1), [mine, mill]).result).toMatchObject({ data: { rule: "lot.watched" } });
  });

  test("sale.mine, sale.sold, sale.agreed", () => {
    const chain = market();
    const lot = issued(chain);
    const sale = sold(chain, lot, 500);
    expect(chain.send(other, noteOf(sale, 1), [other, mill]).result).toMatchObject({ data: { rule: "sale.mine" } });
    expect(chain.send(mine, noteOf(sale, 501), [mine, mill]).result).toMatchObject({
      data: { rule: "sale.sold", figure: 501, limit: 500, unit: "Wh", fits: 500 },
    });
    expect(exposure(chain)).toEqual({ unpaid: 0, open: 100_000 });
    expect(chain.send(mine, noteOf(sale, 500), [mine, mill]).result.code).toBe(0);
    expect(chain.send(mine, noteOf(sale, 500), [mine, mill]).result).toMatchObject({ data: { rule: "sale.agreed" } });
    moneyHolds(chain.state);
  });
});

describe("a sale ends", () => {
  test("with a note of nothing: both say that nothing will come, and nobody owes", () => {
    const chain = market();
    const lot = issued(chain, 1000);
    const sale = sold(chain, lot, 1000);
    chain.send(mine, noteOf(sale, 0), [mine, mill]);
    expect(chain.query("sale", { id: sale })).toMatchObject({
      state: "delivered",
      delivered: { wh: 0, amount: 0, period: null },
    });
    expect(exposure(chain)).toEqual({ unpaid: 0, open: 0 });
    expect(chain.query("statementsOf", { party: mill.address, limit: 1 })).toEqual([]);
    expect(chain.query("lot", { id: lot })).toMatchObject({ sold: 0, delivered: 0 });
    moneyHolds(chain.state);
  });

  test("without a note it lapses, so that no credit is bound for ever", () => {
    const chain = new Chain(
      genesis([home("mine", holder), home("mill")], {
        ...market().params,
        clock: { ...market().params.clock, rate: 3600, standstill: 86_400 },
      }),
    );
    const lot = issued(chain, 1000);
    const sale = sold(chain, lot, 1000);
    const at = chain.market;
    chain.block([], (SALE_OPEN - 7200) / 3600);
    expect(chain.query("sale", { id: sale })?.state).toBe("agreed");
    const before = chain.state;
    chain.block([], 4);
    expect(chain.market).toBeGreaterThan(at + SALE_OPEN);
    expect(chain.query("sale", { id: sale })).toMatchObject({ state: "lapsed", delivered: null });
    transitionsHold(before, chain.state);
    expect(exposure(chain)).toEqual({ unpaid: 0, open: 0 });
    expect(chain.query("lot", { id: lot })).toMatchObject({ sold: 0 });
    expect(chain.send(mine, noteOf(sale, 1), [mine, mill]).result).toMatchObject({ data: { rule: "sale.agreed" } });
    moneyHolds(chain.state);
  });
});

test("lots and sales are listed newest first, page by page, for whom they concern", () => {
  const chain = market();
  const lots = [0, 1, 2].map(() => issued(chain, 1000));
  const sales = lots.map((lot) => sold(chain, lot, 10));
  const ids = (page: readonly { readonly id: string }[]) => page.map(({ id }) => id);
  expect(ids(chain.query("lotsOf", { party: mine.address, limit: 2 }))).toEqual([lots[2], lots[1]]);
  expect(ids(chain.query("lotsOf", { party: mine.address, before: lots[1] ?? "", limit: 2 }))).toEqual([lots[0]]);
  for (const { address } of [mine, mill]) {
    expect(ids(chain.query("salesOf", { party: address, limit: 9 }))).toEqual(sales.toReversed());
  }
  expect(chain.query("salesOf", { party: other.address, limit: 9 })).toEqual([]);
  expect(chain.query("lotsOf", { party: mine.address, before: "11".repeat(32), limit: 9 })).toEqual([]);
});
