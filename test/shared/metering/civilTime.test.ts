import fc from "fast-check";
import { dateOf, dayNumber } from "../../../shared/calendar/days.ts";
import { describe, expect, it } from "vitest";
import {
  type DateOrder,
  civilText,
  dateText,
  dayOfText,
  newReadTime,
  readClock,
  readTime,
} from "../../../shared/metering/civilTime.ts";

function read(text: string, order: DateOrder = "ymd"): string | undefined {
  const out = newReadTime();
  if (!readTime(text, 0, text.length, order, out)) return undefined;
  return Number.isNaN(out.offset) ? civilText(out.seconds) : `${civilText(out.seconds)}Z`;
}

describe("civil calendar", () => {
  it("agrees with the platform's calendar over two centuries", () => {
    for (let day = dayNumber(1970, 1, 1); day < dayNumber(2200, 1, 1); day += 13) {
      const date = new Date(day * 86_400_000);
      expect(dateOf(day)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
      expect(dayOfText(dateText(day))).toBe(day);
    }
  });
  it("has no 30 February", () => expect(dayOfText("2012-02-30")).toBeUndefined());
});

describe("notations of date and time", () => {
  it.each<[string, DateOrder, string]>([
    ["2011-07-01 00:30:00", "ymd", "2011-07-01 00:30"],
    ["2011-07-01T00:30", "ymd", "2011-07-01 00:30"],
    ["2011/7/1 0:30", "ymd", "2011-07-01 00:30"],
    ["01.07.2011 00:30", "dmy", "2011-07-01 00:30"],
    ["01/07/2011 00:30", "dmy", "2011-07-01 00:30"],
    ["7/1/2011 12:30 AM", "mdy", "2011-07-01 00:30"],
    ["7/1/2011 1:30 PM", "mdy", "2011-07-01 13:30"],
    ["2011年7月1日 0时30分", "ymd", "2011-07-01 00:30"],
    ["20110701 0030", "ymd", "2011-07-01 00:30"],
    ["201107010030", "ymd", "2011-07-01 00:30"],
    ["20110701003015", "ymd", "2011-07-01 00:30:15"],
    ["2011-07-01 24:00", "ymd", "2011-07-02 00:00"],
    ["01.07.11 00:30", "dmy", "2011-07-01 00:30"],
    ["2011-07-01T00:30:00Z", "ymd", "2011-07-01 00:30Z"],
    ["2011-07-01T00:30:00.000+10:00", "ymd", "2011-06-30 14:30Z"],
    ["2011-07-01 00:30:00-0500", "ymd", "2011-07-01 05:30Z"],
    ["1309444200", "ymd", "2011-06-30 14:30Z"],
    ["1309444200000", "ymd", "2011-06-30 14:30Z"],
  ])("%s (%s)", (text, order, expected) => expect(read(text, order)).toBe(expected));

  it.each([
    "", "abc", "2011-13-01 00:00", "2011-02-30 00:00", "2011-07-01 25:00", "2011-07-01 00:60", "2011-07", "12:30",
    "2011-07-01 00:30 XM", "2011-07-01 00:30:00+99:00", "0.482", "2011-07-01 1", "2011-07-01 24:30",
  ])("%j is none", (text) => expect(read(text)).toBeUndefined()); // prettier-ignore

  it("reads back every civil text it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_000_000_000 }), (civil) => {
        expect(read(civilText(civil))).toBe(civilText(civil));
      }),
    );
  });
  it("never throws on any text", () => {
    const out = newReadTime();
    const any = fc.property(fc.string(), (text) => typeof readTime(text, 0, text.length, "dmy", out) === "boolean");
    expect(fc.check(any).failed).toBe(false);
  });
});

describe("time of day in a column of its own", () => {
  it.each([
    ["00:30", 1800],
    ["1:30 PM", 48_600],
    ["24:00", 86_400],
    ["003000", 1800],
    ["0030", 1800],
  ])("%s", (text, seconds) => expect(readClock(text)).toBe(seconds));
  it.each(["", "25:00", "12:61", "x"])("%j is none", (text) => expect(readClock(text)).toBeNaN());
});
