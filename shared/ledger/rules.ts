/**
 * The names of every rule by which a transaction can be found invalid or refused, and how a rule states its finding. Words for
 * each stand in shared/words/refusals.ts.
 */
import { AUCTION_RULES } from "./auction/ruleNames.ts";
import { DEAL_RULES } from "./deals/ruleNames.ts";
import { END_RULES } from "./ends/ruleNames.ts";
import { GRID_RULES } from "./grid/ruleNames.ts";
import { OPERATOR_METER_RULES } from "./metering/ruleNames.ts";
import { PARTY_RULES } from "./parties/ruleNames.ts";
import type { Finding, Refusal } from "./records.ts";
import { SUPERVISION_RULES } from "./supervision/ruleNames.ts";

/** Not valid (code 2): enters no block, changes nothing. */
export const VALIDITY_RULES = [
  "valid.decodable",
  "valid.sender",
  "valid.signers",
  "valid.signature",
  "valid.meter",
  "valid.expired",
  "valid.tooFar",
  "valid.nonce",
] as const;

/** Refused (code 1): consumes the nonce, changes nothing else. */
export const MARKET_RULES = [
  ...PARTY_RULES,
  ...DEAL_RULES,
  ...AUCTION_RULES,
  ...SUPERVISION_RULES,
  ...GRID_RULES,
  ...OPERATOR_METER_RULES,
  ...END_RULES,
  "register.twice",
  "register.quota",
  "register.key",
  "register.handover",
  "register.installer",
  "register.certificate",
  "register.expired",
  "register.used",
  "register.zone",
  "register.carrier",
  "register.supplier",
  "register.point",
  "register.meter",
  "register.meterClass",
  "admit.regulator",
  "admit.party",
  "admit.pending",
  "admit.twice",
  "admit.handover",
  "offer.empty",
  "offer.zone",
  "offer.many",
  "offer.technology",
  "offer.minimumTooHigh",
  "offer.asProduced",
  "offer.expires",
  "offer.unknown",
  "offer.live",
  "offer.expired",
  "offer.mine",
  "offer.own",
  "offer.left",
  "offer.minimum",
  "seller.active",
  "buyer.active",
  "seller.role",
  "buyer.role",
  "seller.carrier",
  "buyer.carrier",
  "seller.overdue",
  "buyer.overdue",
  "seller.technology",
  "zone.limits",
  "zone.charges",
  "price.min",
  "price.max",
  "damages.min",
  "damages.max",
  "gate",
  "horizon",
  "seller.oneSide",
  "buyer.oneSide",
  "seller.position",
  "buyer.position",
  "zone.deliverable",
  "zone.demand",
  "zone.transfer",
  "zone.suspended",
  "seller.watched",
  "buyer.watched",
  "seller.review",
  "buyer.review",
  "seller.exposure",
  "buyer.exposure",
  "meter.active",
  "meter.past",
  "meter.holder",
  "meter.late",
  "meter.firstRoot",
  "meter.batch",
  "meter.proof",
  "meter.twice",
  "meter.continuity",
  "meter.decreasing",
  "payment.statement",
  "payment.debtor",
  "payment.creditor",
  "payment.state",
] as const;

export type Rule = (typeof VALIDITY_RULES)[number] | (typeof MARKET_RULES)[number];

/** Rules that do not refuse a contract but hold it, until the regulators release it or its first gate closes. */
export const HOLD_RULES: ReadonlySet<string> = new Set<Rule>([
  "seller.watched",
  "buyer.watched",
  "seller.review",
  "buyer.review",
]);

/** One rule as applied: its finding, whether it passes, and a second figure that would have passed. */
export interface Verdict {
  readonly passes: boolean;
  readonly finding: Finding;
  readonly fits?: number;
}

type Unit = Finding["unit"];

/** A figure that must not exceed its limit. */
export function atMost(
  rule: Rule,
  figure: number,
  limit: number,
  unit: Unit,
  slot: number | null = null,
  fits?: number,
): Verdict {
  const verdict = { passes: figure <= limit, finding: { rule, figure, limit, unit, slot } };
  return fits === undefined ? verdict : { ...verdict, fits };
}

/** A figure that must reach its limit. */
export function atLeast(rule: Rule, figure: number, limit: number, unit: Unit): Verdict {
  return { passes: figure >= limit, finding: { rule, figure, limit, unit, slot: null } };
}

/** A moment that must be earlier than its limit, seconds of one clock. */
export function earlier(rule: Rule, moment: number, limit: number, slot: number | null = null): Verdict {
  return { passes: moment < limit, finding: { rule, figure: moment, limit, unit: "s", slot } };
}

/** A condition that holds or not: figure 1 or 0 against 1. */
export function holds(rule: Rule, condition: boolean): Verdict {
  return atLeast(rule, condition ? 1 : 0, 1, "state");
}

/** Of the verdicts of one rule for each slot, the one whose figure comes closest to (or goes furthest past) its limit; the first of equals. */
export function closest(verdicts: readonly Verdict[]): Verdict | undefined {
  let worst: Verdict | undefined;
  for (const verdict of verdicts) {
    if (!worst || room(verdict) < room(worst)) worst = verdict;
  }
  return worst;
}

const room = (verdict: Verdict): number => verdict.finding.limit - verdict.finding.figure;

/** Names of the rules that hold what all others let pass. */
export function heldBy(verdicts: Iterable<Verdict>): readonly string[] {
  const held: string[] = [];
  for (const { passes, finding } of verdicts) if (!passes && HOLD_RULES.has(finding.rule)) held.push(finding.rule);
  return held;
}

/** The refusal that the first failing verdict makes, or undefined when all pass or only hold. */
export function refusalOf(verdicts: Iterable<Verdict>): Refusal | undefined {
  for (const { passes, finding, fits } of verdicts) {
    if (passes || HOLD_RULES.has(finding.rule)) continue;
    return {
      rule: finding.rule,
      figure: finding.figure,
      limit: finding.limit,
      unit: finding.unit,
      ...(finding.slot === null ? {} : { slot: finding.slot }),
      ...(fits === undefined ? {} : { fits }),
    };
  }
  return undefined;
}

/** A refusal by a rule that has no figures, or by those given. */
export function refused(rule: Rule, figures: Omit<Refusal, "rule"> = {}): Refusal {
  return { rule, ...figures };
}
