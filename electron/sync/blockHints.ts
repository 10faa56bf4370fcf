/**
 * "There may be a new block": a WebSocket subscription whose messages are never read, only noticed. Without one, polling does
 * the same a little later, so a node gains nothing by lying here.
 */
import WebSocket from "ws";
import { trustSystemRoots } from "./tls.ts";
import { agentFor, type Proxy } from "./tunnel.ts";

export interface BlockHints {
  /** Resolves at the next hint or after `ms`, whichever is first; a hint shortens no wait below a moment. */
  wait(ms: number): Promise<void>;
  /** Whose hints to listen to. */
  follow(url: string | undefined): void;
  readonly live: boolean;
  wake(): void;
  close(): void;
}

const SUBSCRIBE = JSON.stringify({
  jsonrpc: "2.0",
  id: 0,
  method: "subscribe",
  params: { query: "tm.event='NewBlock'" },
});
/** A node that hints without end sets no pace faster than this. */
const LEAST_MS = 100;
const REOPEN_MS = 3_000;
const MESSAGE_BYTES = 8_000_000;

/** `proxyOf`: the proxy that leads to a node; none of its own unless told. */
export function blockHints(proxyOf: (url: string) => Proxy | undefined = () => undefined): BlockHints {
  let socket: WebSocket | undefined;
  let url: string | undefined;
  let reopen: NodeJS.Timeout | undefined;
  let live = false;
  let hinted = false;
  let closed = false;
  let waiting: (() => void) | undefined;

  function wake(): void {
    hinted = true;
    waiting?.();
  }

  function open(): void {
    if (closed || url === undefined) return;
    if (url.startsWith("https:")) trustSystemRoots();
    const mine = new WebSocket(`${url.replace(/^http/, "ws").replace(/\/$/, "")}/websocket`, {
      maxPayload: MESSAGE_BYTES,
      handshakeTimeout: 3_000,
      perMessageDeflate: false,
      followRedirects: false,
      agent: agentFor(url, proxyOf(url)),
    });
    socket = mine;
    mine.on("open", () => {
      if (mine !== socket) return mine.terminate();
      live = true;
      mine.send(SUBSCRIBE);
    });
    mine.on("message", wake);
    mine.on("error", () => mine.terminate());
    mine.on("close", () => {
      if (mine !== socket) return;
      live = false;
      socket = undefined;
      if (!closed) reopen = setTimeout(open, REOPEN_MS);
    });
  }

  function drop(): void {
    clearTimeout(reopen);
    const old = socket;
    socket = undefined;
    live = false;
    old?.terminate();
  }

  return {
    get live() {
      return live;
    },
    wake,
    follow(next) {
      if (next === url) return;
      drop();
      url = next;
      open();
    },
    wait(ms) {
      const earliest = performance.now() + Math.min(LEAST_MS, ms);
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting = undefined;
          hinted = false;
          resolve();
        };
        const soon = (): void => {
          const left = closed ? 0 : earliest - performance.now();
          if (left <= 0) return done();
          clearTimeout(timer);
          timer = setTimeout(done, left);
        };
        let timer = setTimeout(done, ms);
        waiting = soon;
        if (hinted || closed) soon();
      });
    },
    close() {
      closed = true;
      drop();
      waiting?.();
    },
  };
}
