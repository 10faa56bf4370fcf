/** A chain without a node: applies blocks to the state in memory, as fast as the test asks, and plays the street's host. */
import { toHex } from "../../../shared/codec/bytes.ts";
import { nobleSignatures, type SignatureCheck } from "../../../shared/codec/signature.ts";
import { applyBlock, type TxResult } from "../../../shared/ledger/applyBlock.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import { decodeTransaction } from "../../../shared/ledger/identity.ts";
import type { Params } from "../../../shared/ledger/params.ts";
import type { QueryIn, QueryName, QueryOut } from "../../../shared/ledger/queries.ts";
import { queryOf } from "../../../shared/ledger/runQuery.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { marketTime } from "../../../shared/ledger/time.ts";
import { checkTransaction } from "../../../shared/ledger/validity.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import type { DemoKeys } from "../../../node/demo/demoKeys.ts";
import type { CommissioningHost } from "../../../node/demo/port.ts";

export interface Included {
  readonly height: number;
  readonly id: string;
  readonly body: TxBody;
  readonly result: TxResult;
}

export interface ChainInMemory {
  readonly host: CommissioningHost;
  readonly genesisTime: number;
  /** Every transaction of every block. */
  readonly included: readonly Included[];
  /** What CheckTx turned away. */
  readonly turnedAway: readonly string[];
  readonly state: MerkleMap;
  /** Market seconds of the last block. */
  readonly market: number;
  readonly height: number;
  /** Makes blocks, one each `blockMs` of header time, until the condition holds; throws when `marketSeconds` have passed first. */
  until(what: string, done: () => boolean, marketSeconds?: number): void;
  /** Lets the chain stand still: the next header is this much later. */
  standStill(ms: number): void;
}

export const TEST_KEYS: DemoKeys = { master: new Uint8Array(32).fill(42) };

export function chainInMemory(options: {
  rate: number;
  seed: number;
  blockMs?: number;
  keys?: DemoKeys;
}): ChainInMemory {
  const { rate, seed, blockMs = 1_000, keys = TEST_KEYS } = options;
  const chainId = "street-test";
  const genesisTime = 1_790_000_000;
  const { genesis } = demoGenesis({ chainId, genesisTime, rate, seed, keys });
  const params: Params = genesis.params;
  const check = remembered(nobleSignatures);
  const listeners = new Set<(height: number, headerMs: number) => void>();
  const included: Included[] = [];
  const turnedAway: string[] = [];
  let state = initialState(genesis);
  let mempool: Uint8Array[] = [];
  let header = genesisTime * 1000;
  let height = 0;

  const host: CommissioningHost = {
    chainId,
    params,
    folder: "/nowhere",
    keys,
    seed,
    submit(tx) {
      const refusal = checkTransaction(state, tx, header, check);
      if (refusal) turnedAway.push(refusal.rule);
      else mempool.push(tx);
      return refusal;
    },
    query<N extends QueryName>(name: N, input: QueryIn<N>): QueryOut<N> {
      return queryOf(name).run(state, input);
    },
    onBlock(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    log: () => {},
  };

  function block(): void {
    const txs = mempool;
    mempool = [];
    header += blockMs;
    height++;
    const applied = applyBlock(state, { height, time: header, txs }, check);
    state = applied.state;
    txs.forEach((bytes, i) => {
      const decoded = decodeTransaction(bytes, chainId);
      const result = applied.results[i];
      if (decoded.ok && result) included.push({ height, id: decoded.id, body: decoded.tx.body, result });
    });
    for (const listener of listeners) listener(height, header);
  }

  const now = () => Math.floor(marketTime(params.clock, header) / 1000);
  return {
    host,
    genesisTime,
    included,
    turnedAway,
    get state() {
      return state;
    },
    get market() {
      return now();
    },
    get height() {
      return height;
    },
    until(what, done, marketSeconds = 4 * 3600) {
      const end = now() + marketSeconds;
      while (!done()) {
        if (now() > end) throw new Error(`${what}: not within ${marketSeconds} market seconds (height ${height})`);
        block();
      }
    },
    standStill(ms) {
      header += ms;
    },
  };
}

/** Each signature is checked once, as a validator does. */
function remembered(check: SignatureCheck): SignatureCheck {
  const known = new Map<string, boolean>();
  return {
    verify(signature, digest, publicKey) {
      const name = `${toHex(signature)}${toHex(digest)}${toHex(publicKey)}`;
      const before = known.get(name);
      if (before !== undefined) return before;
      const now = check.verify(signature, digest, publicKey);
      known.set(name, now);
      return now;
    },
  };
}
