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
  /** Label of its random numbers. */
  readonly who: string;
  readonly name: Name;
  readonly role: Role;
  readonly technology: Technology;
  /** One for each carrier that it deals in. */
  readonly connections: readonly Capacity[];
  readonly owns: Equipment;
}

export interface Name {
  readonly en: string;
  readonly zh: string;
}

/** What a connection carries each way, W. */
export interface Capacity {
  readonly carrier: Carrier;
  readonly importW: number;
  readonly exportW: number;
}

/** One boundary meter and the one party behind it (DESIGN §4): a resident with heat has a party of its own for it. */
export interface Connection extends Capacity {
  /** Label of the party's keys, unique on the street. */
  readonly who: string;
  readonly name: Name;
  readonly resident: Resident;
}

const family = (scale: number): LoadShape => ({
  baseW: 220 * scale,
  peaks: [
    { at: 7.2, width: 0.7, w: 900 * scale },
    { at: 12.2, width: 0.8, w: 700 * scale },
    { at: 19.2, width: 1.4, w: 1500 * scale },
  ],
});
const through =
  (carrier: Carrier) =>
  (importW: number, exportW: number): Capacity => ({ carrier, importW, exportW });
const electricity = through("electricity");
const heat = through("heat");
const gas = through("gas");

export const RESIDENTS: readonly Resident[] = [
  {
    who: "bakery",
    name: { en: "Li's Bakery", zh: "李家面包房" },
    role: "prosumer",
    technology: "none",
    connections: [electricity(50_000, 0), heat(40_000, 0)],
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
    role: "prosumer",
    technology: "solar",
    connections: [electricity(60_000, 6_000), heat(60_000, 0)],
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
    role: "prosumer",
    technology: "solar",
    connections: [electricity(10_000, 8_000)],
    owns: { load: family(1), solarW: 7_500, battery: { wh: 10_000, powerW: 3_000 } },
  },
  {
    who: "chen",
    name: { en: "Chen, No. 4", zh: "陈家（4 号）" },
    role: "prosumer",
    technology: "solar",
    connections: [electricity(12_000, 8_000)],
    owns: { load: family(1.2), solarW: 8_000, heatPumpW: 2_400 },
  },
  {
    who: "zhao",
    name: { en: "Zhao, No. 17", zh: "赵家（17 号）" },
    role: "prosumer",
    technology: "solar",
    connections: [electricity(10_000, 12_000)],
    owns: { load: family(0.9), solarW: 12_000 },
  },
  {
    who: "liu",
    name: { en: "Liu, No. 6", zh: "刘家（6 号）" },
    role: "prosumer",
    technology: "solar",
    connections: [electricity(10_000, 6_000)],
    owns: { load: family(0.7), solarW: 5_000 },
  },
  {
    who: "eastwind",
    name: { en: "East Wind Co-op", zh: "城东风电合作社" },
    role: "producer",
    technology: "wind",
    connections: [electricity(5_000, 150_000)],
    owns: { load: { baseW: 900, peaks: [] }, windW: 150_000 },
  },
  {
    who: "biogas",
    name: { en: "River Biogas", zh: "河畔沼气" },
    role: "producer",
    technology: "biogas",
    connections: [electricity(20_000, 0), gas(0, 180_000)],
    owns: { load: { baseW: 6_000, peaks: [{ at: 14, width: 4, w: 2_500 }] }, biogasW: 160_000 },
  },
  {
    who: "chp",
    name: { en: "Qingzhu CHP", zh: "青竹热电" },
    role: "producer",
    technology: "chp",
    connections: [electricity(10_000, 150_000), heat(0, 200_000), gas(400_000, 0)],
    owns: { load: { baseW: 6_000, peaks: [] }, chp: { electricW: 120_000, heatW: 150_000 } },
  },
];

/** The residual supplier of the zone; its bus depot buys at night and at noon. */
export const UTILITY: Resident = {
  who: "utility",
  name: { en: "City Power", zh: "城市供电公司" },
  role: "utility",
  technology: "none",
  connections: [electricity(150_000, 0)],
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

const PARTY_NAME: Record<Carrier, Name> = {
  electricity: { en: "", zh: "" },
  heat: { en: ", heat", zh: "（供热）" },
  gas: { en: ", gas", zh: "（燃气）" },
};

/** Every boundary meter of the street. */
export const CONNECTIONS: readonly Connection[] = TRADERS.flatMap((resident) =>
  resident.connections.map((capacity): Connection => {
    const { carrier } = capacity;
    const { en, zh } = PARTY_NAME[carrier];
    return {
      ...capacity,
      who: carrier === "electricity" ? resident.who : `${resident.who}-${carrier}`,
      name: { en: resident.name.en + en, zh: resident.name.zh + zh },
      resident,
    };
  }),
);
