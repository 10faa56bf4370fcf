/** The registers' store against the pure model: any batches in any order give the same quarter-hours; late, twice, corrected, atomic. */
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { REGISTER_SCHEMA } from "../../../electron/readings/registerSchema.ts";
import { RAW_KEPT, RegisterStore } from "../../../electron/readings/registerStore.ts";
import { gridOf } from "../../../shared/metering/registers/boundaries.ts";
import { ReadingSet } from "../../../shared/metering/registers/mergeReadings.ts";
import type { Reading } from "../../../shared/metering/registers/reading.ts";
import { totalsOf } from "../../../shared/metering/registers/totals.ts";
import { lives, live } from "../../shared/metering/registers/randomMeter.ts";
import { BERLIN, SHANGHAI } from "../../shared/metering/zones.ts";
import { faultOf } from "./readingsFixture.ts";

function opened() {
  const db = new DatabaseSync(":memory:");
  for (const statement of REGISTER_SCHEMA) db.exec(statement);
  return { db, store: new RegisterStore(db) };
}
function fresh() {
  const { db, store } = opened();
  onTestFinished(() => db.close());
  return { db, store };
}
const CODE = "1-0:1.8.0";
const reading = (at: number, value: number, more: Partial<Reading> = {}): Reading => ({
  register: CODE,
  value,
  unit: "Wh",
  at,
  quality: "measured",
  source: { kind: "meter", name: "m" },
  ...more,
});
const all = (store: RegisterStore, device = "m") =>
  store.points(device, CODE, 0, 2e9).map(({ at, total }) => [at, total]);
const counts = (db: DatabaseSync) => ["register", "register_reading", "register_quarter", "register_day", "register_replaced"].map((table) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"])); // prettier-ignore

describe("any batches in any order", () => {
  it("give the quarter-hours of the pure model", () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 1, max: 9 }), (life, size) => {
        const { arrivals, nature } = live({ ...life, profile: true });
        const { db, store } = opened();
        const set = new ReadingSet();
        for (const one of arrivals) set.put(one);
        const limits = { modulus: nature.modulus, mostPerHour: nature.mostPerHour, resolution: nature.resolution };
        for (let at = 0; at < arrivals.length; at += size)
          store.record("m", arrivals.slice(at, at + size), SHANGHAI, 0, limits);
        for (const event of nature.events) store.happened("m", CODE, event, SHANGHAI, limits);
        expect(store.points("m", CODE, 0, 3e9)).toEqual(gridOf(totalsOf(set.readings, nature)));
        db.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe("merging", () => {
  const file = [0, 900, 1800, 2700].map((at, i) => reading(at, 100 * i, { source: { kind: "file", name: "a.csv" } }));
  it("the same readings twice change nothing", () => {
    const { db, store } = fresh();
    expect(store.record("m", file, SHANGHAI, 0)).toMatchObject({ added: 4, same: 0 });
    const before = [counts(db), all(store)];
    expect(store.record("m", file, SHANGHAI, 0)).toMatchObject({ added: 0, same: 4, conflicts: [] });
    expect([counts(db), all(store)]).toEqual(before);
  });
  it("overlapping files: the better source counts, the report names what differs, and what was replaced is kept", () => {
    const { store } = fresh();
    store.record("m", file, SHANGHAI, 0);
    const report = store.record("m", [reading(1800, 210), reading(2700, 300), reading(3600, 420)], SHANGHAI, 0);
    expect(report).toMatchObject({ added: 1, improved: 2, kept: 0, conflicts: [{ register: CODE, at: 1800, kept: 210, other: 200 }] }); // prettier-ignore
    expect(all(store)).toEqual([[0, 0], [900, 100], [1800, 210], [2700, 300], [3600, 420]]); // prettier-ignore
    expect(store.readings("m", CODE, 1800, 1800)).toMatchObject([{ value: 210, replaced: [{ value: 200, source: { kind: "file", name: "a.csv" }, reason: "better" }] }]); // prettier-ignore
    expect(store.record("m", file, SHANGHAI, 0)).toMatchObject({ same: 3, kept: 1 });
  });
  it("a correction keeps the old value with its reason, and moves everything after it", () => {
    const { store } = fresh();
    store.record("m", file, SHANGHAI, 0);
    const by = { value: 150, quality: "substituted", source: { kind: "operator", name: "grid" } } as const;
    expect(store.correct("m", CODE, 1800, by, "display read wrongly", SHANGHAI)).toBe(true);
    expect(store.correct("m", CODE, 1801, by, "nothing there", SHANGHAI)).toBe(false);
    expect(store.points("m", CODE, 1800, 1800)).toMatchObject([{ total: 150, quality: "substituted" }]);
    expect(store.readings("m", CODE, 1800, 1800)[0]?.replaced).toMatchObject([{ value: 200, quality: "measured", reason: "display read wrongly" }]); // prettier-ignore
  });
  it("one bad reading keeps all of them out", () => {
    const { db, store } = fresh();
    store.record("m", file, SHANGHAI, 0);
    const before = counts(db);
    expect(faultOf(() => store.record("m", [reading(3600, 400), reading(4500, 1e300)], SHANGHAI, 0)).code).toBe("import.impossible"); // prettier-ignore
    expect(faultOf(() => store.record("m", [reading(3600, 400, { unit: "L" })], SHANGHAI, 0)).code).toBe(
      "import.choices",
    );
    expect(counts(db)).toEqual(before);
  });
});

describe("keeping", () => {
  it("one raw reading a minute", () => {
    const { store } = fresh();
    const seconds = Array.from({ length: 181 }, (_, i) => reading(i * 10, i));
    expect(store.record("m", seconds, SHANGHAI, 0)).toMatchObject({ added: 31, thinned: 150 });
    expect(all(store)).toEqual([[0, 0], [900, 90], [1800, 180]]); // prettier-ignore
  });
  it("raw readings for 400 days, quarter-hours for ever, and counting goes on from the last one", () => {
    const { db, store } = fresh();
    const begin = 1_600_000_200;
    const rows = Array.from({ length: 401 * 96 }, (_, k) => reading(begin + k * 900, k * 10));
    store.record("m", rows, SHANGHAI, begin);
    const now = begin + 10 * 86_400 + RAW_KEPT;
    const late = reading(begin + rows.length * 900, rows.length * 10);
    expect(store.record("m", [late, reading(begin + 450, 5)], SHANGHAI, now)).toMatchObject({ added: 2 });
    expect(store.readings("m", CODE, 0, 2e9).length).toBe(rows.length + 2 - 10 * 96);
    expect(all(store).length).toBe(rows.length + 1);
    expect(all(store).at(-1)).toEqual([late.at, rows.length * 10]);
    expect(store.record("m", [reading(begin + 900, 11)], SHANGHAI, now)).toMatchObject({ tooOld: 1 });
    expect(counts(db)[2]).toBe(rows.length + 1);
  });
  it("days of 92 and 100 quarter-hours; a gap is missing and its energy within the day known", () => {
    const { store } = fresh();
    const midnight = Date.UTC(2012, 2, 23, 23) / 1000;
    const rows = Array.from({ length: 3 * 96 + 1 }, (_, k) => reading(midnight + k * 900, k * 10)).filter((_, k) => k < 20 || k > 23); // prettier-ignore
    store.record("m", rows, BERLIN, 0);
    expect(store.days("m", CODE, "2012-03-24", "2012-03-26")).toEqual([
      { date: "2012-03-24", energy: 960, missing: 5, substituted: 0 },
      { date: "2012-03-25", energy: 920, missing: 0, substituted: 0 },
      { date: "2012-03-26", energy: 960, missing: 0, substituted: 0 },
    ]);
  });
});
