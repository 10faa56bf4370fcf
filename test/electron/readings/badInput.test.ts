/** Bad input of each kind: a fault with line and column where there is one, and nothing of it in the database. */
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SIZE_LIMIT } from "../../../shared/metering/files/fileText.ts";
import type { Fault } from "../../../shared/ipc/fault.ts";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import { SAMPLE, faultOf, fixture, hasSample, importPath, rowsIn } from "./readingsFixture.ts";

const home = generateHome(1);
const lines = home.split("\n");
const withLine = (line: number, text: string) => [...lines.slice(0, line - 1), text, ...lines.slice(line)].join("\n");
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

/** Previewing fails, and so does importing the same path after a good file was previewed there; the fault of the former. */
function refused(content: string | Uint8Array): Fault {
  const { readings, db, file } = fixture();
  const path = file("meter.csv", home);
  const good = readings.previewFile(path, null);
  file("meter.csv", content);
  const imported = faultOf(() => readings.importFile(good.handle, good.choices, null));
  const previewed = faultOf(() => readings.previewFile(path, null));
  for (const { code, data } of [imported, previewed]) {
    expect(code).toMatch(/^import\./);
    expect(data["file"]).toBe("meter.csv");
  }
  expect(rowsIn(db)).toEqual([0, 0, 0]);
  return previewed;
}
const cutOff = (line: number) => ({ code: "import.truncated", data: { line } });
const june = (rest: string) => withLine(3000, `2025-06-01 05:30${rest}`);
const row = (line: number): string => lines[line - 1] ?? "";
const notUtf8 = () => {
  const broken = Buffer.from(home);
  const at = home.indexOf("\n", 140_000) + 1;
  broken[at + 3] = 0xff;
  return { broken, line: home.slice(0, at).split("\n").length, byte: at + 3 };
};

describe("bad input: nothing imported, line and column named", () => {
  it.each<[string, string | Uint8Array, object]>([
    ["empty", "", { code: "import.empty" }],
    ["only blank lines", "\n\n  \n", { code: "import.empty" }],
    ["a header without rows", "time,consumption,generation\n", { code: "import.columns", data: { line: 1, column: 1 } }],
    ["a picture", bytes([0x89], "PNG\r\n", [0x1a, 0x0a, 0, 0, 0, 13], "IHDR"), { code: "import.binary", data: { line: 2, column: 1, byte: 6 } }],
    ["zero bytes far inside", Buffer.concat([Buffer.from(home), Buffer.alloc(9)]), { code: "import.binary", data: { line: 5763, column: 1, byte: home.length } }],
    ["not UTF-8 where it began as UTF-8", notUtf8().broken, { code: "import.encoding", data: { encoding: "utf-8", line: notUtf8().line, column: 4, byte: notUtf8().byte } }],
    ["UTF-16 without a byte order mark", Buffer.from(home, "utf16le"), { code: "import.binary", data: { line: 1, column: 2 } }],
    ["half a character of UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(home, "utf16le").subarray(0, 201)]), { code: "import.encoding", data: { encoding: "utf-16le" } }],
    ["a line with a column less", june(",0.1"), { code: "import.columns", data: { line: 3000, column: 2, expected: 3, found: 2 } }],
    ["a line with a column more", june(",0.1,0,1"), { code: "import.columns", data: { line: 3000, column: 4, expected: 3, found: 4 } }],
    ["no energy, no time", "name,street\nKim,Elm\nLee,Oak\n", { code: "import.columns", data: { line: 1, column: 1 } }],
    ["a word for a number", withLine(3000, row(3000).replace(/,.*,/, ",oops,")), { code: "import.number", data: { line: 3000, column: 2, text: "oops" } }],
    ["a negative register", withLine(3000, row(3000).replace(/,[^,]*$/, ",-0.1")), { code: "import.negative", data: { line: 3000, column: 3, text: "-0.1" } }],
    ["dates out of order", withLine(3000, row(2901)), { code: "import.order", data: { line: 3000, column: 1, text: row(2901).slice(0, 16), before: row(2999).slice(0, 16) } }],
    ["a time twice", withLine(3001, row(3000)), { code: "import.duplicate", data: { line: 3001, column: 1, text: row(3000).slice(0, 16) } }],
    ["a date that does not exist", withLine(3000, "2025-06-31 05:30,0.1,0"), { code: "import.time", data: { line: 3000, column: 1 } }],
    ["a line without end", `${home}${"7".repeat(700_000)}`, { code: "import.lineTooLong", data: { line: 5763, column: 1 } }],
    ["an open quotation mark", withLine(3000, `"2025-06-01 05:30,0.1,0`), { code: "import.quote", data: { line: 3000, column: 1 } }],
  ])("%s", (_, content, expected) => expect(refused(content)).toMatchObject(expected)); // prettier-ignore

  it.each([1, 2, 3, 4, 5, 9, 14, 24])("cut off %i characters before a line's end", (cut) => {
    const part = home.slice(0, home.indexOf("\n", 100_000) - cut);
    expect(refused(part)).toMatchObject(cutOff(part.split("\n").length));
  });
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

  it.skipIf(!hasSample)("the sample cut anywhere but at a line's end is refused", () => {
    const { readings, db, file } = fixture();
    const whole = readFileSync(SAMPLE);
    const cuts = Array.from({ length: 100 }, (_, i) => 100_000 + i * 7).filter((cut) => whole[cut - 1] !== 10);
    for (const cut of cuts) {
      const part = whole.subarray(0, cut);
      expect(faultOf(() => readings.previewFile(file("cut.csv", part), null))).toMatchObject(
        cutOff(part.toString().split("\n").length),
      );
    }
    expect(rowsIn(db)).toEqual([0, 0, 0]);
  });
});
