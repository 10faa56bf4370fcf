/** One WebSocket client: JSON-RPC calls, and `subscribe` to new blocks and headers. What it can make the node keep is bounded. */
import { heartbeat } from "./heartbeat.ts";
import type { RawData, WebSocket } from "ws";
import type { Json } from "../../shared/codec/canonical.ts";
import { blockIdJson, headerJson } from "../../shared/light/render.ts";
import type { Produced } from "../embedded/chain.ts";
import { answer } from "./call.ts";
import { errorOf, readRequests, type Request, type RequestId, type Response, resultOf } from "./jsonRpc.ts";
import { jsonParams } from "./params.ts";
import { INTERNAL_ERROR, INVALID_PARAMS, RpcError } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";
import { base64, blockJson, execResultJson } from "./shapes.ts";

/** CometBFT: max_subscriptions_per_client. */
const SUBSCRIPTIONS = 5;
/** A client that reads so slowly that this much waits for it is dropped, bytes. */
const WAITING_BYTES = 4 * 1024 * 1024;
/** Calls of one client under way at once. */
const CALLS = 32;

type EventName = "NewBlock" | "NewBlockHeader";
const QUERY = /^\s*tm\.event\s*=\s*'(NewBlock|NewBlockHeader)'\s*$/;

/** Serves the socket until it closes. */
export function serveSocket(node: RpcNode, socket: WebSocket): void {
  const subscriptions = new Map<string, { readonly id: RequestId | null; readonly event: EventName }>();
  let calls = 0;

  const send = (message: Response | readonly Response[]) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > WAITING_BYTES) socket.terminate();
    else socket.send(JSON.stringify(message));
  };
  const stopListening = node.onBlock((produced) => {
    for (const [query, { id, event }] of subscriptions) send(resultOf(id, eventJson(query, event, produced)));
  });
  heartbeat(socket);

  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    stopListening();
  });
  socket.on("message", (data, binary) => {
    if (binary) return socket.close(1003, "text only");
    if (calls >= CALLS) return send(errorOf(null, new RpcError(INTERNAL_ERROR, `more than ${CALLS} calls at once`)));
    calls++;
    void serve(textOf(data)).finally(() => calls--);
  });

  async function serve(text: string): Promise<void> {
    const read = readRequests(text);
    if (read instanceof RpcError) return send(errorOf(null, read));
    const responses: Response[] = [];
    for (const request of read.requests) {
      const response = await serveOne(request);
      if (request instanceof RpcError || request.id !== null) responses.push(response);
    }
    if (read.batch) send(responses);
    else if (responses[0]) send(responses[0]);
  }

  async function serveOne(request: Request | RpcError): Promise<Response> {
    if (request instanceof RpcError) return errorOf(null, request);
    try {
      switch (request.method) {
        case "subscribe":
          return resultOf(request.id, subscribe(request));
        case "unsubscribe":
          return resultOf(request.id, unsubscribe(request));
        case "unsubscribe_all":
          subscriptions.clear();
          return resultOf(request.id, {});
        default:
          return await answer(node, request);
      }
    } catch (error) {
      return errorOf(request.id, error);
    }
  }

  function subscribe(request: Request): Json {
    const query = jsonParams(request.params, ["query"]).text("query") ?? "";
    const event = QUERY.exec(query)?.[1];
    if (event !== "NewBlock" && event !== "NewBlockHeader")
      throw new RpcError(INVALID_PARAMS, "query: this node offers tm.event='NewBlock' and tm.event='NewBlockHeader'");
    if (subscriptions.has(query)) throw new RpcError(INTERNAL_ERROR, "already subscribed");
    if (subscriptions.size >= SUBSCRIPTIONS)
      throw new RpcError(INTERNAL_ERROR, `max_subscriptions_per_client ${SUBSCRIPTIONS} reached`);
    subscriptions.set(query, { id: request.id, event });
    return {};
  }

  function unsubscribe(request: Request): Json {
    const query = jsonParams(request.params, ["query"]).text("query") ?? "";
    if (!subscriptions.delete(query)) throw new RpcError(INTERNAL_ERROR, "subscription not found");
    return {};
  }
}

/** A text message is one buffer unless the socket is told otherwise; ws has checked that it is UTF-8. */
function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString("utf8") : "";
}

function eventJson(query: string, event: EventName, { block, id, results, appHash }: Produced): Json {
  const value: Json =
    event === "NewBlockHeader"
      ? { header: headerJson(block.header) }
      : {
          block: blockJson(block),
          block_id: blockIdJson(id),
          result_finalize_block: {
            events: [],
            tx_results: results.map((result) => execResultJson(result)),
            validator_updates: [],
            app_hash: base64(appHash),
          },
        };
  return { query, data: { type: `tendermint/event/${event}`, value }, events: { "tm.event": [event] } };
}
