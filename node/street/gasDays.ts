/**
 * Gas on the demo street (DESIGN §2): what a cubic metre held on a gas day, which the operator publishes once the day has begun, and
 * meters that count litres of it. The homes' physics is in Wh; a meter turns it into volume, the ledger turns that back.
 */
import { slotOf } from "../../shared/ledger/time.ts";
import type { GridParams } from "../../shared/ledger/params.ts";
import { ZONE } from "../demo/rules.ts";
import type { Account } from "./account.ts";
import { uniform } from "./noise.ts";
import type { StreetHost } from "./port.ts";
import type { Registers } from "./registers.ts";
import type { Turn } from "./turn.ts";

/** Natural gas with biogas in it: 10.0 to 10.6 kWh per m³, another figure each day. */
export function whPerM3(seed: number, slot: number): number {
  return 10_000 + Math.floor(uniform(seed, "gas/factor", slot) * 600);
}

/** Registers in litres (dm³) over registers in Wh: each slot's volume is rounded down, and no slot counts before `first`. */
export function litres(energy: Registers, first: number, factor: (slot: number) => number): Registers {
  const start = energy.at(first);
  const imported = [start.imported];
  const exported = [start.exported];
  const at = (boundary: number) => {
    const index = Math.max(0, boundary - first);
    for (let n = imported.length; n <= index; n++) {
      const slot = first + n - 1;
      const flow = energy.during(slot);
      imported.push((imported[n - 1] ?? 0) + Math.floor((flow.imported * 1000) / factor(slot)));
      exported.push((exported[n - 1] ?? 0) + Math.floor((flow.exported * 1000) / factor(slot)));
    }
    return { imported: imported[index] ?? 0, exported: exported[index] ?? 0 };
  };
  return {
    at,
    during(slot) {
      const [before, after] = [at(slot), at(slot + 1)];
      return { imported: after.imported - before.imported, exported: after.exported - before.exported };
    },
  };
}

/** After a pause the operator publishes the factors of this many gas days. */
const LOOK_BACK = 7;

export interface GasOffice {
  act(turn: Turn): void;
}

/** The operator's office that publishes the factor of each gas day of the zone, once. */
export function openGasOffice(host: StreetHost, operator: Account, grid: GridParams, seed: number): GasOffice {
  const first = slotOf(grid, host.params.clock.origin);
  const published = new Set<number>();
  return {
    act(turn) {
      if (operator.busy(turn)) return;
      const now = slotOf(grid, turn.market);
      for (let slot = Math.max(first, now - LOOK_BACK); slot <= now; slot++) {
        if (published.has(slot)) continue;
        if (host.query("factor", { zone: ZONE, slot }) !== null) published.add(slot);
        else {
          operator.send(turn, "grid.factor", { zone: ZONE, slot, whPerM3: whPerM3(seed, slot) });
          return;
        }
      }
    },
  };
}
