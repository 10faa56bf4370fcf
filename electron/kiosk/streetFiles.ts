/** The files of the kiosk's street: its ledger, and what the worker verified of it. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const FOLDERS = ["demo-node", "wallet"] as const;

/** Takes them away; the PIN and the settings stay. */
export async function dropStreet(folder: string): Promise<void> {
  for (const name of FOLDERS) await rm(join(folder, name), { recursive: true, force: true });
}

/** Bytes of the street's files; what goes away while it is counted counts nothing. */
export async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of FOLDERS) {
    const place = join(folder, name);
    for (const file of await readdir(place).catch(() => [])) {
      bytes += (await stat(join(place, file)).catch(() => undefined))?.size ?? 0;
    }
  }
  return bytes;
}
