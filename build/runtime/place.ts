/** Puts a folder in place by one rename, so that a killed download or extraction leaves nothing half done. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const DAY = 86_400_000;

export async function placeFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent, basename(target));
  const draft = join(parent, `.${basename(target)}.${process.pid}.${randomBytes(4).toString("hex")}.part`);
  mkdirSync(draft);
  try {
    await fill(draft);
    try {
      renameSync(draft, target);
    } catch (error) {
      // Another process was faster: what it placed is as good.
      if (!existsSync(target)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Drafts of processes that were killed; young ones may still be in use. */
function removeAbandoned(parent: string, name: string): void {
  for (const entry of readdirSync(parent)) {
    if (!entry.startsWith(`.${name}.`) || !entry.endsWith(".part")) continue;
    const path = join(parent, entry);
    if (Date.now() - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true });
  }
}
