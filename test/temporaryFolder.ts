/** Temporary folders of a test file's own: gone when its tests are over, whether they passed or not. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-test-"));
  made.push(folder);
  return folder;
}

// Registered first, by the import, and so run last: what a file closes by itself is closed by then.
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});
