/**
 * Corrections (DESIGN §4, Money): the operator corrects a reading after its slot is final, for a stated time. The slot stays final;
 * what the corrected reading makes owed otherwise goes into the running period's statements as adjustments.
 */
import { sum } from "../amounts.ts";
import type { Context } from "../context.ts";
import type { Refusal } from "../records.ts";
import { atMost, closest, holds, refusalOf, type Verdict } from "../rules.ts";
import { load } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { meteredCarrier } from "./carrier.ts";
import { dealsOf } from "./deals.ts";
import { operatedBy } from "./meterRules.ts";
import { remeter } from "./remeter.ts";

export function correct(context: Context, body: TxOf<"meter.correct">): Refusal | undefined {
  const party = load.party(context.state, body.party);
  const carrier = party && meteredCarrier(party);
  const refusal = refusalOf(correctRules(context, body));
  if (refusal || !carrier) return refusal;
  const { sold, bought } = body;
  remeter(context, body.party, carrier, body.slot, { sold, bought, quality: "substituted", source: "operator" });
  return undefined;
}

function* correctRules(context: Context, body: TxOf<"meter.correct">): Iterable<Verdict> {
  const { state, params, adm } = context;
  yield* operatedBy(context, body.party, body.sender);
  const party = load.party(state, body.party);
  const carrier = party && meteredCarrier(party);
  if (!carrier || !params.grids[carrier]) return;
  const deals = dealsOf(state, body.party, carrier, body.slot);
  const final = deals.flatMap(({ record }) => (record.state === "final" && record.settled ? [record.settled] : []));
  yield holds("meter.notFinal", final.length > 0);
  const late = final.map(({ finalFrom }) =>
    atMost("meter.late", adm, finalFrom + params.supervision.correct, "s", body.slot),
  );
  yield closest(late) ?? holds("meter.late", true);
  // Shared out over fewer contracts than it had, the party's energy would go to the wrong ones.
  const position = load.position(state, body.party, carrier, body.slot);
  const contracted = sum(deals.map(({ record }) => record.q - record.cut));
  yield holds("meter.kept", contracted === position.sold + position.bought);
}
