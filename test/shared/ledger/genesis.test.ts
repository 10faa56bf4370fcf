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

  test("a carrier that no meter measures, and a meter without one", () => {
    const both = { ...genesis(), parties: [home("alice", { carriers: ["electricity", "heat"] })] };
    expect(Genesis.safeParse(both).error?.issues[0]?.path).toEqual(["parties", 0, "carriers"]);
    expect(() => initialState(genesis([home("alice", { meter: null })]))).toThrow(
      "electricity, which no meter measures",
    );
    expect(() => initialState(genesis([home("alice", { carriers: [] })]))).toThrow("meter-alice measures nothing");
  });

  test("a quorum that nobody can reach, a zone without an operator", () => {
    const document = genesis([home("alice")]);
    const lonely = { ...document, params: { ...document.params, quorum: REGULATORS.length + 1 } };
    expect(() => initialState(lonely)).toThrow("params.quorum is 5, but genesis names 4 regulators");
    const zones = [{ id: ZONE, operator: keyOf("alice").address, utcOffset: 0 }];
    expect(() => initialState({ ...document, zones })).toThrow(`zone ${ZONE}: its operator`);
  });

  test("a meter of a class that may not settle here", () => {
    const meter = { id: "meter-alice", key: keyOf("alice meter").public };
    const held = genesis([home("alice", { meter: { ...meter, class: "demo" } })]);
    const production = { ...held, params: { ...held.params, demo: false } };
    expect(() => initialState(production)).toThrow("meter-alice of class demo");
    const owned = genesis([home("alice", { meter: { ...meter, class: "B" } })]);
    expect(() => initialState({ ...owned, params: { ...owned.params, demo: false } })).not.toThrow();
  });

  test("a key of two parties", () => {
    const { public: key } = keyOf("alice");
    expect(() => initialState(genesis([home("alice"), home("bob", { key })]))).toThrow(`keyof/${key} twice`);
  });
});

describe("chain id: printable ASCII, for it stands between NUL bytes in every digest", () => {
  const parses = (chainId: string): boolean => {
    const document = genesis();
    return Genesis.safeParse({ ...document, params: { ...document.params, chainId } }).success;
  };
  test.each(["wattlight-demo-1", "a", "~".repeat(50)])("%s", (id) => expect(parses(id)).toBe(true));
  test.each(["", "a\0b", "a\nb", "a\u007f", "链", "é", "~".repeat(51)])("not %o", (id) =>
    expect(parses(id)).toBe(false),
  );
});
