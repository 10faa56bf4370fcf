/** What CometBFT proves against validators stands on the ledger, once for each offence, and changes nothing else. */
import { expect, test } from "vitest";
import { toHex } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import { applyBlock } from "../../../../shared/ledger/applyBlock.ts";
import { runQuery } from "../../../../shared/ledger/runQuery.ts";
import type { Misbehaviour } from "../../../../shared/ledger/supervision/misbehaviour.ts";
import { misbehaviourText } from "../../../../shared/words/misbehaviour.ts";
import type { MerkleMap } from "../../../../shared/state/merkleMap.ts";
import { Chain, genesis, home } from "../market.ts";

const KEY = new Uint8Array(32).fill(9);
const validators = [{ key: toHex(KEY), power: 10 }];
const address = toHex(sha256(KEY).subarray(0, 20));
const offence: Misbehaviour = {
  kind: "duplicateVote",
  address,
  power: 10,
  total: 10,
  height: 3,
  time: 1_800_000_003_000,
};

function reported(chain: Chain, ...misbehaviour: readonly Misbehaviour[]) {
  const { height, time, state, check } = chain;
  const block = { height: height + 1, time: time + 2_000, txs: [] };
  const quiet = applyBlock(state, block, check);
  return { quiet, applied: applyBlock(state, { ...block, misbehaviour }, check), height: height + 1 };
}
const recordsIn = (state: MerkleMap, input: { before?: number; limit: number } = { limit: 10 }) =>
  runQuery(state, "misbehaviour", 1, input);
const market = () => new Chain({ ...genesis([home("alice")]), validators });

test("a report is recorded with the key it concerns and the block that brought it, and nothing else changes", () => {
  const chain = market();
  const { applied, quiet, height } = reported(chain, offence);
  expect(recordsIn(applied.state)).toMatchObject([{ ...offence, key: toHex(KEY), at: { height } }]);
  const added = [...applied.changes.keys()].filter((key) => !quiet.changes.has(key));
  expect(added).toEqual([`misbehaviour/000000000003/${address}/duplicateVote`]);
  expect(applied.validatorUpdates).toEqual([]);
  expect(recordsIn(quiet.state)).toEqual([]);
});

test("an offence that is reported again stays as it was, another kind or height is another one", () => {
  const chain = market();
  const later = { ...offence, height: 5 };
  const attack = { ...offence, kind: "lightClientAttack" as const };
  const first = reported(chain, offence).applied.state;
  const again = { ...offence, power: 7 };
  const block = { height: chain.height + 2, time: chain.time + 4_000, txs: [], misbehaviour: [again, attack, later] };
  const { state } = applyBlock(first, block, chain.check);
  expect(recordsIn(state)).toMatchObject([later, attack, { ...offence, at: { height: chain.height + 1 } }]);
  expect(recordsIn(state, { before: 5, limit: 10 })).toHaveLength(2);
  expect(recordsIn(state, { limit: 1 })).toMatchObject([later]);
});

test("a validator that has left the set is known by its address alone", () => {
  const stranger = { ...offence, address: "ab".repeat(20) };
  expect(recordsIn(reported(market(), stranger).applied.state)).toMatchObject([{ ...stranger, key: null }]);
});

test.each(["duplicateVote", "lightClientAttack", "unknown"] as const)("%s is said in both languages", (kind) => {
  const { en, zh } = misbehaviourText({ ...offence, kind, key: null, at: { height: 4, market: 0 } });
  for (const text of [en, zh]) expect(text).toContain(address);
  expect(en).toContain("10 of 10");
  expect(zh).toContain("区块 3");
});
