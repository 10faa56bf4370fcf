/** Our layouts held against the published models, point by point: type, place, scale factor. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BATTERY, STORAGE } from "../../../../shared/metering/sunspec/batteryLayouts.ts";
import { INVERTER, INVERTER_FLOAT, MPPT, MPPT_MODULE } from "../../../../shared/metering/sunspec/inverterLayouts.ts";
import type { Layout } from "../../../../shared/metering/sunspec/layout.ts";
import { METER, METER_FLOAT } from "../../../../shared/metering/sunspec/meterLayouts.ts";
import { COMMON, CONTROLS, NAMEPLATE, SETTINGS, STATUS } from "../../../../shared/metering/sunspec/settingLayouts.ts";

const FOLDER = join(import.meta.dirname, "../../../../../shared/data/sunspec");
const PUBLISHED = existsSync(FOLDER);
if (!PUBLISHED) console.warn("SKIPPED: ../shared/data/sunspec is absent, layouts were not held against the models");

const PointFile = z.object({ name: z.string(), type: z.string(), size: z.number(), sf: z.string().optional() });
const ModelFile = z.object({
  group: z.object({
    points: z.array(PointFile),
    groups: z.array(z.object({ points: z.array(PointFile) })).optional(),
  }),
});
const TYPES: Readonly<Record<string, string>> = {
  uint16: "u16",
  int16: "i16",
  uint32: "u32",
  acc32: "acc32",
  acc64: "acc64",
  enum16: "e16",
  bitfield16: "b16",
  bitfield32: "b32",
  sunssf: "sf",
  float32: "f32",
  count: "u16",
  pad: "pad",
  string: "str",
};
const shapeOf = (points: readonly z.infer<typeof PointFile>[]) =>
  points
    .filter(({ name }) => name !== "L" && name !== "ID")
    .map(({ type, size, sf }) => ({ type: TYPES[type], size, factor: sf ?? null }));
const ours = ({ points }: Layout) => points.map(({ type, size, factor }) => ({ type, size, factor }));
const modelFile = (id: number) =>
  ModelFile.parse(JSON.parse(readFileSync(join(FOLDER, `model_${id}.json`), "utf8"))).group;

describe.skipIf(!PUBLISHED)("a layout is the published model's", () => {
  it.each<[number, Layout]>([
    [1, COMMON],
    [101, INVERTER],
    [102, INVERTER],
    [103, INVERTER],
    [111, INVERTER_FLOAT],
    [112, INVERTER_FLOAT],
    [113, INVERTER_FLOAT],
    [120, NAMEPLATE],
    [121, SETTINGS],
    [122, STATUS],
    [123, CONTROLS],
    [124, STORAGE],
    [160, MPPT],
    [201, METER],
    [202, METER],
    [203, METER],
    [204, METER],
    [802, BATTERY],
  ])("%i", (id, layout) => expect(ours(layout)).toEqual(shapeOf(modelFile(id).points)));

  it("160's inputs", () => {
    // Here `ID` is a point of the group, not the model's own.
    const [group] = modelFile(160).groups ?? [];
    expect(ours(MPPT_MODULE).slice(1)).toEqual(shapeOf(group?.points ?? []));
    expect(MPPT_MODULE.points[0]?.name).toBe("ID");
  });
});

// Models 211 to 214 say 124 registers: the points of 203 as floats, with the events.
it("the float meters fill their stated length", () => expect(METER_FLOAT.size).toBe(124));
