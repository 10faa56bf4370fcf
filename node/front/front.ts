/**
 * The door for wallets: HTTP and WebSocket before the RPC of a full node, never of a validator. It lets reading and handing in through
 * within rates and sizes, asks the node once for what several ask, and turns pages of browsers away (no CORS, no Origin).
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Json } from "../../shared/codec/canonical.ts";
import { errorOf, readRequests, type Request } from "../rpc/jsonRpc.ts";
import { INTERNAL_ERROR, METHOD_NOT_FOUND, RpcError, SERVER_ERROR } from "../rpc/rpcError.ts";
import { type Blocks, blocksOf } from "./blocks.ts";
import { OPEN_METHODS } from "./methods.ts";
import { rates } from "./rates.ts";
import { shares } from "./shares.ts";
import { serveSubscriber } from "./subscriber.ts";
import { turns } from "./turns.ts";
import { type Unsent, unsent, UNSENT_LIMITS, type UnsentLimits } from "./unsent.ts";
import { type Upstream, upstream, UpstreamFailure } from "./upstream.ts";

export interface FrontOptions {
  /** The node's RPC, http://…; only this process should reach it. */
  readonly node: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly perSecond: number;
  readonly burst: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly unsent?: UnsentLimits;
  /** Within which a request must have come whole; 10 s unless told. */
  readonly requestMs?: number;
  /** Methods that are answered here and not by the node: the demo's offices. */
  readonly extra?: Extra;
  /** Told of each answer: for metrics. */
  readonly counted?: (outcome: Outcome) => void;
}

export interface Extra {
  readonly names: ReadonlySet<string>;
  call(method: string, params: unknown): { readonly result: Json } | { readonly fault: string };
}
export type Outcome = "answered" | "refused" | "limited" | "failed";

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const REQUEST_MS = 10_000;
/** Largest request body or message, bytes; CometBFT's own bound. */
const BODY_BYTES = 1_000_000;
const HEADER_BYTES = 16_384;
/** Answers of one batch together, characters: after that its requests are refused. */
const BATCH_ANSWERS = 16_000_000;

export async function openFront(options: FrontOptions): Promise<Front> {
  const behind: Behind = {
    options,
    node: upstream(options.node),
    mayAsk: rates(options.perSecond, options.burst),
    unsent: unsent(options.unsent ?? UNSENT_LIMITS),
  };
  const blocks: Blocks = blocksOf(options.node);
  const turn = turns();
  const requestMs = options.requestMs ?? REQUEST_MS;
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs / 2,
      // How late a slow request may be noticed.
      connectionsCheckingInterval: requestMs / 10,
      maxHeaderSize: HEADER_BYTES,
    },
    (request, response) => void turn(request, response).then(() => respond(behind, request, response)),
  );
  server.maxConnections = options.connections;
  server.on("connection", shares(options.connectionsPerAddress));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: BODY_BYTES, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (request.headers.origin !== undefined || request.url?.split("?")[0] !== "/websocket")
      return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    const address = request.socket.remoteAddress ?? "";
    sockets.handleUpgrade(request, socket, head, (client: WebSocket) =>
      serveSubscriber(client, blocks, {
        ask: (asked) => answerText(behind, address, asked),
        hold: (bytes, drop) => behind.unsent.hold(address, bytes, drop),
      }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    url: `http://${options.host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        blocks.close();
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Behind {
  readonly options: FrontOptions;
  readonly node: Upstream;
  readonly mayAsk: ReturnType<typeof rates>;
  readonly unsent: Unsent;
}

async function respond(behind: Behind, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on("error", () => response.destroy());
  // Gone while it waited for its turn.
  if (request.socket.destroyed) return;
  try {
    if (request.headers.origin !== undefined) return send(response, 403);
    if (request.method === "GET" && request.url === "/health") return await respondHealth(behind, response);
    if (request.method !== "POST") return send(response, 405);
    if (request.url !== "/") return send(response, 404);
    const body = await bodyOf(request);
    if (body === undefined) return send(response, 413);
    const address = request.socket.remoteAddress ?? "";
    const read = readRequests(body);
    if (read instanceof RpcError) return send(response, 500, JSON.stringify(errorOf(null, read)));
    const answers: string[] = [];
    let size = 0;
    for (const each of read.requests) {
      const text = size > BATCH_ANSWERS ? tooLong(each) : await answerText(behind, address, each);
      if (each instanceof RpcError || each.id !== null) answers.push(text);
      size += text.length;
    }
    if (read.batch) sendCounted(behind, address, response, `[${answers.join(",")}]`);
    else if (answers[0] !== undefined) sendCounted(behind, address, response, answers[0]);
    else send(response, 204);
  } catch {
    // The connection broke while its body was read; nobody is left to answer.
    response.destroy();
  }
}

/** For load balancers: 200 while the node answers. */
async function respondHealth({ node }: Behind, response: ServerResponse): Promise<void> {
  const healthy = await node.ask("health", {}).then(
    (answer) => answer.startsWith('"result"'),
    () => false,
  );
  send(response, healthy ? 200 : 503, JSON.stringify({ healthy }));
}

/** The whole response to one request, as text. Never rejects. */
async function answerText(behind: Behind, address: string, request: Request | RpcError): Promise<string> {
  const { options, node, mayAsk } = behind;
  const counted = (outcome: Outcome) => options.counted?.(outcome);
  if (request instanceof RpcError) {
    counted("refused");
    return JSON.stringify(errorOf(null, request));
  }
  const { id, method, params } = request;
  const refuse = (outcome: Outcome, code: number, data: string) => {
    counted(outcome);
    return JSON.stringify(errorOf(id, new RpcError(code, data)));
  };
  if (!mayAsk.take(address, performance.now()))
    return refuse("limited", SERVER_ERROR, "too many requests, wait a little");
  if (options.extra?.names.has(method)) {
    const outcome = options.extra.call(method, params);
    if ("fault" in outcome) return refuse("refused", SERVER_ERROR, outcome.fault);
    counted("answered");
    return JSON.stringify({ jsonrpc: "2.0", id, result: outcome.result });
  }
  if (!OPEN_METHODS.has(method)) return refuse("refused", METHOD_NOT_FOUND, method);
  try {
    const text = await node.ask(method, params);
    counted("answered");
    return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},${text}}`;
  } catch (error) {
    return refuse("failed", INTERNAL_ERROR, error instanceof UpstreamFailure ? error.message : "the node failed");
  }
}

/** Undefined when it is larger than BODY_BYTES; invalid UTF-8 becomes U+FFFD, which no valid request holds. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLong(request: Request | RpcError): string {
  const id = request instanceof RpcError ? null : request.id;
  return JSON.stringify(errorOf(id, new RpcError(SERVER_ERROR, "the answers before it are too long, ask it alone")));
}

/** Its connection is dropped when it is not read in time; 503 when too much waits to be read. */
function sendCounted({ unsent: waiting }: Behind, address: string, response: ServerResponse, text: string): void {
  if (response.destroyed) return;
  const release = waiting.hold(address, Buffer.byteLength(text), () => response.destroy());
  if (!release)
    return send(
      response,
      503,
      JSON.stringify(errorOf(null, new RpcError(SERVER_ERROR, "too many answers wait to be read"))),
    );
  response.once("close", release);
  send(response, 200, text);
}

function send(response: ServerResponse, status: number, text = ""): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    ...(text !== "" && { "content-type": "application/json" }),
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    ...(status >= 400 && status !== 500 && { connection: "close" }),
  });
  response.end(text);
}
