/** One node as the light client asks it: what belongs to a block held against its header, every failure a reason that nothing is proved. */
import { toHex } from "../../shared/codec/bytes.ts";
import { validatorsHash } from "../../shared/light/hashes.ts";
import type { ExecResult } from "../../shared/light/results.ts";
import type { LightBlock, ValidatorSet } from "../../shared/light/types.ts";
import { RpcFailure } from "../client/call.ts";
import {
  type QueryAnswer,
  queryAt,
  resultsAt,
  sendTx,
  signedHeaderAt,
  type TxAt,
  txAt,
  validatorsAt,
} from "../client/questions.ts";
import { Unproved } from "./unproved.ts";

export interface NodeAt {
  readonly url: string;
  /** Of a height, or the newest, with its validators and the next ones. */
  block(height?: number): Promise<LightBlock>;
  query(path: string, data: Uint8Array, height: number): Promise<QueryAnswer>;
  /** CheckTx's code, 0: taken. */
  send(tx: Uint8Array): Promise<number>;
  /** Where the node says that a transaction lies; undefined where it has none. `hash`: SHA-256 of its bytes. */
  tx(hash: Uint8Array): Promise<TxAt | undefined>;
  /** All results of a block, in its order. */
  results(height: number): Promise<readonly ExecResult[]>;
}

/** All failures are Unproved: "noAnswer", or "lied" where a set is not the one of its header. */
export function nodeAt(url: string): NodeAt {
  async function validators(height: number, hash: Uint8Array): Promise<ValidatorSet> {
    const set = await validatorsAt(url, height);
    if (toHex(validatorsHash(set)) !== toHex(hash))
      throw new Unproved({ why: "lied", node: url, rule: "validators.hash" });
    return set;
  }

  return {
    url,
    block: (height) =>
      orUnproved(async () => {
        const signed = await signedHeaderAt(url, height);
        const { header } = signed;
        if (height !== undefined && header.height !== height)
          throw new Unproved({ why: "lied", node: url, rule: "header.height" });
        const own = await validators(header.height, header.validatorsHash);
        const next = await validators(header.height + 1, header.nextValidatorsHash);
        return { ...signed, validators: own, nextValidators: next };
      }),
    query: (path, data, height) => orUnproved(() => queryAt(url, path, data, height)),
    tx: (hash) => orUnproved(() => txAt(url, hash)),
    results: (height) => orUnproved(() => resultsAt(url, height)),
    send: (tx) => orUnproved(async () => (await sendTx(url, tx)).code),
  };
}

async function orUnproved<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    throw new Unproved({ why: "noAnswer", node: error.url, problem: `${error.method}: ${problemOf(error)}` });
  }
}

function problemOf({ problem }: RpcFailure): string {
  switch (problem.kind) {
    case "silent":
      return problem.problem;
    case "refused":
      return `error ${problem.code}`;
    case "misshapen":
      return `${problem.path} does not fit`;
  }
}
