/** The chain of a scenario: one state, blocks through the real applyBlock, header times as the scenario says. */
import { hash as nativeHash } from "node:crypto";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { applyBlock, type TxResult } from "../../shared/ledger/applyBlock.ts";
import { initialState } from "../../shared/ledger/genesis.ts";
import type { Genesis, Params } from "../../shared/ledger/params.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { queryOf, runQuery } from "../../shared/ledger/runQuery.ts";
import { headerTime, marketTime } from "../../shared/ledger/time.ts";
import type { Json } from "../../shared/codec/canonical.ts";
import type { MerkleMap } from "../../shared/state/merkleMap.ts";

/** Most header seconds between two blocks while the market runs: well under any threshold of standstill that makes sense. */
const PACE = 600;

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(nativeHash("sha256", bytes, "buffer"));

export class ScenarioChain {
  state: MerkleMap;
  height = 0;
  /** Header time of the last block, seconds. */
  header: number;
  readonly #genesis: Genesis;

  constructor(genesis: Genesis) {
    this.#genesis = genesis;
    this.state = initialState(genesis).hashedBy(sha256);
    this.header = genesis.params.clock.genesis;
  }

  get params(): Params {
    return this.query("params", {});
  }

  /** Market time of the last block, seconds. */
  get market(): number {
    return Math.floor(marketTime(this.#genesis.params.clock, this.header * 1000) / 1000);
  }

  /** One block, `seconds` of header time after the last one. */
  block(txs: readonly Uint8Array[], seconds = 1): readonly TxResult[] {
    this.height += 1;
    this.header += seconds;
    const block = { height: this.height, time: this.header * 1000, txs };
    const { state, results } = applyBlock(this.state, block, nobleSignatures);
    this.state = state;
    return results;
  }

  /** Empty blocks until market time is the given second at least. */
  until(market: number): void {
    const end = Math.ceil(headerTime(this.#genesis.params.clock, market) / 1000);
    while (this.header < end) this.block([], Math.min(PACE, end - this.header));
  }

  query<N extends QueryName>(name: N, input: QueryIn<N>): QueryOut<N> {
    return queryOf(name).run(this.state, input);
  }

  /** A query by any name, its input parsed; throws a QueryFault for what does not fit. */
  ask(name: string, version: number, input: Json): Json {
    return runQuery(this.state, name, version, input);
  }
}
