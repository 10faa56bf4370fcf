/**
 * The application behind ABCI's socket, for CometBFT's four connections. Each connection's answers keep the order of its
 * requests, although queries may be answered in a thread of their own. Bytes that are no request close their connection; the process lives on.
 */
import { createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import type { Application, QueryAnswer, QueryRequest } from "../application/application.ts";
import { answer, queryResponse } from "./answer.ts";
import { frame, FrameReader } from "./frames.ts";
import { OrderedAnswers } from "./orderedAnswers.ts";

export interface AbciOptions {
  readonly application: Application;
  /** `{ host, port }` for TCP, `{ path }` for a unix socket. */
  readonly listen: ListenOptions;
  /** What answers queries in place of the application: a thread of their own. */
  readonly query?: (request: QueryRequest) => Promise<QueryAnswer>;
  /** Told of each connection that was closed for what it sent, and of what the application threw. */
  readonly onFault: (fault: AbciFault) => void;
}

export type AbciFault = { readonly kind: "malformed" | "application" | "query"; readonly problem: string };

/** Resolves when it listens; rejects when the address cannot be had. */
export async function serveAbci(options: AbciOptions): Promise<{ server: Server; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A peer that vanished is followed by "close"; there is nobody left to tell.
    socket.on("error", () => socket.destroy());
    attend(socket, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.listen, resolve);
  });
  return {
    server,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function attend(socket: Socket, options: AbciOptions): void {
  const reader = new FrameReader();
  /** What a piece of the stream asked is answered in one write. */
  let batch: Uint8Array[] | undefined;
  const answers = new OrderedAnswers<Uint8Array>((framed) => {
    if (batch) batch.push(framed);
    else socket.write(framed);
  });
  const refuse = (problem: string) => {
    options.onFault({ kind: "malformed", problem });
    socket.destroy();
  };
  socket.on("data", (piece: Uint8Array) => {
    batch = [];
    try {
      for (const message of reader.push(piece)) {
        const request = Request.decode(message);
        const response = answered(options, request);
        if (!response) return refuse("a request of no known method");
        answers.add(response);
      }
    } catch (error) {
      refuse(text(error));
    } finally {
      const ready = batch;
      batch = undefined;
      if (ready.length > 0 && !socket.destroyed) socket.write(Buffer.concat(ready));
    }
  });
}

const framed = (response: Response): Uint8Array => frame(Response.encode(response).finish());

/** The answers to most requests, written once. */
const VALID = framed(Response.fromPartial({ checkTx: { code: 0 } }));
const FLUSHED = framed(Response.fromPartial({ flush: {} }));

/** What the application throws is the exception that CometBFT stops on; a question that fails is no reason to stop. */
function answered(options: AbciOptions, request: Request): Uint8Array | Promise<Uint8Array> | undefined {
  const { application, onFault, query } = options;
  try {
    if (request.checkTx) {
      // A recheck follows a commit, which has emptied the mempool's branch: both kinds are the same check.
      const checked = application.checkTx(request.checkTx.tx);
      return checked.code === 0 ? VALID : framed(Response.fromPartial({ checkTx: checked }));
    }
    if (request.flush) return FLUSHED;
    if (query && request.query) {
      const asked = { ...request.query, height: Number(request.query.height) };
      return query(asked).then(
        (found) => framed(queryResponse(found)),
        (error: unknown) => {
          onFault({ kind: "query", problem: text(error) });
          return framed(queryResponse({ code: 4, height: asked.height, value: new Uint8Array(), log: "" }));
        },
      );
    }
    const response = answer(application, request);
    return response && framed(response);
  } catch (error) {
    const problem = text(error);
    onFault({ kind: "application", problem });
    return framed(Response.fromPartial({ exception: { error: problem } }));
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
