/** Heat by the hour and gas by the day, in whole Wh through the boundary of a resident. The CHP's engine ties the three carriers together. */
import { chpRun, QUARTER } from "./physics.ts";
import type { Resident } from "./residents.ts";
import { type Chance, outdoor } from "./weather.ts";

export interface Through {
  readonly imported: number;
  readonly exported: number;
}

/** Of the gas it burns, the CHP turns this much into electricity and heat. */
const CHP_EFFICIENCY = 0.87;

/** Heat that passes the boundary in `seconds` from `local` on. */
export function heat(resident: Resident, chance: Chance, local: number, seconds: number): Through {
  const { owns, who } = resident;
  let imported = 0;
  let exported = 0;
  for (let at = local; at < local + seconds; at += QUARTER) {
    if (owns.chp) exported += Math.round((owns.chp.heatW * chpRun(chance, at)) / 4);
    if (owns.districtHeatW) imported += Math.round(districtW(owns.districtHeatW, who, chance, at) / 4);
  }
  return { imported, exported };
}

/** Hot water in working hours, and room heat when it is cold. */
function districtW(averageW: number, who: string, chance: Chance, local: number): number {
  const hour = (local % 86_400) / 3600;
  const working = hour >= 5 && hour < 20 ? 1.25 : 0.55;
  const cold = 1 + Math.max(0, 16 - outdoor(chance, local)) * 0.08;
  return averageW * working * cold * (0.9 + 0.2 * chance.smooth(`${who}/heat`, local, 3_600));
}

/** Gas that passes the boundary in `seconds` from `local` on, as energy. */
export function gas(resident: Resident, chance: Chance, local: number, seconds: number): Through {
  const { owns, who } = resident;
  let imported = 0;
  let exported = 0;
  for (let at = local; at < local + seconds; at += QUARTER) {
    if (owns.biogasW)
      exported += Math.round((owns.biogasW * (0.97 + 0.06 * chance.smooth(`${who}/gas`, at, 21_600))) / 4);
    if (owns.chp) {
      const engine = (owns.chp.electricW + owns.chp.heatW) * chpRun(chance, at);
      imported += Math.round(engine / CHP_EFFICIENCY / 4);
    }
  }
  return { imported, exported };
}
