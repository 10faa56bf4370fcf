/** Import is all or nothing, whatever happens to the process, and the same file twice changes nothing. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import { SAMPLE, fixture, hasSample, importPath, openReadings, rowsIn } from "./readingsFixture.ts";

const WHOLE = [1, 366 * 96 + 1, 366];

describe("the same file twice", () => {
  it("changes nothing", () => {
    const { readings, db, file } = fixture();
    const path = file("a.csv", generateHome(1));
    const first = importPath(readings, path);
    const changes = () => Number(db.prepare("SELECT total_changes() AS n").get()?.["n"]);
    const before = changes();
    expect(importPath(readings, path).report).toEqual(first.report);
    expect(importPath(readings, file("copy under another name.csv", generateHome(1))).report).toEqual(first.report);
    expect(changes()).toBe(before);
  });

  it("read by other choices is another reading of it, and the current one", () => {
    const { readings, db, file } = fixture();
    const path = file("a.csv", generateHome(1));
    const { preview } = importPath(readings, path);
    readings.importFile(preview.handle, { ...preview.choices, meaning: "boundary" }, null);
    expect(rowsIn(db)).toEqual([2, 2 * (60 * 96 + 1), 120]);
    expect(readings.currentFile()).toMatchObject({ derived: false });
  });

  it("after another one is current again, and neither is lost", () => {
    const { readings, db, file } = fixture();
    const [a, b] = [file("a.csv", generateHome(1)), file("b.csv", generateHome(2))];
    importPath(readings, a);
    importPath(readings, b);
    expect(readings.currentFile()?.name).toBe("b.csv");
    importPath(readings, a);
    expect(readings.currentFile()?.name).toBe("a.csv");
    expect(rowsIn(db)).toEqual([2, 2 * (60 * 96 + 1), 120]);
  });
});

describe("an import that fails half way", () => {
  it("leaves nothing behind", () => {
    const { readings, db, file } = fixture();
    const path = file("a.csv", generateHome(1));
    const { handle, choices } = readings.previewFile(path, null);
    db.exec("CREATE TRIGGER full BEFORE INSERT ON meter_day WHEN NEW.date > '2025-06-01' BEGIN SELECT RAISE(ABORT, 'disk is full'); END"); // prettier-ignore
    expect(() => readings.importFile(handle, choices, null)).toThrow("disk is full");
    expect(rowsIn(db)).toEqual([0, 0, 0]);
    db.exec("DROP TRIGGER full");
    expect(readings.importFile(handle, choices, null).readings).toBe(5760);
  });
});

describe.skipIf(!hasSample)("kill -9 during an import", () => {
  it("leaves nothing or all of it, and the next import completes it", { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "wattlight-kill-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const seen = new Set<string>();
    for (let round = 0; round < 14; round++) {
      const database = join(folder, `${round}.db`);
      const finished = await killedAfter(database, round * 6 + Math.random() * 6);
      const { db, readings } = openReadings(database);
      const rows = rowsIn(db);
      const kept = rows[0] === 1;
      expect(rows).toEqual(kept ? WHOLE : [0, 0, 0]);
      expect(finished && !kept).toBe(false);
      expect(db.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
      importPath(readings, SAMPLE);
      expect(rowsIn(db)).toEqual(WHOLE);
      db.close();
      seen.add(kept ? "all" : "nothing");
    }
    // Both outcomes were met, so the moments did fall before and after the commit.
    expect(seen).toContain("nothing");
  });
});

/** Starts an import and kills it `delay` ms after it said that it begins; whether it had said that it was done. */
function killedAfter(database: string, delay: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "importChild.ts"), database, SAMPLE], { stdio: ["ignore", "pipe", "inherit"] }); // prettier-ignore
    let said = "";
    child.stdout.on("data", (data: Buffer) => {
      const first = said === "";
      said += data.toString();
      if (first) setTimeout(() => child.kill("SIGKILL"), delay);
    });
    child.on("error", reject);
    child.on("close", () => resolve(said.includes("done")));
  });
}
