/** Classes of meters (DESIGN §4, Meters): which may register, and which settle a slot for good by themselves. */
import type { Params } from "../params.ts";
import type { MeterClass } from "../units.ts";

/** Classes A and B register everywhere, a key in the owner's vault on demo chains alone. */
export function maySettle(meter: MeterClass, params: Pick<Params, "demo">): boolean {
  return meter !== "demo" || params.demo;
}

/**
 * Whether a slot that such a meter measured may become final on the meter's word. Class B is a key that the owner holds: its
 * slots stay provisional until the operator's totals agree.
 */
export function finalByItself(meter: MeterClass | undefined): boolean {
  return meter !== "B";
}
