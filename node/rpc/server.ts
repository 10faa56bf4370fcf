/**
 * CometBFT's RPC on this computer alone: JSON-RPC by POST, the same methods by GET, and a WebSocket at /websocket. Bound to
 * 127.0.0.1, without CORS: a request with a foreign Host or any Origin comes out of a browser and is refused.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { FaultError } from "../../shared/ipc/fault.ts";
import { answer, answerUri } from "./call.ts";
import { errorOf, readRequests, type Response } from "./jsonRpc.ts";
import { METHODS } from "./methods.ts";
import { uriParams } from "./params.ts";
import { RpcError } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";
import { serveSocket } from "./subscriptions.ts";

// Imported by its name, node:http would load Node's HTTP client too, 3 MB, for the sake of re-exporting its WebSocket.
const { createServer } = process.getBuiltinModule("node:http");

/** Largest request body or WebSocket message, bytes (CometBFT: max_body_bytes). */
export const MAX_BODY = 1_000_000;
const MAX_CONNECTIONS = 200;
const MAX_SOCKETS = 64;
const REQUEST_TIMEOUT = 10_000;
const HEADERS_TIMEOUT = 5000;
const MAX_HEADER = 16_384;
const LOOPBACK = "127.0.0.1";
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

export interface RpcServer {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  readonly port: number;
  /** Closes every connection. */
  close(): Promise<void>;
}

/**
 * Listens on the port (0: any free one). A taken one is replaced by a free one, unless it was asked for by number: then the
 * FaultError node.portTaken names it.
 */
export async function serveRpc(node: RpcNode, port: number, exactly = false): Promise<RpcServer> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: HEADERS_TIMEOUT, maxHeaderSize: MAX_HEADER },
    (request, response) => void respond(node, request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const path = request.url?.split("?")[0];
    if (!fromHere(request)) refuseUpgrade(socket, "403 Forbidden");
    else if (path !== "/websocket") refuseUpgrade(socket, "404 Not Found");
    else if (sockets.clients.size >= MAX_SOCKETS) refuseUpgrade(socket, "503 Service Unavailable");
    else sockets.handleUpgrade(request, socket, head, (client) => serveSocket(node, client));
  });
  const bound = await listen(server, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    if (exactly) throw new FaultError("node.portTaken", { port, why: error.code }, "correct");
    return listen(server, 0);
  });
  return {
    url: `http://${LOOPBACK}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** No web page reaches this node: neither by a foreign name that resolves here, nor across origins. */
function fromHere(request: IncomingMessage): boolean {
  return OWN_HOST.test(request.headers.host ?? "") && request.headers.origin === undefined;
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function respond(node: RpcNode, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on("error", () => response.destroy());
  try {
    if (!fromHere(request)) return send(response, 403);
    const url = URL.parse(request.url ?? "", `http://${LOOPBACK}`);
    if (!url) return send(response, 400);
    if (request.method === "GET") return await respondToGet(node, url, response);
    if (request.method !== "POST") return send(response, 405);
    if (url.pathname !== "/") return send(response, 404);
    const body = await readBody(request);
    if (body === undefined) return send(response, 413, undefined, true);
    await respondToPost(node, body, response);
  } catch {
    // The connection broke while its body was read; nobody is left to answer.
    response.destroy();
  }
}

async function respondToGet(node: RpcNode, url: URL, response: ServerResponse): Promise<void> {
  if (url.pathname === "/") return send(response, 200, { rpc: "CometBFT v0.38", methods: [...METHODS.keys()] });
  const result = await answerUri(node, url.pathname.slice(1), uriParams(url.searchParams));
  send(response, "error" in result ? 500 : 200, result);
}

async function respondToPost(node: RpcNode, body: string, response: ServerResponse): Promise<void> {
  const read = readRequests(body);
  if (read instanceof RpcError) return send(response, 500, errorOf(null, read));
  const responses: Response[] = [];
  for (const each of read.requests) {
    const result = await answer(node, each);
    // A notification is run and not answered.
    if (each instanceof RpcError || each.id !== null) responses.push(result);
  }
  if (read.batch) send(response, 200, responses);
  else if (responses[0]) send(response, 200, responses[0]);
  else send(response, 204);
}

/** Undefined when it is larger than MAX_BODY; invalid UTF-8 becomes U+FFFD, which no valid request holds. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, json?: unknown, close = false): void {
  if (response.destroyed) return;
  const text = json === undefined ? "" : JSON.stringify(json);
  response.writeHead(status, {
    ...(text !== "" && { "content-type": "application/json" }),
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    ...(close && { connection: "close" }),
  });
  response.end(text);
}
