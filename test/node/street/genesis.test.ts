/** The demo's genesis: passes its schema and makes a first state; keys come from the master; the timings fit ten minutes. */
import { describe, expect, test } from "vitest";
import { encodeCanonical } from "../../../shared/codec/canonical.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import { Genesis } from "../../../shared/ledger/params.ts";
import { Card } from "../../../shared/network/networkFile.ts";
import { civil } from "../../../shared/ledger/time.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey, demoSecret } from "../../../node/demo/keys.ts";
import { allIn } from "../../../node/street/fairness.ts";
import { CONNECTIONS, RESIDENTS } from "../../../node/street/residents.ts";

const keys = { master: new Uint8Array(32).fill(7) };
const options = { chainId: "street-test", genesisTime: 1_795_000_000, rate: 15, seed: 1, keys };
const made = demoGenesis(options);

describe("demo genesis", () => {
  test("passes its schema and makes a first state", () => {
    expect(Genesis.parse(made.genesis)).toEqual(made.genesis);
    expect(initialState(made.genesis).size).toBeGreaterThan(made.genesis.parties.length);
    for (const card of made.cards) expect(Card.parse(card)).toEqual(card);
  });

  test("is the same to the byte for the same options, and of other keys for another master", () => {
    expect(encodeCanonical(demoGenesis(options).genesis)).toEqual(encodeCanonical(made.genesis));
    const other = demoGenesis({ ...options, keys: { master: new Uint8Array(32).fill(8) } });
    const ids = new Set(made.genesis.parties.map(({ id }) => id));
    expect(other.genesis.parties.some(({ id }) => ids.has(id))).toBe(false);
  });

  test("names four regulators, an operator, an installer, the utility and nine residents with a party for each of their meters, all with a card", () => {
    const roles = made.genesis.parties.flatMap((party) => party.roles);
    const count = (role: string) => roles.filter((one) => one === role).length;
    expect(count("regulator")).toBe(4);
    expect(made.regulators).toHaveLength(4);
    expect([count("operator"), count("installer"), count("utility")]).toEqual([1, 1, 1]);
    expect(RESIDENTS).toHaveLength(9);
    expect(count("prosumer") + count("producer") + count("utility")).toBe(CONNECTIONS.length);
    expect(made.cards.map(({ party }) => party).toSorted()).toEqual(
      made.genesis.parties.map(({ id }) => id).toSorted(),
    );
    for (const { name } of made.cards) expect(name.zh).toMatch(/\p{Script=Han}/u);
    expect(new Set(made.genesis.parties.flatMap(({ meter }) => (meter ? [meter.id] : []))).size).toBe(
      CONNECTIONS.length,
    );
  });

  test("the market begins on 17 June at 07:30 local, in the year of genesis", () => {
    const { clock } = made.genesis.params;
    const offset = made.genesis.zones[0]?.utcOffset ?? 0;
    expect(civil(clock.origin + offset)).toEqual({ year: 2026, month: 6, day: 17, second: 7.5 * 3600 });
  });

  test("solar may promise nothing at night and most at noon, more in June than in December; the rest is flat", () => {
    const share = (technology: string, month: number) =>
      made.genesis.profiles.find((profile) => profile.technology === technology && profile.month === month)?.share ??
      [];
    expect(share("solar", 6)[4]).toBe(0);
    expect(share("solar", 6)[48]).toBe(1_000_000);
    expect(share("solar", 12)[48]).toBeLessThan(800_000);
    expect(new Set(share("chp", 1))).toEqual(new Set([1_000_000]));
    expect(made.genesis.profiles).toHaveLength(72);
  });

  test("a two-slot contract can go from offer to paid within ten minutes at 15 times", () => {
    const { grids, settlement } = made.genesis.params;
    const slot = grids.electricity?.slotSeconds ?? 0;
    const gate = grids.electricity?.gateSeconds ?? 0;
    // Worst start: a full slot until the next gate, the gate itself, two slots, the dispute window, a full period to its end.
    const market = slot + gate + 2 * slot + settlement.dispute + settlement.period;
    expect(market / 15).toBeLessThan(9 * 60);
  });

  test("a trade within the street is worth it: what a buyer pays all in is under the utility's price, above what it pays for feed-in", () => {
    for (const { carrier, limits } of made.genesis.limits) {
      const charges = made.genesis.charges.find((one) => one.carrier === carrier)?.charges;
      if (!charges) throw new Error(`no charges for ${carrier}`);
      expect(charges.network).toBeGreaterThan(0);
      expect(allIn(limits.tariff.feedIn, charges)).toBeLessThan(limits.tariff.retail);
      expect(limits.price.min).toBeLessThan(limits.tariff.feedIn);
      expect(limits.price.max).toBeGreaterThan(limits.tariff.retail);
    }
  });
});

describe("demo keys", () => {
  test("differ by who and purpose, and are the same whenever they are derived", () => {
    const all = CONNECTIONS.flatMap(({ who }) => [demoKey(keys, who, "account").key, demoKey(keys, who, "meter").key]);
    expect(new Set(all).size).toBe(all.length);
    const again = { master: Uint8Array.from(keys.master) };
    expect(demoKey(again, "chp", "account")).toEqual(demoKey(keys, "chp", "account"));
    expect(demoSecret(keys, "a", "b")).not.toEqual(demoSecret(keys, "ab"));
  });

  test("a master of the wrong length is refused by name", () => {
    expect(() => demoKey({ master: new Uint8Array(16) }, "chp", "account")).toThrow("32 bytes, not 16");
  });
});
