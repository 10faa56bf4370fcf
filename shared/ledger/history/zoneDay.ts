/** The balance of a zone (DESIGN §4, Screening) over consecutive slots: what its operator publishes, what is promised, what flows. */
import type { Reader } from "../../state/reader.ts";
import { under } from "../../state/reader.ts";
import { gridOf } from "../context.ts";
import { KEY } from "../keys.ts";
import { load } from "../stored.ts";
import { slotStart } from "../time.ts";
import type { Carrier } from "../units.ts";

export interface ZoneSlot {
  readonly slot: number;
  /** What the operator publishes; null where nothing is. Wh. */
  readonly deliverable: number | null;
  readonly demand: number | null;
  /** Firm sales and all purchases of the zone, Wh. */
  readonly firm: number;
  readonly bought: number;
  /** Gross flows of contracts to and from other zones, with the capacity that is published for each. Wh. */
  readonly out: readonly ZoneFlow[];
  readonly in: readonly ZoneFlow[];
}
export interface ZoneFlow {
  readonly zone: string;
  readonly wh: number;
  readonly capacity: number;
}

/** Slots from `first`, at most 100; undefined carriers and zones have none. */
export function zoneDay(r: Reader, zone: string, carrier: Carrier, first: number, count: number): readonly ZoneSlot[] {
  const params = load.params(r);
  if (!load.zone(r, zone) || !params.grids[carrier]) return [];
  const grid = gridOf(params, carrier);
  // As many zones as genesis names.
  const others = Array.from(r.range(...under("zone/")), ([key]) => key.slice("zone/".length)).filter((z) => z !== zone);
  const out = others.map((other) => flows(r, carrier, zone, other, first, count));
  const into = others.map((other) => flows(r, carrier, other, zone, first, count));
  return Array.from({ length: count }, (_, i) => {
    const slot = first + i;
    const start = slotStart(grid, slot);
    const supply = load.supply(r, zone, carrier, start);
    const flowsAt = (all: typeof out, capacity: (other: string) => number): readonly ZoneFlow[] =>
      others.flatMap((other, at) => {
        const wh = all[at]?.get(slot) ?? 0;
        return wh === 0 ? [] : [{ zone: other, wh, capacity: capacity(other) }];
      });
    return {
      slot,
      deliverable: supply?.deliverable ?? null,
      demand: supply?.demand ?? null,
      ...load.balance(r, zone, carrier, slot),
      out: flowsAt(out, (other) => load.transfer(r, carrier, zone, other, start)),
      in: flowsAt(into, (other) => load.transfer(r, carrier, other, zone, start)),
    };
  });
}

/** Flow by slot, of the slots that have one. */
function flows(
  r: Reader,
  carrier: Carrier,
  source: string,
  target: string,
  first: number,
  count: number,
): ReadonlyMap<number, number> {
  const [from, to] = [KEY.flow(carrier, source, target, first), KEY.flow(carrier, source, target, first + count)];
  return new Map(
    Array.from(r.range(from, to), ([key, wh]) => [Number(key.slice(key.lastIndexOf("/") + 1)), wh as number]),
  );
}
