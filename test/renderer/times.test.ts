/** Times as text: local seconds in, no zone of the computer; dates as each language writes them. */
import { expect, test } from "vitest";
import { addMonths, clockText, dateText, localDate, momentText, rangeText } from "../../renderer/parts/times.ts";

const NOON = Date.UTC(2026, 5, 17, 14, 10) / 1000;
test("a range ends at 24:00, not at 00:00", () => {
  expect(rangeText(NOON - 600, Date.UTC(2026, 5, 18) / 1000)).toBe("14:00–24:00");
  expect(clockText(0)).toBe("00:00");
});
test("dates are written as in each language", () => {
  expect(dateText("en", "2026-06-17", "long")).toBe("Wednesday 17 June");
  expect(dateText("zh-CN", "2026-06-17", "long")).toBe("6 月 17 日 星期三");
  expect(dateText("zh-CN", "2026-06", "month")).toBe("2026 年 6 月");
  expect(dateText("zh-CN", "2026-05", "monthName")).toBe("5 月");
  expect(momentText("en", NOON)).toBe("17 June 14:10");
});
test("months step over the year's end", () => {
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(localDate(NOON)).toBe("2026-06-17");
});
