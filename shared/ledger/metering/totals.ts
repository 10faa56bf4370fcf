/**
 * Slot totals (DESIGN §4, Meters): the operator's own figures, which a meter of class B must agree with before its slots are final.
 * A mismatch holds them until the operator posts other totals or substitutes, or the regulators rule.
 */
import type { Context } from "../context.ts";
import { agrees } from "../finality.ts";
import { KEY } from "../keys.ts";
import type { Refusal } from "../records.ts";
import { holds, refusalOf, type Verdict } from "../rules.ts";
import { load, save, type TotalsRecord } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import type { Carrier } from "../units.ts";
import { meteredCarrier } from "./carrier.ts";
import { awaited, dealsOf } from "./deals.ts";
import { ended, operatedBy } from "./meterRules.ts";
import { follow } from "./remeter.ts";

export function postTotals(context: Context, body: TxOf<"meter.totals">): Refusal | undefined {
  const { state } = context;
  const party = load.party(state, body.party);
  const carrier = party && meteredCarrier(party);
  const refusal = refusalOf(totalsRules(context, body));
  if (refusal || !carrier) return refusal;
  body.totals.forEach((totals, i) => {
    save(state, KEY.totals(carrier, body.first + i, body.party), totals satisfies TotalsRecord);
    heedTotals(context, body.party, carrier, body.first + i);
  });
  return undefined;
}

function* totalsRules(context: Context, body: TxOf<"meter.totals">): Iterable<Verdict> {
  const { state } = context;
  yield* operatedBy(context, body.party, body.sender);
  const party = load.party(state, body.party);
  const carrier = party && meteredCarrier(party);
  if (!carrier) return;
  yield ended(context, carrier, body.first + body.totals.length - 1);
  // Slots in which nothing is at stake stay private.
  const slots = body.totals.map((_, i) => body.first + i);
  yield at("meter.awaited", slots, (slot) => awaited(state, body.party, carrier, slot));
  yield at("meter.final", slots, (slot) => {
    const deals = dealsOf(state, body.party, carrier, slot);
    return deals.length === 0 || deals.some(({ record }) => record.state !== "final");
  });
}

/** A condition of each slot: the verdict of the first that does not meet it. */
function at(
  rule: "meter.awaited" | "meter.final",
  slots: readonly number[],
  condition: (slot: number) => boolean,
): Verdict {
  const fails = slots.find((slot) => !condition(slot));
  const verdict = holds(rule, fails === undefined);
  return fails === undefined ? verdict : { ...verdict, finding: { ...verdict.finding, slot: fails } };
}

/** Where totals and an owner's meter agree, what waited for it goes on; a slot that was settled before the reading came is settled with it. */
export function heedTotals(context: Context, party: string, carrier: Carrier, slot: number): void {
  const { state } = context;
  const metered = load.metered(state, party, carrier, slot);
  if (metered?.source !== "owner" || !agrees(metered, load.totals(state, carrier, slot, party))) return;
  follow(context, "heed", party, carrier, slot);
}
