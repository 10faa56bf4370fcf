/** applyBlock is total: whatever a signed body holds within its schema, a block has a result for it and a state with a root. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Genesis } from "../../../shared/ledger/params.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { lineOfText } from "../../../shared/ledger/units.ts";
import { templateHash } from "../../../shared/words/contract.ts";
import {
  Chain,
  certificate,
  type Draft,
  genesis,
  GENESIS_TIME,
  home,
  type Key,
  keyOf,
  OPERATOR,
  PARAMS,
  SUPPLIER,
  TRUSTING,
  ZONE,
} from "./market.ts";
import { moneyHolds } from "./invariants.ts";

const [ann, ben] = [keyOf("ann"), keyOf("ben")];
const parties = [ann, ben, OPERATOR, SUPPLIER, keyOf("nobody")];
const MAX_LIMITS = {
  deliverable: 1_000_000_000,
  demand: 1_000_000_000,
  price: { min: 0, max: 1_000_000_000 },
  damages: { min: 0, max: 1_000_000_000 },
  exposure: 4_000_000_000_000_000,
  review: 4_000_000_000_000_000,
  auction: { seller: 100_000, buyer: 100_000 },
  tariff: { retail: 0, feedIn: 0 },
};

/** The widest market that the schemas allow, so that no rule stands between a figure and its consequences. */
function widest(carrier: "electricity" | "gas"): Genesis {
  const homes = [ann, ben].map((_, i) =>
    home(["ann", "ben"][i] ?? "", {
      carriers: [carrier],
      ...(i === 0 ? { roles: ["prosumer", "holder"] } : {}),
      importW: 1_000_000_000,
      exportW: 1_000_000_000,
      technology: "battery",
    }),
  );
  const document = genesis(homes, {
    ...PARAMS,
    grids: {
      electricity: { slotSeconds: 900, gateSeconds: 0, startSeconds: 0 },
      gas: { slotSeconds: 86_400, gateSeconds: 0, startSeconds: 0 },
    },
  });
  const carriers = ["electricity", "gas"] as const;
  const charges = { network: 1_000_000_000, levy: 1_000_000_000, taxPpm: 1_000_000, lossPpm: 1_000_000 };
  return {
    ...document,
    limits: carriers.map((carrier) => ({ zone: ZONE, carrier, limits: MAX_LIMITS })),
    charges: carriers.map((carrier) => ({ carrier, from: ZONE, to: ZONE, charges })),
  };
}

const upTo = (max: number) => fc.oneof(fc.constantFrom(0, 1, max - 1, max), fc.integer({ min: 0, max }));
const party = fc.constantFrom(...parties.map(({ address }) => address));
const hex = fc.constantFrom("00".repeat(32), "ff".repeat(32));
const slot = fc.oneof(upTo(100_000_000), fc.constant(1_979_620), fc.constant(20_630));
const energy = fc.record({ first: slot, wh: fc.array(upTo(1_000_000_000), { minLength: 1, maxLength: 100 }) });
const price = upTo(1_000_000_000);
const period = fc.oneof(upTo(100_000_000), fc.integer({ min: 494_900, max: 494_910 }));
const lotWh = fc.oneof(fc.constantFrom(1, 1_000_000_000_000), fc.integer({ min: 1, max: 1_000_000_000_000 }));
const text = fc
  .string({ minLength: 1, maxLength: 60, unit: "grapheme" })
  .filter((s) => s.isWellFormed() && lineOfText(64).safeParse(s).success);

const zone = fc.constantFrom(ZONE, "OTHER");
const carrier = fc.constantFrom("electricity" as const, "gas" as const, "heat" as const);
const seconds = fc.oneof(upTo(100_000_000_000), fc.integer({ min: GENESIS_TIME, max: GENESIS_TIME + 900 }));
const count = fc.integer({ min: 1, max: 96 });
const wh = upTo(1_000_000_000);
const prices = fc.array(price, { minLength: 96, maxLength: 96 });
const reading = { party, slot, sold: wh, bought: wh, reason: text };
const slots = { zone, carrier, first: slot, count };

/** What operators and utilities send. */
const operatorDraft: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ kind: fc.constant("grid.supply" as const), zone, carrier, from: seconds, deliverable: wh, demand: wh }),
  fc.record({ kind: fc.constant("grid.transfer" as const), carrier, source: zone, target: zone, from: seconds, wh }),
  fc.record({ kind: fc.constant("grid.tariff" as const), carrier, from: seconds, retail: prices, feedIn: prices }),
  fc.record({ kind: fc.constant("grid.factor" as const), zone, slot, whPerM3: fc.integer({ min: 1, max: 100_000 }) }),
  fc.record({
    kind: fc.constant("grid.call" as const),
    ...slots,
    capPpm: upTo(1_000_000),
    price,
    until: seconds,
    most: fc.integer({ min: 1, max: 10_000 }),
  }),
  fc.record({ kind: fc.constant("grid.answer" as const), call: hex }),
  fc.record({
    kind: fc.constant("grid.curtail" as const),
    ...slots,
    side: fc.constantFrom("sell" as const, "buy" as const),
    keepPpm: upTo(1_000_000),
    reason: text,
  }),
  fc.record({ kind: fc.constant("grid.outage" as const), ...slots, party: fc.option(party), reason: text }),
  fc.record({
    kind: fc.constant("meter.totals" as const),
    party,
    first: slot,
    totals: fc.array(fc.record({ sold: wh, bought: wh }), { minLength: 1, maxLength: 96 }),
  }),
  fc.record({ kind: fc.constant("meter.substitute" as const), ...reading }),
  fc.record({ kind: fc.constant("meter.correct" as const), ...reading }),
);

const draft = fc.oneof<fc.Arbitrary<Draft>[]>(
  fc.record({
    kind: fc.constant("offer.post" as const),
    side: fc.constantFrom("sell" as const, "buy" as const),
    type: fc.constantFrom("firm" as const, "asProduced" as const),
    carrier: fc.constantFrom("electricity" as const, "gas" as const, "heat" as const),
    zone: fc.constantFrom(ZONE, "OTHER"),
    energy,
    price,
    minimum: upTo(1_000_000_000),
    damages: fc.record({ seller: price, buyer: price }),
    technology: fc.constantFrom("battery" as const, "none" as const),
    expires: upTo(100_000_000_000),
  }),
  operatorDraft,
  fc.record({ kind: fc.constant("offer.cancel" as const), offer: hex }),
  fc.record({
    kind: fc.constant("auction.order" as const),
    side: fc.constantFrom("sell" as const, "buy" as const),
    carrier: fc.constantFrom("electricity" as const, "gas" as const, "heat" as const),
    zone: fc.constantFrom(ZONE, "OTHER"),
    slot,
    wh: fc.oneof(fc.constantFrom(1, 1_000_000_000), fc.integer({ min: 1, max: 1_000_000_000 })),
    price,
    technology: fc.constantFrom("battery" as const, "none" as const),
  }),
  fc.record({ kind: fc.constant("auction.cancel" as const), order: hex }),
  fc.record({ kind: fc.constant("offer.accept" as const), offer: hex, energy }),
  fc.record({
    kind: fc.constant("meter.commit" as const),
    meter: fc.constantFrom("meter-ann", "meter-ben", "x"),
    batch: fc.oneof(upTo(100_000_000), fc.constant(1_979_600)),
    root: hex,
  }),
  fc.record({
    kind: fc.constant("meter.open" as const),
    meter: fc.constantFrom("meter-ann", "meter-ben"),
    batch: fc.oneof(upTo(100_000_000), fc.constant(1_979_600)),
    openings: fc.array(
      fc.record({
        register: fc.constantFrom("1.8.0" as const, "2.8.0" as const),
        leaf: upTo(1023),
        counter: upTo(1_000_000_000_000_000),
        quality: fc.constantFrom("measured" as const, "missing" as const),
        salt: hex,
        path: fc.array(hex, { maxLength: 10 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  fc.record({ kind: fc.constant("payment.claim" as const), creditor: party, period, reference: text }),
  fc.record({ kind: fc.constant("payment.confirm" as const), debtor: party, period }),
  fc.record({ kind: fc.constant("payment.deny" as const), debtor: party, period, reason: text }),
  fc.record({
    kind: fc.constant("contract.end" as const),
    contract: hex,
    from: slot,
    mutual: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant("dispute.raise" as const),
    contract: hex,
    first: slot,
    count: fc.constantFrom(1, 100),
    evidence: hex,
    reason: text,
  }),
  fc.record({ kind: fc.constant("dispute.withdraw" as const), dispute: hex }),
  fc.record({ kind: fc.constant("dispute.appeal" as const), dispute: hex, reason: text }),
  fc.record({ kind: fc.constant("party.admit" as const), party, admit: fc.boolean(), reason: text }),
  fc.record({
    kind: fc.constant("party.register" as const),
    role: fc.constantFrom("prosumer" as const, "producer" as const),
    supplier: party,
    certificate: fc.constant(certificate("ann")),
  }),

  // Deals, mail and lots.
  fc.record({
    kind: fc.constant("offer.replace" as const),
    replaces: hex,
    side: fc.constantFrom("sell" as const, "buy" as const),
    type: fc.constantFrom("firm" as const, "asProduced" as const),
    carrier: fc.constantFrom("electricity" as const, "gas" as const, "heat" as const),
    zone: fc.constantFrom(ZONE, "OTHER"),
    energy,
    price,
    minimum: upTo(1_000_000_000),
    damages: fc.record({ seller: price, buyer: price }),
    technology: fc.constantFrom("battery" as const, "none" as const),
    expires: upTo(100_000_000_000),
  }),
  fc.record({ kind: fc.constant("tx.revoke" as const), id: hex, until: upTo(100_000_000_000), index: upTo(1023) }),
  fc.record({
    kind: fc.constant("deal.agree" as const),
    counterparty: fc.constantFrom(ann.address, ben.address),
    side: fc.constantFrom("sell" as const, "buy" as const),
    type: fc.constant("firm" as const),
    carrier: fc.constantFrom("electricity" as const, "gas" as const, "heat" as const),
    energy,
    price,
    damages: fc.record({ seller: price, buyer: price }),
    technology: fc.constantFrom("battery" as const, "none" as const),
    template: fc.constantFrom(templateHash("firm"), "00".repeat(32)),
  }),
  fc.record({
    kind: fc.constant("mail.send" as const),
    to: party,
    expires: fc.oneof(upTo(100_000_000_000), fc.constant(GENESIS_TIME + 600)),
    sealed: fc.constantFrom("00", "ff".repeat(4096)),
  }),
  fc.record({
    kind: fc.constant("lot.issue" as const),
    fuel: fc.constantFrom("coal" as const, "oil" as const),
    wh: lotWh,
    certificate: hex,
  }),
  fc.record({ kind: fc.constant("lot.sell" as const), lot: hex, buyer: fc.constant(ben.address), wh: lotWh, price }),
  fc.record({ kind: fc.constant("lot.deliver" as const), sale: hex, wh: lotWh, note: hex }),
);
/** Who signs beside the sender. */
const CO_SIGNERS: Partial<Record<Draft["kind"], Key>> = { "deal.agree": ben, "lot.issue": OPERATOR, "lot.sell": ben };

test("any body of any kind, at the ends of its schema, has a result", () => {
  const codes = new Set<number>();
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.tuple(fc.nat(4), draft), { maxLength: 6 }), (gas, drafts) => {
      const chain = new Chain(widest(gas ? "gas" : "electricity"), TRUSTING);
      const sent = drafts.map(([who, body]) => {
        const key = parties[who] ?? ann;
        const own = key === ann ? "ann" : "ben";
        const meters = body.kind === "meter.commit" || body.kind === "meter.open";
        const beside = CO_SIGNERS[body.kind];
        const signers =
          body.kind === "party.register"
            ? [ann, SUPPLIER]
            : meters
              ? [keyOf(`${own} meter`)]
              : beside && beside !== key
                ? [key, beside]
                : [key];
        const signed = chain.sign(key, body, signers);
        expect(TxBody.safeParse(JSON.parse(new TextDecoder().decode(signed.bytes)).body).error).toBeUndefined();
        return signed;
      });
      for (const result of chain.block(sent)) codes.add(result.code);
      chain.block([], 30);
    }),
    { numRuns: 150 },
  );
  expect([...codes]).toContain(1);
});

test("the largest trade that exposure allows lives and is settled without leaving safe integers", () => {
  for (const carrier of ["electricity", "gas"] as const) {
    const chain = new Chain(widest(carrier), TRUSTING);
    const seconds = carrier === "gas" ? 86_400 : 900;
    const first = Math.floor(chain.market / seconds) + 2;
    const wh = carrier === "gas" ? 1_000_000_000 : 250_000_000;
    const offer: Draft<"offer.post"> = {
      kind: "offer.post",
      side: "sell",
      type: "firm",
      carrier,
      zone: ZONE,
      energy: { first, wh: [wh] },
      price: 500_000_000,
      minimum: 0,
      damages: { seller: 1_000_000_000, buyer: 1_000_000_000 },
      technology: "battery",
      expires: first * seconds,
    };
    const { id } = chain.send(ann, offer);
    const whole = chain.send(ben, { kind: "offer.accept", offer: id, energy: { first, wh: [wh] } }).result;
    const half = chain.send(ben, { kind: "offer.accept", offer: id, energy: { first, wh: [wh / 2] } }).result;
    expect([whole.code, half.code]).toContain(0);
    chain.until((first + 1) * seconds + 4 * 3600);
    expect(chain.query("contractsOf", { party: ann.address, limit: 1 })[0]).toMatchObject({ state: "delivered" });
  }
});

test("so does the largest auction", () => {
  const chain = new Chain(widest("gas"), TRUSTING);
  const slot = Math.floor(chain.market / 86_400) + 2;
  const order = { kind: "auction.order", carrier: "gas", zone: ZONE, slot, wh: 1_000_000_000 } as const;
  chain.send(ann, { ...order, side: "sell", price: 1_000_000, technology: "battery" });
  const dear = chain.send(ben, { ...order, side: "buy", price: 1_000_000_000, technology: "none" }).result;
  expect(dear).toMatchObject({ code: 1, data: { rule: "buyer.exposure", limit: 4_000_000_000_000_000 } });
  expect(chain.send(ben, { ...order, side: "buy", price: 1_000_000, technology: "none" }).result.code).toBe(0);
  chain.until((slot + 1) * 86_400 + 4 * 3600);
  expect(chain.query("contractsOf", { party: ann.address, limit: 1 })[0]).toMatchObject({
    state: "delivered",
    terms: { energy: { wh: [1_000_000_000] } },
  });
});

test("corrections of the largest trade back and forth never leave safe integers: what cannot be counted is not taken over", () => {
  const chain = new Chain(widest("gas"), TRUSTING);
  const first = Math.floor(chain.market / 86_400) + 1;
  const wh = 1_000_000_000;
  const { id } = chain.send(ann, {
    kind: "offer.post",
    side: "sell",
    type: "firm",
    carrier: "gas",
    zone: ZONE,
    energy: { first, wh: [wh] },
    price: 900_000_000,
    minimum: 0,
    damages: { seller: 1_000_000_000, buyer: 900_000_000 },
    technology: "battery",
    expires: first * 86_400,
  });
  // Energy, network, levy, tax, loss and damages come to 5,600 a kWh: a little less than the whole credit.
  const most = { first, wh: [700_000_000] };
  expect(chain.send(ben, { kind: "offer.accept", offer: id, energy: most }).result.code).toBe(0);
  chain.until((first + 1) * 86_400 + 2 * 3600);
  const figures = { slot: first, reason: "to and fro" };
  const before = chain.query("contractsOf", { party: ann.address, limit: 1 })[0];
  expect(before).toMatchObject({ state: "delivered", delivered: 0 });
  for (let i = 0; i < 12; i++) {
    for (const [who, sold, bought] of [
      [ann, wh, 0],
      [ben, 0, wh],
      [ann, 0, 0],
    ] as const) {
      chain.send(OPERATOR, { kind: "meter.correct", party: who.address, sold, bought, ...figures });
      moneyHolds(chain.state);
    }
  }
  chain.until(chain.market + 7200);
  moneyHolds(chain.state);
});

test("a slot beyond the horizon is refused, whatever its gate", () => {
  const chain = new Chain(widest("gas"), TRUSTING);
  const post = (first: number) =>
    chain.send(ann, {
      kind: "offer.post",
      side: "sell",
      type: "asProduced",
      carrier: "gas",
      zone: ZONE,
      energy: { first, wh: [1] },
      price: 1,
      minimum: 0,
      damages: { seller: 0, buyer: 0 },
      technology: "battery",
      expires: chain.market + 600,
    }).result;
  const year = Math.floor(chain.market / 86_400) + 366;
  expect(post(year).code).toBe(0);
  expect(post(year + 1)).toMatchObject({ code: 1, data: { rule: "horizon", unit: "s" } });
  expect(post(100_000_000)).toMatchObject({ code: 1, data: { rule: "horizon" } });
});

test("the dearest sale of a lot that exposure allows is delivered and stated without leaving safe integers", () => {
  const chain = new Chain(widest("electricity"), TRUSTING);
  const lot: Draft<"lot.issue"> = {
    kind: "lot.issue",
    fuel: "oil",
    wh: 1_000_000_000_000,
    certificate: "00".repeat(32),
  };
  const { id } = chain.send(ann, lot, [ann, OPERATOR]);
  const sellFor = (price: number) =>
    chain.send(ann, { kind: "lot.sell", lot: id, buyer: ben.address, wh: 1_000_000_000_000, price }, [ann, ben]);
  expect(sellFor(4_000_001).result).toMatchObject({ code: 1, data: { rule: "buyer.exposure" } });
  const sale = sellFor(4_000_000);
  const note = { kind: "lot.deliver", sale: sale.id, wh: 1_000_000_000_000, note: "00".repeat(32) } as const;
  expect(chain.send(ann, note, [ann, ben]).result.code).toBe(0);
  chain.until(chain.market + 7200);
  const [statement] = chain.query("statementsOf", { party: ben.address, limit: 1 });
  expect(Math.abs(statement?.due ?? 0)).toBe(4_000_000_000_000_000);
});
