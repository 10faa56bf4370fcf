/**
 * One POST over node:http, which the block hints' socket needs anyway: `fetch` would load Node's whole HTTP client and its
 * WebAssembly parser beside it. No redirects, and no more bytes than allowed.
 */
import type { IncomingMessage } from "node:http";
import { request as overHttps } from "node:https";

// Imported by its name, node:http would load that very client for the sake of re-exporting its WebSocket.
const { request: overHttp } = process.getBuiltinModule("node:http");

export interface Posted {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** There were more bytes than allowed; what stands here is at least the allowed part. */
  readonly cut: boolean;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Rejects when there is no whole answer: no connection, a broken one, a redirect, or the signal. */
export async function post(url: string, body: string, signal: AbortSignal, limit: number): Promise<Posted> {
  const response = await answerTo(url, body, signal);
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

function answerTo(url: string, body: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? overHttps : overHttp;
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    send(url, { method: "POST", headers, signal }, resolve).on("error", reject).end(body);
  });
}
