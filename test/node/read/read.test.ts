/** `npm run read`: what each kind of file says, in both languages and for programs; damage of each kind by exit code, message and place. */
import { execFileSync } from "node:child_process";
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { read } from "../../../node/read/main.ts";
import { crc16, crcText } from "../../../shared/metering/dsmr/crc16.ts";
import { generateHome } from "../../../shared/metering/generatedHome.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { feedText } from "../../shared/metering/greenButton/feed.ts";

const DATA = join(import.meta.dirname, "../../../../shared/data/meters");
const samples = existsSync(DATA)
  ? readdirSync(DATA, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.name.endsWith(".json")).map((one) => join(one.parentPath, one.name)) // prettier-ignore
  : [];
if (samples.length === 0) console.warn("SKIPPED: the sample files are not in ../shared/data/meters");

function run(...args: string[]): { code: number; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const lang = args.includes("zh") ? "zh" : "en";
  const code = read(args, lang, (line) => out.push(line), (line) => err.push(line)); // prettier-ignore
  return { code, out, err };
}
function written(content: string | Uint8Array, name = "meter.txt"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}
const telegram = (time: string, kwh: string): string => {
  const body = `/Ene5\\T210-D\r\n\r\n1-3:0.2.8(50)\r\n0-0:1.0.0(${time})\r\n1-0:1.8.1(${kwh}*kWh)\r\n1-0:1.8.2(000001.000*kWh)\r\n1-0:2.8.1(000000.000*kWh)\r\n!`;
  return `${body}${crcText(crc16(body))}\r\n`;
};
const log = telegram("230601120000S", "000010.000") + telegram("230601121500S", "000010.250") + telegram("230601124500S", "000011.000"); // prettier-ignore
const registers = (path: string) => {
  const { code, out } = run(path, "--json");
  return { code, ...(JSON.parse(out[0] ?? "{}") as { kind: string; registers: Record<string, unknown>[]; fault: object }) }; // prettier-ignore
};

describe("what files say", () => {
  it.skipIf(samples.length === 0)("every sample file passes, as a table and for programs", () => {
    for (const path of samples)
      for (const args of [[], ["--json"], ["--lang", "zh"]]) expect([path, run(path, ...args)]).toMatchObject([path, { code: 0, err: [] }]); // prettier-ignore
    expect(samples.length).toBeGreaterThanOrEqual(9);
  });
  it("telegrams: counters with tariffs' sums, rhythm and gap", () => {
    const { code, kind, registers: all } = registers(written(log));
    expect([code, kind]).toEqual([0, "dsmr"]);
    expect(all.find(({ register }) => register === "1-0:1.8.0")).toMatchObject({
      readings: 3,
      interval: 900,
      first: "2023-06-01T10:00:00.000Z",
      last: "2023-06-01T10:45:00.000Z",
      firstValue: 11_000,
      lastValue: 12_000,
      total: 1000,
      gaps: 1,
      missing: 1,
      unit: "Wh",
    });
  });
  it("Green Button: energy per interval, with what is substituted", () => {
    const { code, kind, registers: all } = registers(written(feedText({ readings: [[250], [100, 8], [4000]] }), "usage.dat")); // prettier-ignore
    expect([code, kind]).toEqual([0, "greenButton"]);
    expect(all).toMatchObject([{ register: "1-0:1.8.0", readings: 3, total: 4350, substituted: 1, gaps: 0 }]);
  });
  it("delimited text: gross figures and the registers that follow from them", () => {
    const { code, kind, registers: all } = registers(written(generateHome(1)));
    expect([code, kind]).toEqual([0, "delimited"]);
    expect(all.map(({ register, kind: what }) => [register, what])).toEqual([["", "interval"], ["", "interval"], ["1-0:1.8.0", "derived"], ["1-0:2.8.0", "derived"]]); // prettier-ignore
  });
  it("speaks both languages", () => {
    const path = written(log);
    expect(run(path).out.join("\n")).toMatch(
      /3 telegrams \(3 checksum holds\)[\s\S]*1-0:1\.8\.0 +counter +3 +15 minutes/,
    );
    expect(run(path, "--lang", "zh").out.join("\n")).toMatch(/3 份报文（3 校验码相符）[\s\S]*1-0:1\.8\.0 +表码读数/);
  });
});

describe("damage: exit code 1 and the place", () => {
  const flipped = log.replace("000010.250", "000010.251");
  it.each<[string, string | Uint8Array, RegExp, object]>([
    ["a telegram with a flipped bit", flipped, /meter\.txt, line 16: the telegram’s checksum is [0-9A-F]{4}/, { code: "import.checksum", line: 16 }],
    ["a telegram that is cut off", log.slice(0, -30), /line \d+, column 1: the file stops/, { code: "import.truncated" }],
    ["Green Button cut off", feedText({ readings: [[1], [2]] }).slice(0, -50), /no well-formed XML/, { code: "import.xml" }],
    ["an entity bomb", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, /line 1, column 1: a meter’s file brings no document type/, { code: "import.doctype" }],
    ["delimited text cut off", generateHome(1).slice(0, 100_001), /line \d+, column \d+: the file stops/, { code: "import.truncated" }],
    ["SML", Uint8Array.from([0x1b, 0x1b, 0x1b, 0x1b, 1, 1, 1, 1, 0x76]), /byte 9: the transmission stops/, { code: "import.smlTruncated" }],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), /not a text file/, { code: "import.binary" }],
    ["nothing", "", /is empty/, { code: "import.empty" }],
  ])("%s", (_, content, message, fault) => {
    const path = written(content);
    const { code, err } = run(path);
    expect(code).toBe(1);
    expect(err.join("\n")).toMatch(message);
    expect(registers(path)).toMatchObject({ code: 1, fault });
    expect(run(path, "--lang", "zh").err.join("")).toMatch(/没有导入任何内容/);
  }); // prettier-ignore
  it("a stored copy with other line ends and a wrong checksum is told, and damaged only if asked strictly", () => {
    const path = written(flipped.replaceAll("\r\n", "\n"));
    expect(run(path)).toMatchObject({ code: 0, err: [] });
    expect(run(path).out.join("\n")).toMatch(/Line 16: the checksum [0-9A-F]{4} does not hold/);
    expect(run(path, "--strict").code).toBe(1);
  });
  it("2 GB are refused unread; a folder, a device, a pipe and a missing file give 2", () => {
    const folder = temporaryFolder();
    const huge = join(folder, "huge.xml");
    const fd = openSync(huge, "w");
    ftruncateSync(fd, 2 * 1024 ** 3);
    closeSync(fd);
    expect(run(huge)).toMatchObject({ code: 1, err: [expect.stringMatching(/larger than a meter file/)] });
    mkdirSync(join(folder, "sub"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    for (const path of [join(folder, "sub"), join(folder, "none"), "/dev/zero", join(folder, "pipe")])
      expect(run(path).code).toBe(2);
  });
  it("one bad file of several sets the exit code, and the good ones are told", () => {
    const { code, out } = run(written(log), written("", "empty.txt"));
    expect(code).toBe(1);
    expect(out.join("\n")).toMatch(/1-0:1\.8\.0/);
  });
});
