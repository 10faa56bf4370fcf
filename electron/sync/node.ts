/**
 * One node's RPC (CometBFT v0.38) as typed questions. Answers are parsed strictly and bounded, and are still a node's word:
 * nothing here is verified. A wrong shape is a NodeError "garbage".
 */
import { base64 } from "@scure/base";
import { z } from "zod";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import type { Json } from "../../shared/codec/canonical.ts";
import type { MerkleProof } from "../../shared/light/merkle.ts";
import { type LightFault, pagedSet } from "../../shared/light/parse.ts";
import type { ExecResult } from "../../shared/light/results.ts";
import type { ValidatorSet } from "../../shared/light/types.ts";
import { NodeError } from "./nodeError.ts";
import type { Rpc } from "./rpc.ts";

export interface QueryAnswer {
  /** 0 served, 1 not understood, 2 height not kept, 3 over budget. */
  readonly code: number;
  readonly height: number;
  readonly witness: Uint8Array;
}

export interface TxAnswer {
  readonly height: number;
  readonly tx: Uint8Array;
  readonly proof: MerkleProof;
}

export interface Node {
  readonly url: string;
  status(): Promise<{ readonly chainId: string; readonly height: number }>;
  /** Raw `result.signed_header` of `commit`, for parse.ts; the latest without a height. */
  signedHeader(height?: number): Promise<unknown>;
  /** The set of `validators`, in order and without doubles; whose set it is, its hash must say. */
  validatorSet(height: number): Promise<ValidatorSet>;
  query(path: string, data: Uint8Array, height: number): Promise<QueryAnswer>;
  /** CheckTx's code: 0 taken. A node's word. */
  send(tx: Uint8Array): Promise<{ readonly code: number }>;
  /** The transaction with its inclusion proof; undefined if the node has none. `hash`: SHA-256 of its bytes. */
  tx(hash: Uint8Array): Promise<TxAnswer | undefined>;
  /** The transactions of a block, in its order. */
  txs(height: number): Promise<readonly Uint8Array[]>;
  results(height: number): Promise<readonly ExecResult[]>;
  /** Evidence in CometBFT's JSON; resolves when the node took it. */
  accuse(evidence: object): Promise<void>;
  /** The demo's own methods. Raw. */
  demo(method: "demo_certificate" | "demo_cosign", params: { readonly [key: string]: Json }): Promise<unknown>;
}

const int = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number)
  .refine(Number.isSafeInteger);
const bytes = z.string().transform((text, context) => {
  try {
    return base64.decode(text);
  } catch {
    context.addIssue("not base64");
    return z.NEVER;
  }
});
const maybeBytes = bytes.nullish().transform((value) => value ?? new Uint8Array());

const Status = z.object({
  node_info: z.object({ network: z.string().max(50) }),
  sync_info: z.object({ latest_block_height: int }),
});
const SignedHeader = z.object({ signed_header: z.unknown() });
const Query = z.object({
  response: z.object({ code: z.number().int().default(0), height: int.default(0), value: maybeBytes }),
});
const Sent = z.object({ code: z.number().int() });
const Tx = z.object({
  height: int,
  tx: bytes,
  proof: z.object({
    proof: z.object({
      total: int,
      index: int,
      aunts: z
        .array(bytes)
        .max(53)
        .nullish()
        .transform((aunts) => aunts ?? []),
    }),
  }),
});
const Txs = z.object({
  block: z.object({
    data: z.object({
      txs: z
        .array(bytes)
        .max(100_000)
        .nullish()
        .transform((list) => list ?? []),
    }),
  }),
});
const Results = z.object({
  height: int,
  txs_results: z
    .array(
      z.object({
        code: z.number().int().default(0),
        data: maybeBytes,
        gas_wanted: int.default(0),
        gas_used: int.default(0),
      }),
    )
    .max(100_000)
    .nullish()
    .transform((list) => list ?? []),
});

/** CometBFT's error for "not found" and for most else. */
const INTERNAL = -32603;
const PER_PAGE = 100;
/** A hundred validators take 30 KB. With at most VALIDATORS_MAX of them, a whole set's answers stay under 20 MB, one held at a time. */
const PAGE_BYTES = 200_000;

export function nodeAt(url: string, rpc: Rpc): Node {
  const ask = async <T>(method: string, params: Record<string, unknown>, shape: z.ZodType<T>): Promise<T> =>
    shaped(shape, await rpc(method, params), method);
  return {
    url,
    async status() {
      const { node_info, sync_info } = await ask("status", {}, Status);
      return { chainId: node_info.network, height: sync_info.latest_block_height };
    },
    async signedHeader(height) {
      const params = height === undefined ? {} : { height: String(height) };
      return (await ask("commit", params, SignedHeader)).signed_header;
    },
    async validatorSet(height) {
      const paged = pagedSet();
      for (let page = 1; page === 1 || paged.size < (paged.total ?? 0); page++) {
        const asked = { height: String(height), page: String(page), per_page: String(PER_PAGE) };
        const raw = await rpc("validators", asked, PAGE_BYTES);
        const before = paged.size;
        const fault = paged.add(raw);
        if (fault !== undefined) throw misshapen("validators", fault, raw);
        const came = paged.size - before;
        // Full pages and a last one: an empty one would be asked after without end, a longer one was not asked for.
        if (came !== Math.min(PER_PAGE, (paged.total ?? 0) - before)) throw garbage("validators page", raw);
      }
      const set = paged.set();
      if (!set.ok) throw misshapen("validators", set.fault, {});
      return set.value;
    },
    async query(path, data, height) {
      const { response } = await ask(
        "abci_query",
        { path, data: toHex(data), height: String(height), prove: false },
        Query,
      );
      return { code: response.code, height: response.height, witness: response.value };
    },
    async send(tx) {
      return await ask("broadcast_tx_sync", { tx: base64.encode(tx) }, Sent);
    },
    async tx(hash) {
      try {
        const { height, tx, proof } = await ask("tx", { hash: base64.encode(hash), prove: true }, Tx);
        return { height, tx, proof: proof.proof };
      } catch (error) {
        if (error instanceof NodeError && error.fault.kind === "refused" && error.fault.code === INTERNAL) {
          return undefined;
        }
        throw error;
      }
    },
    async txs(height) {
      return (await ask("block", { height: String(height) }, Txs)).block.data.txs;
    },
    async results(height) {
      const { txs_results } = await ask("block_results", { height: String(height) }, Results);
      return txs_results.map((r) => ({ code: r.code, data: r.data, gasWanted: r.gas_wanted, gasUsed: r.gas_used }));
    },
    async accuse(evidence) {
      await rpc("broadcast_evidence", { evidence });
    },
    demo: (method, params) => rpc(method, params),
  };
}

function shaped<T>(shape: z.ZodType<T>, raw: unknown, method: string): T {
  const parsed = shape.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw garbage(method, raw);
}

/** What a parser of shared/light refused. */
export function misshapen(method: string, fault: LightFault, raw: unknown): NodeError {
  return garbage(`${method} ${fault.fault === "shape" ? fault.path : fault.fault}`, raw);
}

function garbage(where: string, raw: unknown): NodeError {
  return new NodeError({ kind: "garbage", where }, rawBytes(raw));
}

/** What came, as JSON again, bounded: the beginning of it. */
export function rawBytes(raw: unknown): Uint8Array {
  return utf8((JSON.stringify(raw) ?? "undefined").slice(0, 65_536));
}
