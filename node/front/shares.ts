/** Connections of each address: one that opens many leaves the rest of the door's to others. */
import type { Socket } from "node:net";
import { groupOf } from "./rates.ts";

/** Takes each connection as it comes, and ends those beyond `most` of its address (an IPv6 /64). */
export function shares(most: number): (socket: Socket) => void {
  const open = new Map<string, number>();
  return (socket) => {
    const group = groupOf(socket.remoteAddress ?? "");
    const count = open.get(group) ?? 0;
    if (count >= most) return void socket.destroy();
    open.set(group, count + 1);
    socket.once("close", () => {
      const left = (open.get(group) ?? 0) - 1;
      if (left > 0) open.set(group, left);
      else open.delete(group);
    });
  };
}
