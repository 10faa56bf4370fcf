/** Substitutes (DESIGN §4, Meters): the operator's figures for readings that did not come, or came wrong, before the slot is final. */
import { type Context, gridOf } from "../context.ts";
import type { Refusal } from "../records.ts";
import { atLeast, holds, refusalOf, type Verdict } from "../rules.ts";
import { load } from "../stored.ts";
import { slotEnd } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import { meteredCarrier } from "./carrier.ts";
import { awaited, dealsOf } from "./deals.ts";
import { ended, operatedBy } from "./meterRules.ts";
import { remeter } from "./remeter.ts";

export function substitute(context: Context, body: TxOf<"meter.substitute">): Refusal | undefined {
  const party = load.party(context.state, body.party);
  const carrier = party && meteredCarrier(party);
  const refusal = refusalOf(substituteRules(context, body));
  if (refusal || !carrier) return refusal;
  const { sold, bought } = body;
  remeter(context, body.party, carrier, body.slot, { sold, bought, quality: "substituted", source: "operator" });
  return undefined;
}

function* substituteRules(context: Context, body: TxOf<"meter.substitute">): Iterable<Verdict> {
  const { state, params, market } = context;
  const { slot } = body;
  yield* operatedBy(context, body.party, body.sender);
  const party = load.party(state, body.party);
  const carrier = party && meteredCarrier(party);
  if (!carrier) return;
  yield ended(context, carrier, slot);
  yield holds("meter.awaited", awaited(state, body.party, carrier, slot));
  const deals = dealsOf(state, body.party, carrier, slot);
  yield holds("meter.final", !deals.some(({ record }) => record.state === "final"));
  if (load.metered(state, body.party, carrier, slot)) return;
  // Nothing was read yet: the meter has its time first, which a standstill makes longer while its contracts are pending.
  yield atLeast("meter.grace", market, slotEnd(gridOf(params, carrier), slot) + params.metering.grace, "s");
  yield holds("meter.grace", !deals.some(({ record }) => record.state === "pending"));
}
