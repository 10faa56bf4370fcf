/** A TCP connection to a device: to a local address alone, with a time limit for opening it and an allowance for what it says. */
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Allowance } from "./allowance.ts";
import { DeviceError } from "./device.ts";
import { localAddress } from "./localAddress.ts";

const OPEN_MS = 5_000;

export interface LineOptions {
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean;
  /** Bytes at once, and bytes per second for ever. */
  readonly burst: number;
  readonly perSecond: number;
  /** How long opening it may take. */
  readonly openMs?: number;
}
export interface OpenLine {
  readonly socket: Socket;
  /** Rejects when the connection ends, with the reason. */
  readonly ended: Promise<never>;
}

export async function openLine(options: LineOptions, signal: AbortSignal): Promise<OpenLine> {
  const { host, port, burst, perSecond, openMs = OPEN_MS } = options;
  const address = await localAddress(host);
  const socket = options.tls
    ? connectTls({ host: address, port, ...(address === host ? {} : { servername: host }) })
    : connect({ host: address, port });
  const allowance = new Allowance(burst, perSecond, Date.now());
  let fault: DeviceError | undefined;
  const give = (error: DeviceError): void => {
    fault ??= error;
    socket.destroy();
  };
  const abort = (): void => give(new DeviceError("closed", { host, port }));
  signal.addEventListener("abort", abort, { once: true });
  socket.setTimeout(openMs, () => give(new DeviceError("unreachable", { host, port, why: "time" })));
  let open = false;
  socket.on("error", (error) => {
    fault ??= new DeviceError(open ? "closed" : "unreachable", { host, port, why: reasonOf(error) });
  });
  socket.on("data", (bytes) => {
    if (!allowance.take(bytes.length, Date.now())) give(new DeviceError("tooMuch", { bytes: perSecond }));
  });
  const ended = new Promise<never>((_, reject) => {
    socket.once("close", () => {
      signal.removeEventListener("abort", abort);
      reject(fault ?? new DeviceError("closed", { host, port }));
    });
  });
  const opened = new Promise<void>((resolve) => {
    socket.once(options.tls ? "secureConnect" : "connect", () => {
      open = true;
      socket.setTimeout(0);
      resolve();
    });
  });
  if (signal.aborted) abort();
  await Promise.race([opened, ended]);
  // Whoever opened it may look at the end later.
  ended.catch(() => undefined);
  return { socket, ended };
}

const reasonOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "line");
