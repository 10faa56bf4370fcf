/**
 * The way through an HTTP proxy: CONNECT (RFC 9110 §9.3.6), for https and plain http alike, so that a proxy sees host and port and, of https, nothing
 * more. TLS is between the wallet and the node: names, roots and pins are checked as without a proxy. Once chosen there is no way around it.
 */
import { Agent as OverHttps, type RequestOptions } from "node:https";
import type { Agent, ClientRequestArgs } from "node:http";
import { connect, isIPv6, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { identityCheck } from "./tls.ts";

// As in post.ts: by its name it would load Node's other HTTP client.
const { Agent: OverHttp } = process.getBuiltinModule("node:http");

/** Why a proxy is of no use: not there, asks for a password, does not let us through, speaks no HTTP; or the choice itself cannot be followed. */
export type ProxyFault = "down" | "password" | "refused" | "garbage" | "damaged" | "kind";

export type Proxy =
  | { readonly host: string; readonly port: number }
  /** Nobody is asked: the choice cannot be read, or the system's proxy is of a kind that is not spoken. */
  | { readonly unusable: Extract<ProxyFault, "damaged" | "kind"> };

export class ProxyError extends Error {
  readonly why: ProxyFault;
  constructor(why: ProxyFault) {
    super(why);
    this.name = "ProxyError";
    this.why = why;
  }
}

/** For the whole handshake with the proxy, ms. */
const HANDSHAKE_MS = 5_000;
const HEAD_BYTES = 8_192;
const HEAD = /^HTTP\/1\.[01] (\d{3})[ \r]/;

/** A connection to host and port through the proxy. Rejects with a ProxyError. */
export function throughProxy(proxy: Proxy, host: string, port: number): Promise<Socket> {
  if ("unusable" in proxy) return Promise.reject(new ProxyError(proxy.unusable));
  const to = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: proxy.host, port: proxy.port });
    const fail = (why: ProxyFault): void => {
      clearTimeout(deadline);
      socket.destroy();
      reject(new ProxyError(why));
    };
    const deadline = setTimeout(() => fail("down"), HANDSHAKE_MS);
    const gone = (): void => fail("down");
    let head = "";
    const read = (bytes: Buffer): void => {
      head += bytes.toString("latin1");
      const end = head.indexOf("\r\n\r\n");
      if (end < 0 && head.length < HEAD_BYTES) return;
      const status = HEAD.exec(head)?.[1];
      if (end < 0 || status === undefined) return fail("garbage");
      if (status === "407") return fail("password");
      if (!status.startsWith("2")) return fail("refused");
      // A node speaks when it is spoken to; what came already is the proxy's own.
      if (head.length > end + 4) return fail("garbage");
      clearTimeout(deadline);
      socket.off("data", read).off("error", gone).off("close", gone);
      resolve(socket);
    };
    socket.on("data", read).on("error", gone).on("close", gone);
    socket.once("connect", () => socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`));
  });
}

type Came = ((error: Error | null, stream: Duplex) => void) | undefined;

/** Reaches host and port through the proxy and hands over what `wrap` makes of the connection. */
function reach(
  proxy: Proxy,
  { host, port }: ClientRequestArgs,
  came: Came,
  wrap: (socket: Socket) => Duplex,
): undefined {
  void throughProxy(proxy, host ?? "", Number(port)).then(
    (socket) => came?.(null, wrap(socket)),
    // The type wants a stream beside an error; nobody looks at it.
    (error: Error) => came?.(error, new Duplex()),
  );
}

class TunnelOverHttp extends OverHttp {
  readonly #proxy: Proxy;
  constructor(proxy: Proxy) {
    super({ keepAlive: true });
    this.#proxy = proxy;
  }
  override createConnection(target: ClientRequestArgs, came?: Came): undefined {
    return reach(this.#proxy, target, came, (socket) => socket);
  }
}

class TunnelOverHttps extends OverHttps {
  readonly #proxy: Proxy;
  readonly #pins: readonly string[];
  constructor(proxy: Proxy, pins: readonly string[]) {
    super({ keepAlive: true });
    this.#proxy = proxy;
    this.#pins = pins;
  }
  override createConnection(target: RequestOptions, came?: Came): undefined {
    const servername = target.servername ?? "";
    const checkServerIdentity = identityCheck(this.#pins);
    return reach(this.#proxy, target, came, (socket) => connectTls({ socket, servername, checkServerIdentity }));
  }
}

/** One per proxy, scheme and pins, so that connections are kept for the next call. */
const agents = new Map<string, Agent>();

/** For requests to `url`; undefined goes straight. `pins`: see tls.ts. */
export function agentFor(url: string, proxy: Proxy | undefined, pins: readonly string[] = []): Agent | undefined {
  if (proxy === undefined) return undefined;
  const isTls = url.startsWith("https:");
  const key = JSON.stringify([isTls, proxy, pins]);
  const agent = agents.get(key) ?? (isTls ? new TunnelOverHttps(proxy, pins) : new TunnelOverHttp(proxy));
  agents.set(key, agent);
  return agent;
}
