/**
 * The vault's file on disk: looked at without a passphrase, written once, replaced only by what was read back and opened, and never
 * deleted when it is damaged.
 */
import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, readFile, rename, stat, unlink } from "node:fs/promises";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, flushFolderOf, sweepParts, writeAtomic } from "./atomicFile.ts";
import { type Envelope, type EnvelopeProblem, parseEnvelope } from "./envelope.ts";

export interface Damage {
  readonly file: string;
  /** Where an identical copy lies; the file itself when no copy could be made. */
  readonly kept: string;
  readonly problem: EnvelopeProblem | "unreadable" | "tooLarge";
}

export type Found =
  | { readonly is: "none" }
  | { readonly is: "damaged"; readonly damage: Damage }
  | { readonly is: "locked"; readonly envelope: Envelope };

export const VAULT_BYTES_MAX = 65_536;

/** What a killed replacement had not finished. */
const next = (path: string): string => `${path}.next`;

export const textOf = (envelope: Envelope): string => `${JSON.stringify(envelope, null, 2)}\n`;

/** Looks at the file, and takes away what killed writes left beside it once the file itself is whole. */
export async function lookAt(path: string): Promise<Found> {
  await sweepParts(path);
  const found = await look(path);
  if (found.is === "locked") await unlink(next(path)).catch(() => undefined);
  return found;
}

/**
 * Writes a first file. Faults: `vault.exists`, `vault.write` {file, why}. A damaged one is set aside before, once there is room for the new
 * one, and may have been by an earlier try.
 */
export async function writeFirst(path: string, envelope: Envelope, damage: Damage | undefined): Promise<void> {
  const text = textOf(envelope);
  await told(path, async () => {
    if (damage) {
      await writeAtomic(next(path), text);
      await setAside(damage);
    }
    try {
      await writeAtomic(path, text, true);
    } catch (error) {
      // In place already, and only the folder could not be flushed: it is written, and would be refused the next time.
      if (codeOf(error) === "EEXIST" || !(await holds(path, text))) throw error;
    } finally {
      await unlink(next(path)).catch(() => undefined);
    }
  });
}

async function holds(path: string, text: string): Promise<boolean> {
  return (await readFile(path, "utf8").catch(() => undefined)) === text;
}

/**
 * Puts another envelope in the file's place, after it was written beside it, read back from the disk and found good by `opens`; until
 * then, and whenever anything fails, the old file stays as it is. Fault: `vault.write` {file, why}.
 */
export async function replace(
  path: string,
  envelope: Envelope,
  opens: (readBack: Envelope) => Promise<boolean>,
): Promise<void> {
  await told(path, async () => {
    try {
      await writeAtomic(next(path), textOf(envelope));
      const readBack = parseEnvelope(await readFile(next(path), "utf8"));
      if (typeof readBack === "string" || !(await opens(readBack)))
        throw new FaultError("vault.write", { file: path, why: "readBack" }, "retry");
      await rename(next(path), path);
      // It is in place. Whichever file a power cut leaves where this fails, its owner knows the passphrase.
      await flushFolderOf(path).catch(() => undefined);
    } catch (error) {
      await unlink(next(path)).catch(() => undefined);
      throw error;
    }
  });
}

async function told(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    if (codeOf(error) === "EEXIST") throw new FaultError("vault.exists", { file: path });
    throw new FaultError("vault.write", { file: path, why: codeOf(error) ?? "unknown" }, "retry");
  }
}

async function look(path: string): Promise<Found> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size > VAULT_BYTES_MAX) return { is: "damaged", damage: await keep(path, "tooLarge") };
    bytes = await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { is: "none" };
    return { is: "damaged", damage: { file: path, kept: path, problem: "unreadable" } };
  }
  const envelope = parseEnvelope(bytes.toString("utf8"));
  if (typeof envelope !== "string") return { is: "locked", envelope };
  return { is: "damaged", damage: await keep(path, envelope) };
}

/** Takes the name from a damaged file, never the content: it stays under its second name. */
async function setAside({ file, kept }: Damage): Promise<void> {
  const damaged = await readFile(file).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (damaged === undefined) return;
  if (kept !== file && (await readFile(kept)).equals(damaged)) await unlink(file);
  else await rename(file, `${file}.damaged-${randomBytes(6).toString("hex")}`);
}

/** Copies a damaged file to a name made of its own hash, once. */
async function keep(path: string, problem: Damage["problem"]): Promise<Damage> {
  try {
    const hash = createHash("sha256")
      .update(await readFile(path))
      .digest("hex")
      .slice(0, 12);
    const kept = `${path}.damaged-${hash}`;
    await copyFile(path, kept, constants.COPYFILE_EXCL).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
    return { file: path, kept, problem };
  } catch {
    return { file: path, kept: path, problem };
  }
}
