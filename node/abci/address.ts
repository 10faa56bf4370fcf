/** Where the application listens, written as CometBFT's `proxy_app` writes it: `unix:///path/to/socket` or `tcp://host:port`. */
import type { ListenOptions } from "node:net";
import { FaultError } from "../../shared/ipc/fault.ts";

const TCP = /^tcp:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/;
/** A socket's path holds 108 bytes with its closing NUL on Linux, 104 elsewhere (sockaddr_un). */
const PATH_BYTES = 103;

/** Throws a FaultError node.address (address, problem). */
export function listenAddress(text: string): ListenOptions {
  const wrong = (problem: string) => new FaultError("node.address", { address: text, problem }, "correct");
  if (text.startsWith("unix://")) {
    const path = text.slice("unix://".length);
    if (path === "") throw wrong("the path is missing");
    if (Buffer.byteLength(path) > PATH_BYTES) throw wrong(`the path of a socket has at most ${PATH_BYTES} bytes`);
    return { path };
  }
  const [, host, port] = TCP.exec(text) ?? [];
  if (host === undefined || port === undefined) throw wrong("neither unix://PATH nor tcp://HOST:PORT");
  if (Number(port) > 65_535) throw wrong(`there is no port ${port}`);
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
