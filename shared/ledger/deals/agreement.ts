/** A contract negotiated in private (DESIGN §4, Negotiation): one text that both sides signed; screened like any other. */
import { type Context, stamp } from "../context.ts";
import { enter, knownParty } from "../contracts.ts";
import { formContract } from "../formation.ts";
import type { Evidence, Refusal } from "../records.ts";
import { holds, refusalOf, type Verdict } from "../rules.ts";
import { totalOf, withinHorizon } from "../screening.ts";
import { sidesOf } from "../terms.ts";
import type { TxOf } from "../transactions.ts";
import { templateHash } from "../../words/contractTemplate.ts";

export function agree(context: Context, signed: Evidence<TxOf<"deal.agree">>): Refusal | undefined {
  const { body, id } = signed;
  const mismatch = refusalOf(wellFormed(context, body));
  if (mismatch) return mismatch;
  const sender = knownParty(context, body.sender);
  const { seller, buyer } = sidesOf(body, sender, knownParty(context, body.counterparty));
  const { energy } = body;
  const formed = formContract(context, { agreed: body, seller, buyer, energy, offeredBy: null, hoursOf: sender.zone });
  if ("refusal" in formed) return formed.refusal;
  const basis = { how: "negotiated", agreement: signed } as const;
  enter(context, { id, terms: formed.terms, basis, offeredAt: stamp(context) }, formed.verdicts);
  return undefined;
}

/** What the text says stands by itself, before anybody is screened for it. */
function* wellFormed({ params, market }: Context, body: TxOf<"deal.agree">): Iterable<Verdict> {
  yield holds("deal.self", body.counterparty !== body.sender);
  const traded = params.grids[body.carrier] !== undefined;
  yield holds("deal.carrier", traded);
  if (!traded) return;
  yield holds("deal.empty", totalOf(body.energy) > 0);
  yield holds("deal.asProduced", body.type === "firm" || (body.damages.seller === 0 && body.damages.buyer === 0));
  yield holds("deal.template", body.template === templateHash(body.type));
  yield withinHorizon(params, body.carrier, body.energy, market);
}
