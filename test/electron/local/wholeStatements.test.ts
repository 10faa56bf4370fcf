/** The money page sees every line, however many slivers a neighbour took: beyond what one answer holds it reads in pieces. */
import { expect, test } from "vitest";
import { wholeStatements } from "../../../electron/local/wholeStatements.ts";
import { WithheldError } from "../../../electron/sync/verifiedReads.ts";
import { answerQuery } from "../../../node/application/answerQuery.ts";
import { Versions } from "../../../node/application/versions.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
import type { QueryIn, QueryName } from "../../../shared/ledger/queries.ts";
import { queryOf, runQuery } from "../../../shared/ledger/runQuery.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { openWitness } from "../../../shared/state/openWitness.ts";
import { keyOf } from "../../shared/ledger/market.ts";

const [a, b] = [keyOf("one").address, keyOf("other").address].toSorted() as [string, string];
const id = (n: number): string => toHex(sha256(Uint8Array.of(n & 255, n >> 8)));

/** Two statements of a pair, the later with as many contracts as given. */
function ledger(contracts: number): MerkleMap {
  const entries = new Map<string, Json>();
  for (const [period, count] of [
    [7, 3],
    [8, contracts],
  ] as const) {
    entries.set(KEY.statement(a, b, period), { a, b, period, state: "open", owed: { a: 0, b: 0 }, late: false });
    entries.set(KEY.statementOf(a, period, b), 1);
    entries.set(KEY.statementOf(b, period, a), 1);
    for (let n = 0; n < count; n++)
      entries.set(KEY.lines(a, b, period, id(n)), [{ contract: id(n), what: "energy", slots: 1, wh: 1, amount: 450 }]);
  }
  return MerkleMap.from(entries);
}

function reading(state: MerkleMap) {
  const asked: string[] = [];
  const query = async <N extends QueryName>(name: N, input: QueryIn<N>) => {
    const request = { path: `/query/${name}/1`, data: encodeCanonical(input as Json), height: 0 };
    const { code, value } = answerQuery(new Versions(1, state), { runQuery }, request);
    asked.push(`${name} ${code}`);
    if (code !== 0) throw new WithheldError("overBudget", "here");
    return queryOf(name).run(openWitness(value, state.root), input);
  };
  return { page: { query }, asked };
}

test("few lines: one answer", async () => {
  const { page, asked } = reading(ledger(50));
  expect((await wholeStatements(page, b)).map(({ period, lines }) => [period, lines.length])).toEqual([
    [8, 50],
    [7, 3],
  ]);
  expect(asked).toEqual(["statementsOf 0"]);
});

test("more lines than one answer holds: all of them, in pieces, none twice", async () => {
  const { page, asked } = reading(ledger(9000));
  const whole = await wholeStatements(page, b);
  expect(asked.slice(0, 3)).toEqual(["statementsOf 3", "statementHeads 0", "statementLines 0"]);
  expect(whole.map(({ period }) => period)).toEqual([8, 7]);
  expect(new Set(whole[0]?.lines.map(({ contract }) => contract)).size).toBe(9000);
  expect(whole[0]?.lines.length).toBe(9000);
  expect(whole[1]?.lines.length).toBe(3);
});

test("other failures are not papered over", async () => {
  const page = { query: () => Promise.reject(new WithheldError("offline")) };
  await expect(wholeStatements(page, addressOf(new Uint8Array(33).fill(2)))).rejects.toThrow("offline");
});
