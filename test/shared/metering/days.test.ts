import { describe, expect, it } from "vitest";
import { dayNumber } from "../../../shared/calendar/days.ts";
import { civilText } from "../../../shared/metering/civilTime.ts";
import { mostImport, mostSurplus, rollUp } from "../../../shared/metering/days.ts";
import { readText } from "./read.ts";
import { SHANGHAI } from "./zones.ts";

const T0 = dayNumber(2025, 5, 1) * 86_400;
/** Quarter-hours of whole days; `of` gives "used,made" in Wh. */
const days = (count: number, of: (day: number, slot: number) => string) => {
  const rows = Array.from(
    { length: count * 96 },
    (_, k) => `${civilText(T0 + k * 900)},${of(Math.floor(k / 96), k % 96)}`,
  );
  return rollUp(readText(`time,consumption Wh,generation Wh\n${rows.join("\n")}\n`).history, SHANGHAI);
};

describe("the days that matter for the demo meter", () => {
  it("a whole day goes before a broken one with more surplus", () => {
    const rolled = days(3, (day, slot) => (day === 1 && slot === 3 ? "," : `100,${[110, 300, 120][day]}`));
    expect(rolled.map((day) => day.missing)).toEqual([0, 1, 0]);
    expect(mostSurplus(rolled)?.date).toBe("2025-05-03");
  });
  it("a broken day is better than none", () => {
    const rolled = days(2, (day, slot) => (slot === 3 ? "," : `100,${[150, 120][day]}`));
    expect(mostSurplus(rolled)?.date).toBe("2025-05-01");
  });
  it("without surplus there is no such day, and the one with most import stands in", () => {
    const rolled = days(2, (day) => `${[100, 200][day]},50`);
    expect(mostSurplus(rolled)).toBeUndefined();
    expect(mostImport(rolled)?.date).toBe("2025-05-02");
  });
  it("a file that begins and ends within a day has missing slots there", () => {
    const rows = Array.from({ length: 96 }, (_, k) => `${civilText(T0 + 43_200 + k * 900)},100,0`);
    const rolled = rollUp(readText(`time,consumption Wh,generation Wh\n${rows.join("\n")}\n`).history, SHANGHAI);
    expect(rolled.map((day) => [day.date, day.slots, day.missing, day.flows.load])).toEqual([
      ["2025-05-01", 96, 48, 4800],
      ["2025-05-02", 96, 48, 4800],
    ]);
  });
});
