/** A line that only speaks to us, over the network or a serial port: hands on its bytes until it ends, or what they said was too bad. */
import type { Line } from "../../shared/ipc/deviceViews.ts";
import { DeviceError } from "./device.ts";
import { openLine } from "./line.ts";
import { readSerial } from "./serialLine.ts";

export interface LineBounds {
  readonly burst: number;
  readonly perSecond: number;
  /** At 9,600 baud seven bits and parity come. */
  readonly sevenBits: boolean;
}

/** `hear` may throw a DeviceError, which ends the line. */
export async function readLine(
  line: Line,
  bounds: LineBounds,
  hear: (bytes: Buffer) => void,
  signal: AbortSignal,
): Promise<never> {
  if (line.over === "serial") return readSerial(line, bounds, hear, signal);
  const { burst, perSecond } = bounds;
  const { socket, ended } = await openLine({ host: line.host, port: line.port, burst, perSecond }, signal);
  try {
    const spoilt = new Promise<never>((_, reject) => {
      socket.on("data", (bytes: Buffer) => {
        try {
          hear(bytes);
        } catch (error) {
          reject(error instanceof DeviceError ? error : new DeviceError("unreadable", { place: line.host }));
        }
      });
    });
    return await Promise.race([ended, spoilt]);
  } finally {
    socket.destroy();
  }
}
