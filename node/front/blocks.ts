/** New blocks for everybody who subscribed, from one subscription at the node; opened again when it breaks. */
import WebSocket from "ws";

export const EVENTS = ["tm.event='NewBlock'", "tm.event='NewBlockHeader'"] as const;
export type Event = (typeof EVENTS)[number];

export interface Blocks {
  /** Told of each event as the text of its result. Returns what stops it. */
  on(event: Event, listener: (result: string) => void): () => void;
  close(): void;
}

const REOPEN_MS = 2_000;
const MESSAGE_BYTES = 16_000_000;
const HEAD = /^\{"jsonrpc":"2\.0","id":([01]),"result":/;

/** @param url the node's RPC, http://… */
export function blocksOf(url: string): Blocks {
  const listeners = EVENTS.map(() => new Set<(result: string) => void>());
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const open = (): void => {
    const mine = new WebSocket(`${url.replace(/^http/, "ws")}/websocket`, {
      maxPayload: MESSAGE_BYTES,
      handshakeTimeout: 5_000,
      perMessageDeflate: false,
    });
    socket = mine;
    mine.on("open", () =>
      EVENTS.forEach((query, id) =>
        mine.send(JSON.stringify({ jsonrpc: "2.0", id, method: "subscribe", params: { query } })),
      ),
    );
    mine.on("message", (data: Buffer) => {
      const text = data.toString("utf8");
      const head = HEAD.exec(text);
      const result = head ? text.slice(head[0].length, -1) : "";
      // The answer to the subscription itself is an empty result.
      if (!head || result === "{}") return;
      for (const listener of listeners[Number(head[1])] ?? []) listener(result);
    });
    mine.on("error", () => mine.terminate());
    mine.on("close", () => {
      if (!closed) timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();

  return {
    on(event, listener) {
      const of = listeners[EVENTS.indexOf(event)];
      of?.add(listener);
      return () => void of?.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.terminate();
    },
  };
}
