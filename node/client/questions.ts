/** What we ask of a node's RPC, each with the form of its answer. Every one throws an RpcFailure. */
import { z } from "zod";
import { base64Text } from "../../shared/codec/base64Text.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { pagedSet, parseSignedHeader } from "../../shared/light/parse.ts";
import type { LightFault } from "../../shared/light/parse.ts";
import type { MerkleProof } from "../../shared/light/merkle.ts";
import type { ExecResult } from "../../shared/light/results.ts";
import type { ValidatorSet } from "../../shared/light/types.ts";
import { ANSWER_BYTES, callRpc, RpcFailure } from "./call.ts";

const Count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Bytes = base64Text(ANSWER_BYTES);
const BytesOrNone = Bytes.nullish().transform((value) => value ?? new Uint8Array());
const HexBytes = z
  .string()
  .regex(/^([0-9a-fA-F]{2})*$/)
  .transform((text) => new Uint8Array(Buffer.from(text, "hex")));

const Status = z.looseObject({
  node_info: z.looseObject({ network: z.string(), moniker: z.string(), version: z.string() }),
  sync_info: z.looseObject({
    latest_block_height: Count,
    latest_block_hash: z.string(),
    latest_block_time: z.string(),
    earliest_block_height: Count,
    catching_up: z.boolean(),
  }),
  validator_info: z.looseObject({ address: z.string(), voting_power: Count }),
});
export type Status = z.infer<typeof Status>;
export const statusOf = (url: string): Promise<Status> => callRpc(url, "status", {}, Status);

const NetInfo = z.looseObject({ n_peers: Count });
export const peersOf = async (url: string): Promise<number> => (await callRpc(url, "net_info", {}, NetInfo)).n_peers;

const Block = z.looseObject({
  block_id: z.looseObject({ hash: z.string() }),
  block: z.looseObject({
    header: z.looseObject({ height: Count, time: z.string(), app_hash: HexBytes }),
    data: z.looseObject({
      txs: z
        .array(Bytes)
        .nullish()
        .transform((txs) => txs ?? []),
    }),
  }),
});
export type Block = z.infer<typeof Block>;
/** Refused while the block is not there. */
export const blockAt = (url: string, height: number): Promise<Block> =>
  callRpc(url, "block", { height: String(height) }, Block);

const Commit = z.looseObject({ signed_header: z.unknown() });
type SignedHeader = Extract<ReturnType<typeof parseSignedHeader>, { ok: true }>["value"];

/** The header of a height, or the newest, with its commit. */
export async function signedHeaderAt(url: string, height?: number): Promise<SignedHeader> {
  const params = height === undefined ? {} : { height: String(height) };
  const parsed = parseSignedHeader((await callRpc(url, "commit", params, Commit)).signed_header);
  if (!parsed.ok) throw misshapen(url, "commit", parsed.fault);
  return parsed.value;
}

const PER_PAGE = 100;

/** All validators of a height, page by page. */
export async function validatorsAt(url: string, height: number): Promise<ValidatorSet> {
  const paged = pagedSet();
  for (let page = 1; page === 1 || paged.size < (paged.total ?? 0); page++) {
    const before = paged.size;
    const asked = { height: String(height), page: String(page), per_page: String(PER_PAGE) };
    const fault = paged.add(await callRpc(url, "validators", asked, z.unknown()));
    if (fault) throw misshapen(url, "validators", fault);
    // An empty page would be asked after without end.
    if (paged.size === before) throw new RpcFailure(url, "validators", { kind: "misshapen", path: "an empty page" });
  }
  const set = paged.set();
  if (!set.ok) throw misshapen(url, "validators", set.fault);
  return set.value;
}

const Query = z.looseObject({
  response: z.looseObject({ code: z.number().int().default(0), value: BytesOrNone }),
});
export interface QueryAnswer {
  /** 0 served, 1 not understood, 2 height not kept, 3 over budget. */
  readonly code: number;
  readonly witness: Uint8Array;
}

export async function queryAt(url: string, path: string, data: Uint8Array, height: number): Promise<QueryAnswer> {
  const params = { path, data: toHex(data), height: String(height), prove: false };
  const { response } = await callRpc(url, "abci_query", params, Query);
  return { code: response.code, witness: response.value };
}

const Sent = z.looseObject({ code: z.number().int(), log: z.string().default("") });

/** CheckTx's code, 0: taken; `log`: its refusal as canonical JSON. */
export const sendTx = (url: string, tx: Uint8Array): Promise<{ readonly code: number; readonly log: string }> =>
  callRpc(url, "broadcast_tx_sync", { tx: Buffer.from(tx).toString("base64") }, Sent);

const Tx = z.looseObject({
  height: Count,
  tx: Bytes,
  proof: z.looseObject({
    proof: z.looseObject({
      total: Count,
      index: Count,
      aunts: z
        .array(base64Text(64))
        .max(53)
        .nullish()
        .transform((aunts) => aunts ?? []),
    }),
  }),
});
export interface TxAt {
  readonly height: number;
  readonly tx: Uint8Array;
  readonly proof: MerkleProof;
}
/** JSON-RPC's "internal error", which is how CometBFT says that there is no such transaction. */
const INTERNAL = -32603;

/** Where the node says that a transaction lies; undefined where it has none. `hash`: SHA-256 of its bytes. */
export async function txAt(url: string, hash: Uint8Array): Promise<TxAt | undefined> {
  try {
    const params = { hash: Buffer.from(hash).toString("base64"), prove: true };
    const { height, tx, proof } = await callRpc(url, "tx", params, Tx);
    const { total, index, aunts } = proof.proof;
    return { height, tx, proof: { total, index, aunts } };
  } catch (error) {
    if (error instanceof RpcFailure && error.problem.kind === "refused" && error.problem.code === INTERNAL)
      return undefined;
    throw error;
  }
}

const Results = z.looseObject({
  txs_results: z
    .array(
      z.looseObject({
        code: z.number().int().default(0),
        data: BytesOrNone,
        gas_wanted: Count.default(0),
        gas_used: Count.default(0),
      }),
    )
    .max(100_000)
    .nullish()
    .transform((list) => list ?? []),
});

/** All results of a block, in its order. */
export async function resultsAt(url: string, height: number): Promise<readonly ExecResult[]> {
  const { txs_results } = await callRpc(url, "block_results", { height: String(height) }, Results);
  return txs_results.map((r) => ({ code: r.code, data: r.data, gasWanted: r.gas_wanted, gasUsed: r.gas_used }));
}

function misshapen(url: string, method: string, fault: LightFault): RpcFailure {
  return new RpcFailure(url, method, { kind: "misshapen", path: fault.fault === "shape" ? fault.path : fault.fault });
}
