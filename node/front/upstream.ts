/**
 * The node behind the door: each question goes to CometBFT's RPC once, however many ask it at the same time, and final answers are
 * kept up to a size. Answers stay text, so that megabytes of witnesses are not parsed on the way.
 */
import { canonicalText, type Json } from "../../shared/codec/canonical.ts";
import { isFinal } from "./methods.ts";

export interface Upstream {
  /** The answer's members after the id, `"result":…` or `"error":…`. Rejects with an UpstreamFailure. */
  ask(method: string, params: unknown): Promise<string>;
  readonly keptBytes: number;
}

export class UpstreamFailure extends Error {
  override readonly name = "UpstreamFailure";
}

export interface UpstreamLimits {
  /** Deadline of one question, ms. */
  readonly ms: number;
  /** Largest answer, bytes. */
  readonly bytes: number;
  /** Answers kept, bytes. */
  readonly kept: number;
  /** Different questions under way at once. */
  readonly atOnce: number;
}
export const UPSTREAM_LIMITS: UpstreamLimits = { ms: 10_000, bytes: 16_000_000, kept: 64_000_000, atOnce: 200 };

const HEAD = '{"jsonrpc":"2.0","id":1,';

export function upstream(url: string, limits: UpstreamLimits = UPSTREAM_LIMITS): Upstream {
  const asked = new Map<string, Promise<string>>();
  const kept = new Map<string, string>();
  let keptBytes = 0;

  const keep = (key: string, answer: string): void => {
    kept.set(key, answer);
    keptBytes += key.length + answer.length;
    for (const [oldest, text] of kept) {
      if (keptBytes <= limits.kept) break;
      kept.delete(oldest);
      keptBytes -= oldest.length + text.length;
    }
  };

  return {
    get keptBytes() {
      return keptBytes;
    },
    ask(method, params) {
      const key = `${method} ${keyOf(params)}`;
      const known = kept.get(key);
      if (known !== undefined) return Promise.resolve(known);
      const running = asked.get(key);
      if (running) return running;
      if (asked.size >= limits.atOnce) return Promise.reject(new UpstreamFailure("too many questions at once"));
      const answer = fetched(url, method, params, limits)
        .then((text) => {
          if (isFinal(method, params, text)) keep(key, text);
          return text;
        })
        .finally(() => asked.delete(key));
      asked.set(key, answer);
      return answer;
    },
  };
}

/** Equal for equal questions; what is no JSON of ours is only equal to itself in the same order of members. */
function keyOf(params: unknown): string {
  try {
    return canonicalText(params as Json);
  } catch {
    return JSON.stringify(params) ?? "";
  }
}

async function fetched(url: string, method: string, params: unknown, limits: UpstreamLimits): Promise<string> {
  let text: string;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: params ?? {} }),
      signal: AbortSignal.timeout(limits.ms),
      redirect: "error",
    });
    text = await bounded(response, limits.bytes);
  } catch (error) {
    throw error instanceof UpstreamFailure ? error : new UpstreamFailure("the node does not answer", { cause: error });
  }
  const trimmed = text.trimEnd();
  if (trimmed.startsWith(HEAD) && trimmed.endsWith("}")) return trimmed.slice(HEAD.length, -1);
  throw new UpstreamFailure("the node answered in an unknown form");
}

async function bounded(response: Response, limit: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > limit) throw new UpstreamFailure(`the node's answer is over ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
