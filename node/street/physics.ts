/**
 * What flows in one home in one quarter-hour, in whole Wh: load, generation, battery, and what that makes at the boundary.
 * import - export = load - generation + charge - discharge, exactly. Pure: the same arguments, the same flows.
 */
import type { Equipment, LoadShape, Resident } from "./residents.ts";
import { clearSky } from "./sun.ts";
import { type Chance, clearness, outdoor, windShare } from "./weather.ts";

export const QUARTER = 900;

export interface Flow {
  readonly load: number;
  readonly generation: number;
  /** Into the battery, before its losses. */
  readonly charge: number;
  readonly discharge: number;
  /** Through the boundary: at most one of the two is not zero. */
  readonly imported: number;
  readonly exported: number;
}

/** Wh in the battery at the start of a slot. */
export type Stored = number;
/** Of what goes in, this much is lost. */
const CHARGE_LOSS = 0.08;

/** The electricity of a quarter-hour that starts at `local` (local seconds), and what the battery holds after it. */
export function electricity(
  resident: Resident,
  chance: Chance,
  local: number,
  stored: Stored,
): { flow: Flow; stored: Stored } {
  const { owns, who } = resident;
  const load = quarterWh(loadW(owns, who, chance, local));
  const generation = quarterWh(generationW(owns, who, chance, local));
  const cell = battery(owns, generation - load, stored);
  const net = load - generation + cell.charge - cell.discharge;
  return {
    flow: {
      load,
      generation,
      charge: cell.charge,
      discharge: cell.discharge,
      imported: Math.max(0, net),
      exported: Math.max(0, -net),
    },
    stored: cell.stored,
  };
}

/** Greedy self-consumption: surplus goes in, need comes out, within power and capacity. */
function battery(
  owns: Equipment,
  surplus: number,
  stored: Stored,
): { charge: number; discharge: number; stored: Stored } {
  if (!owns.battery) return { charge: 0, discharge: 0, stored: 0 };
  const most = quarterWh(owns.battery.powerW);
  if (surplus >= 0) {
    const charge = Math.min(surplus, most, owns.battery.wh - stored);
    return { charge, discharge: 0, stored: stored + charge - Math.floor(charge * CHARGE_LOSS) };
  }
  const discharge = Math.min(-surplus, most, stored);
  return { charge: 0, discharge, stored: stored - discharge };
}

function loadW(owns: Equipment, who: string, chance: Chance, local: number): number {
  const habit = 0.9 + 0.2 * chance.smooth(`${who}/habit`, local, 5_400);
  const flicker = 0.97 + 0.06 * chance.uniform(`${who}/load`, local);
  return shapeW(owns.load, local) * habit * flicker + heatPumpW(owns, who, chance, local);
}

function shapeW(shape: LoadShape, local: number): number {
  const hour = (local % 86_400) / 3600;
  let watts = shape.baseW;
  for (const peak of shape.peaks) {
    const away = Math.abs(hour - peak.at);
    const distance = Math.min(away, 24 - away) / peak.width;
    watts += peak.w * Math.exp((-distance * distance) / 2);
  }
  return watts;
}

/** Heating under 17 °C, cooling over 26 °C, and hot water around one in the afternoon. */
function heatPumpW(owns: Equipment, who: string, chance: Chance, local: number): number {
  if (!owns.heatPumpW) return 0;
  const air = outdoor(chance, local);
  const weather = Math.max(0, 17 - air) * 0.06 + Math.max(0, air - 26) * 0.07;
  const hour = (local % 86_400) / 3600;
  const water = Math.abs(hour - 13) < 1 ? 0.35 : 0;
  const run = 0.85 + 0.3 * chance.smooth(`${who}/pump`, local, 3_600);
  return owns.heatPumpW * Math.min(1, (weather + water) * run);
}

function generationW(owns: Equipment, who: string, chance: Chance, local: number): number {
  const middle = local + QUARTER / 2;
  const sun = (owns.solarW ?? 0) * clearSky(middle) * clearness(chance, middle);
  const shade = 0.97 + 0.03 * chance.uniform(`${who}/shade`, local);
  return (
    sun * shade +
    (owns.windW ?? 0) * windShare(chance, middle) +
    (owns.chp ? owns.chp.electricW * chpRun(chance, local) : 0)
  );
}

/** How hard the CHP's engine runs, 0.4 to 1: it follows the district's demand for heat. */
export function chpRun(chance: Chance, local: number): number {
  const hour = (local % 86_400) / 3600;
  const habit = 0.12 * Math.cos((2 * Math.PI * (hour - 7.5)) / 12);
  const cold = Math.max(0, 16 - outdoor(chance, local)) * 0.025;
  return Math.max(0.4, Math.min(1, 0.66 + habit + cold + 0.06 * (chance.smooth("district", local, 7_200) - 0.5)));
}

export function quarterWh(watts: number): number {
  return Math.round(watts / 4);
}
