/** What a list of SML reads, register by register: as integers in our smallest units, and as live values with their sign. */
import { milliOf, type LiveValue, type Role, type Unit as LiveUnit } from "../live/value.ts";
import { isCounter, readObis } from "../registers/obis.ts";
import { isValue, type Unit } from "../registers/reading.ts";
import type { SmlEntry, SmlList } from "./messages.ts";

/** DLMS units (IEC 62056-62, table 4): ours, and the power of ten between. */
const UNITS: Readonly<Record<number, { readonly unit: Unit; readonly power: number; readonly live: LiveUnit }>> = {
  13: { unit: "L", power: 3, live: "m³" },
  27: { unit: "W", power: 0, live: "W" },
  28: { unit: "VA", power: 0, live: "VA" },
  29: { unit: "var", power: 0, live: "var" },
  30: { unit: "Wh", power: 0, live: "Wh" },
  33: { unit: "mA", power: 3, live: "A" },
  35: { unit: "mV", power: 3, live: "V" },
  44: { unit: "mHz", power: 3, live: "Hz" },
};

export interface SmlRegister {
  readonly register: string;
  readonly counter: boolean;
  readonly value: number;
  readonly unit: Unit;
  readonly at: number | null;
}

/** Registers with a number and a unit that we know; a display's digits below our smallest unit are cut off. */
export function registersOf({ entries, time }: SmlList): SmlRegister[] {
  return entries.flatMap((entry): SmlRegister[] => {
    const unit = UNITS[entry.unit ?? -1];
    const code = entry.register === null ? undefined : readObis(entry.register);
    if (!unit || !code || entry.register === null || entry.value.is !== "integer") return [];
    const milli = milliOf(entry.value.value, entry.scaler + unit.power);
    const value = milli === null ? NaN : Math.floor(milli / 1000);
    if (!isValue(value) || (isCounter(code) && value < 0)) return [];
    return [{ register: entry.register, counter: isCounter(code), value, unit: unit.unit, at: entry.time ?? time }];
  });
}

const ROLES: Readonly<Record<string, { readonly role: Role; readonly phase: LiveValue["phase"] }>> = {
  "1-0:16.7.0": { role: "gridPower", phase: 0 },
  "1-0:36.7.0": { role: "gridPower", phase: 1 },
  "1-0:56.7.0": { role: "gridPower", phase: 2 },
  "1-0:76.7.0": { role: "gridPower", phase: 3 },
  "1-0:32.7.0": { role: "voltage", phase: 1 },
  "1-0:52.7.0": { role: "voltage", phase: 2 },
  "1-0:72.7.0": { role: "voltage", phase: 3 },
  "1-0:31.7.0": { role: "current", phase: 1 },
  "1-0:51.7.0": { role: "current", phase: 2 },
  "1-0:71.7.0": { role: "current", phase: 3 },
  "1-0:14.7.0": { role: "frequency", phase: 0 },
};
/** A unit that its role has and no other: a voltage in ampere is none. */
const UNIT_OF: Readonly<Partial<Record<Role, LiveUnit>>> = {
  gridPower: "W",
  voltage: "V",
  current: "A",
  frequency: "Hz",
};

export function liveOfSml({ entries }: SmlList): LiveValue[] {
  const values: LiveValue[] = [];
  for (const entry of entries) {
    const unit = UNITS[entry.unit ?? -1]?.live;
    if (unit === undefined || entry.register === null || entry.value.is !== "integer") continue;
    const milli = milliOf(entry.value.value, entry.scaler);
    if (milli === null) continue;
    const known = roleOf(entry, unit);
    if (known) values.push({ id: entry.register, unit, milli, ...known });
  }
  return [...sums(values), ...values];
}

function roleOf({ register }: SmlEntry, unit: LiveUnit): Pick<LiveValue, "role" | "phase" | "name"> | undefined {
  const energy = /^1-0:([12])\.8\.(\d)$/.exec(register ?? "");
  if (energy && unit === "Wh")
    return { role: energy[1] === "1" ? "imported" : "exported", phase: 0, name: energy[2] === "0" ? null : `T${energy[2]}` }; // prettier-ignore
  const known = ROLES[register ?? ""];
  return known && UNIT_OF[known.role] === unit ? { ...known, name: null } : undefined;
}

/** 1.8.0 of a meter that shows tariffs alone, and 2.8.0. */
function sums(values: readonly LiveValue[]): LiveValue[] {
  return (["imported", "exported"] as const).flatMap((role): LiveValue[] => {
    const all = values.filter((value) => value.role === role);
    if (all.length === 0 || all.some(({ name }) => name === null)) return [];
    const id = role === "imported" ? "1-0:1.8.0" : "1-0:2.8.0";
    return [{ id, role, phase: 0, name: null, unit: "Wh", milli: all.reduce((sum, { milli }) => sum + milli, 0) }];
  });
}

/** Maker and number as they stand on the meter's plate (DIN 43863-5): "1 EMH00 12345678"; hexadecimal where it is none of those. */
export function serverText(server: Uint8Array | null): string | null {
  if (!server) return null;
  const letters = String.fromCharCode(...server.subarray(2, 5));
  if (server.length === 10 && server[0] === 0x0a && /^[A-Z]{3}$/.test(letters)) {
    const number = server.subarray(6).reduce((sum, byte) => sum * 256 + byte, 0);
    return `${server[1]} ${letters}${String(server[5] ?? 0).padStart(2, "0")} ${String(number).padStart(8, "0")}`;
  }
  return Array.from(server, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
