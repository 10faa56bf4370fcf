/** The whole street on a chain in memory at 120 times: it trades with a visitor and among itself, and everything is settled and paid. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { obligations } from "../../../shared/ledger/delivery.ts";
import type { ContractRecord, OfferRecord, StatementRecord } from "../../../shared/ledger/records.ts";
import { firstOpenSlot } from "../../../shared/ledger/time.ts";
import { wholeBook } from "../../../shared/ledger/wholeBook.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { OPERATOR } from "../../../node/demo/offices.ts";
import type { Street } from "../../../node/street/port.ts";
import { allIn } from "../../../node/street/fairness.ts";
import { CONNECTIONS } from "../../../node/street/residents.ts";
import { startStreet } from "../../../node/street/street.ts";
import { type ChainInMemory, chainInMemory, TEST_KEYS } from "./chainInMemory.ts";
import { type Visitor, visitor } from "./visitor.ts";

const RATE = 120;
const SEED = 11;
const SLOT = 900;
const basisOffer = ({ basis }: ContractRecord): string => (basis.how === "taken" ? basis.offer.id : "");
const GRID = { slotSeconds: SLOT, gateSeconds: SLOT, startSeconds: 0 };
const ZONE = "CD-07";

const idOf = (who: string) => demoKey(TEST_KEYS, who, "account").id;
const streetIds = new Set(CONNECTIONS.map(({ who }) => idOf(who)));

function contractsOf(chain: ChainInMemory, party: string): readonly ContractRecord[] {
  return chain.host.query("contractsOf", { party, limit: 100 });
}
function liveOffers(chain: ChainInMemory): readonly OfferRecord[] {
  const from = Math.floor(chain.market / SLOT);
  const span = { carrier: "electricity", zone: ZONE, from, to: from + 140 } as const;
  return wholeBook((page) => chain.host.query("bookPage", page), span);
}
/** The visitor's meter speaks for every slot that has ended, as the wallet's own agent does. */
function follow(chain: ChainInMemory, me: Visitor): () => void {
  let next = Math.floor(chain.market / SLOT);
  return () => {
    for (; next < Math.floor(chain.market / SLOT); next++) me.meter(next);
  };
}
const post = { side: "sell", type: "asProduced", carrier: "electricity", zone: ZONE, minimum: 0 } as const;
const NONE = { seller: 0, buyer: 0 };

describe("a visitor on the street", () => {
  const chain = chainInMemory({ rate: RATE, seed: SEED });
  const me = visitor(chain, { exported: () => 900, imported: () => 0 });
  let street: Street;
  let tick: () => void;
  const until = (what: string, done: () => boolean, market?: number) =>
    chain.until(
      what,
      () => {
        tick();
        return done();
      },
      market,
    );

  beforeAll(() => {
    street = startStreet(chain.host, { seed: SEED, keys: TEST_KEYS });
    tick = () => {};
    me.join();
    until("admission", () => chain.host.query("party", { id: me.id })?.status === "active", 1_800);
    tick = follow(chain, me);
  });
  afterAll(() => street.stop());

  test("a fair sell offer is taken within a slot, metered, settled, stated, claimed and paid", () => {
    // Two slots that begin with a half-hour become final within one period: one statement.
    const first = 2 * Math.ceil((firstOpenSlot(GRID, chain.market) + 1) / 2);
    const offer = me.send("offer.post", {
      ...post,
      energy: { first, wh: [800, 800] },
      price: 470_000,
      damages: NONE,
      technology: "solar",
      expires: first * SLOT - SLOT,
    });
    const posted = chain.market;
    const mine = () => contractsOf(chain, me.id).filter((contract) => basisOffer(contract) === offer);
    until("a contract", () => mine().length > 0, SLOT);
    expect(chain.market - posted).toBeLessThanOrEqual(SLOT);
    const contract = mine()[0];
    if (!contract) throw new Error("no contract");
    expect(streetIds.has(contract.terms.buyer)).toBe(true);
    expect(allIn(contract.terms.price, contract.terms.charges)).toBeLessThan(560_000);
    expect(contract.terms.energy).toEqual({ first, wh: [800, 800] });

    const slots = () => chain.host.query("contract", { id: contract.id })?.slots ?? [];
    until("delivery", () => slots().every(({ state }) => state !== "pending"), 3 * 3600);
    for (const { settled } of slots()) {
      expect(settled).toMatchObject({ aS: 800, aB: 800, delivered: 800, liability: "none", qualityB: "measured" });
    }
    until("final slots", () => slots().every(({ state }) => state === "final"), 3600);

    const statement = (other: string): StatementRecord | undefined =>
      chain.host
        .query("statementsOf", { party: me.id, limit: 10 })
        .find(({ a, b, lines }) => (a === other || b === other) && lines.some((line) => line.contract === contract.id));
    until("a claim", () => statement(contract.terms.buyer)?.state === "claimed", 3 * 3600);
    const claimed = statement(contract.terms.buyer);
    expect(claimed?.claim?.reference).toMatch(/^WL /);
    expect(Math.abs(claimed?.balance ?? 0)).toBe(2 * 376_000);
    me.send("payment.confirm", { debtor: contract.terms.buyer, period: claimed?.period ?? 0 });
    until("payment", () => statement(contract.terms.buyer)?.state === "paid", 600);
    expect(statement(contract.terms.buyer)?.paid?.by).toBe("confirmed");
  });

  test("an unfair price and a buy offer under the feed-in tariff are left alone", () => {
    const first = firstOpenSlot(GRID, chain.market) + 4;
    const dear = me.send("offer.post", {
      ...post,
      energy: { first, wh: [500] },
      price: 500_000,
      damages: NONE,
      technology: "solar",
      expires: first * SLOT - SLOT,
    });
    const cheap = me.send("offer.post", {
      ...post,
      side: "buy",
      energy: { first: first + 1, wh: [500] },
      price: 390_000,
      damages: NONE,
      technology: "none",
      expires: first * SLOT,
    });
    const start = chain.market;
    until("two slots", () => chain.market > start + 2 * SLOT);
    expect(contractsOf(chain, me.id).some((made) => [dear, cheap].includes(basisOffer(made)))).toBe(false);
    me.send("offer.cancel", { offer: dear });
    me.send("offer.cancel", { offer: cheap });
  });

  test("an offer larger than anyone needs is taken in parts, each within what the taker really uses", () => {
    const first = firstOpenSlot(GRID, chain.market) + 2;
    const offer = me.send("offer.post", {
      ...post,
      energy: { first, wh: [2_400, 2_400, 2_400, 2_400] },
      price: 460_000,
      damages: NONE,
      technology: "solar",
      expires: first * SLOT - SLOT,
    });
    until("contracts", () => contractsOf(chain, me.id).some((contract) => basisOffer(contract) === offer), 2 * SLOT);
    const parts = contractsOf(chain, me.id).filter((contract) => basisOffer(contract) === offer);
    const sold = parts.flatMap(({ terms }) => terms.energy.wh).reduce((sum, wh) => sum + wh, 0);
    expect(sold).toBeGreaterThan(0);
    expect(sold).toBeLessThanOrEqual(4 * 2_400);
  });

  test("a buy offer over the feed-in tariff finds a seller who delivers it; so does a firm one", () => {
    const buyer = visitor(chain, { exported: () => 0, imported: () => 1_500 }, 9);
    buyer.join();
    until("admission", () => chain.host.query("party", { id: buyer.id })?.status === "active", 1_800);
    const before = tick;
    const mine = follow(chain, buyer);
    tick = () => {
      before();
      mine();
    };
    const first = firstOpenSlot(GRID, chain.market) + 1;
    const offer = { ...post, side: "buy", technology: "none", expires: first * SLOT - SLOT } as const;
    buyer.send("offer.post", { ...offer, energy: { first, wh: [600, 600] }, price: 430_000, damages: NONE });
    buyer.send("offer.post", {
      ...offer,
      type: "firm",
      energy: { first: first + 2, wh: [600] },
      price: 450_000,
      damages: { seller: 100_000, buyer: 100_000 },
    });
    until("two contracts", () => contractsOf(chain, buyer.id).length === 2, SLOT);
    const slots = () =>
      contractsOf(chain, buyer.id).flatMap(({ id }) => chain.host.query("contract", { id })?.slots ?? []);
    until("delivery", () => slots().every(({ state }) => state !== "pending"), 3 * 3600);
    for (const { q, settled } of slots()) expect(settled).toMatchObject({ aB: q, liability: "none" });
  });

  test("the book is alive: offers of both sides, for today and tomorrow, from several residents, within the band", () => {
    const live = liveOffers(chain);
    expect(live.length).toBeGreaterThanOrEqual(8);
    expect(live.length).toBeLessThanOrEqual(26);
    expect(new Set(live.map(({ signed }) => signed.body.side))).toEqual(new Set(["sell", "buy"]));
    expect(new Set(live.map(({ party }) => party)).size).toBeGreaterThanOrEqual(4);
    for (const { signed } of live) {
      const [low, high] = signed.body.side === "sell" ? [440_000, 540_000] : [410_000, 470_000];
      expect(signed.body.price).toBeGreaterThanOrEqual(low);
      expect(signed.body.price).toBeLessThanOrEqual(high);
    }
    const kinds = chain.included.filter(({ body }) => body.kind === "offer.post" && streetIds.has(body.sender));
    const carriers = new Set(kinds.map(({ body }) => (body.kind === "offer.post" ? body.carrier : "")));
    expect(carriers).toEqual(new Set(["electricity", "heat", "gas"]));
    const types = new Set(kinds.map(({ body }) => (body.kind === "offer.post" ? body.type : "")));
    expect(types).toEqual(new Set(["asProduced", "firm"]));
  });

  test("a visitor who takes the street's offers is billed like anyone", () => {
    const offer = liveOffers(chain).find(
      ({ signed, left, party }) =>
        signed.body.side === "buy" && left.first > firstOpenSlot(GRID, chain.market) + 1 && streetIds.has(party),
    );
    if (!offer) throw new Error("no buy offer of the street");
    const wh = offer.left.wh.map((left) => Math.min(left, 400));
    const enough = wh.reduce((sum, one) => sum + one, 0) >= offer.signed.body.minimum;
    const taken = me.send("offer.accept", {
      offer: offer.id,
      energy: { first: offer.left.first, wh: enough ? wh : [...offer.left.wh] },
    });
    until("an answer", () => chain.included.some(({ id }) => id === taken), 600);
    expect(chain.included.find(({ id }) => id === taken)?.result).toMatchObject({ code: 0 });
  });

  test("the street's parties trade among themselves, deliver heat too, and pay the operator's charges", () => {
    const start = chain.market;
    until("some hours", () => chain.market > start + 9 * 3600, 10 * 3600);
    const own = CONNECTIONS.flatMap(({ who }) => contractsOf(chain, idOf(who))).filter(
      ({ terms }) => streetIds.has(terms.seller) && streetIds.has(terms.buyer),
    );
    expect(own.length).toBeGreaterThan(8);
    const heat = own.filter(({ terms, slots }) => terms.carrier === "heat" && slots.final > 0);
    expect(heat.some(({ delivered }) => delivered > 0)).toBe(true);
    const operator = chain.host.query("statementsOf", { party: idOf(OPERATOR.who), limit: 100 });
    expect(operator.some(({ state, balance }) => state === "paid" && balance !== 0)).toBe(true);
    const insiders = new Set([...streetIds, idOf(OPERATOR.who)]);
    const among = [...streetIds]
      .flatMap((party) => chain.host.query("statementsOf", { party, limit: 100 }))
      .filter(({ a, b }) => insiders.has(a) && insiders.has(b));
    expect(among.filter(({ state }) => state === "overdue")).toEqual([]);
  });

  test("nothing of the street was turned away, not valid or refused", () => {
    expect(chain.turnedAway).toEqual([]);
    expect(chain.included.filter(({ result }) => result.code === 2)).toEqual([]);
    const refused = chain.included.filter(({ result, body }) => result.code === 1 && streetIds.has(body.sender));
    expect(refused.map(({ body, result }) => [body.kind, result.data])).toEqual([]);
  });

  test("what buyers owe is what sellers are due: statements hold exactly what the final slots say, to the last micro", () => {
    const parties = [...streetIds, me.id, idOf(OPERATOR.who)];
    const contracts = new Map(parties.flatMap((party) => contractsOf(chain, party)).map((c) => [c.id, c]));
    const owed = new Map<string, number>();
    const add = (from: string, to: string, amount: number) => {
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      owed.set(key, (owed.get(key) ?? 0) + (from < to ? amount : -amount));
    };
    let stated = 0;
    for (const { id, terms } of contracts.values()) {
      for (const { state, settled } of chain.host.query("contract", { id })?.slots ?? []) {
        if (state !== "final" || !settled) continue;
        stated++;
        for (const { from, to, amount } of obligations(terms, settled)) add(from, to, amount);
      }
    }
    expect(stated).toBeGreaterThan(100);
    const seen = new Set<string>();
    for (const party of parties) {
      const page = chain.host.query("statementsOf", { party, limit: 100 });
      expect(page.length).toBeLessThan(100);
      for (const statement of page) {
        const key = `${statement.a} ${statement.b} ${statement.period}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const sum = statement.lines.reduce((total, line) => total + line.amount, 0);
        expect(statement.balance).toBe(statement.carried + sum);
        add(statement.b, statement.a, sum);
      }
    }
    for (const rest of owed.values()) expect(rest).toBe(0);
  });
});

describe("at the speed of a person", () => {
  test("a fair offer at 15 times stays open for some seconds and is taken within fifteen", () => {
    const chain = chainInMemory({ rate: 15, seed: 3, blockMs: 1_500 });
    const street = startStreet(chain.host, { seed: 3, keys: TEST_KEYS });
    const me = visitor(chain, { exported: () => 0, imported: () => 0 });
    me.join();
    chain.until("admission", () => chain.host.query("party", { id: me.id })?.status === "active", 15 * 15);
    for (const hours of [1, 3, 6]) {
      const first = firstOpenSlot(GRID, chain.market) + hours * 4;
      const terms = {
        ...post,
        price: 480_000,
        damages: NONE,
        technology: "solar",
        expires: first * SLOT - SLOT,
      } as const;
      const offer = me.send("offer.post", { ...terms, energy: { first, wh: [500, 500, 500, 500] } });
      const posted = chain.market;
      const taken = () => contractsOf(chain, me.id).some((contract) => basisOffer(contract) === offer);
      chain.until("a contract", taken, 15 * 15);
      expect(chain.market - posted).toBeGreaterThanOrEqual(15 * 4);
    }
    street.stop();
  });

  test("heat that a visitor's meter does not measure is left alone", () => {
    const chain = chainInMemory({ rate: RATE, seed: 3 });
    const street = startStreet(chain.host, { seed: 3, keys: TEST_KEYS });
    const me = visitor(chain, { exported: () => 0, imported: () => 0 });
    me.join();
    chain.until("admission", () => chain.host.query("party", { id: me.id })?.status === "active", 1_800);
    const first = Math.floor(chain.market / 3_600) + 6;
    const heat = { ...post, carrier: "heat", side: "buy", technology: "none", expires: first * 3_600 - SLOT } as const;
    me.send("offer.post", { ...heat, energy: { first, wh: [5_000] }, price: 300_000, damages: NONE });
    const start = chain.market;
    chain.until("an hour", () => chain.market > start + 3_600);
    expect(contractsOf(chain, me.id)).toEqual([]);
    street.stop();
  });
});

describe("a street that was interrupted", () => {
  test("meters what is awaited after the chain stood still, and a restart repeats nothing that counts", () => {
    const chain = chainInMemory({ rate: RATE, seed: 5, blockMs: 500 });
    const first = startStreet(chain.host, { seed: 5, keys: TEST_KEYS });
    const start = chain.market;
    chain.until("some hours", () => chain.market > start + 4 * 3600, 5 * 3600);
    first.stop();
    const second = startStreet(chain.host, { seed: 5, keys: TEST_KEYS });
    chain.until("two hours more", () => chain.market > start + 6 * 3600, 5 * 3600);
    chain.standStill(240_000);
    chain.until("an hour after the pause", () => chain.market > start + 15 * 3600, 16 * 3600);
    second.stop();
    const refused = chain.included.filter(({ result }) => result.code !== 0);
    expect(refused.filter(({ result }) => result.code === 2)).toEqual([]);
    expect(refused.filter(({ result }) => result.data !== null && result.data.rule !== "meter.firstRoot")).toEqual([]);
    expect(refused.length).toBeLessThanOrEqual(4);
    const contracts = CONNECTIONS.flatMap(({ who }) => contractsOf(chain, idOf(who)));
    const ended = contracts
      .flatMap(({ id }) => chain.host.query("contract", { id })?.slots ?? [])
      .filter(({ state }) => state !== "pending");
    expect(ended.length).toBeGreaterThan(50);
    for (const { settled } of ended) {
      expect([settled?.qualityS, settled?.qualityB]).toEqual(["measured", "measured"]);
    }
  });

  test("the same seed, keys and blocks give the same state; another seed another street", () => {
    const rootOf = (seed: number) => {
      const chain = chainInMemory({ rate: RATE, seed });
      const street = startStreet(chain.host, { seed, keys: TEST_KEYS });
      const start = chain.market;
      chain.until("an hour", () => chain.market > start + 3600, 4000);
      street.stop();
      return Buffer.from(chain.state.root).toString("hex");
    };
    expect(rootOf(1)).toBe(rootOf(1));
    expect(rootOf(1)).not.toBe(rootOf(2));
  });
});
