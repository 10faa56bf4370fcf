/** DESIGN §8: a bad validator update panics every node, so each one is tried on the set, proved, decided by two thirds, and small. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, test } from "vitest";
import { toHex, utf8 } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { validatorProofDigest } from "../../../../shared/ledger/identity.ts";
import { votesNeeded } from "../../../../shared/ledger/supervision/tally.ts";
import { POWER_WINDOW, type Validator, validatorUpdates } from "../../../../shared/ledger/supervision/validatorSet.ts";
import { CHAIN, Chain, genesis, GENESIS_TIME, home, PARAMS } from "../market.ts";
import { carry, decide, decisionOf, propose, regulator, vote } from "./council.ts";

const secretOf = (label: string) => sha256(utf8(`validator ${label}`));
const keyOf = (label: string) => toHex(ed25519.getPublicKey(secretOf(label)));
const proofOf = (label: string, key = keyOf(label)) =>
  toHex(ed25519.sign(validatorProofDigest(key, CHAIN), secretOf(label)));
const set = (label: string, power: number): Act => ({
  act: "validator.set",
  key: keyOf(label),
  power,
  proof: power === 0 ? null : proofOf(label),
});
const FOUR = ["a", "b", "c", "d"].map((label): Validator => ({ key: keyOf(label), power: 100 }));
const market = (validators: readonly Validator[] = FOUR) =>
  new Chain({ ...genesis([home("alice")]), validators: [...validators] });
const refusalOf = (chain: Chain, act: Act) => propose(chain, act).result;
const powerOf = (chain: Chain, label: string) =>
  chain.query("validators", {}).find(({ key }) => key === keyOf(label))?.power;
const updates = (chain: Chain) => chain.validatorUpdates.flat();

test("a validator joins after the notice, and CometBFT is told in that block alone", () => {
  const chain = market();
  const id = carry(chain, set("e", 50));
  expect(updates(chain)).toEqual([]);
  expect(chain.query("validators", {})).toHaveLength(4);
  chain.until(chain.market + PARAMS.supervision.notice + 30);
  const { ended } = decisionOf(chain, id);
  expect(chain.validatorUpdates.map((block) => block.length).lastIndexOf(1)).toBe((ended?.height ?? 0) - 1);
  expect(updates(chain)).toEqual([{ key: keyOf("e"), power: 50 }]);
  expect(powerOf(chain, "e")).toBe(50);
});

test("a change of power and a removal", () => {
  const chain = market();
  expect(decide(chain, set("a", 150)).state).toBe("effective");
  expect(decide(chain, set("b", 0)).state).toBe("effective");
  expect(updates(chain)).toEqual([
    { key: keyOf("a"), power: 150 },
    { key: keyOf("b"), power: 0 },
  ]);
  expect(powerOf(chain, "b")).toBeUndefined();
});

test("more than two thirds of the regulators, whatever the quorum", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 9, 100].map((of) => votesNeeded(set("e", 1), 1, of))).toEqual([
    1, 2, 3, 3, 4, 5, 5, 7, 67,
  ]);
  expect(votesNeeded(set("e", 1), 6, 6)).toBe(6);
  const chain = new Chain({ ...genesis([], { ...PARAMS, quorum: 1 }), validators: [...FOUR] });
  const { id } = propose(chain, set("e", 50));
  expect(chain.query("decision", { id })).toMatchObject({ decision: { state: "open" }, tally: { yes: 1, needed: 3 } });
  vote(chain, id, regulator(1));
  expect(decisionOf(chain, id).state).toBe("open");
  vote(chain, id, regulator(2));
  expect(decisionOf(chain, id)).toMatchObject({ state: "carried", carried: { votes: 3, of: 4, needed: 3 } });
});

test("two decisions about one key take effect in one block: CometBFT is told once, the last", () => {
  const chain = market();
  const ids = [set("e", 50), set("e", 60)].map((act) => propose(chain, act).id);
  const ballots = ids.flatMap((decision) =>
    [1, 2].map((who) =>
      chain.sign(regulator(who), { kind: "decision.vote", decision, approve: true, reason: "agreed" }),
    ),
  );
  chain.block(ballots);
  chain.until(chain.market + PARAMS.supervision.notice + 30);
  expect(ids.map((id) => decisionOf(chain, id).state)).toEqual(["effective", "effective"]);
  const told = updates(chain);
  expect(told).toEqual([{ key: keyOf("e"), power: powerOf(chain, "e") }]);
});

test("updates are what differs from the set before the block: a key that came and went within it would panic CometBFT", () => {
  const before = market().state;
  const changes = new Map([
    [`validator/${keyOf("a")}`, 100],
    [`validator/${keyOf("b")}`, undefined],
    [`validator/${keyOf("e")}`, undefined],
    [`validator/${keyOf("f")}`, 7],
    ["meta/clock", 1],
  ]);
  expect(validatorUpdates(before, changes)).toEqual([
    { key: keyOf("b"), power: 0 },
    { key: keyOf("f"), power: 7 },
  ]);
});

describe("refused", () => {
  test("act.validators: an embedded chain's set is not on the ledger", () => {
    expect(refusalOf(market([]), set("e", 1))).toMatchObject({ code: 1, data: { rule: "act.validators" } });
  });

  test("act.nothing: a power that it has, a removal of who is not there", () => {
    for (const act of [set("a", 100), set("e", 0)]) {
      expect(refusalOf(market(), act)).toMatchObject({ data: { rule: "act.nothing" } });
    }
  });

  test("validator.proof: none, another key's, another chain's, or of a key for which anybody can sign", () => {
    const chain = market();
    const act = set("e", 50);
    const elsewhere = toHex(ed25519.sign(validatorProofDigest(keyOf("e"), "other-chain"), secretOf("e")));
    for (const proof of [null, proofOf("a", keyOf("e")), elsewhere, "00".repeat(64)]) {
      expect(refusalOf(chain, { ...act, proof } as Act)).toMatchObject({ data: { rule: "validator.proof" } });
    }
    // The neutral element: R = itself, s = 0 satisfies the equation for every message.
    const neutral = `01${"00".repeat(31)}`;
    const forged: Act = { act: "validator.set", key: neutral, power: 50, proof: `${neutral}${"00".repeat(32)}` };
    expect(refusalOf(chain, forged)).toMatchObject({ data: { rule: "validator.proof" } });
  });

  test("validator.last: the set is never empty", () => {
    const chain = market([{ key: keyOf("a"), power: 5 }]);
    expect(refusalOf(chain, set("a", 0))).toMatchObject({
      data: { rule: "validator.last", figure: 0, limit: 1, unit: "count" },
    });
  });

  test("validator.count", () => {
    const many = Array.from({ length: 100 }, (_, i): Validator => ({ key: keyOf(`v${i}`), power: 1_000_000_000 }));
    expect(refusalOf(market(many), set("e", 1))).toMatchObject({
      data: { rule: "validator.count", figure: 101, limit: 100 },
    });
    expect(refusalOf(market(many), set("v3", 1)).code).toBe(0);
  });
});

describe("validator.third: less than a third of the power moves within the window", () => {
  const third = (figure: number, limit: number) => ({ data: { rule: "validator.third", figure, limit } });

  test("at the border, each way", () => {
    const chain = market(FOUR.slice(0, 3));
    expect(refusalOf(chain, set("e", 100))).toMatchObject(third(100, 99));
    expect(refusalOf(chain, set("e", 99)).code).toBe(0);
    expect(refusalOf(chain, set("a", 0))).toMatchObject(third(100, 99));
    expect(refusalOf(chain, set("a", 1)).code).toBe(0);
    expect(refusalOf(chain, set("a", 200))).toMatchObject(third(100, 99));
  });

  test("moves add up, those of decisions that are carried at once too; a replacement counts once", () => {
    const chain = market();
    // A validator changes its key: as much joins as leaves.
    expect(decide(chain, set("e", 100)).state).toBe("effective");
    expect(decide(chain, set("d", 0)).state).toBe("effective");
    expect(refusalOf(chain, set("f", 34))).toMatchObject(third(134, 133));
    const [one, two] = [carry(chain, set("f", 20)), carry(chain, set("g", 20))];
    chain.until(chain.market + PARAMS.supervision.notice + 30);
    expect(decisionOf(chain, one).state).toBe("effective");
    expect(decisionOf(chain, two)).toMatchObject({
      state: "failed",
      refusal: { rule: "validator.third", figure: 140 },
    });
    expect(powerOf(chain, "g")).toBeUndefined();
  });

  test("when the window has passed, the power may move again, and what counted is gone from the state", () => {
    const chain = market();
    decide(chain, set("e", 130));
    const moved = chain.time / 1000;
    expect(refusalOf(chain, set("f", 10))).toMatchObject(third(140, 133));
    // Blocks a day apart: the window is one of header time, whatever stood still.
    while (chain.time / 1000 < moved + POWER_WINDOW) chain.block([], 86_400);
    expect(chain.time / 1000 - GENESIS_TIME).toBeGreaterThan(POWER_WINDOW);
    expect(refusalOf(chain, set("f", 10)).code).toBe(0);
    expect(decide(chain, set("f", 10)).state).toBe("effective");
    expect([...chain.state.range("powermove/", "powermove0")]).toHaveLength(1);
  });
});
