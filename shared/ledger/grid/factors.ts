/** Calorific factors of gas (DESIGN §2): what a cubic metre of a zone's gas day holds, by its operator; Wh per m³. */
import { type Context, gridOf } from "../context.ts";
import { keptFor } from "../kept.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import type { Evidence, Refusal } from "../records.ts";
import { refusalOf, type Verdict } from "../rules.ts";
import { save } from "../stored.ts";
import { slotEnd } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import { begun, carried, operated } from "./gridRules.ts";
import { startTask } from "./tasks.ts";

/** Also a corrected one: what was metered with the old factor is metered anew, unless it is final. */
export function publishFactor(context: Context, { id, body }: Evidence<TxOf<"grid.factor">>): Refusal | undefined {
  const refusal = refusalOf(factorRules(context, body));
  if (refusal) return refusal;
  const { zone, slot, whPerM3 } = body;
  save(context.state, KEY.factor(slot, zone), whPerM3);
  leaveLater(context, zone, slot);
  startTask(context, id, { what: "convert", of: zone, slot, last: slot });
  return undefined;
}

/** It leaves once what was metered with it could be settled, disputed and corrected. */
function leaveLater(context: Context, zone: string, slot: number): void {
  const { params } = context;
  const at =
    slotEnd(gridOf(params, "gas"), slot) + params.metering.grace + params.settlement.dispute + keptFor(context);
  schedule(context.state, "a", Math.max(at, context.adm + keptFor(context)), { what: "unfactor", slot, zone });
}

function* factorRules(context: Context, body: TxOf<"grid.factor">): Iterable<Verdict> {
  const carrier = carried(context, "gas");
  yield* operated(context, body.zone, body.sender);
  yield carrier;
  if (carrier.passes) yield begun(context, gridOf(context.params, "gas"), body.slot);
}
