/** JSON-RPC 2.0 in and out: `unknown` becomes a fresh request, results and faults become responses. */
import { z } from "zod";
import type { Json } from "../../shared/codec/canonical.ts";
import { INTERNAL_ERROR, INVALID_REQUEST, PARSE_ERROR, RpcError } from "./rpcError.ts";

/** Deepest nesting of brackets that is handed to JSON.parse. */
const DEPTH = 64;
/** Requests in one batch at most (CometBFT: max_request_batch_size). */
const BATCH = 10;

export type RequestId = number | string;
export interface Request {
  /** Null for a notification, which gets no response. */
  readonly id: RequestId | null;
  readonly method: string;
  /** By name or by position. */
  readonly params: Readonly<Record<string, unknown>> | readonly unknown[];
}
export type Response = {
  readonly jsonrpc: "2.0";
  readonly id: RequestId | null;
} & (
  | { readonly result: Json }
  | { readonly error: { readonly code: number; readonly message: string; readonly data: string } }
);

const Shape = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.number().int(), z.string().max(200), z.null()]).optional(),
  method: z.string().max(100),
  params: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()), z.null()]).optional(),
});

/** One request, several (a batch), or the error that the whole text deserves. */
export function readRequests(text: string): { batch: boolean; requests: (Request | RpcError)[] } | RpcError {
  if (nestsDeeperThan(text, DEPTH)) return new RpcError(PARSE_ERROR, `nested deeper than ${DEPTH}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new RpcError(PARSE_ERROR, "not JSON");
  }
  if (!Array.isArray(value)) return { batch: false, requests: [readRequest(value)] };
  if (value.length === 0) return new RpcError(INVALID_REQUEST, "an empty batch");
  if (value.length > BATCH) return new RpcError(INVALID_REQUEST, `a batch of ${value.length}, at most ${BATCH}`);
  return { batch: true, requests: value.map(readRequest) };
}

function readRequest(value: unknown): Request | RpcError {
  const parsed = Shape.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return new RpcError(INVALID_REQUEST, `${issue?.path.join(".") || "request"}: ${issue?.message ?? "wrong shape"}`);
  }
  const { id = null, method, params } = parsed.data;
  return { id, method, params: params ?? {} };
}

export function resultOf(id: RequestId | null, result: Json): Response {
  return { jsonrpc: "2.0", id, result };
}

/** Unknown errors become "Internal error" without their text: it may name files. */
export function errorOf(id: RequestId | null, error: unknown): Response {
  const fault = error instanceof RpcError ? error : new RpcError(INTERNAL_ERROR, "the node could not do this");
  return { jsonrpc: "2.0", id, error: { code: fault.code, message: fault.message, data: fault.data } };
}

/** Counts brackets outside strings, so that nothing recursive sees a deep text. */
function nestsDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > limit) return true;
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  return false;
}
