/**
 * A serial port that only speaks to us, without a native module: `stty` sets it, the terminal is read like any other. The system's
 * own permissions decide who may open it. Windows has no such terminals: there a serial server on the network does it.
 */
import { execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { promisify } from "node:util";
import { Allowance } from "./allowance.ts";
import { DeviceError } from "./device.ts";

const run = promisify(execFile);

export interface SerialLine {
  readonly path: string;
  readonly baud: 9600 | 115_200;
}

/**
 * Calls `hear` with every chunk until the line ends or `signal` aborts. `sevenBits`: at 9,600 baud (before DSMR 4) meters send
 * 7 bits and parity; as 8 bits they come with the parity on top, which is taken off here.
 */
export async function readSerial(
  { path, baud }: SerialLine,
  { burst, perSecond, sevenBits }: { readonly burst: number; readonly perSecond: number; readonly sevenBits: boolean },
  hear: (bytes: Buffer) => void,
  signal: AbortSignal,
): Promise<never> {
  if (process.platform === "win32") throw new DeviceError("noSerial", { port: path });
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  } catch (error) {
    throw new DeviceError("noPort", { port: path, why: codeOf(error) });
  }
  try {
    const device = process.platform === "darwin" ? "-f" : "-F";
    await run("stty", [device, path, String(baud), "raw", "-echo", "-hupcl", "clocal", "cs8", "-parenb"], {
      timeout: 5_000,
    });
  } catch (error) {
    closeSync(fd);
    throw new DeviceError("noPort", { port: path, why: codeOf(error) });
  }
  const line = new ReadStream(fd);
  const allowance = new Allowance(burst, perSecond, Date.now());
  try {
    return await new Promise<never>((_, reject) => {
      const ended = (): void => reject(new DeviceError("closed", { port: path }));
      signal.addEventListener("abort", ended, { once: true });
      if (signal.aborted) ended();
      line.on("data", (bytes: Buffer) => {
        if (!allowance.take(bytes.length, Date.now())) return reject(new DeviceError("tooMuch", { bytes: perSecond }));
        try {
          hear(sevenBits && baud === 9600 ? Buffer.from(bytes.map((byte) => byte & 0x7f)) : bytes);
        } catch (error) {
          reject(error instanceof DeviceError ? error : new DeviceError("unreadable", { port: path }));
        }
      });
      line.on("error", ended);
      line.on("close", ended);
    });
  } finally {
    line.destroy();
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "unknown");
