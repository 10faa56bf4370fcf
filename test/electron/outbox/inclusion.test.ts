/**
 * A transaction is in a block with this result, or the node that says so lied: inclusion below the header's `data_hash`, the result below
 * the next header's `last_results_hash`, which is rebuilt from all results of the block. Genuine headers, a node that changes one thing each.
 */
import { describe, expect, test } from "vitest";
import { encodeCanonical } from "../../../shared/codec/canonical.ts";
import { dataHash } from "../../../shared/light/hashes.ts";
import { type ExecResult, resultsHash, txProof } from "../../../shared/light/results.ts";
import { inclusionOf } from "../../../electron/outbox/proofs.ts";
import type { Ending } from "../../../shared/outbox/ending.ts";
import type { OutboxItem } from "../../../electron/outbox/outbox.ts";
import { LightError } from "../../../electron/sync/lightError.ts";
import { NodeError } from "../../../electron/sync/nodeError.ts";
import { block, signers } from "../../shared/light/chain.ts";
import { Chain, genesis, home, keyOf, sell } from "../../shared/ledger/market.ts";

const chain = new Chain(genesis([home("alice"), home("bob")]));
const alice = keyOf("alice");
const offers = [4, 5, 6, 7, 8].map((later) => chain.sign(alice, sell(chain.slot + later, [500])));
/** The third is past its gate: in the block, and refused there by a rule. */
const sent = offers.with(2, chain.sign(alice, sell(chain.slot, [500])));
const outcomes = chain.block(sent);
const bytes = sent.map((tx) => tx.bytes);
const results: readonly ExecResult[] = outcomes.map(({ code, data }) => ({
  code,
  data: encodeCanonical(data),
  gasWanted: 0,
  gasUsed: 0,
}));
const HEIGHT = 7;
const validators = signers("abcd");
const blocks = new Map(
  [
    block({ height: HEIGHT, signers: validators, header: { dataHash: dataHash(bytes) } }),
    block({ height: HEIGHT + 1, signers: validators, header: { lastResultsHash: resultsHash(results) } }),
  ].map((made) => [made.header.height, made]),
);
const at = async (height: number) => {
  const found = blocks.get(height);
  if (!found) throw new LightError({ kind: "tooFarBack", height });
  return found;
};

/** What a node says of the transaction at an index. */
interface Said {
  readonly height: number;
  readonly tx: Uint8Array;
  readonly proof: ReturnType<typeof txProof>;
  readonly results: readonly ExecResult[];
}
const honest = (index: number): Said => ({
  height: HEIGHT,
  tx: bytes[index] as Uint8Array,
  proof: txProof(bytes, index),
  results,
});

async function told(index: number, said: Said | undefined, newest = HEIGHT + 1): Promise<Ending | string | undefined> {
  const sync = { newest: () => blocks.get(newest), at };
  const node = { tx: async () => said, results: async () => said?.results ?? [] };
  try {
    return await inclusionOf(sync as never, node as never, { bytes: bytes[index] } as OutboxItem);
  } catch (error) {
    if (error instanceof LightError && error.failure.kind === "lied") return error.failure.rule;
    if (error instanceof NodeError) return error.fault.kind;
    throw error;
  }
}

test("an honest node: committed, or refused with the rule and its figures", async () => {
  expect(await told(0, honest(0))).toEqual({ state: "committed", height: HEIGHT, refusal: null });
  expect(await told(2, honest(2))).toMatchObject({ state: "refused", height: HEIGHT, refusal: outcomes[2]?.data });
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 1, 0, 0]);
});

test("nothing is proved before the next header, or by a node that has nothing", async () => {
  expect(await told(0, honest(0), HEIGHT)).toBeUndefined();
  expect(await told(0, undefined)).toBeUndefined();
});

const changed = (list: readonly ExecResult[], index: number, change: Partial<ExecResult>): readonly ExecResult[] =>
  list.map((result, i) => (i === index ? { ...result, ...change } : result));
const flipped = (list: readonly Uint8Array[]): readonly Uint8Array[] =>
  list.map((item, i) => (i === 0 ? item.map((byte, place) => (place === 9 ? byte ^ 4 : byte)) : item));
const refusal = results[2] as ExecResult;

describe("a node that changes one thing is a liar", () => {
  test.each<[string, rule: string, index: number, change: Partial<Said>]>([
    ["the bytes of another transaction", "tx.bytes", 0, { tx: bytes[1] as Uint8Array }],
    ["another transaction, honestly proved", "tx.bytes", 0, honest(1)],
    ["the place of another transaction", "tx.inclusion", 0, { proof: txProof(bytes, 1) }],
    ["another index", "tx.inclusion", 0, { proof: { ...txProof(bytes, 0), index: 2 } }],
    [
      "the refused one's place said to be a committed one's",
      "tx.inclusion",
      2,
      { proof: { ...txProof(bytes, 2), index: 3 } },
    ],
    ["another length, the path as long", "tx.inclusion", 0, { proof: { ...txProof(bytes, 0), total: 6 } }],
    ["an index beyond the length", "tx.inclusion", 0, { proof: { ...txProof(bytes, 0), index: 5 } }],
    [
      "a hash of the path changed",
      "tx.inclusion",
      0,
      { proof: { ...txProof(bytes, 0), aunts: flipped(txProof(bytes, 0).aunts) } },
    ],
    [
      "a hash of the path withheld",
      "tx.inclusion",
      0,
      { proof: { ...txProof(bytes, 0), aunts: txProof(bytes, 0).aunts.slice(1) } },
    ],
    [
      "the path turned round",
      "tx.inclusion",
      0,
      { proof: { ...txProof(bytes, 0), aunts: txProof(bytes, 0).aunts.toReversed() } },
    ],
    ["committed instead of refused", "tx.results", 2, { results: changed(results, 2, { code: 0 }) }],
    [
      "refused instead of committed",
      "tx.results",
      0,
      { results: changed(results, 0, { code: 1, data: refusal.data }) },
    ],
    [
      "another reason",
      "tx.results",
      2,
      { results: changed(results, 2, { data: encodeCanonical({ rule: "offer.many" }) }) },
    ],
    ["the result of somebody else's changed", "tx.results", 0, { results: changed(results, 4, { code: 1 }) }],
    ["gas that was not used", "tx.results", 0, { results: changed(results, 0, { gasUsed: 1 }) }],
    ["results reordered", "tx.results", 2, { results: results.with(2, results[0] as ExecResult).with(0, refusal) }],
    ["a result withheld", "tx.results", 0, { results: results.slice(0, -1) }],
    ["a result added", "tx.results", 0, { results: [...results, refusal] }],
    ["no results at all", "tx.results", 0, { results: [] }],
  ])("%s: %s", async (_, rule, index, change) => {
    expect(await told(index, { ...honest(index), ...change })).toBe(rule);
  });

  test("the block before or after the one it is in", async () => {
    expect(await told(0, { ...honest(0), height: HEIGHT + 1 }, HEIGHT + 1)).toBeUndefined();
    await expect(told(0, { ...honest(0), height: HEIGHT - 1 })).rejects.toMatchObject({
      failure: { kind: "tooFarBack" },
    });
  });
});
