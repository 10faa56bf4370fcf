/** The first state: what the genesis document says and nothing else, and no contradictions. */
import { describe, expect, test } from "vitest";
import { initialState } from "../../../shared/ledger/genesis.ts";
import { Genesis } from "../../../shared/ledger/params.ts";
import { genesis, home, keyOf, REGULATORS, ZONE } from "./market.ts";

test("the test market's genesis is a valid document", () => {
  expect(Genesis.safeParse(genesis([home("alice")])).error).toBeUndefined();
});

test("parties are active, regulators in office, meters and points taken", () => {
  const state = initialState(genesis([home("alice")]));
  expect(state.get(`party/${keyOf("alice").address}`)).toMatchObject({ status: "active", since: { height: 0 } });
  expect([...state.range("regulator/", "regulator0")]).toHaveLength(REGULATORS.length);
  expect(state.get("meter/meter-alice")).toBe(keyOf("alice").address);
  expect(state.get("meta/clock")).toMatchObject({ height: 0 });
  expect(state.get(`zone/${ZONE}`)).toMatchObject({ utcOffset: 28_800 });
});

describe("contradictions are named", () => {
  test("a party, a meter or a connection point twice", () => {
    expect(() => initialState(genesis([home("alice"), home("alice")]))).toThrow(
      `party/${keyOf("alice").address} twice`,
    );
    const second = home("bob", { meter: home("alice").meter });
    expect(() => initialState(genesis([home("alice"), second]))).toThrow("meter/meter-alice twice");
  });

  test("a zone or a carrier that is not there", () => {
    expect(() => initialState(genesis([home("alice", { zone: "MARS" })]))).toThrow("zone MARS");
    expect(() => initialState(genesis([home("alice", { carriers: ["gas"] })]))).toThrow("gas, which has no grid");
  });
});
