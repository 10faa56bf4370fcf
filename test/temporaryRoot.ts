/**
 * The temporary directory of a whole run: everything that tests and the processes they start put there goes with it. What a test
 * should have removed itself fails the run by its name.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const OURS = /^(wattlight|wl|conformance)-/;

export default function setup(): () => void {
  const before = process.env["TMPDIR"];
  const root = mkdtempSync(join(tmpdir(), "wattlight-run-"));
  process.env["TMPDIR"] = root;
  return () => {
    const left = readdirSync(root).filter((name) => OURS.test(name));
    rmSync(root, { recursive: true, force: true });
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    if (left.length > 0) throw new Error(`tests left ${left.length} temporary folders: ${left.join(", ")}`);
  };
}
