/** Green Button: units, qualities, registers and order of entries; what is not well-formed, not bounded or cannot be is a fault with its line. */
import { describe, expect, it } from "vitest";
import { alignedOf } from "../../../../shared/metering/files/greenButtonFile.ts";
import { type GreenButtonFeed, GreenButtonScan } from "../../../../shared/metering/greenButton/greenButtonScan.ts";
import { seriesOf } from "../../../../shared/metering/greenButton/intervalSeries.ts";
import { faultOf } from "../read.ts";
import { feedText, typeOf } from "./feed.ts";

function read(text: string, size = 700) {
  const scan = new GreenButtonScan();
  for (let at = 0; at < text.length; at += size) scan.push(text.slice(at, at + size));
  return seriesOf(scan.end());
}
const values = (text: string) => read(text).map((one) => [...one.values]);
const good = feedText({ readings: [[250], [100], [0], [4000]] });

describe("what a feed says", () => {
  it("in any chunks: intervals in thousandths of a Wh", () => {
    for (const size of [1, 7, 4096, 1e6]) expect(read(good, size)).toMatchObject([{ register: "1-0:1.8.0", unit: "Wh", carrier: "electricity", start: 1_330_578_000, interval: 900, count: 4 }]); // prettier-ignore
    expect(values(good)).toEqual([[250_000, 100_000, 0, 4_000_000]]);
  });
  it("both directions, whatever the order of entries", () => {
    const both = feedText({ readings: [[250]], exported: [[70]] });
    expect(read(both).map(({ register, values: [first] }) => [register, first])).toEqual([["1-0:1.8.0", 250_000], ["1-0:2.8.0", 70_000]]); // prettier-ignore
  });
  it.each<[string, string, number, number]>([
    ["kWh by its power of ten", "<uom>72</uom><powerOfTenMultiplier>3</powerOfTenMultiplier>", 2, 2_000_000],
    ["a thousandth of a Wh", "<uom>72</uom><powerOfTenMultiplier>-3</powerOfTenMultiplier>", 1500, 1500],
    ["watts over a quarter-hour", "<uom>38</uom>", 1000, 250_000],
    ["joules", "<uom>31</uom>", 3600, 1000],
  ])("%s", (_, more, written, milli) =>
    expect(values(feedText({ readings: [[written]], type: typeOf(1, more) }))).toEqual([[milli]]),
  );
  it("gas in cubic feet and therms", () => {
    const gas = (more: string) => read(feedText({ readings: [[100]], type: typeOf(1, more).replace("<commodity>1", "<commodity>7") })); // prettier-ignore
    expect(gas("<uom>119</uom>")).toMatchObject([{ register: "7-0:3.0.0", carrier: "gas", unit: "L" }]);
    expect(gas("<uom>119</uom>")[0]?.values[0]).toBe(2_831_700);
    expect(gas("<uom>169</uom>")[0]?.values[0]).toBe(2_930_722_222);
  });
  it("missing stays missing, and an estimate says so", () => {
    const text = feedText({ readings: [[250, 0], [100, 8], [1], [4000, 17]] }).replace(/<IntervalReading><timePeriod><duration>900<\/duration><start>1330579800.*?<\/IntervalReading>/s, ""); // prettier-ignore
    const [one] = read(text);
    expect([...(one?.values ?? [])]).toEqual([250_000, 100_000, NaN, 4_000_000]);
    expect([...(one?.quality ?? [])]).toEqual([1, 2, 0, 1]);
  });
  it("the same interval twice is one; a measured one beats an estimate; two that differ are a fault", () => {
    const twice = (a: readonly [number, number], b: readonly [number, number]) => {
      const text = feedText({ readings: [a] });
      const again = feedText({ readings: [b] });
      const one = (whole: string) => /<IntervalReading>.*<\/IntervalReading>/s.exec(whole)?.[0] ?? "";
      return text.replace(one(text), one(text) + one(again));
    };
    expect(values(twice([250, 0], [250, 0]))).toEqual([[250_000]]);
    expect(values(twice([250, 8], [260, 0]))).toEqual([[260_000]]);
    expect(values(twice([260, 0], [250, 8]))).toEqual([[260_000]]);
    expect(faultOf(() => values(twice([250, 0], [260, 0])))).toMatchObject({ code: "import.duplicate" });
  });
});

describe("what is refused, with its place", () => {
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE feed [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">\n]>\n<feed>&b;</feed>`;
  it.each<[string, string, object]>([
    ["an entity bomb", bomb, { code: "import.doctype", data: { line: 2, column: 1 } }],
    ["a document type behind a comment that names one", `<!-- <!DOCTYPE x> -->\n<!doctype feed SYSTEM "file:///etc/passwd"><feed/>`, { code: "import.doctype", data: { line: 2, column: 1 } }],
    ["an entity that nobody declared", good.replace("<value>250", "<value>&bomb;"), { code: "import.xml", data: { line: 4 } }],
    ["a document type without end", `<?xml version="1.0"?><!DOCTYPE feed [${"<!ENTITY a 'x'>".repeat(50_000)}`, { code: "import.doctype" }],
    ["a comment without end", `<!--${"x".repeat(2_000_000)}`, { code: "import.xml" }],
    ["a text without end", `<feed><title>${"x".repeat(3_000_000)}`, { code: "import.lineTooLong" }],
    ["nesting without end", "<a>".repeat(5000), { code: "import.xml" }],
    ["cut off", good.slice(0, -40), { code: "import.xml" }],
    ["another file's XML", "<html><body/></html>", { code: "import.noReadings" }],
    ["a value that is no number", good.replace("<value>100", "<value>1O0"), { code: "import.espi", data: { line: 5, text: "1O0", reason: "value" } }],
    ["a reading without its time", good.replace(/<start>1330578900<\/start>/, ""), { code: "import.espi", data: { line: 5, reason: "start" } }],
    ["energy below zero", good.replace("<value>100", "<value>-100"), { code: "import.negative", data: { line: 5, text: "-100" } }],
    ["more than a connection carries", good.replace("<value>100", "<value>99999999999"), { code: "import.impossible", data: { line: 5 } }],
    ["an interval off the rhythm", good.replace("1330578900", "1330578901"), { code: "import.interval", data: { line: 5 } }],
    ["a year 30,000 beside one of 2012", good.replace("1330578900", "884541600000"), { code: "import.span" }],
  ])("%s", (_, text, expected) => expect(faultOf(() => read(text))).toMatchObject(expected)); // prettier-ignore
});

describe("how much a file makes of little", () => {
  const GRID = 5_000_000;
  const spread = (flow: string) => `<IntervalReading><timePeriod><duration>60</duration><start>${flow}</start></timePeriod><value>1</value></IntervalReading>`; // prettier-ignore
  const wide = (...starts: readonly (readonly [number, number])[]) =>
    starts.map(([first, last], i) => `<entry><link rel="self" href="/R/${i}/IntervalBlock/1"/><link rel="up" href="/R/${i}/IntervalBlock"/><link rel="related" href="/T/${i}"/><ReadingType><uom>72</uom><flowDirection>${i === 1 ? 19 : 1}</flowDirection></ReadingType><IntervalBlock>\n${spread(String(first))}${spread(String(last))}</IntervalBlock></entry><entry><link rel="self" href="/R/${i}"/><link rel="related" href="/R/${i}/IntervalBlock/1"/><MeterReading/></entry>`); // prettier-ignore
  const feed = (entries: readonly string[]) => `<feed>${entries.join("\n")}</feed>`;

  it("the limit of intervals is one for the whole file, not one for each register", () => {
    const one = [0, (GRID - 1) * 60] as const;
    expect(read(feed(wide(one)))).toMatchObject([{ count: GRID }]);
    expect(faultOf(() => read(feed(wide(one, one))))).toMatchObject({ code: "import.span", data: { line: 4 } });
  });
  it("and it holds for the grid that two registers share", () => {
    const far = (last: number) => alignedOf(read(feed(wide([0, 60], [last - 60, last]))));
    expect(far(600)?.aligned.count).toBe(11);
    expect(faultOf(() => far(900_000_000_000_000))).toMatchObject({ code: "import.span", data: { line: 4 } });
  });
  it("each link is looked at a few times, however many registers there are", () => {
    let looks = 0;
    const counted = <T extends { readonly href: string }>({ href, ...rest }: T) => ({
      ...rest,
      get href() {
        looks++;
        return href;
      },
    });
    const many = (n: number): number => {
      const numbers = Array.from({ length: n }, (_, i) => i);
      const type = { accumulation: 4, commodity: null, flow: 1, interval: null, multiplier: 0, uom: 72 };
      const made: GreenButtonFeed = {
        title: "",
        services: numbers.map((i) => counted({ href: `/U/${i}`, kind: 0 })),
        types: numbers.map((i) => counted({ href: `/T/${i}`, ...type, multiplier: i % 3 })),
        readings: numbers.map((i) => counted({ href: `/U/${i}/R`, title: `r${i}`, related: [`/T/${i}`] })),
        blocks: numbers.map((i) => ({ reading: `/U/${i}/R`, starts: [0], durations: [900], values: [1], qualities: [-1], lines: [1] })), // prettier-ignore
        zone: null,
        count: n,
      };
      looks = 0;
      const series = seriesOf(made);
      expect(series.map(({ title, values: [first] }) => [title, first])).toEqual(
        numbers.map((i) => [`r${i}`, 1000 * 10 ** (i % 3)]),
      );
      return looks;
    };
    expect(many(400)).toBe(2 * many(200));
  });
});
