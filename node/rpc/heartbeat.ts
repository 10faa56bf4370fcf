/** Ends a connection that no longer answers: pinged every so often, and cut off when the last ping had no pong. */
import type { WebSocket } from "ws";

const PING_MS = 30_000;

export function heartbeat(socket: WebSocket): void {
  let alive = true;
  const ping = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_MS);
  ping.unref();
  socket.on("pong", () => (alive = true));
  socket.on("close", () => clearInterval(ping));
}
