/** One answer at a time for each connection: a request that came behind another on it is not looked at before that one's answer is sent. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that may wait on one connection; who sends more ahead is cut off. */
const AHEAD = 32;

export type Turns = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Resolves when it is the request's turn; never, when its connection goes before. */
export function turns(): Turns {
  const connections = new WeakMap<Socket, { waiting: number; last: Promise<void> }>();
  return async ({ socket }, response) => {
    const connection = connections.get(socket) ?? { waiting: 0, last: Promise.resolve() };
    connections.set(socket, connection);
    if (connection.waiting >= AHEAD) socket.destroy();
    connection.waiting++;
    const before = connection.last;
    connection.last = new Promise((resolve) =>
      response.once("close", () => {
        connection.waiting--;
        resolve();
      }),
    );
    await before;
  };
}
