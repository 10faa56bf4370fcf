/** Devices of the mock home: a live inverter, a live meter that feeds in, and a plug that has been silent for a while. */
import type { DeviceView, LiveReading } from "../../../shared/ipc/deviceViews.ts";
import type { ScanView } from "../../../shared/ipc/scanViews.ts";
import type { LiveValue } from "../../../shared/metering/live/value.ts";
import { registerOf } from "../../../shared/metering/live/value.ts";

export function devices(now: number): DeviceView[] {
  const said = (at: number, quality: LiveReading["quality"], values: readonly LiveValue[]): LiveReading[] =>
    values.map((value) => ({ ...value, register: registerOf(value), at, quality }));
  const value = (
    id: string,
    role: LiveValue["role"],
    unit: LiveValue["unit"],
    milli: number,
    phase: LiveValue["phase"] = 0,
  ): LiveValue => ({ id, role, phase, name: null, unit, milli });
  const silent = now - 47 * 60_000;
  return [
    {
      id: "0000000000000001",
      name: "Roof",
      kind: "sunspec",
      place: "192.168.1.20:502 / 1",
      reversed: false,
      identity: "Sunny Side Roof 10k 0815",
      state: "live",
      heardAt: now,
      fault: null,
      values: said(now, "measured", [
        value("103.W", "generationPower", "W", 4_812_300),
        value("103.WH", "generated", "Wh", 12_345_678_000),
        value("103.TmpCab", "temperature", "°C", 41_200),
      ]),
    },
    {
      id: "0000000000000002",
      name: "House meter",
      kind: "p1",
      place: "192.168.1.31:23",
      reversed: false,
      identity: "ABC5WATTLIGHT",
      state: "live",
      heardAt: now,
      fault: null,
      values: said(now, "measured", [
        value("power0", "gridPower", "W", -3_207_000),
        value("1-0:1.8.0", "imported", "Wh", 8_412_907_000),
        value("1-0:2.8.0", "exported", "Wh", 3_101_480_000),
        value("1-0:32.7.0", "voltage", "V", 231_400, 1),
      ]),
    },
    {
      id: "0000000000000003",
      name: "Heat pump",
      kind: "mqtt",
      place: "mqtt://192.168.1.5:1883/plug-1",
      reversed: false,
      identity: null,
      state: "stale",
      heardAt: silent,
      fault: { code: "unreachable", data: { host: "192.168.1.5", port: 1883, why: "EHOSTUNREACH" } },
      values: said(silent, "stale", [value("switch:0.apower", "usedPower", "W", 1_140_000)]),
    },
  ];
}

/** A search under way: two of the addresses so far have a SunSpec map. */
export const SCAN: ScanView = {
  state: "running",
  where: "modbus",
  asked: 38,
  of: 254,
  found: [
    {
      source: { kind: "sunspec", host: "192.168.1.20", port: 502, unit: 1 },
      identity: "Sunny Side Roof 10k 0815",
      figures: 11,
    },
    { source: { kind: "sunspec", host: "192.168.1.21", port: 502, unit: 126 }, identity: null, figures: 14 },
  ],
  fault: null,
};
