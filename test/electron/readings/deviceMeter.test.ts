/** What live devices counted, kept: shown energy is the register's difference, silence is a gap, a restart in the middle loses nothing. */
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Recorder } from "../../../electron/devices/recorder.ts";
import type { DatedMeter } from "../../../electron/readings/datedMeter.ts";
import { DeviceMeter } from "../../../electron/readings/deviceMeter.ts";
import { type DeviceReadings, recordLive } from "../../../electron/readings/liveReadings.ts";
import { REGISTER_SCHEMA } from "../../../electron/readings/registerSchema.ts";
import { RegisterStore } from "../../../electron/readings/registerStore.ts";
import { curveView, yearView } from "../../../electron/readings/spans.ts";
import type { LiveValue } from "../../../shared/metering/live/value.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const ZONE = "Asia/Shanghai";
/** Midnight of 24 November 2026 there. */
const MIDNIGHT = Date.UTC(2026, 10, 23, 16) / 1000;
const METER = { id: "00000000000000aa", name: "House", reversed: false, source: { kind: "sunspec", host: "127.0.0.1", port: 502, unit: 1 } } as const; // prettier-ignore
const counter = (role: "imported" | "exported" | "generated", id: string, wh: number): LiveValue => ({ id, role, phase: 0, name: null, unit: "Wh", milli: wh * 1000 }); // prettier-ignore
/** Every second a Wh drawn, every two fed in, every three made, from a second on. */
const values = (s: number): LiveValue[] => [
  counter("imported", "203.TotWhImp", 5_000 + s),
  counter("exported", "203.TotWhExp", 700 + Math.floor(s / 2)),
  counter("generated", "103.WH", 90_000 + 3 * s),
];

function opened(file = ":memory:") {
  const db = new DatabaseSync(file);
  if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'register'").get())
    for (const statement of REGISTER_SCHEMA) db.exec(statement);
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  const store = new RegisterStore(db);
  return { db, store, meter: new DeviceMeter(store, ZONE) };
}
/** What a device says every `step` seconds within [from, to), through the recorder into the store. */
async function read(store: RegisterStore, from: number, to: number, step: number): Promise<number> {
  let batches = 0;
  const recorder = new Recorder((batch) => {
    batches++;
    recordLive(store, batch, ZONE, MIDNIGHT + to);
    return Promise.resolve();
  });
  for (let s = from; s < to; s += step) recorder.heard(METER, values(s), (MIDNIGHT + s) * 1000);
  await recorder.flush();
  recorder.stop();
  return batches;
}

it("energy of a day is the difference of the registers, with own use from what is made behind them", async () => {
  const { store, meter } = opened();
  await read(store, 0, 7_260, 10);
  const day = meter.day("2026-11-24", MIDNIGHT + 7_260);
  expect(day).toMatchObject({ date: "2026-11-24", slots: 96, known: 8, gaps: [] });
  expect(day?.imported.slice(0, 9)).toEqual([...Array<number>(8).fill(900), null]);
  expect(day?.exported.slice(0, 8)).toEqual(Array<number>(8).fill(450));
  expect(day?.generation.slice(0, 8)).toEqual(Array<number>(8).fill(2_700));
  expect(day?.registers).toEqual([
    { register: "1.8.0", from: 5_000, to: 12_200, derived: false },
    { register: "2.8.0", from: 700, to: 4_300, derived: false },
  ]);
  expect(meter.month("2026-11", MIDNIGHT + 7_260)?.totals).toMatchObject({ imported: 7_200, exported: 3_600 });
});

it("silence is a gap: no zero, no bar of all that was counted meanwhile", async () => {
  const { store, meter } = opened();
  await read(store, 0, 1_900, 10);
  await read(store, 4_500, 7_260, 10);
  const day = meter.day(null, MIDNIGHT + 7_260);
  expect(day?.imported.slice(0, 8)).toEqual([900, 900, null, null, null, 900, 900, 900]);
  expect(day?.gaps).toEqual([{ from: 2, to: 5 }]);
  expect(day?.totals.imported).toBe(7_200);
});

it("a restart in the middle keeps all, and the same again changes nothing", async () => {
  const file = join(temporaryFolder(), "w.sqlite");
  const first = opened(file);
  await read(first.store, 0, 3_000, 10);
  first.db.close();
  const again = opened(file);
  await read(again.store, 2_700, 7_260, 10);
  const whole = opened();
  await read(whole.store, 0, 7_260, 10);
  expect(again.meter.day(null, MIDNIGHT + 7_260)).toEqual(whole.meter.day(null, MIDNIGHT + 7_260));
});

it("what could not be stored comes again, in its order", async () => {
  const { store, meter } = opened();
  let fails = 2;
  const stored: DeviceReadings[] = [];
  const recorder = new Recorder((batch) => {
    if (fails-- > 0) return Promise.reject(new Error("the database is being opened"));
    stored.push(...batch);
    recordLive(store, batch, ZONE, MIDNIGHT + 2_000);
    return Promise.resolve();
  });
  for (let s = 0; s < 1_900; s += 10) {
    recorder.heard(METER, values(s), (MIDNIGHT + s) * 1000);
    if (s % 600 === 590) await recorder.flush();
  }
  await recorder.flush();
  recorder.stop();
  expect(stored[0]?.readings[0]?.at).toBe(MIDNIGHT);
  expect(meter.day(null, MIDNIGHT + 1_900)?.imported.slice(0, 2)).toEqual([900, 900]);
});

it("what one device says wrongly is refused alone", () => {
  const { store } = opened();
  const reading = { register: "1-0:1.8.0", value: 1, unit: "Wh", at: MIDNIGHT, quality: "measured", source: { kind: "device", name: "a" } } as const; // prettier-ignore
  recordLive(store, [{ device: "a", readings: [reading] }], ZONE, MIDNIGHT);
  const recorded = recordLive(
    store,
    [
      { device: "a", readings: [{ ...reading, at: MIDNIGHT + 60, unit: "L" }] },
      { device: "b", readings: [reading, { ...reading, at: MIDNIGHT + 7_200 }, { ...reading, at: 0 }] },
    ],
    ZONE,
    MIDNIGHT + 60,
  );
  expect(recorded).toMatchObject({ added: 1, refused: [{ device: "a", fault: { code: "import.choices" } }] });
});

it("of two devices the day is drawn from the one that knows more of it", async () => {
  const { store, meter } = opened();
  await read(store, 0, 3_660, 10);
  expect(meter.day(null, MIDNIGHT + 3_660)?.imported.slice(0, 4)).toEqual(Array<number>(4).fill(900));
  const other = { id: "00000000000000bb", name: "Clamp" };
  const recorder = new Recorder((batch) => Promise.resolve(void recordLive(store, batch, ZONE, MIDNIGHT + 7_260)));
  for (let s = 0; s < 7_260; s += 10)
    recorder.heard({ ...METER, ...other }, [counter("imported", "203.TotWhImp", 2 * s)], (MIDNIGHT + s) * 1000);
  await recorder.flush();
  recorder.stop();
  expect(meter.day(null, MIDNIGHT + 7_260)?.imported.slice(0, 8)).toEqual(Array<number>(8).fill(1_800));
});

it("curves, years and a forecast are drawn of what devices read, by the home's days", async () => {
  const { store, meter } = opened();
  expect(meter.dated(MIDNIGHT)).toBeNull();
  // A counter every quarter-hour for five days, then until eight in the morning.
  const now = MIDNIGHT + 5 * 86_400 + 8 * 3600;
  const recorder = new Recorder((batch) => Promise.resolve(void recordLive(store, batch, ZONE, now)));
  for (let s = 0; s <= now - MIDNIGHT; s += 900) {
    recorder.heard(METER, values(s), (MIDNIGHT + s) * 1000);
    await recorder.flush();
  }
  recorder.stop();
  const dated = meter.dated(now);
  expect(dated).toMatchObject({ begins: MIDNIGHT, now, replayed: false });
  const today = curveView(dated as DatedMeter, null, 1, (slots) => meter.forecast(slots, now));
  expect(today).toMatchObject({ from: "2026-11-29", past: 32, totals: { imported: 8 * 3600, exported: 4 * 3600 } });
  expect(today?.forecast?.load[0]).toMatchObject({ p50: 900 + 2_700 - 450 });
  expect(yearView(dated as DatedMeter, null)?.months.map(({ month }) => month)).toContain("2026-11");
  expect(meter.forecast(96, MIDNIGHT + 3600)).toBeNull();
});
