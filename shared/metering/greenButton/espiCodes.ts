/** Codes of the Energy Services Provider Interface (NAESB REQ.21, espi.xsd): what a reading type measures, in which unit and how well. */
import { EXPORTED, IMPORTED } from "../registers/obis.ts";
import type { Carrier, Unit } from "../registers/reading.ts";

/** How a code's unit becomes ours: `milli` thousandths of our unit for one of theirs, as a fraction; `power`: a power, not an energy. */
export interface EspiUnit {
  readonly unit: Unit;
  readonly milli: number;
  readonly per: number;
  readonly power: boolean;
}

/** UomType. Therms and British thermal units are energy (1 BTU(IT) = 1055.06 J, 1 therm = 100,000 BTU(IT)). */
export function unitOfCode(uom: number): EspiUnit | undefined {
  const of = (unit: Unit, milli: number, per = 1, power = false): EspiUnit => ({ unit, milli, per, power });
  switch (uom) {
    case 72:
      return of("Wh", 1000);
    case 38:
      return of("Wh", 1000, 1, true);
    case 31:
      return of("Wh", 1000, 3600);
    case 132:
      return of("Wh", 1_055_060, 3600);
    case 169:
      return of("Wh", 105_506_000_000, 3600);
    case 73:
      return of("varh", 1000);
    case 42:
      return of("L", 1_000_000);
    case 119:
      return of("L", 28_317);
    case 134:
      return of("L", 1000);
    case 128:
      return of("L", 3785);
    default:
      return undefined;
  }
}

/** ServiceCategory.kind and CommodityType to what flows; undefined for what is no energy or water. */
export function carrierOfService(kind: number): Carrier | undefined {
  const carriers: Readonly<Record<number, Carrier>> = {
    0: "electricity",
    1: "gas",
    2: "water",
    5: "heat",
    9: "cooling",
  };
  return carriers[kind];
}
export function carrierOfCommodity(commodity: number): Carrier | undefined {
  const carriers: Readonly<Record<number, Carrier>> = {
    0: "electricity",
    1: "electricity",
    2: "electricity",
    7: "gas",
    8: "gas",
    9: "water",
    10: "heat",
    11: "heat",
    12: "water",
  };
  return carriers[commodity];
}

/** FlowDirectionType: 1 from the grid, 19 to the grid, 4 the difference of both, 0 not said (from the grid). */
export function registerOfFlow(carrier: Carrier, direction: number): string {
  switch (carrier) {
    case "electricity":
      return direction === 19 ? EXPORTED : direction === 4 ? "1-0:16.8.0" : IMPORTED;
    case "gas":
      return "7-0:3.0.0";
    case "heat":
      return "6-0:1.0.0";
    case "cooling":
      return "5-0:1.0.0";
    case "water":
      return "8-0:1.0.0";
    default:
      return carrier satisfies never;
  }
}

/** AccumulationKind: a bulk quantity and a cumulative value are counters; delta data is energy per interval. */
export const isCumulative = (accumulation: number): boolean => accumulation === 1 || accumulation === 3;

/** QualityOfReading: valid, raw, validated, verified and revenue quality are the meter's own; everything else stands in its place. */
export const isMeasured = (quality: number): boolean => [0, 14, 17, 18, 19].includes(quality);
