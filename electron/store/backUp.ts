/**
 * A copy of the database before a migration touches it: written beside it under another name, opened and checked, and only then given the
 * name under which it is looked for. A copy that a crash or a full disk left unfinished never passes for a whole one.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** The copy's path; one that is there already and whole is kept as it is. Throws what SQLite or the disk says. */
export function backUp(db: DatabaseSync, file: string, version: number): string {
  const copy = `${file}.before-version-${version + 1}`;
  if (existsSync(copy) && isWhole(copy, version)) return copy;
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  try {
    db.prepare("VACUUM INTO ?").run(part);
    if (!isWhole(part, version)) throw new Error(`the copy ${part} cannot be read back`);
    rmSync(copy, { force: true });
    renameSync(part, copy);
    return copy;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function isWhole(copy: string, version: number): boolean {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(copy, { readOnly: true });
    const found = Object.values(db.prepare("PRAGMA integrity_check(1)").get() ?? {})[0];
    return found === "ok" && db.prepare("PRAGMA user_version").get()?.["user_version"] === version;
  } catch {
    return false;
  } finally {
    if (db?.isOpen) db.close();
  }
}
