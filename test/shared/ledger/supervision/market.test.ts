/** DESIGN §4, Screening: trading suspended for stated slots; bands, charges and profiles from a market second that is still to come. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import type { Bands } from "../../../../shared/ledger/params.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { Chain, genesis, home, keyOf, PARAMS, sell, ZONE } from "../market.ts";
import { carry, decide, decisionOf, propose, regulator, vote } from "./council.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const NOTICE = PARAMS.supervision.notice;
const market = () => new Chain(genesis([home("alice"), home("bob")]));
const refusalOf = (chain: Chain, act: Act) => propose(chain, act).result;
const take = (chain: Chain, offer: string, first: number) =>
  chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh: [100] } }).result;

describe("suspension of trading", () => {
  const suspend = (from: number, until: number, carrier: "electricity" | "heat" | null = null): Act => ({
    act: "trade.suspend",
    zone: ZONE,
    carrier,
    from,
    until,
  });

  test("no offer and no contract for slots that start in its time; offers stay and can be taken when trading resumes", () => {
    const chain = market();
    const first = chain.slot + 3;
    const offers = [first, first + 1, first + 2].map((slot) => chain.send(alice, sell(slot, [500])).id);
    // The slot that starts at its beginning is within, the one that starts at its end is not.
    expect(decisionOf(chain, carry(chain, suspend((first + 1) * 900, (first + 2) * 900))).state).toBe("effective");
    expect(chain.query("suspensions", { zone: ZONE })).toEqual([
      { carrier: "*", from: (first + 1) * 900, until: (first + 2) * 900 },
    ]);
    const codes = offers.map((offer, i) => take(chain, offer, first + i));
    expect(codes.map(({ code }) => code)).toEqual([0, 1, 0]);
    expect(codes[1]).toMatchObject({
      data: { rule: "zone.suspended", figure: (first + 1) * 900, limit: (first + 2) * 900, slot: first + 1 },
    });
    expect(chain.send(alice, sell(first + 1, [1])).result).toMatchObject({ data: { rule: "zone.suspended" } });
    expect(chain.query("offersOf", { party: alice.address }).map(({ status }) => status)).toEqual([
      "live",
      "live",
      "live",
    ]);
    carry(chain, { act: "trade.resume", zone: ZONE, carrier: null });
    expect(chain.query("suspensions", { zone: ZONE })).toEqual([]);
    expect(take(chain, offers[1] ?? "", first + 1).code).toBe(0);
  });

  test("one carrier alone", () => {
    const chain = market();
    const first = chain.slot + 3;
    const offer = chain.send(alice, sell(first, [500])).id;
    carry(chain, suspend(0, (first + 9) * 900, "heat"));
    expect(take(chain, offer, first).code).toBe(0);
    carry(chain, suspend(0, (first + 9) * 900, "electricity"));
    expect(take(chain, offer, first)).toMatchObject({ data: { rule: "zone.suspended" } });
    expect(chain.query("suspensions", { zone: ZONE }).map(({ carrier }) => carrier)).toEqual(["electricity", "heat"]);
  });

  test("act.span, act.past, act.zone, act.carrier, act.suspended", () => {
    const chain = market();
    const now = chain.market;
    expect(refusalOf(chain, suspend(now + 900, now + 900))).toMatchObject({
      data: { rule: "act.span", figure: now + 900, limit: now + 900, unit: "s" },
    });
    expect(refusalOf(chain, suspend(0, now))).toMatchObject({ data: { rule: "act.past", limit: now } });
    expect(refusalOf(chain, { ...suspend(0, now + 900), zone: "MARS" } as Act)).toMatchObject({
      data: { rule: "act.zone" },
    });
    const gas: Act = { act: "trade.suspend", zone: ZONE, carrier: "gas", from: 0, until: now + 900 };
    expect(refusalOf(chain, gas)).toMatchObject({ data: { rule: "act.carrier" } });
    const resume: Act = { act: "trade.resume", zone: ZONE, carrier: null };
    expect(refusalOf(chain, resume)).toMatchObject({ data: { rule: "act.suspended" } });
    carry(chain, suspend(0, now + 900));
    expect(refusalOf(chain, { ...resume, carrier: "heat" })).toMatchObject({ data: { rule: "act.suspended" } });
    chain.until(now + 900);
    expect(refusalOf(chain, resume)).toMatchObject({ data: { rule: "act.suspended" } });
  });

  test("act.covers: a suspension is widened, never shortened by another one", () => {
    const chain = market();
    const [from, until] = [chain.market + 1800, chain.market + 3600];
    carry(chain, suspend(from, until));
    for (const [a, b] of [
      [from + 1, until],
      [from, until - 1],
      [until, until + 900],
    ] as const) {
      expect(refusalOf(chain, suspend(a, b))).toMatchObject({ data: { rule: "act.covers" } });
    }
    expect(refusalOf(chain, suspend(from, until + 900)).code).toBe(0);
    chain.until(from + 300);
    expect(refusalOf(chain, suspend(from + 1, until)).code).toBe(0);
  });
});

describe("schedules", () => {
  const BANDS: Bands = {
    price: { min: 300_000, max: 400_000 },
    damages: { min: 0, max: 1 },
    exposure: 5,
    review: 6,
    auction: { seller: 7, buyer: 8 },
    tariff: { retail: 9, feedIn: 10 },
  };
  const bands = (from: number, change: Partial<Bands> = {}): Act => ({
    act: "schedule.bands",
    zone: ZONE,
    carrier: "electricity",
    from,
    bands: { ...BANDS, ...change },
  });

  test("bands hold from their second on, and not before", () => {
    const chain = market();
    const from = chain.market + NOTICE + 1800;
    const before = load.bands(chain.state, ZONE, "electricity", from);
    expect(decide(chain, bands(from)).state).toBe("effective");
    expect(load.bands(chain.state, ZONE, "electricity", from - 1)).toEqual(before);
    expect(load.bands(chain.state, ZONE, "electricity", from)).toEqual(BANDS);
    const slot = chain.slot + 9;
    expect(chain.send(alice, sell(slot, [1])).result.code).toBe(0);
    chain.until(from);
    expect(chain.send(alice, sell(slot, [1])).result).toMatchObject({
      data: { rule: "price.max", figure: 450_000, limit: 400_000 },
    });
  });

  test("act.from: later than the notice; carried too late, it fails rather than rewrite what was in force", () => {
    const chain = market();
    const at = chain.market + 30;
    expect(refusalOf(chain, bands(at + NOTICE))).toMatchObject({
      data: { rule: "act.from", figure: at + NOTICE, limit: at + NOTICE, unit: "s" },
    });
    const from = chain.market + NOTICE + 900;
    const id = propose(chain, bands(from)).id;
    vote(chain, id, regulator(1));
    chain.until(from - 300);
    vote(chain, id, regulator(2));
    expect(decisionOf(chain, id).state).toBe("carried");
    const before = load.bands(chain.state, ZONE, "electricity", from);
    chain.until(from + NOTICE);
    expect(decisionOf(chain, id)).toMatchObject({ state: "failed", refusal: { rule: "act.from", limit: from } });
    expect(load.bands(chain.state, ZONE, "electricity", from)).toEqual(before);
  });

  test("act.band, act.zone, act.carrier", () => {
    const chain = market();
    const from = chain.market + 2 * NOTICE;
    const upside = bands(from, { price: { min: 2, max: 1 } });
    expect(refusalOf(chain, upside)).toMatchObject({ data: { rule: "act.band" } });
    expect(refusalOf(chain, bands(from, { damages: { min: 2, max: 1 } }))).toMatchObject({
      data: { rule: "act.band" },
    });
    expect(refusalOf(chain, { ...bands(from), zone: "MARS" } as Act)).toMatchObject({ data: { rule: "act.zone" } });
    expect(refusalOf(chain, { ...bands(from), carrier: "gas" } as Act)).toMatchObject({
      data: { rule: "act.carrier" },
    });
  });

  test("charges: frozen into contracts whose first slot starts after them; a zone that nobody knows is refused", () => {
    const chain = market();
    const first = chain.slot + 6;
    const charges = { network: 1, levy: 2, taxPpm: 3, lossPpm: 4 };
    const act: Act = {
      act: "schedule.charges",
      carrier: "electricity",
      source: ZONE,
      target: ZONE,
      from: first * 900,
      charges,
    };
    expect(refusalOf(chain, { ...act, target: "MARS" } as Act)).toMatchObject({ data: { rule: "act.zone" } });
    decide(chain, act);
    const deals = [first - 1, first].map((slot) => {
      const offer = chain.send(alice, sell(slot, [500])).id;
      const { id } = chain.send(bob, { kind: "offer.accept", offer, energy: { first: slot, wh: [500] } });
      return chain.query("contract", { id })?.contract.terms.charges;
    });
    expect(deals).toEqual([{ network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 }, charges]);
  });

  test("a profile bounds what may be promised from then on; what stands over it stays and nothing is added", () => {
    const chain = market();
    const first = chain.slot + 6;
    const month = 6;
    const deal = chain.send(alice, sell(first, [1500])).id;
    const kept = chain.send(bob, { kind: "offer.accept", offer: deal, energy: { first, wh: [1500] } }).id;
    const left = chain.send(alice, sell(first, [200])).id;
    const share = Array.from({ length: 96 }, () => 100_000);
    decide(chain, { act: "schedule.profile", technology: "solar", month, from: (first - 1) * 900, share });
    // 8 kW for a quarter of an hour, a tenth of it.
    expect(take(chain, left, first)).toMatchObject({ data: { rule: "seller.position", figure: 1700, limit: 200 } });
    expect(chain.send(alice, sell(first, [1])).result).toMatchObject({ data: { rule: "seller.position" } });
    expect(chain.send(alice, sell(first + 1, [200])).result.code).toBe(0);
    expect(chain.query("contract", { id: kept })?.contract.state).toBe("admitted");
  });
});
