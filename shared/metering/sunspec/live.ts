/**
 * Decoded SunSpec models as live values. Signs by the models: an inverter's W is positive when it feeds; a meter's W is positive
 * when drawn from the grid; model 802's W is positive when discharging, so it turns here.
 */
import { type LiveValue, milliOf, milliOfFloat, type Role, type Unit } from "../live/value.ts";
import type { Model } from "./models.ts";
import type { Held } from "./registers.ts";

interface Meaning {
  readonly point: string;
  readonly role: Role;
  readonly unit: Unit;
  readonly phase?: 1 | 2 | 3;
  readonly turn?: true;
}
const PHASES = [1, 2, 3] as const;
const LETTER = { 1: "A", 2: "B", 3: "C" } as const;
const perPhase = (prefix: string, role: Role, unit: Unit): Meaning[] =>
  PHASES.map((phase) => ({ point: `${prefix}${LETTER[phase]}`, role, unit, phase }));

const INVERTER: readonly Meaning[] = [
  { point: "W", role: "generationPower", unit: "W" },
  { point: "WH", role: "generated", unit: "Wh" },
  ...perPhase("Aph", "current", "A"),
  ...perPhase("PhVph", "voltage", "V"),
  { point: "Hz", role: "frequency", unit: "Hz" },
  { point: "TmpCab", role: "temperature", unit: "°C" },
];
const METER: readonly Meaning[] = [
  { point: "W", role: "gridPower", unit: "W" },
  ...perPhase("Wph", "gridPower", "W"),
  { point: "TotWhImp", role: "imported", unit: "Wh" },
  { point: "TotWhExp", role: "exported", unit: "Wh" },
  ...perPhase("Aph", "current", "A"),
  ...perPhase("PhVph", "voltage", "V"),
  { point: "Hz", role: "frequency", unit: "Hz" },
];
const BATTERY: readonly Meaning[] = [
  { point: "W", role: "batteryPower", unit: "W", turn: true },
  { point: "SoC", role: "batteryCharge", unit: "%" },
  { point: "V", role: "voltage", unit: "V" },
];
const STORAGE: readonly Meaning[] = [{ point: "ChaState", role: "batteryCharge", unit: "%" }];

/** `instance` tells models of one id apart: 0 for the first of them in the chain. */
export function liveOf(model: Model, instance: number): LiveValue[] {
  const prefix = instance === 0 ? `${model.id}` : `${model.id}#${instance + 1}`;
  switch (model.kind) {
    case "inverter":
      return named(prefix, INVERTER, model.points);
    case "meter":
      return named(prefix, METER, model.points);
    case "battery":
      return named(prefix, BATTERY, model.points);
    case "storage":
      return named(prefix, STORAGE, model.points);
    case "inputs":
      return model.groups.flatMap((points, k) => inputOf(`${prefix}.${k + 1}`, k + 1, points));
    case "common":
    case "nameplate":
    case "other":
      return [];
  }
}

function named(prefix: string, meanings: readonly Meaning[], points: ReadonlyMap<string, Held>): LiveValue[] {
  const values: LiveValue[] = [];
  for (const { point, role, unit, phase, turn } of meanings) {
    const milli = milliFrom(points.get(point) ?? null);
    if (milli === null) continue;
    const signed = turn && milli !== 0 ? -milli : milli;
    values.push({ id: `${prefix}.${point}`, role, phase: phase ?? 0, name: null, unit, milli: signed });
  }
  return values;
}

/** A DC input is a part of the inverter: its figures have names and are not added to the home's generation. */
function inputOf(prefix: string, number: number, points: ReadonlyMap<string, Held>): LiveValue[] {
  const said = points.get("IDStr");
  const name = `DC ${number}${said?.is === "text" ? ` ${said.text}` : ""}`;
  const one = (point: string, unit: Unit): LiveValue[] => {
    const milli = milliFrom(points.get(point) ?? null);
    return milli === null ? [] : [{ id: `${prefix}.${point}`, role: "other", phase: 0, name, unit, milli }];
  };
  return [...one("DCW", "W"), ...one("DCWH", "Wh"), ...one("DCV", "V"), ...one("DCA", "A")];
}

function milliFrom(held: Held): number | null {
  if (held?.is === "number") return milliOf(held.digits, held.power);
  return held?.is === "float" ? milliOfFloat(held.value) : null;
}

/** What a device calls itself in model 1. */
export interface Identity {
  readonly maker: string | null;
  readonly model: string | null;
  readonly serial: string | null;
}
export function identityOf(common: Model | undefined): Identity {
  const text = (name: string): string | null => {
    const held = common?.points.get(name);
    return held?.is === "text" ? held.text : null;
  };
  return { maker: text("Mn"), model: text("Md"), serial: text("SN") };
}
