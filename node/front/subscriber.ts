/** One WebSocket client at the door: subscriptions to new blocks, and the same questions as over HTTP. What it can make us keep is bounded. */
import { heartbeat } from "../rpc/heartbeat.ts";
import type { RawData, WebSocket } from "ws";
import { errorOf, readRequests, type Request, type RequestId } from "../rpc/jsonRpc.ts";
import { INTERNAL_ERROR, INVALID_PARAMS, RpcError } from "../rpc/rpcError.ts";
import { type Blocks, type Event, EVENTS } from "./blocks.ts";

/** A client that reads so slowly that this much waits for it is dropped, bytes. */
const WAITING_BYTES = 16_000_000;
/** Questions of one client under way at once. */
const AT_ONCE = 32;

export interface Door {
  /** The whole response, as text. Never rejects. */
  readonly ask: (request: Request | RpcError) => Promise<string>;
  /** Counts what is sent until the returned function is called (unsent.ts). */
  readonly hold: (bytes: number, drop: () => void) => (() => void) | undefined;
}

export function serveSubscriber(socket: WebSocket, blocks: Blocks, { ask, hold }: Door): void {
  const subscribed = new Map<Event, () => void>();
  const unread = new Set<() => void>();
  let running = 0;
  const send = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    const release =
      socket.bufferedAmount > WAITING_BYTES ? undefined : hold(Buffer.byteLength(text), () => socket.terminate());
    if (!release) return socket.terminate();
    unread.add(release);
    socket.send(text, () => {
      unread.delete(release);
      release();
    });
  };
  heartbeat(socket);
  const leave = (): void => {
    for (const stop of subscribed.values()) stop();
    subscribed.clear();
  };

  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    leave();
    for (const release of unread) release();
    unread.clear();
  });
  socket.on("message", (data, binary) => {
    if (binary) return socket.close(1003, "text only");
    if (running >= AT_ONCE)
      return send(
        JSON.stringify(errorOf(null, new RpcError(INTERNAL_ERROR, `more than ${AT_ONCE} questions at once`))),
      );
    running++;
    void serve(textOf(data)).finally(() => running--);
  });

  async function serve(text: string): Promise<void> {
    const read = readRequests(text);
    if (read instanceof RpcError) return send(JSON.stringify(errorOf(null, read)));
    for (const request of read.requests) {
      if (request instanceof RpcError) send(await ask(request));
      else send(own(request) ?? (await ask(request)));
    }
  }

  function own({ id, method, params }: Request): string | undefined {
    switch (method) {
      case "subscribe": {
        const event = EVENTS.find((one) => one === queryOf(params));
        if (!event) return fault(id, INVALID_PARAMS, `query: offered are ${EVENTS.join(" and ")}`);
        if (subscribed.has(event)) return fault(id, INTERNAL_ERROR, "already subscribed");
        subscribed.set(
          event,
          blocks.on(event, (result) => send(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`)),
        );
        return empty(id);
      }
      case "unsubscribe": {
        const event = EVENTS.find((one) => one === queryOf(params));
        const stop = event && subscribed.get(event);
        if (!stop) return fault(id, INTERNAL_ERROR, "subscription not found");
        stop();
        subscribed.delete(event);
        return empty(id);
      }
      case "unsubscribe_all":
        leave();
        return empty(id);
      default:
        return undefined;
    }
  }
}

function queryOf(params: Request["params"]): unknown {
  const query: unknown = Array.isArray(params) ? params[0] : (params as Readonly<Record<string, unknown>>)["query"];
  return typeof query === "string" ? query.replaceAll(/\s+/g, "") : undefined;
}

const empty = (id: RequestId | null): string => JSON.stringify({ jsonrpc: "2.0", id, result: {} });
const fault = (id: RequestId | null, code: number, data: string): string =>
  JSON.stringify(errorOf(id, new RpcError(code, data)));

/** A text message is one buffer unless the socket is told otherwise; ws has checked that it is UTF-8. */
function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString("utf8") : "";
}
