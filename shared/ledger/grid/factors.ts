/** Calorific factors of gas (DESIGN §2): what a cubic metre of a zone's gas day holds, by its operator; Wh per m³. */
import { type Context, gridOf } from "../context.ts";
import { KEY } from "../keys.ts";
import type { Evidence, Refusal } from "../records.ts";
import { refusalOf, type Verdict } from "../rules.ts";
import { save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { begun, carried, operated } from "./gridRules.ts";
import { startTask } from "./tasks.ts";

/** Also a corrected one: what was metered with the old factor is metered anew, unless it is final. */
export function publishFactor(context: Context, { id, body }: Evidence<TxOf<"grid.factor">>): Refusal | undefined {
  const refusal = refusalOf(factorRules(context, body));
  if (refusal) return refusal;
  const { zone, slot, whPerM3 } = body;
  save(context.state, KEY.factor(slot, zone), whPerM3);
  startTask(context, id, { what: "convert", of: zone, slot, last: slot });
  return undefined;
}

function* factorRules(context: Context, body: TxOf<"grid.factor">): Iterable<Verdict> {
  const carrier = carried(context, "gas");
  yield* operated(context, body.zone, body.sender);
  yield carrier;
  if (carrier.passes) yield begun(context, gridOf(context.params, "gas"), body.slot);
}
