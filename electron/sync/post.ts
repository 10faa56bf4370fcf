/**
 * One POST over node:http, which the block hints' socket needs anyway: `fetch` would load Node's whole HTTP client and its
 * WebAssembly parser beside it. No redirects, and no more bytes than allowed.
 */
import type { Agent, IncomingMessage } from "node:http";
import { request as overHttps } from "node:https";
import { identityCheck, trustSystemRoots } from "./tls.ts";

// Imported by its name, node:http would load that very client for the sake of re-exporting its WebSocket.
const { request: overHttp } = process.getBuiltinModule("node:http");

export interface Posted {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** There were more bytes than allowed; what stands here is at least the allowed part. */
  readonly cut: boolean;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Rejects when there is no whole answer: no connection, a broken one, a redirect, a certificate that does not hold, or the signal. `pins`: see tls.ts; `agent`: see tunnel.ts. */
export async function post(
  url: string,
  body: string,
  signal: AbortSignal,
  limit: number,
  pins: readonly string[] = [],
  agent?: Agent,
): Promise<Posted> {
  const response = await answerTo(url, body, signal, pins, agent);
  const status = response.statusCode ?? 0;
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    if (REDIRECTS.has(status)) throw new Error(`status ${status}: redirects are not followed`);
    for await (const part of response as AsyncIterable<Uint8Array>) {
      parts.push(part);
      size += part.length;
      if (size > limit) break;
    }
  } finally {
    // Read to its end it is closed already, and the connection is kept for the next call.
    if (!response.complete) response.destroy();
  }
  return { status, bytes: Buffer.concat(parts), cut: size > limit };
}

function answerTo(
  url: string,
  body: string,
  signal: AbortSignal,
  pins: readonly string[],
  agent: Agent | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const options = { method: "POST", headers, signal, ...(agent && { agent }) } as const;
    if (url.startsWith("https:")) trustSystemRoots();
    const request = url.startsWith("https:")
      ? overHttps(url, { ...options, checkServerIdentity: identityCheck(pins) }, resolve)
      : overHttp(url, options, resolve);
    request.on("error", reject).end(body);
  });
}
