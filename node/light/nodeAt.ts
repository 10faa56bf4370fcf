/** One node's RPC (CometBFT v0.38) as command lines ask it: bounded, parsed strictly, and still no more than the node's word. */
import { z } from "zod";
import { base64Text } from "../../shared/codec/base64Text.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import type { MerkleProof } from "../../shared/light/merkle.ts";
import type { ExecResult } from "../../shared/light/results.ts";
import { validatorsHash } from "../../shared/light/hashes.ts";
import { type LightFault, pagedSet, parseSignedHeader } from "../../shared/light/parse.ts";
import type { LightBlock, ValidatorSet } from "../../shared/light/types.ts";
import { Unproved } from "./unproved.ts";

export interface NodeAt {
  readonly url: string;
  /** Of a height, or the newest, with its validators and the next ones. */
  block(height?: number): Promise<LightBlock>;
  /** `code`: 0 served, 1 not understood, 2 height not kept, 3 over budget. */
  query(
    path: string,
    data: Uint8Array,
    height: number,
  ): Promise<{ readonly code: number; readonly witness: Uint8Array }>;
  /** CheckTx's code, 0: taken. */
  send(tx: Uint8Array): Promise<number>;
  /** Where the node says that a transaction lies; undefined where it has none. `hash`: SHA-256 of its bytes. */
  tx(hash: Uint8Array): Promise<TxAt | undefined>;
  /** All results of a block, in its order. */
  results(height: number): Promise<readonly ExecResult[]>;
}

export interface TxAt {
  readonly height: number;
  readonly tx: Uint8Array;
  readonly proof: MerkleProof;
}

/** Longest wait for one answer. */
const PATIENCE_MS = 10_000;
/** A witness of the largest size in base64, and room around it. */
const ANSWER_BYTES = 2_000_000;
const PER_PAGE = 100;

const Answer = z.looseObject({ result: z.unknown() });
const Refusal = z.looseObject({ error: z.looseObject({ code: z.number() }) });
const Commit = z.looseObject({ signed_header: z.unknown() });
const Query = z.looseObject({
  response: z.looseObject({
    code: z.number().int().default(0),
    value: base64Text(ANSWER_BYTES)
      .nullish()
      .transform((value) => value ?? new Uint8Array()),
  }),
});
const Sent = z.looseObject({ code: z.number().int() });
const Count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Bytes = base64Text(ANSWER_BYTES)
  .nullish()
  .transform((value) => value ?? new Uint8Array());
const Tx = z.looseObject({
  height: Count,
  tx: base64Text(ANSWER_BYTES),
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
const Results = z.looseObject({
  txs_results: z
    .array(
      z.looseObject({
        code: z.number().int().default(0),
        data: Bytes,
        gas_wanted: Count.default(0),
        gas_used: Count.default(0),
      }),
    )
    .max(100_000)
    .nullish()
    .transform((list) => list ?? []),
});
/** CometBFT's error for "not found" and for most else. */
const INTERNAL = -32603;

/** All failures are Unproved: "noAnswer", or "lied" where a set is not the one of its header. */
export function nodeAt(url: string, fetchFrom: typeof fetch = fetch): NodeAt {
  const silent = (problem: string) => new Unproved({ why: "noAnswer", node: url, problem });
  const misshapen = (method: string, fault: LightFault) =>
    silent(`${method}: ${fault.fault === "shape" ? fault.path : fault.fault}`);

  async function call<T>(method: string, params: object, shape: z.ZodType<T>): Promise<T> {
    return resultOf(method, await posted(method, params), shape);
  }

  function resultOf<T>(method: string, json: unknown, shape: z.ZodType<T>): T {
    const refused = Refusal.safeParse(json);
    if (refused.success) throw silent(`${method}: error ${refused.data.error.code}`);
    const result = shape.safeParse(Answer.safeParse(json).data?.result);
    if (!result.success) throw silent(`${method}: ${result.error.issues[0]?.path.join(".") ?? ""} does not fit`);
    return result.data;
  }

  async function posted(method: string, params: object): Promise<unknown> {
    try {
      const response = await fetchFrom(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return JSON.parse(await textOf(response)) as unknown;
    } catch (error) {
      throw silent(`${method}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function validators(height: number, hash: Uint8Array): Promise<ValidatorSet> {
    const paged = pagedSet();
    for (let page = 1; page === 1 || paged.size < (paged.total ?? 0); page++) {
      const before = paged.size;
      const asked = { height: String(height), page: String(page), per_page: String(PER_PAGE) };
      const fault = paged.add(await call("validators", asked, z.unknown()));
      if (fault) throw misshapen("validators", fault);
      // An empty page would be asked after without end.
      if (paged.size === before) throw silent("validators: an empty page");
    }
    const set = paged.set();
    if (!set.ok) throw misshapen("validators", set.fault);
    if (toHex(validatorsHash(set.value)) !== toHex(hash))
      throw new Unproved({ why: "lied", node: url, rule: "validators.hash" });
    return set.value;
  }

  return {
    url,
    async block(height) {
      const params = height === undefined ? {} : { height: String(height) };
      const parsed = parseSignedHeader((await call("commit", params, Commit)).signed_header);
      if (!parsed.ok) throw misshapen("commit", parsed.fault);
      const { header } = parsed.value;
      if (height !== undefined && header.height !== height)
        throw new Unproved({ why: "lied", node: url, rule: "header.height" });
      const own = await validators(header.height, header.validatorsHash);
      const next = await validators(header.height + 1, header.nextValidatorsHash);
      return { ...parsed.value, validators: own, nextValidators: next };
    },
    async query(path, data, height) {
      const { response } = await call(
        "abci_query",
        { path, data: toHex(data), height: String(height), prove: false },
        Query,
      );
      return { code: response.code, witness: response.value };
    },
    async tx(hash) {
      const json = await posted("tx", { hash: Buffer.from(hash).toString("base64"), prove: true });
      if (Refusal.safeParse(json).data?.error.code === INTERNAL) return undefined;
      const { height, tx, proof } = resultOf("tx", json, Tx);
      const { total, index, aunts } = proof.proof;
      return { height, tx, proof: { total, index, aunts } };
    },
    async results(height) {
      const { txs_results } = await call("block_results", { height: String(height) }, Results);
      return txs_results.map((r) => ({ code: r.code, data: r.data, gasWanted: r.gas_wanted, gasUsed: r.gas_used }));
    },
    async send(tx) {
      return (await call("broadcast_tx_sync", { tx: Buffer.from(tx).toString("base64") }, Sent)).code;
    },
  };
}

/** Whole, unless it is longer than an answer may be. */
async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > ANSWER_BYTES) throw new Error(`more than ${ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
}
