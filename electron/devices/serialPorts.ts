/** Serial ports of this machine by the names that the system gives to adapters; nothing is opened. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const PORT = /^(ttyUSB\d+|ttyACM\d+|ttyAMA\d+|cu\.usb[A-Za-z0-9._-]+)$/;
const PORTS_MAX = 32;

export interface SerialPort {
  readonly path: string;
  /** The adapter's own name, where the system keeps it. */
  readonly name: string | null;
}

/** `folder`: where devices have their names. None on a system without such a folder. */
export function serialPorts(folder = "/dev"): readonly SerialPort[] {
  const named = namesIn(join(folder, "serial/by-id")).map((name) => ({
    path: join(folder, "serial/by-id", name),
    name,
  }));
  const plain = namesIn(folder)
    .filter((name) => PORT.test(name))
    .map((name) => ({ path: join(folder, name), name: null }));
  // An adapter's own name stays with it when it is put into another socket.
  return [...named, ...plain].slice(0, PORTS_MAX);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[A-Za-z0-9._-]{1,100}$/.test(name))
      .toSorted((a, b) => (a < b ? -1 : 1));
  } catch {
    return [];
  }
}
