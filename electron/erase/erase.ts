/**
 * "Delete everything": a marker is written first, then the wallet's files go, and a deletion that a crash or a power cut interrupted is finished at
 * the next start, before anything is opened. Only names of our own are deleted; what else lies in the folder stays.
 *
 *     begun   keys, data, and then the rest
 *     rest    what the program itself still holds while it ends: its settings, the browser's folder. No vault is touched any more, so that one
 *             that its owner puts back from a back-up meanwhile stays.
 */
import {
  existsSync,
  fsyncSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf } from "../vault/atomicFile.ts";
import { FIRST } from "../vault/wallets.ts";

export const ERASE_FILE = "deleting.json";

const Marker = z.strictObject({
  version: z.literal(1),
  /** Folder name of the wallet. */
  wallet: z.string().regex(/^(?:first|[0-9a-f]{12})$/),
  /** No other wallet lies here: what they would share goes too. */
  last: z.boolean(),
  phase: z.enum(["begun", "rest"]),
});
type Marker = z.infer<typeof Marker>;

/** Of the first wallet, in the data folder itself; with copies of damaged ones and leftovers of killed writes. */
const OWN = [
  /^\.?vault\.json/,
  /^\.?unlock\.json/,
  /^\.?unlock\.system\.json/,
  /^\.?watch\.json/,
  /^records$/,
  /^wallet$/,
];
/** Of the folder, whichever wallet stands in it. */
const CHOICE = [/^\.?wallets\.json/];
const SHARED = [
  /^\.?network\.json/,
  /^\.?nodes\.json/,
  /^\.?proxy\.json/,
  /^\.?devices\.json/,
  /^demo-node$/,
  /^wallets$/,
];
/** Written again while the program ends. */
const REST = [/^\.?settings\.json/, /^browser$/];

/** From here on it happens, now or at the next start. Durable. Fault: `erase.write` {file, why}; nothing was deleted then. */
export function beginErasing(folder: string, wallet: string, last: boolean): void {
  mark(folder, { version: 1, wallet, last, phase: "begun" });
}

/** While the program ends: everything but what it holds itself. Fault: `erase.remove` {file, why}; the next start goes on. */
export function erase(folder: string): void {
  const marker = markerIn(folder);
  if (marker?.phase === "begun") eraseOwn(folder, marker);
}

/** At the start, before anything is opened: true when there was something to finish. Faults: `erase.remove` {file, why}, `erase.marker` {file}. */
export function finishErasing(folder: string): boolean {
  const marker = markerIn(folder);
  if (!marker) return false;
  if (marker.phase === "begun") eraseOwn(folder, marker);
  if (marker.last) remove(folder, REST);
  removed(folder, ERASE_FILE);
  return true;
}

function eraseOwn(folder: string, marker: Marker): void {
  // What opens the wallet goes first.
  if (marker.wallet === FIRST) remove(folder, OWN);
  else removed(join(folder, "wallets"), marker.wallet);
  remove(folder, CHOICE);
  if (marker.last) remove(folder, SHARED);
  mark(folder, { ...marker, phase: "rest" });
}

function remove(folder: string, names: readonly RegExp[]): void {
  for (const name of readdirSync(folder).toSorted()) if (names.some((one) => one.test(name))) removed(folder, name);
}

function removed(folder: string, name: string): void {
  const file = join(folder, name);
  try {
    rmSync(file, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    throw new FaultError("erase.remove", { file, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

/** A marker that cannot be read deletes nothing, and nothing is opened beside it. */
function markerIn(folder: string): Marker | undefined {
  const file = join(folder, ERASE_FILE);
  if (!existsSync(file)) return undefined;
  try {
    return Marker.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new FaultError("erase.marker", { file }, "correct");
  }
}

/** Synchronous, because the last one is written while the process ends; whole or not there, as electron/vault/atomicFile.ts does it. */
function mark(folder: string, marker: Marker): void {
  const file = join(folder, ERASE_FILE);
  const part = join(folder, `.${ERASE_FILE}.part`);
  try {
    const handle = openSync(part, "w", 0o600);
    try {
      writeSync(handle, JSON.stringify(marker));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
    flush(folder);
  } catch (error) {
    throw new FaultError("erase.write", { file, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

/** Windows cannot open a folder for flushing. */
function flush(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
