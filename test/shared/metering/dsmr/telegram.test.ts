/** Telegrams as meters send them: checksum, variants, sub-meters, streams; damage of every kind is a fault in its place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc16, crcText } from "../../../../shared/metering/dsmr/crc16.ts";
import { readDsmrTime } from "../../../../shared/metering/dsmr/dsmrClock.ts";
import { readTelegram, TELEGRAM_LIMIT } from "../../../../shared/metering/dsmr/telegram.ts";
import { meaningOf } from "../../../../shared/metering/dsmr/telegramMeaning.ts";
import { readingsOf } from "../../../../shared/metering/dsmr/telegramReadings.ts";
import { TelegramStream } from "../../../../shared/metering/dsmr/telegramStream.ts";
import { faultOf } from "../read.ts";

const sent = (head: string, lines: readonly string[]): string => {
  const body = `/${head}\r\n\r\n${lines.join("\r\n")}\r\n!`;
  return `${body}${crcText(crc16(body))}\r\n`;
};
const DUTCH = [
  "1-3:0.2.8(50)",
  "0-0:1.0.0(210330192305S)",
  "0-0:96.1.1(4530303331)",
  "1-0:1.8.1(000009.533*kWh)",
  "1-0:1.8.2(000014.154*kWh)",
  "1-0:2.8.1(002248.911*kWh)",
  "1-0:2.8.2(005072.177*kWh)",
  "1-0:1.7.0(00.000*kW)",
];
const BELGIAN = [
  "0-0:96.1.4(50217)",
  "0-0:96.1.1(3153414733313030)",
  "0-0:1.0.0(230102121000W)",
  "1-0:1.8.1(000001.000*kWh)",
  "1-0:1.8.2(000000.500*kWh)",
  "1-0:1.4.0(02.351*kW)",
  "1-0:1.6.0(230101194500W)(06.450*kW)",
  "0-0:98.1.0(1)(1-0:1.6.0)(1-0:1.6.0)(221201000000W)(221205181500W)(04.329*kW)",
  "0-0:17.0.0(999.9*kW)",
  "0-1:24.1.0(003)",
  "0-1:96.1.1(37464C4F32)",
  "0-1:24.4.0(1)",
  "0-1:24.2.3(230102120500W)(00112.384*m3)",
  "0-2:24.1.0(007)",
  "0-2:24.2.1(230102120500W)(00872.234*m3)",
];
const LUXEMBOURG = [
  "1-3:0.2.8(42)",
  "0-0:1.0.0(230704120000S)",
  "0-0:42.0.0(53414731)",
  "1-0:1.8.0(000273.764*kWh)",
  "1-0:2.8.0(112743.030*kWh)",
  "1-0:3.8.0(000462.590*kvarh)",
  "1-0:9.7.0(00.913*kVA)",
  "1-1:31.4.0(040*A)(-040*A)",
];
const text = sent("Ene5\\T210-D", DUTCH);
const meaning = (lines: readonly string[], head = "Ene5\\T210-D") => meaningOf(readTelegram(sent(head, lines), 1, 0));

describe("a telegram", () => {
  it("has the checksum of its standard", () => expect(crcText(crc16("123456789"))).toBe("BB3D"));
  it("holds as sent and with bare line feeds, and with one bit changed not", () => {
    expect(readTelegram(text, 1, 0).checksum).toBe("holds");
    expect(readTelegram(text.replaceAll("\r\n", "\n"), 1, 0).checksum).toBe("holds");
    fc.assert(
      fc.property(fc.nat(text.indexOf("!") - 1), fc.nat(6), (at, bit) => {
        const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
        const framed = new TelegramStream();
        const [first] = [...framed.push(flipped), ...framed.end()];
        expect(first && "telegram" in first && first.telegram.checksum === "holds").toBeFalsy();
      }),
    );
  });
  it("gives its tariffs' sum where it shows none", () => {
    const readings = readingsOf(meaning(DUTCH), { kind: "meter", name: "m" });
    const of = (register: string) => readings.find((one) => one.register === register);
    expect(of("1-0:1.8.0")).toMatchObject({ value: 23_687, unit: "Wh", at: Date.UTC(2021, 2, 30, 17, 23, 5) / 1000 });
    expect(of("1-0:2.8.0")?.value).toBe(7_321_088);
    expect(of("1-0:1.7.0")).toBeUndefined();
  });
  it("of Belgium: peak with its time, gas not corrected, water", () => {
    const { variant, version, registers, subMeters, others } = meaning(BELGIAN, "FLU5\\253770234_A");
    expect([variant, version]).toEqual(["belgium", "5"]);
    expect(registers.find(({ register }) => register === "1-0:1.6.0")).toMatchObject({ value: 6450, unit: "W", at: Date.UTC(2023, 0, 1, 18, 45) / 1000 }); // prettier-ignore
    expect(subMeters).toMatchObject([
      { channel: 1, carrier: "gas", equipment: "37464C4F32", valve: 1, reading: { register: "7-1:3.0.0", value: 112_384, unit: "L" } },
      { channel: 2, carrier: "water", reading: { register: "8-2:1.0.0", value: 872_234 } },
    ]); // prettier-ignore
    expect(others).toEqual(["0-0:98.1.0", "0-0:17.0.0"]);
  });
  it("of Luxembourg: totals alone, reactive energy, apparent power", () => {
    const { variant, version, equipment, registers } = meaning(LUXEMBOURG, "Lux5\\253663629_D");
    expect([variant, version, equipment]).toEqual(["luxembourg", "4.2", "53414731"]);
    expect(registers.map(({ register, value, unit }) => [register, value, unit])).toEqual([
      ["1-0:1.8.0", 273_764, "Wh"],
      ["1-0:2.8.0", 112_743_030, "Wh"],
      ["1-0:3.8.0", 462_590, "varh"],
      ["1-0:9.7.0", 913, "VA"],
    ]);
  });
  it("heat in gigajoules, cooling, a second electricity meter", () => {
    const meters = [
      "0-3:24.1.0(012)",
      "0-3:24.2.1(230102120000W)(00012.345*GJ)",
      "0-4:24.1.0(010)",
      "0-4:24.2.1(230102120000W)(1.5*GJ)",
    ];
    expect(meaning([...DUTCH, ...meters]).subMeters.map(({ carrier, reading }) => [carrier, reading?.register, reading?.value])).toEqual([
      ["heat", "6-3:1.0.0", 12_345_000],
      ["cooling", "5-4:1.0.0", 1_500_000],
    ]); // prettier-ignore
  });
  it.each([
    ["130331020000W", Date.UTC(2013, 2, 31, 1)],
    ["131027023000S", Date.UTC(2013, 9, 27, 0, 30)],
    ["131027023000W", Date.UTC(2013, 9, 27, 1, 30)],
    ["120517020000", Date.UTC(2012, 4, 17, 0)],
    ["130331015959", Date.UTC(2013, 2, 31, 0, 59, 59)],
    ["130331030000", Date.UTC(2013, 2, 31, 1)],
  ])("time %s", (written, utc) => expect(readDsmrTime(written)).toBe(utc / 1000));
  it.each(["130229000000W", "131301000000W", "130101240000W", "13010100000W", "130101000000X"])(
    "no time: %s",
    (written) => expect(readDsmrTime(written)).toBeUndefined(),
  );
});

describe("damage", () => {
  const withLine = (i: number, line: string) =>
    sent(
      "Ene5\\T210-D",
      DUTCH.map((one, k) => (k === i ? line : one)),
    );
  it.each<[string, string, object]>([
    ["a value that is no number", withLine(3, "1-0:1.8.1(00O009.533*kWh)"), { code: "import.number", data: { line: 6 } }],
    ["an unknown unit", withLine(3, "1-0:1.8.1(000009.533*kXh)"), { code: "import.number", data: { line: 6 } }],
    ["a counter below zero", withLine(3, "1-0:1.8.1(-00009.533*kWh)"), { code: "import.negative", data: { line: 6 } }],
    ["no such day", withLine(1, "0-0:1.0.0(210231192305S)"), { code: "import.time", data: { line: 4 } }],
    ["a line of another world", withLine(3, "<html>"), { code: "import.telegram", data: { line: 6, text: "<html>" } }],
    ["a byte that no telegram has", withLine(3, "1-0:1.8.1(0\x00)"), { code: "import.telegram", data: { line: 6, column: 12 } }],
    ["a head that is none", "/x\r\n!\r\n", { code: "import.telegram", data: { line: 1, column: 1 } }],
    ["no end", "/Ene5\\T210-D\r\n\r\n1-3:0.2.8(50)\r\n", { code: "import.truncated" }],
    ["a checksum of five digits", "/Ene5\\T210-D\r\n!12345\r\n", { code: "import.telegram", data: { line: 2 } }],
  ])("%s", (_, damaged, expected) => expect(faultOf(() => meaningOf(readTelegram(damaged, 1, 0)))).toMatchObject(expected)); // prettier-ignore
  it("a stored copy with other line ends whose checksum does not hold is no proof of damage; a sent one is", () => {
    const wrong = text.replace(/!..../, "!0000");
    expect(readTelegram(wrong, 1, 0).checksum).toBe("fails");
    expect(readTelegram(wrong.replaceAll("\r\n", "\n"), 1, 0).checksum).toBe("rewritten");
  });
});

describe("a stream", () => {
  const all = (stream: TelegramStream, chunks: readonly string[]) => [
    ...chunks.flatMap((chunk) => stream.push(chunk)),
    ...stream.end(),
  ];
  const told = (framed: ReturnType<typeof all>) => framed.map((one) => ("telegram" in one ? one.telegram.checksum : [one.fault.code, one.fault.data["line"]])); // prettier-ignore

  it("comes in any chunks, with lines and bytes of each telegram", () => {
    const three = text.repeat(3);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (size) => {
        const chunks = Array.from({ length: Math.ceil(three.length / size) }, (_, i) =>
          three.slice(i * size, (i + 1) * size),
        );
        const framed = all(new TelegramStream(), chunks);
        expect(framed.map((one) => "telegram" in one && [one.telegram.checksum, one.telegram.line, one.telegram.byte])).toEqual([0, 1, 2].map((i) => ["holds", 1 + i * 11, i * text.length])); // prettier-ignore
      }),
    );
  });
  it("that begins in the middle of a telegram skips it", () => {
    const stream = new TelegramStream();
    expect(told(all(stream, [text.slice(40), text]))).toEqual(["holds"]);
    expect(stream.skipped).toBe(text.length - 40);
  });
  it("goes on after a cut and after garbage, naming both", () => {
    expect(told(all(new TelegramStream(), [text, text.slice(0, 60), "\r\n", text]))).toEqual(["holds", ["import.truncated", 12], "holds"]); // prettier-ignore
    expect(told(all(new TelegramStream(), [text, "garbage\r\n", text]))).toEqual(["holds", ["import.telegram", 12], "holds"]); // prettier-ignore
  });
  it("that is cut off is truncated", () => {
    for (const cut of [10, 100, text.length - 8]) {
      const last = told(all(new TelegramStream(), [text, text.slice(0, cut)])).at(-1);
      expect(last?.[0]).toBe("import.truncated");
    }
  });
  it("without end keeps no more than a telegram's size", () => {
    const stream = new TelegramStream();
    let faults = 0;
    for (let i = 0; i < 200; i++) faults += stream.push(`${i === 0 ? "/ABC5x\r\n" : ""}${"7".repeat(1000)}`).length;
    expect(faults).toBeGreaterThan(0);
    expect(JSON.stringify(stream.end()).length).toBeLessThan(1000 + TELEGRAM_LIMIT);
  });
});
