/** A small HTTP proxy that opens tunnels (CONNECT), and answers otherwise as it is told. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy {
  readonly host: string;
  readonly port: number;
  /** Whereto tunnels were asked for, "host:port". */
  readonly asked: string[];
  /** Instead of a tunnel: what is sent back. */
  answer: string | undefined;
  stop(): Promise<void>;
}

/** `to`: where every tunnel leads, whatever was asked for; so a name that leads nowhere proves that nobody else was asked. */
export async function connectProxy(to: { readonly host: string; readonly port: number }): Promise<ConnectProxy> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((_request, response) => response.writeHead(405).end());
  const proxy: ConnectProxy = {
    host: "127.0.0.1",
    get port() {
      return (server.address() as AddressInfo).port;
    },
    asked: [],
    answer: undefined,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  server.on("connection", (socket: Socket) => sockets.add(socket.on("error", () => socket.destroy())));
  server.on("connect", (request, client: Socket) => {
    proxy.asked.push(request.url ?? "");
    if (proxy.answer !== undefined) return client.end(proxy.answer);
    const there = connect({ host: to.host, port: to.port }, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      there.pipe(client).pipe(there);
    });
    sockets.add(there);
    there.on("error", () => client.destroy());
    return client.on("close", () => there.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return proxy;
}
