/** What curtailments and outages have in common: a record with its reason, found by zone and first slot. */
import { type Context, gridOf, stamp } from "../context.ts";
import { keptFor } from "../kept.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { save } from "../stored.ts";
import { slotEnd } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import type { Carrier } from "../units.ts";
import { type InterventionRecord, loadGrid } from "./records.ts";
import { startTask } from "./tasks.ts";

/** Records an intervention and starts going through the contracts that it concerns. */
export function intervene(
  context: Context,
  id: string,
  body: TxOf<"grid.curtail"> | TxOf<"grid.outage">,
  act: InterventionRecord["act"],
): void {
  const { state } = context;
  const { zone, carrier, first, count, reason } = body;
  save(state, KEY.intervention(id), {
    id,
    operator: body.sender,
    zone,
    carrier,
    first,
    count,
    act,
    reason,
    at: stamp(context),
  } satisfies InterventionRecord);
  save(state, KEY.interventionIn(zone, carrier, first, id), 1);
  leaveLater(context, carrier, first + count - 1, id);
  const what = act.what === "curtailment" ? "curtail" : "excuse";
  startTask(context, id, { what, of: id, slot: first, last: first + count - 1 });
}

/** It leaves once the slots that it concerned could be settled, disputed and corrected (history/leaving.ts). */
function leaveLater(context: Context, carrier: Carrier, last: number, id: string): void {
  const { params, market } = context;
  // An outage may be confirmed after the fact.
  const from = Math.max(market, slotEnd(gridOf(params, carrier), last));
  const at = from + params.metering.grace + params.settlement.dispute + keptFor(context);
  schedule(context.state, "a", at, { what: "leave", of: "intervention", id });
}

export function interventionOf(context: Context, id: string): InterventionRecord {
  const intervention = loadGrid.intervention(context.state, id);
  if (!intervention) throw new RangeError(`the state lacks intervention ${id}`);
  return intervention;
}
