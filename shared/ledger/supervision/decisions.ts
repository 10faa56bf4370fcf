/**
 * Decisions of the regulators by quorum (DESIGN §4, §8): proposed, voted on, carried; effective at once or after a notice. What
 * it takes is counted over those in office at that moment, so who has left decides nothing any more.
 */
import type { ActName } from "../bodies/decisions.ts";
import { type Context, stamp } from "../context.ts";
import { schedule, unschedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { DECISION_MACHINE, step } from "../machines.ts";
import type { Evidence, Refusal } from "../records.ts";
import { atMost, holds, refusalOf } from "../rules.ts";
import { load, namesUnder, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { performAct, refusalOfAct, takesNotice } from "./acts/acts.ts";
import type { BallotRecord, DecisionRecord } from "./records.ts";
import { inOffice, loadBallot, loadDecision } from "./stored.ts";
import { tallyOf } from "./tally.ts";

/** Open decisions that one regulator can have proposed: bounds what is counted anew when the regulators or the quorum change. */
export const OPEN_PER_REGULATOR = 10;
/** Acts that change who counts, or how many it takes. */
const RECOUNTED_AFTER: ReadonlySet<ActName> = new Set<ActName>(["regulator.add", "regulator.remove", "params.change"]);

/** A proposal is its sender's vote for it. An act that could not be carried out is refused with its own rule. */
export function propose(context: Context, signed: Evidence<TxOf<"decision.propose">>): Refusal | undefined {
  const { state, params, adm } = context;
  const { id, body } = signed;
  const { sender, decide: act, reason } = body;
  const refusal =
    refusalOf([
      holds("decision.regulator", inOffice(state, sender)),
      atMost("decision.open", namesUnder(state, KEY.decisionOf(sender, "")).length + 1, OPEN_PER_REGULATOR, "count"),
    ]) ?? refusalOfAct(context, act, takesNotice(act) ? params.supervision.notice : 0);
  if (refusal) return refusal;
  const decision: DecisionRecord = {
    id,
    signed,
    state: DECISION_MACHINE.initial,
    at: stamp(context),
    until: adm + params.supervision.decide,
    carried: null,
    effect: null,
    ended: null,
    refusal: null,
  };
  save(state, KEY.decision(id), decision);
  save(state, KEY.decisionIn("open", context.height, id), 1);
  save(state, KEY.decisionOf(sender, id), 1);
  schedule(state, "a", decision.until, { what: "decide", decision: id });
  save(state, KEY.ballot(id, sender), { approve: true, reason, at: stamp(context) } satisfies BallotRecord);
  resolve(context, decision);
  return undefined;
}

export function vote(context: Context, { body }: Evidence<TxOf<"decision.vote">>): Refusal | undefined {
  const { state } = context;
  const { sender, decision: id, approve, reason } = body;
  const decision = loadDecision(state, id);
  const refusal = refusalOf([
    holds("decision.regulator", inOffice(state, sender)),
    holds("decision.unknown", decision !== undefined),
    // The sweep in which it lapses comes after the transactions of the block that passes its time.
    holds("decision.closed", decision !== undefined && decision.state === "open" && context.adm < decision.until),
    holds("decision.twice", loadBallot(state, id, sender) === undefined),
  ]);
  if (refusal || !decision) return refusal;
  save(state, KEY.ballot(id, sender), { approve, reason, at: stamp(context) } satisfies BallotRecord);
  resolve(context, decision);
  return undefined;
}

/** No quorum in time. */
export function lapseDecision(context: Context, id: string): void {
  const decision = loadDecision(context.state, id);
  if (decision?.state === "open") end(context, decision, "lapse");
}

/** A carried decision takes effect, unless its act's rules do not hold any more. */
export function takeEffect(context: Context, id: string): void {
  const decision = loadDecision(context.state, id);
  if (decision?.state !== "carried") return;
  const { decide: act, reason } = decision.signed.body;
  const refusal = refusalOfAct(context, act, 0);
  if (refusal) {
    end(context, decision, "fail", refusal);
    return;
  }
  performAct(context, act, { id, reason });
  end(context, decision, "effect");
  // Other regulators, or another quorum: open decisions may be carried, or out of reach, without another vote.
  if (!RECOUNTED_AFTER.has(act.act)) return;
  resolveOpen(context);
  schedule(context.state, "m", context.market, { what: "recount", after: "" });
}

/** At most OPEN_PER_REGULATOR decisions of each regulator, also of former ones until they lapse. */
function resolveOpen(context: Context): void {
  for (const name of namesUnder(context.state, "decisionin/open/")) {
    const decision = loadDecision(context.state, name.slice(name.indexOf("/") + 1));
    if (decision?.state === "open") resolve(context, decision);
  }
}

/** Carries an open decision when enough of those in office agree, rejects it when they cannot any more. */
function resolve(context: Context, decision: DecisionRecord): void {
  const { state, adm } = context;
  const { decide: act } = decision.signed.body;
  const { yes, no, of, needed } = tallyOf(state, decision);
  if (yes < needed) {
    if (of - no < needed) end(context, decision, "reject");
    return;
  }
  const notice = takesNotice(act) ? load.params(state).supervision.notice : 0;
  const carried: DecisionRecord = {
    ...decision,
    state: step(DECISION_MACHINE, decision.state, "carry"),
    carried: { ...stamp(context), votes: yes, of, needed },
    effect: adm + notice,
  };
  move(context, decision, carried);
  if (takesNotice(act)) schedule(state, "a", adm + notice, { what: "effect", decision: decision.id });
  else takeEffect(context, decision.id);
}

function end(
  context: Context,
  decision: DecisionRecord,
  event: "effect" | "fail" | "reject" | "lapse",
  refusal: Refusal | null = null,
): void {
  const state = step(DECISION_MACHINE, decision.state, event);
  move(context, decision, { ...decision, state, ended: stamp(context), refusal });
  const leaves = context.adm + context.params.supervision.retain;
  schedule(context.state, "a", leaves, { what: "leave", of: "decision", id: decision.id });
}

/** A decision in another state: its record, its lists, and the time that no longer runs. */
function move({ state }: Context, from: DecisionRecord, to: DecisionRecord): void {
  const { id, at } = from;
  save(state, KEY.decision(id), to);
  state.delete(KEY.decisionIn(from.state, at.height, id));
  save(state, KEY.decisionIn(to.state, at.height, id), 1);
  if (from.state !== "open") return;
  state.delete(KEY.decisionOf(from.signed.body.sender, id));
  unschedule(state, "a", from.until, { what: "decide", decision: id });
}
