/**
 * One question to a node's RPC (CometBFT v0.38, JSON-RPC 2.0 over HTTP): bounded in time and bytes, never redirected, its answer parsed
 * strictly. What comes back is the node's word and no more.
 */
import { z } from "zod";

/** Longest wait for one answer. */
const PATIENCE_MS = 10_000;
/** The largest block (1 MiB) and the largest witness in base64, and room around them. */
export const ANSWER_BYTES = 4_000_000;
/** Of a refusal that is repeated. */
const REPEATED = 300;

const Refusal = z.looseObject({ error: z.looseObject({ code: z.number(), message: z.string().default("") }) });
const Answer = z.looseObject({ result: z.unknown() });

/** Why there is no answer that can be used. */
export type RpcProblem =
  /** Nothing came, too late, too much, or no JSON. */
  | { readonly kind: "silent"; readonly problem: string }
  /** JSON-RPC's error: -32603 is CometBFT's for "not found" and for most else. */
  | { readonly kind: "refused"; readonly code: number; readonly message: string }
  /** The answer is not of CometBFT's form at this path. */
  | { readonly kind: "misshapen"; readonly path: string };

export class RpcFailure extends Error {
  override readonly name = "RpcFailure";
  readonly url: string;
  readonly method: string;
  readonly problem: RpcProblem;
  constructor(url: string, method: string, problem: RpcProblem) {
    super(`${url} ${sentence(method, problem)}`);
    this.url = url;
    this.method = method;
    this.problem = problem;
  }
}

function sentence(method: string, problem: RpcProblem): string {
  switch (problem.kind) {
    case "silent":
      return `does not answer: ${problem.problem}`;
    case "refused":
      return `refused ${method}: ${problem.message.slice(0, REPEATED)} (${problem.code})`;
    case "misshapen":
      return `answered ${method} in an unknown form (${problem.path})`;
  }
}

/** Throws an RpcFailure. */
export async function callRpc<T>(
  url: string,
  method: string,
  params: Readonly<Record<string, string | boolean>>,
  shape: z.ZodType<T>,
): Promise<T> {
  const json = await posted(url, method, params);
  const refused = Refusal.safeParse(json);
  if (refused.success) {
    const { code, message } = refused.data.error;
    throw new RpcFailure(url, method, { kind: "refused", code, message: `${message}${detailOf(refused.data.error)}` });
  }
  const result = shape.safeParse(Answer.safeParse(json).data?.result);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.join(".") ?? "";
  throw new RpcFailure(url, method, { kind: "misshapen", path: path === "" ? "result" : path });
}

/** CometBFT puts the reason beside a message that says "Internal error" alone. */
const detailOf = (error: Readonly<Record<string, unknown>>): string =>
  typeof error["data"] === "string" ? `: ${error["data"]}` : "";

async function posted(url: string, method: string, params: object): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return JSON.parse(await textOf(response)) as unknown;
  } catch (error) {
    throw new RpcFailure(url, method, { kind: "silent", problem: reasonOf(error) });
  }
}

/** `fetch failed` says nothing; what failed is its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  // Several addresses were tried: the text of the whole is empty, its code is not.
  return cause.message !== "" ? cause.message : "code" in cause ? String(cause.code) : error.message;
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
