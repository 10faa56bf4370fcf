/** `npm run forecast`: the sample home is foretold at least as well as by the simple guesses, in both languages and for programs. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forecastFiles } from "../../../node/forecast/main.ts";
import { Complaint } from "../../../node/command/complaint.ts";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const SAMPLE = join(import.meta.dirname, "../../../../shared/data/meters/ausgrid-home-12-2011-2012.csv");
if (!existsSync(SAMPLE)) console.warn("SKIPPED: the sample home is not in ../shared/data/meters");

function run(...args: string[]): { code: number; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const code = forecastFiles(args, args.includes("zh") ? "zh" : "en", (line) => out.push(line), (line) => err.push(line)); // prettier-ignore
  return { code, out, err };
}
const written = (text: string): string => {
  const path = join(temporaryFolder(), "meter.csv");
  writeFileSync(path, text);
  return path;
};

describe("npm run forecast", () => {
  it.skipIf(!existsSync(SAMPLE))(
    "the sample home: load within 24.0 %, generation within 43.0 % of the mean, over 331 days",
    () => {
      const { code, out, err } = run(SAMPLE, "--zone", "Australia/Sydney", "--json");
      expect([code, err]).toEqual([0, []]);
      const { days, left, interval, rows } = JSON.parse(out[0] ?? "") as { days: number; left: number; interval: number; rows: { what: string; error: number; within: number }[] }; // prettier-ignore
      expect({ days, left, interval }).toEqual({ days: 331, left: 0, interval: 1800 });
      const of = (what: string) => rows.find((row) => row.what === what);
      expect(of("load")?.error).toBeLessThanOrEqual(0.24);
      expect(of("generation")?.error).toBeLessThanOrEqual(0.43);
      for (const what of ["load", "need"]) expect(Math.abs((of(what)?.within ?? 0) - 0.8)).toBeLessThan(0.05);
    },
  );
  it("a made-up home in both languages, with a place", () => {
    const path = written(generateHome(7));
    const { code, out } = run(path, "--zone", "Asia/Shanghai", "--place", "31.2,121.5");
    expect(code).toBe(0);
    expect(out.join("\n")).toMatch(/^generation +[\d,.]+ +\d+\.\d % .*\nload /m);
    expect(out.join("\n")).toMatch(/25 days, each foretold at its midnight; 0 left out/);
    expect(run(path, "--zone", "Asia/Shanghai", "--lang", "zh").out.join("\n")).toMatch(/共 25 天，均在当日零点预测/);
  });
  it("says what is wrong: no place, no file, a file too short, a zone that is none", () => {
    expect(() => run(written(generateHome(7)), "--place", "91,0")).toThrow(Complaint);
    expect(() => run(written(generateHome(7)), "--place", "1,2,3")).toThrow(Complaint);
    expect(() => run()).toThrow(Complaint);
    const short = written(generateHome(7).split("\n").slice(0, 30 * 96).join("\n") + "\n"); // prettier-ignore
    const { code, err } = run(short, "--zone", "Asia/Shanghai");
    expect([code, err[0]]).toEqual([1, expect.stringMatching(/no day could be foretold/)]);
    expect(run(join(temporaryFolder(), "none.csv")).code).toBe(2);
    expect(run(short, "--zone", "Mars/Olympus")).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/Mars\/Olympus/)],
    });
  });
});
