/**
 * JSON-RPC over HTTP to a node that may be slow, broken or hostile: one deadline for the whole answer, a byte limit while it
 * streams in, a depth limit before anything recursive sees it, no redirects. What comes back is `unknown`, for a parser.
 */
import type { Agent } from "node:http";
import { decodeUtf8 } from "../../shared/codec/bytes.ts";
import { tooDeepAt } from "../../shared/codec/canonical.ts";
import { NodeError } from "./nodeError.ts";
import { post } from "./post.ts";
import { PinError } from "./tls.ts";
import { agentFor, type Proxy, ProxyError } from "./tunnel.ts";

export interface RpcLimits {
  /** Deadline of one call, ms: connect, headers and the last byte. */
  readonly ms: number;
  readonly bytes: number;
  readonly depth: number;
}

export const RPC_LIMITS: RpcLimits = { ms: 5_000, bytes: 4_000_000, depth: 32 };
const EVIDENCE_BYTES = 65_536;

/** `bytes`: a smaller limit for this answer. */
export type Rpc = (method: string, params: Record<string, unknown>, bytes?: number) => Promise<unknown>;

/** Calls of one node; every failure is a NodeError. `stop` ends all calls under way; `pins`: keys of which its certificate must have one. */
export function rpcTo(
  url: string,
  stop: AbortSignal,
  own: RpcLimits = RPC_LIMITS,
  pins: readonly string[] = [],
  proxy?: Proxy,
): Rpc {
  const agent = agentFor(url, proxy, pins);
  let id = 0;
  return async (method, params, most = own.bytes) => {
    const call = ++id;
    const limits = { ...own, bytes: Math.min(most, own.bytes) };
    const request = JSON.stringify({ jsonrpc: "2.0", id: call, method, params });
    const deadline = AbortSignal.timeout(limits.ms);
    const signal = AbortSignal.any([stop, deadline]);
    // A kept-alive connection may have been closed at the other end just now; every call here may be repeated.
    const bytes = await bodyOf(url, request, signal, limits, pins, agent)
      .catch((error: unknown) => {
        if (error instanceof NodeError || error instanceof ProxyError || signal.aborted) throw error;
        return bodyOf(url, request, signal, limits, pins, agent);
      })
      .catch((error: unknown) => {
        if (error instanceof NodeError) throw error;
        if (stop.aborted) throw new NodeError({ kind: "stopped" });
        if (error instanceof ProxyError) throw new NodeError({ kind: "proxy", why: error.why });
        if (error instanceof PinError) throw new NodeError({ kind: "pin" });
        throw new NodeError(deadline.aborted ? { kind: "slow", ms: limits.ms } : { kind: "down" });
      });
    return resultOf(bytes, call, limits);
  };
}

async function bodyOf(
  url: string,
  request: string,
  signal: AbortSignal,
  limits: RpcLimits,
  pins: readonly string[],
  agent: Agent | undefined,
): Promise<Uint8Array> {
  const { status, bytes, cut } = await post(url, request, signal, limits.bytes, pins, agent);
  if (cut) throw new NodeError({ kind: "tooLarge", limit: limits.bytes }, head(bytes));
  // CometBFT answers JSON-RPC errors with status 500, so the body decides; anything else must say so itself.
  if (status !== 200 && status !== 500)
    throw new NodeError({ kind: "garbage", where: `status ${status}` }, head(bytes));
  return bytes;
}

/** CometBFT mempool/errors.go, ErrTxInCache. */
const IN_CACHE = "tx already exists in cache";

function resultOf(bytes: Uint8Array, id: number, limits: RpcLimits): unknown {
  if (tooDeepAt(bytes, limits.depth) !== undefined) {
    throw new NodeError({ kind: "tooDeep", limit: limits.depth }, head(bytes));
  }
  const text = decodeUtf8(bytes);
  const garbage = (where: string) => new NodeError({ kind: "garbage", where }, head(bytes));
  if (text === undefined) throw garbage("UTF-8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw garbage("JSON");
  }
  if (typeof json !== "object" || json === null || !("id" in json) || json.id !== id) throw garbage("JSON-RPC");
  if ("error" in json && typeof json.error === "object" && json.error !== null) {
    const code = "code" in json.error && Number.isSafeInteger(json.error.code) ? Number(json.error.code) : 0;
    const has = "data" in json.error && json.error.data === IN_CACHE;
    throw new NodeError({ kind: "refused", code, ...(has && { has }) });
  }
  if (!("result" in json)) throw garbage("JSON-RPC");
  return json.result;
}

function head(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, EVIDENCE_BYTES);
}
