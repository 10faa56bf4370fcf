/** Who lives on the demo street: eight homes and businesses, the CHP plant, the utility's depot; their connections and what they own. */
import type { Carrier, Role, Technology } from "../../shared/ledger/units.ts";

/** What stands behind the meter; power in W, energy in Wh. Absent means: they have none. */
export interface Equipment {
  readonly load: LoadShape;
  /** Peak of the panels, W. */
  readonly solarW?: number;
  /** Rated power of the turbines, W. */
  readonly windW?: number;
  readonly battery?: { readonly wh: number; readonly powerW: number };
  /** Electric power of the heat pump, W. */
  readonly heatPumpW?: number;
  /** Electric and thermal power of the CHP engine, W. */
  readonly chp?: { readonly electricW: number; readonly heatW: number };
  /** Steady gas output, W. */
  readonly biogasW?: number;
  /** Heat drawn from the district network on average, W. */
  readonly districtHeatW?: number;
}

/** Average W outside the peaks, and peaks of the local day: hour of the middle, width in hours (one sigma), extra W. */
export interface LoadShape {
  readonly baseW: number;
  readonly peaks: readonly { readonly at: number; readonly width: number; readonly w: number }[];
}

export interface Resident {
  /** Label of its keys and of its random numbers. */
  readonly who: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly roles: readonly Role[];
  readonly carriers: readonly Carrier[];
  readonly importW: number;
  readonly exportW: number;
  readonly technology: Technology;
  readonly owns: Equipment;
}

const family = (scale: number): LoadShape => ({
  baseW: 220 * scale,
  peaks: [
    { at: 7.2, width: 0.7, w: 900 * scale },
    { at: 12.2, width: 0.8, w: 700 * scale },
    { at: 19.2, width: 1.4, w: 1500 * scale },
  ],
});
const ELECTRICITY: readonly Carrier[] = ["electricity"];
const AND_HEAT: readonly Carrier[] = ["electricity", "heat"];

export const RESIDENTS: readonly Resident[] = [
  {
    who: "bakery",
    name: { en: "Li's Bakery", zh: "李家面包房" },
    roles: ["prosumer"],
    carriers: AND_HEAT,
    importW: 50_000,
    exportW: 5_000,
    technology: "none",
    owns: {
      load: {
        baseW: 3_000,
        peaks: [
          { at: 5.5, width: 1.8, w: 24_000 },
          { at: 11, width: 3, w: 15_000 },
          { at: 16, width: 2, w: 8_000 },
        ],
      },
      districtHeatW: 12_000,
    },
  },
  {
    who: "clinic",
    name: { en: "East Gate Clinic", zh: "东门诊所" },
    roles: ["prosumer"],
    carriers: AND_HEAT,
    importW: 60_000,
    exportW: 6_000,
    technology: "solar",
    owns: {
      load: {
        baseW: 9_000,
        peaks: [
          { at: 10, width: 2.2, w: 16_000 },
          { at: 15, width: 2.2, w: 15_000 },
        ],
      },
      solarW: 6_000,
      districtHeatW: 20_000,
    },
  },
  {
    who: "wang",
    name: { en: "Wang Min, No. 9", zh: "王敏（9 号）" },
    roles: ["prosumer"],
    carriers: ELECTRICITY,
    importW: 10_000,
    exportW: 8_000,
    technology: "solar",
    owns: { load: family(1), solarW: 7_500, battery: { wh: 10_000, powerW: 3_000 } },
  },
  {
    who: "chen",
    name: { en: "Chen, No. 4", zh: "陈家（4 号）" },
    roles: ["prosumer"],
    carriers: ELECTRICITY,
    importW: 12_000,
    exportW: 8_000,
    technology: "solar",
    owns: { load: family(1.2), solarW: 8_000, heatPumpW: 2_400 },
  },
  {
    who: "zhao",
    name: { en: "Zhao, No. 17", zh: "赵家（17 号）" },
    roles: ["prosumer"],
    carriers: ELECTRICITY,
    importW: 10_000,
    exportW: 12_000,
    technology: "solar",
    owns: { load: family(0.9), solarW: 12_000 },
  },
  {
    who: "liu",
    name: { en: "Liu, No. 6", zh: "刘家（6 号）" },
    roles: ["prosumer"],
    carriers: ELECTRICITY,
    importW: 10_000,
    exportW: 6_000,
    technology: "solar",
    owns: { load: family(0.7), solarW: 5_000 },
  },
  {
    who: "eastwind",
    name: { en: "East Wind Co-op", zh: "城东风电合作社" },
    roles: ["producer"],
    carriers: ELECTRICITY,
    importW: 5_000,
    exportW: 150_000,
    technology: "wind",
    owns: { load: { baseW: 900, peaks: [] }, windW: 150_000 },
  },
  {
    who: "biogas",
    name: { en: "River Biogas", zh: "河畔沼气" },
    roles: ["producer"],
    carriers: ["electricity", "gas"],
    importW: 20_000,
    exportW: 180_000,
    technology: "biogas",
    owns: { load: { baseW: 6_000, peaks: [{ at: 14, width: 4, w: 2_500 }] }, biogasW: 160_000 },
  },
  {
    who: "chp",
    name: { en: "Qingzhu CHP", zh: "青竹热电" },
    roles: ["producer"],
    carriers: ["electricity", "heat", "gas"],
    importW: 400_000,
    exportW: 200_000,
    technology: "chp",
    owns: { load: { baseW: 6_000, peaks: [] }, chp: { electricW: 120_000, heatW: 150_000 } },
  },
];

/** The residual supplier of the zone; its bus depot buys at night and at noon. */
export const UTILITY: Resident = {
  who: "utility",
  name: { en: "City Power", zh: "城市供电公司" },
  roles: ["utility"],
  carriers: ["electricity", "heat", "gas"],
  importW: 150_000,
  exportW: 150_000,
  technology: "none",
  owns: {
    load: {
      baseW: 28_000,
      peaks: [
        { at: 13, width: 2.5, w: 30_000 },
        { at: 0.5, width: 2.5, w: 50_000 },
        { at: 23.8, width: 2, w: 30_000 },
      ],
    },
  },
};

/** All who have a meter and trade. */
export const TRADERS: readonly Resident[] = [...RESIDENTS, UTILITY];
