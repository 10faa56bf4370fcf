/**
 * The application behind ABCI's socket, for CometBFT's four connections. Each connection's answers keep the order of its
 * requests, because every call is synchronous. Bytes that are no request close their connection; the process lives on.
 */
import { createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import type { Application } from "../application/application.ts";
import { answer } from "./answer.ts";
import { frame, FrameReader } from "./frames.ts";

export interface AbciOptions {
  readonly application: Application;
  /** `{ host, port }` for TCP, `{ path }` for a unix socket. */
  readonly listen: ListenOptions;
  /** Told of each connection that was closed for what it sent, and of what the application threw. */
  readonly onFault: (fault: AbciFault) => void;
}

export type AbciFault =
  { readonly kind: "malformed"; readonly problem: string } | { readonly kind: "application"; readonly problem: string };

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

function attend(socket: Socket, { application, onFault }: AbciOptions): void {
  const reader = new FrameReader();
  const refuse = (problem: string) => {
    onFault({ kind: "malformed", problem });
    socket.destroy();
  };
  socket.on("data", (piece: Uint8Array) => {
    // One write for all that a piece of the stream asked.
    socket.cork();
    try {
      for (const message of reader.push(piece)) {
        const request = Request.decode(message);
        const response = answered(application, request, onFault);
        if (!response) return refuse("a request of no known method");
        socket.write(frame(Response.encode(response).finish()));
      }
    } catch (error) {
      refuse(text(error));
    } finally {
      socket.uncork();
    }
  });
}

/** What the application throws is the exception that CometBFT stops on. */
function answered(application: Application, request: Request, onFault: AbciOptions["onFault"]): Response | undefined {
  try {
    return answer(application, request);
  } catch (error) {
    const problem = text(error);
    onFault({ kind: "application", problem });
    return Response.fromPartial({ exception: { error: problem } });
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
