/**
 * A genuine proof file of the second format: a party's whole path, whose first entries have left the state, bodies behind some of its
 * ids, and two transactions of another block, one done and one refused.
 */
import { canonicalText, type Json } from "../../shared/codec/canonical.ts";
import { utf8 } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { decodeTransaction } from "../../shared/ledger/identity.ts";
import { runQuery } from "../../shared/ledger/runQuery.ts";
import { merkleRoot } from "../../shared/light/merkle.ts";
import { type ExecResult, resultProof, resultsHash, txProof } from "../../shared/light/results.ts";
import { encodeBundle } from "../../shared/proof/bundle.ts";
import type { Carried } from "../../shared/proof/carried.ts";
import { witnessOf } from "../../shared/state/witness.ts";
import { alice, bob, market } from "../shared/ledger/ends/scene.ts";
import { CHAIN, type Draft, PARAMS, sell } from "../shared/ledger/market.ts";
import { block } from "../shared/light/chain.ts";
import { BUDGET, four } from "../shared/proof/scene.ts";

const ENTRIES = 8;
/** Of the eight, those that have left the state. */
const GONE = 5;
const BLOCK = 20;
const cancel = (n: number): Draft<"offer.cancel"> => ({ kind: "offer.cancel", offer: String(n).repeat(64) });
const at = (height: number, header: Parameters<typeof block>[0]["header"] = {}) =>
  block({ height, signers: four, chainId: CHAIN, header });

export function carriedFile() {
  const chain = market();
  const sent = [];
  let archived: Carried["archived"] = [];
  const input = { party: alice.address, from: 0, limit: 100 };
  for (let n = 0; n < ENTRIES; n++) {
    if (n === GONE) {
      const entries = chain
        .query("path", input)
        .entries.map(({ height, index, tx, code }) => ({ height, index, tx, code }));
      archived = [{ party: alice.address, entries }];
      chain.until(chain.market + PARAMS.supervision.retain - 600);
    }
    const one = chain.sign(alice, n % 2 === 0 ? cancel(n) : sell(chain.slot + 9 + n, [500]));
    chain.block([one]);
    sent.push(one);
  }
  chain.until(chain.market + 1500);

  const [none, gas] = [new Uint8Array(), { gasWanted: 0, gasUsed: 0 }];
  const results: readonly ExecResult[] = [
    { code: 0, data: none, ...gas },
    { code: 1, data: utf8(canonicalText({ rule: "offer.unknown" })), ...gas },
  ];
  const txs = [chain.sign(bob, sell(chain.slot + 9, [700])), chain.sign(alice, cancel(9))].map(({ bytes }) => bytes);
  const carried: Carried = {
    transactions: results.map((result, n) => ({
      tx: txs[n] ?? none,
      height: BLOCK,
      proof: txProof(txs, n),
      result,
      resultAunts: resultProof(results, n).aunts,
    })),
    bodies: sent.slice(GONE - 2).map(({ bytes }) => bodyOf(bytes)),
    archived,
  };
  const anchorBlock = at(5);
  const proving = at(40, { appHash: chain.state.root });
  const headers = [
    anchorBlock,
    at(BLOCK, { dataHash: merkleRoot(txs.map((tx) => sha256(tx))) }),
    at(BLOCK + 1, { lastResultsHash: resultsHash(results) }),
    proving,
  ];
  const witness = witnessOf(chain.state, (reader) => runQuery(reader, "path", 2, input), BUDGET);
  const questions = [{ query: "path", version: 2, input, witness }];
  const bytes = encodeBundle({ chainId: CHAIN, questions, blocks: headers, carried });
  return { chain, bytes, anchorBlock, proving };
}

function bodyOf(bytes: Uint8Array): Json {
  const decoded = decodeTransaction(bytes, CHAIN);
  if (!decoded.ok) throw new Error("a transaction of the scene's own");
  return decoded.tx.body as unknown as Json;
}
