/** Bad input of each kind: a fault with line and column where there is one, and nothing of it in the database. */
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SIZE_LIMIT } from "../../../electron/readings/meterFile.ts";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import { SAMPLE, faultOf, fixture, hasSample, importPath, rowsIn } from "./readingsFixture.ts";

const home = generateHome(1);
const lines = home.split("\n");
const withLine = (line: number, text: string) => [...lines.slice(0, line - 1), text, ...lines.slice(line)].join("\n");
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** Previewing must fail so, and so must importing the same path after a good file was previewed there. */
function refused(content: string | Uint8Array, expected: object): void {
  const { readings, db, file } = fixture();
  const path = file("meter.csv", home);
  const good = readings.previewFile(path, null);
  file("meter.csv", content);
  for (const run of [
    () => readings.previewFile(path, null),
    () => readings.importFile(good.handle, good.choices, null),
  ])
    expect(faultOf(run)).toMatchObject({ data: { file: "meter.csv" } });
  expect(faultOf(() => readings.previewFile(path, null))).toMatchObject(expected);
  expect(rowsIn(db)).toEqual([0, 0, 0]);
}

describe("bad input: nothing imported, line and column named", () => {
  it("empty", () => refused("", { code: "import.empty" }));
  it("only blank lines", () => refused("\n\n  \n", { code: "import.empty" }));
  it("a header without rows", () => refused("time,consumption,generation\n", { code: "import.columns", data: { line: 1, column: 1 } })); // prettier-ignore
  it("binary: a picture", () =>
    refused(bytes([0x89], "PNG\r\n", [0x1a, 0x0a, 0, 0, 0, 13], "IHDR"), { code: "import.binary", data: { line: 2, column: 1, byte: 6 } })); // prettier-ignore
  it("binary: zero bytes far inside", () =>
    refused(Buffer.concat([Buffer.from(home), Buffer.alloc(9)]), { code: "import.binary", data: { line: 5763, column: 1, byte: home.length } })); // prettier-ignore
  it("cut off within a number, a time, a line", () => {
    const at = home.indexOf("\n", 100_000);
    for (const cut of [1, 2, 3, 4, 5, 9, 14, 24])
      refused(home.slice(0, at - cut), { code: "import.truncated", data: { line: home.slice(0, at - cut).split("\n").length } }); // prettier-ignore
  });
  it("not UTF-8 where it began as UTF-8", () => {
    const broken = Buffer.from(home);
    const at = home.indexOf("\n", 140_000) + 1;
    broken[at + 3] = 0xff;
    refused(broken, { code: "import.encoding", data: { encoding: "utf-8", line: home.slice(0, at).split("\n").length, column: 4, byte: at + 3 } }); // prettier-ignore
  });
  it("UTF-16 without a byte order mark", () =>
    refused(Buffer.from(home, "utf16le"), { code: "import.binary", data: { line: 1, column: 2 } }));
  it("half a character of UTF-16", () =>
    refused(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(home, "utf16le").subarray(0, 201)]), { code: "import.encoding", data: { encoding: "utf-16le" } })); // prettier-ignore
  it("wrong columns: a line with one less, one more", () => {
    refused(withLine(3000, "2025-06-01 05:30,0.1"), { code: "import.columns", data: { line: 3000, column: 2, expected: 3, found: 2 } }); // prettier-ignore
    refused(withLine(3000, "2025-06-01 05:30,0.1,0,1"), { code: "import.columns", data: { line: 3000, column: 4, expected: 3, found: 4 } }); // prettier-ignore
  });
  it("wrong columns: no energy, no time", () => {
    refused("name,street\nKim,Elm\nLee,Oak\n", { code: "import.columns", data: { line: 1, column: 1 } });
  });
  it("a word for a number", () =>
    refused(withLine(3000, lines[2999]?.replace(/,.*,/, ",oops,") ?? ""), { code: "import.number", data: { line: 3000, column: 2, text: "oops" } })); // prettier-ignore
  it("dates out of order and twice", () => {
    const [a = "", b = ""] = [lines[2999], lines[2900]];
    refused(withLine(3000, b), { code: "import.order", data: { line: 3000, column: 1, text: b.slice(0, 16) } });
    refused(withLine(3001, a), { code: "import.duplicate", data: { line: 3001, column: 1, text: a.slice(0, 16) } });
  });
  it("a date that does not exist", () =>
    refused(withLine(3000, "2025-06-31 05:30,0.1,0"), { code: "import.time", data: { line: 3000, column: 1 } }));
  it("a line without end", () => refused(`${home}${"7".repeat(700_000)}`, { code: "import.lineTooLong", data: { line: 5763, column: 1 } })); // prettier-ignore
  it("an open quotation mark", () => refused(withLine(3000, `"2025-06-01 05:30,0.1,0`), { code: "import.quote", data: { line: 3000, column: 1 } })); // prettier-ignore
});

describe("bad input: what is no meter file at all", () => {
  it("2 GB is refused unread", () => {
    const { readings, db, folder } = fixture();
    const path = join(folder, "huge.csv");
    const fd = openSync(path, "w");
    writeSync(fd, home);
    ftruncateSync(fd, 2 * 1024 ** 3);
    closeSync(fd);
    const before = performance.now();
    expect(faultOf(() => readings.previewFile(path, null))).toMatchObject({
      code: "import.tooLarge",
      data: { file: "huge.csv", bytes: 2 * 1024 ** 3, limit: SIZE_LIMIT },
    });
    expect(performance.now() - before).toBeLessThan(500);
    expect(rowsIn(db)).toEqual([0, 0, 0]);
  });
  it("a folder, a missing file, an endless device, a pipe nobody writes to", () => {
    const { readings, folder } = fixture();
    mkdirSync(join(folder, "sub"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    for (const path of [join(folder, "sub"), join(folder, "none.csv"), "/dev/zero", join(folder, "pipe")])
      expect(faultOf(() => readings.previewFile(path, null)).code).toBe("import.unreadable");
  });
  it("a file that changed after its preview", () => {
    const { readings, db, file } = fixture();
    const path = file("meter.csv", home);
    const { handle, choices } = readings.previewFile(path, null);
    file("meter.csv", generateHome(2));
    expect(faultOf(() => readings.importFile(handle, choices, null)).code).toBe("import.changed");
    expect(rowsIn(db)).toEqual([0, 0, 0]);
  });
  it("an unknown handle, an unknown zone, columns that are not there", () => {
    const { readings, file } = fixture();
    const path = file("meter.csv", home);
    const { handle, choices } = readings.previewFile(path, null);
    expect(faultOf(() => readings.importFile("0".repeat(32), choices, null)).code).toBe("import.handle");
    expect(faultOf(() => readings.importFile(handle, { ...choices, zone: "Mars/Olympus" }, null))).toMatchObject({ code: "import.zone", data: { zone: "Mars/Olympus" } }); // prettier-ignore
    expect(faultOf(() => readings.previewFile(path, { ...choices, generationColumn: 9 }))).toMatchObject({ code: "import.columns", data: { line: 3, column: 10, found: 3 } }); // prettier-ignore
    expect(faultOf(() => readings.previewFile(path, { ...choices, timeColumn: 1 })).code).toBe("import.time");
    expect(faultOf(() => readings.previewFile(path, { ...choices, delimiter: ";" })).code).toMatch(
      /^import\.(columns|time)$/,
    );
  });
  it("a bad file leaves an earlier import as it was", () => {
    const { readings, db, file } = fixture();
    importPath(readings, file("good.csv", home));
    const before = rowsIn(db);
    expect(
      faultOf(() => readings.previewFile(file("bad.csv", home.slice(0, home.indexOf("\n", 99_990) - 3)), null)).code,
    ).toBe("import.truncated");
    expect(rowsIn(db)).toEqual(before);
    expect(readings.currentFile()?.name).toBe("good.csv");
  });
});

describe("encodings that are read", () => {
  const chinese = `时间,用电(千瓦时),发电(千瓦时)\n${home.split("\n").slice(2).join("\n")}`;
  it.each<[string, Uint8Array]>([
    ["UTF-8 with mark", bytes([0xef, 0xbb, 0xbf], chinese)],
    ["UTF-16 little endian with mark", bytes([0xff, 0xfe], [...Buffer.from(chinese, "utf16le")])],
    ["UTF-16 big endian with mark", bytes([0xfe, 0xff], [...Buffer.from(chinese, "utf16le").swap16()])],
    ["GB18030", Buffer.from(`\xca\xb1\xbc\xe4,\xd3\xc3\xb5\xe7,\xb7\xa2\xb5\xe7\n${home.split("\n").slice(2).join("\n")}`, "latin1")],
    ["Windows-1252", Buffer.from(`Zeit,Verbrauch Z\xe4hler kWh,Erzeugung kWh\n${home.split("\n").slice(2).join("\n")}`, "latin1")],
  ])("%s", (_, content) => {
    const { readings, file } = fixture();
    const { preview, report } = importPath(readings, file("meter.csv", content));
    expect(preview.choices).toMatchObject({ consumptionColumn: 1, generationColumn: 2, unit: "kWh" });
    expect(preview.columns[1]).toMatch(/用电|Zähler/);
    expect(report).toMatchObject({ readings: 5760, days: 60 });
  }); // prettier-ignore

  it.skipIf(!hasSample)("the sample cut anywhere is refused or a whole number of rows", () => {
    const { readings, db, file } = fixture();
    const whole = readFileSync(SAMPLE);
    for (let cut = 100_000; cut < 100_700; cut += 7) {
      const part = whole.subarray(0, cut);
      const ends = part[part.length - 1] === 10;
      const run = () => readings.previewFile(file(`cut-${cut}.csv`, part), null);
      if (ends) expect(run().rows).toBeGreaterThan(2000);
      else expect(faultOf(run)).toMatchObject({ code: "import.truncated", data: { line: part.toString().split("\n").length } }); // prettier-ignore
    }
    expect(rowsIn(db)).toEqual([0, 0, 0]);
  });
});
