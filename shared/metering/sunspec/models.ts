/** The SunSpec models that we read, and one of them decoded: its points, and of model 160 one set per DC input. */
import { BATTERY, STORAGE } from "./batteryLayouts.ts";
import { INVERTER, INVERTER_FLOAT, MPPT, MPPT_MODULE } from "./inverterLayouts.ts";
import type { Layout } from "./layout.ts";
import { METER, METER_FLOAT } from "./meterLayouts.ts";
import { type Held, heldBy, scaled } from "./registers.ts";
import { COMMON, CONTROLS, NAMEPLATE, SETTINGS, STATUS } from "./settingLayouts.ts";

export type ModelKind = "common" | "inverter" | "meter" | "inputs" | "battery" | "storage" | "nameplate" | "other";

const MODELS = new Map<number, { readonly kind: ModelKind; readonly layout: Layout }>([
  [1, { kind: "common", layout: COMMON }],
  ...[101, 102, 103].map((id) => [id, { kind: "inverter", layout: INVERTER }] as const),
  ...[111, 112, 113].map((id) => [id, { kind: "inverter", layout: INVERTER_FLOAT }] as const),
  [120, { kind: "nameplate", layout: NAMEPLATE }],
  [121, { kind: "other", layout: SETTINGS }],
  [122, { kind: "other", layout: STATUS }],
  [123, { kind: "other", layout: CONTROLS }],
  [124, { kind: "storage", layout: STORAGE }],
  [160, { kind: "inputs", layout: MPPT }],
  ...[201, 202, 203, 204].map((id) => [id, { kind: "meter", layout: METER }] as const),
  ...[211, 212, 213, 214].map((id) => [id, { kind: "meter", layout: METER_FLOAT }] as const),
  [802, { kind: "battery", layout: BATTERY }],
]);

/** Of the inputs at most this many are read, whatever the device says. */
const INPUTS_MAX = 24;

export interface Model {
  readonly id: number;
  readonly kind: ModelKind;
  readonly points: ReadonlyMap<string, Held>;
  /** The DC inputs of model 160; of others empty. */
  readonly groups: readonly ReadonlyMap<string, Held>[];
}

export const isKnown = (id: number): boolean => MODELS.has(id);
/** How many registers of a model (after id and length) hold what we decode. */
export const wantedLength = (id: number, length: number): number => {
  const known = MODELS.get(id);
  if (!known) return 0;
  return Math.min(length, known.kind === "inputs" ? MPPT.size + INPUTS_MAX * MPPT_MODULE.size : known.layout.size);
};
export const unitOf = (id: number, name: string): string | null =>
  MODELS.get(id)?.layout.points.find((point) => point.name === name)?.unit ?? null;

/** `words`: the registers after the model's length. Undefined for a model that we do not know. */
export function decodeModel(id: number, words: readonly number[]): Model | undefined {
  const known = MODELS.get(id);
  if (!known) return undefined;
  const points = heldBy(known.layout, words);
  const groups: ReadonlyMap<string, Held>[] = [];
  if (known.kind === "inputs") {
    const said = points.get("N");
    const count = said?.is === "number" ? Number(said.digits) : 0;
    const factors = heldBy(MPPT, words);
    for (let k = 0; k < Math.min(count, INPUTS_MAX); k++) {
      const from = MPPT.size + k * MPPT_MODULE.size;
      if (from + MPPT_MODULE.size > words.length) break;
      groups.push(scaled(MPPT_MODULE, words, from, factors));
    }
  }
  return { id, kind: known.kind, points, groups };
}
