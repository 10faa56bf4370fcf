/** SML: values with sign and unit, from chunks cut anywhere; every damage is named with its byte, and what is bounded ends. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crcKermit, crcX25 } from "../../../../shared/metering/sml/checksums.ts";
import { liveOfSml, registersOf, serverText } from "../../../../shared/metering/sml/registers.ts";
import { type SmlFramed, SmlStream } from "../../../../shared/metering/sml/transport.ts";
import { SmlReader } from "../../../../shared/metering/sml/values.ts";
import { checksum, ENERGY_IN, HOUSE, list, message, none, octets, signed, transmission, transport, u8, unsigned, timestamp } from "./build.ts"; // prettier-ignore

const framesOf = (bytes: Uint8Array): SmlFramed[] => {
  const stream = new SmlStream();
  return [...stream.push(bytes), ...stream.end()];
};
const listsOf = (bytes: Uint8Array) => framesOf(bytes).flatMap((one) => ("lists" in one ? one.lists : []));
const faultsOf = (bytes: Uint8Array) => framesOf(bytes).flatMap((one) => ("fault" in one ? [one.fault] : []));
const house = transmission(HOUSE);

it("the checksums are those of their check values", () => {
  // CRC-16/X-25 of "123456789" is 906E, sent low byte first.
  expect(crcX25(new TextEncoder().encode("123456789"))).toBe(0x6e90);
  // CRC-16/KERMIT of it is 2189, sent high byte first.
  expect(crcKermit(new TextEncoder().encode("123456789"))).toBe(0x2189);
});

describe("a household meter", () => {
  it("registers in our smallest units", () => {
    const [one] = listsOf(house);
    expect(one && registersOf(one)).toEqual([
      { register: "1-0:1.8.0", counter: true, value: 4_181_231, unit: "Wh", at: null },
      { register: "1-0:2.8.0", counter: true, value: 9_876, unit: "Wh", at: null },
      { register: "1-0:16.7.0", counter: false, value: -1_234, unit: "W", at: null },
      { register: "1-0:32.7.0", counter: false, value: 231_400, unit: "mV", at: null },
    ]);
    expect(serverText(one?.server ?? null)).toBe("1 EMH00 12345678");
  });
  it("live values with sign and unit", () => {
    const [one] = listsOf(house);
    expect(one && liveOfSml(one).map(({ id, role, milli, unit }) => [id, role, milli, unit])).toEqual([
      ["1-0:1.8.0", "imported", 4_181_231_800, "Wh"],
      ["1-0:2.8.0", "exported", 9_876_500, "Wh"],
      ["1-0:16.7.0", "gridPower", -1_234_000, "W"],
      ["1-0:32.7.0", "voltage", 231_400, "V"],
    ]);
  });
  it("tariffs are summed where the total is not shown", () => {
    const tariff = (e: number, wh: bigint) => ({ name: [1, 0, 1, 8, e, 255], unit: 30, scaler: 0, value: unsigned(wh, 4) }); // prettier-ignore
    const [one] = listsOf(transmission([tariff(1, 500n), tariff(2, 70n)]));
    expect(one && liveOfSml(one).map(({ id, milli }) => [id, milli])).toContainEqual(["1-0:1.8.0", 570_000]);
  });
  it("a meter with a calendar states its time", () => {
    const [one] = listsOf(transmission(HOUSE, timestamp(1_790_000_000)));
    expect(one?.time).toBe(1_790_000_000);
  });
  it("a value that no home has, or in a unit that its register has not, is left out", () => {
    const [one] = listsOf(
      transmission([
        { name: ENERGY_IN, unit: 30, scaler: 12, value: unsigned(2n ** 60n, 8) },
        { name: ENERGY_IN, unit: 30, scaler: 0, value: signed(-5n, 4) },
        { name: [1, 0, 32, 7, 0, 255], unit: 33, scaler: 0, value: unsigned(5n, 1) },
      ]),
    );
    expect(one && registersOf(one).filter(({ unit }) => unit === "Wh")).toEqual([]);
    expect(one && liveOfSml(one).filter(({ role }) => role === "voltage")).toEqual([]);
  });
});

it("a meter that sends the other checksum throughout is read, one that mixes them is not", () => {
  const kermit = (bytes: readonly number[]): [number, number] => {
    let crc = 0;
    for (const byte of bytes)
      for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (((crc ^ (byte >> bit)) & 1) === 1 ? 0x8408 : 0);
    return [crc >> 8, crc & 255];
  };
  expect(listsOf(transmission(HOUSE, undefined, kermit))).toEqual(listsOf(house));
  expect(faultsOf(transport(message(0x201, list(none), kermit)))).toMatchObject([{ data: { reason: "checksum" } }]);
});

it("chunks cut anywhere, a beginning in the middle and noise between give the same", () => {
  const stream = Uint8Array.from([...house.slice(40), 0, 0xff, ...house, 0x1b, 0x1b, 7, ...house]);
  const whole = listsOf(stream);
  expect(whole).toHaveLength(2);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 }), (sizes) => {
      const reader = new SmlStream();
      const out: SmlFramed[] = [];
      for (let at = 0, i = 0; at < stream.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        out.push(...reader.push(stream.slice(at, at + size)));
        at += size;
      }
      expect(out.flatMap((one) => ("lists" in one ? one.lists : []))).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

describe("damage", () => {
  it("any single bit that is turned is found, and nothing of it is believed", () => {
    const expected = listsOf(house);
    for (let bit = 64; bit < house.length * 8; bit++) {
      const bytes = Uint8Array.from(house);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const lists = listsOf(bytes);
      expect(lists.length === 0 || JSON.stringify(lists, big) === JSON.stringify(expected, big)).toBe(
        lists.length === 0,
      );
      expect(faultsOf(bytes).length).toBeGreaterThan(0);
    }
  });
  it("cut off anywhere it says nothing, and what it lacks is said with its place", () => {
    for (let length = 8; length < house.length; length++) {
      expect(listsOf(house.slice(0, length))).toEqual([]);
      expect(faultsOf(house.slice(0, length))).toMatchObject([{ code: "import.smlTruncated", data: { byte: length } }]);
    }
  });
  it("a transmission that begins again before it ended is named, and the next one counts", () => {
    const twice = Uint8Array.from([...house.slice(0, 100), ...house]);
    expect(faultsOf(twice)).toMatchObject([{ code: "import.smlTruncated", data: { byte: 100 } }]);
    expect(listsOf(twice)).toHaveLength(1);
  });
  it("a wrong checksum names both", () => {
    const bytes = Uint8Array.from(house);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(faultsOf(bytes)).toMatchObject([{ code: "import.smlChecksum", data: { byte: house.length - 2 } }]);
  });
  it.each<[string, number[]]>([
    ["checksum", message(0x701, list(none), () => [0, 0])],
    ["list", message(0x701, list(none))],
    ["entry", message(0x701, list(none, none, none, none, list(list(u8(1))), none, none))],
    ["message", [0x77, 1, 1, 1]],
    ["depth", [0x76, ...octets(1), ...u8(0), ...u8(0), ...Array<number>(20).fill(0x71), 1]],
    ["length", [0x76, ...octets(1), ...u8(0), ...u8(0), 0xff, 0x8f, 0x8f, 0x0f]],
    ["type", [0x76, ...octets(1), ...u8(0), ...u8(0), 0x22, 0]],
    ["messages", Array.from({ length: 17 }, () => message(0x201, list(none))).flat()],
  ])("%s within a transmission that is whole", (reason, body) => {
    expect(faultsOf(transport(body))).toMatchObject([{ code: "import.sml", data: { reason } }]);
  });
});

describe("bounds", () => {
  it("a stream without an end does not grow", () => {
    const stream = new SmlStream();
    stream.push(house.slice(0, 60));
    let faults = 0;
    for (let k = 0; k < 200; k++) faults += stream.push(new Uint8Array(1_024).fill(0x62)).length;
    expect(faults).toBeGreaterThan(0);
    expect(stream.push(house).filter((one) => "lists" in one)).toHaveLength(1);
  });
  it("lists that promise more than there is, and lists of lists, end at once", () => {
    expect(() => new SmlReader(Uint8Array.of(0xff, 0x8f, 0x8f, 0x0f)).next()).toThrow("length");
    expect(() => new SmlReader(new Uint8Array(4_000).fill(0x7f)).next()).toThrow("depth");
    const wide = Array.from({ length: 15 }, () => [0xff, 0x8f, 0x0f, ...Array<number>(4_095).fill(1)]).flat();
    expect(() => new SmlReader(Uint8Array.from([0x7f, ...wide])).next()).toThrow("values");
  });
  it("any bytes at all end in values or in a place", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const framed = framesOf(transport([...bytes]));
        expect(framed.length).toBeGreaterThan(0);
        for (const one of framed) expect("lists" in one || typeof one.fault.data["byte"] === "number").toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

it("the builder's checksum is the standard's too", () => {
  expect(checksum([...new TextEncoder().encode("123456789")])).toEqual([0x6e, 0x90]);
});

const big = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
