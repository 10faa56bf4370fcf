/**
 * A meter's registers at the slots' boundaries: counters in Wh that only grow, 1.8.0 for import and 2.8.0 for export. They are
 * summed up from the market's origin, so a restart continues exactly where the meter was.
 */
import type { Carrier } from "../../shared/ledger/units.ts";
import { gas, heat, type Through } from "./carriers.ts";
import { uniform } from "./noise.ts";
import { electricity, type Stored } from "./physics.ts";
import type { Resident } from "./residents.ts";
import type { Chance } from "./weather.ts";

export interface Place {
  readonly carrier: Carrier;
  readonly slotSeconds: number;
  /** Where the grid begins, seconds. */
  readonly startSeconds: number;
  /** Market time at which the chain began, seconds. */
  readonly origin: number;
  /** Local time less UTC, seconds. */
  readonly utcOffset: number;
}

export interface Registers {
  /** Counters at the start of a slot; slots before the origin stand at the first reading. */
  at(boundary: number): Through;
  /** What passes in a slot. */
  during(slot: number): Through;
}

/** Counters that start at seeded values, as a meter that has hung there for a while. */
export function registers(resident: Resident, place: Place, chance: Chance, seed: number): Registers {
  const first = Math.floor((place.origin - place.startSeconds) / place.slotSeconds);
  const label = `${resident.who}/${place.carrier}`;
  const imported = [Math.floor(uniform(seed, `${label}/import`, 0) * 5_000_000)];
  const exported = [Math.floor(uniform(seed, `${label}/export`, 0) * 5_000_000)];
  let stored: Stored = Math.floor((resident.owns.battery?.wh ?? 0) / 4);

  const pass = (slot: number): Through => {
    const local = slot * place.slotSeconds + place.startSeconds + place.utcOffset;
    if (place.carrier === "heat") return heat(resident, chance, local, place.slotSeconds);
    if (place.carrier === "gas") return gas(resident, chance, local, place.slotSeconds);
    const sum = { imported: 0, exported: 0 };
    for (let at = local; at < local + place.slotSeconds; at += 900) {
      const step = electricity(resident, chance, at, stored);
      stored = step.stored;
      sum.imported += step.flow.imported;
      sum.exported += step.flow.exported;
    }
    return sum;
  };

  const at = (boundary: number): Through => {
    const index = Math.max(0, boundary - first);
    for (let n = imported.length; n <= index; n++) {
      const flow = pass(first + n - 1);
      imported.push((imported[n - 1] ?? 0) + flow.imported);
      exported.push((exported[n - 1] ?? 0) + flow.exported);
    }
    return { imported: imported[index] ?? 0, exported: exported[index] ?? 0 };
  };
  return {
    at,
    during(slot) {
      const before = at(slot);
      const after = at(slot + 1);
      return { imported: after.imported - before.imported, exported: after.exported - before.exported };
    },
  };
}
