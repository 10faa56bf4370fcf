/**
 * The end of a block: deadlines that have passed, the market clock's first, then the administrative clock's, each by time and
 * then by name; then nonce bitmaps, revocations and quotas of days that are over. What a deadline schedules for now is swept in the same block.
 */
import { clear } from "./auction/clearing.ts";
import { unclear } from "./auction/forgetting.ts";
import type { Context } from "./context.ts";
import { lapseHold } from "./contracts.ts";
import { lapseSale } from "./deals/lots.ts";
import { dropMail } from "./deals/mail.ts";
import { closeRuling, lapseDispute } from "./ends/disputes.ts";
import { closeOutPage } from "./ends/insolvency.ts";
import { finalise } from "./finality.ts";
import { reward } from "./grid/flexibility.ts";
import { runTask } from "./grid/taskRuns.ts";
import { leave } from "./history/leaving.ts";
import { forgetEntries } from "./history/log.ts";
import { pruneBatch, retireContract, retireStatement } from "./history/retention.ts";
import { forgetMeter } from "./parties/holders.ts";
import { replaceNext } from "./supervision/acts/suppliers.ts";
import { lapseDecision, takeEffect } from "./supervision/decisions.ts";
import { type ClockName, type Deadline, deadlineOf } from "./deadlines.ts";
import { KEY } from "./keys.ts";
import { NONCE_KEPT_DAYS } from "./nonces.ts";
import { expire, forget } from "./offers.ts";
import { sweepIssued } from "./parties/quota.ts";
import { recount } from "./registration.ts";
import { awaitReadings, settleOverdue } from "./settlement.ts";
import { close, lapse, silence } from "./statements.ts";
import { utcDay } from "./time.ts";

/**
 * Most deadlines of one block; the rest wait for the next one. A clearing counts six times for each of its orders and pairs, the end of
 * grace once for each slot of a contract that it settles, a task once for each record that it goes through,
 * what leaves the state once for each slot or each dozen of records (the pages of calls and the like have at most 500).
 */
export const SWEEP_LIMIT = 20_000;
/** An order that is judged again, or a pair that is screened and becomes a contract, costs about what so many other deadlines do. */
export const CLEARED_AS = 6;

export function sweep(context: Context): void {
  let left = SWEEP_LIMIT;
  left = sweepClock(context, "m", context.market, left);
  left = sweepClock(context, "a", context.adm, left);
  sweepNonces(context, left);
  sweepIssued(context, left);
}

function sweepClock(context: Context, clock: ClockName, now: number, limit: number): number {
  const from = KEY.due(clock, 0, "").slice(0, "due/m/".length);
  const to = KEY.due(clock, now + 1, "");
  let left = limit;
  for (;;) {
    const key = left > 0 ? firstKey(context, from, to) : undefined;
    if (key === undefined) return left;
    context.state.delete(key);
    left -= act(context, deadlineOf(key), left) ?? 1;
  }
}

/** Carries a deadline out, of which `left` may count; returns what it counts for, where that is not 1. */
function act(context: Context, deadline: Deadline, left: number): number | void {
  switch (deadline.what) {
    case "expire":
      return expire(context, deadline.offer);
    case "forget":
      return forget(context, deadline.offer);
    case "clear":
      return Math.max(1, CLEARED_AS * clear(context, deadline.carrier, deadline.zone, deadline.slot));
    case "unclear":
      return Math.max(1, unclear(context, deadline.carrier, deadline.zone, deadline.slot));
    case "hold":
      return lapseHold(context, deadline.contract);
    case "retire":
      return retireContract(context, deadline.contract);
    case "mail":
      return dropMail(context, deadline.to, deadline.id);
    case "sale":
      return lapseSale(context, deadline.sale);
    case "leave":
      return leave(context, deadline.of, deadline.id);
    case "unfactor":
      return context.state.delete(KEY.factor(deadline.slot, deadline.zone));
    case "unmeter":
      return forgetMeter(context, deadline.party, deadline.until, deadline.meter);
    case "prune":
      return pruneBatch(context, deadline.party, deadline.meter, deadline.batch);
    case "task":
      return Math.max(1, runTask(context, deadline.id));
    case "closeOut":
      return closeOutPage(context, deadline.party);
    case "unlog":
      return forgetEntries(context, deadline.party);
    case "reward":
      return reward(context, deadline.call, deadline.slot);
    case "decide":
      return lapseDecision(context, deadline.decision);
    case "effect":
      return takeEffect(context, deadline.decision);
    case "replace":
      return replaceNext(context, deadline.decision);
    case "appeal":
      return closeRuling(context, deadline.dispute);
    case "unruled":
      return lapseDispute(context, deadline.dispute);
    case "recount":
      return recount(context, deadline.after);
    case "unstate":
      return retireStatement(context, deadline.a, deadline.b, deadline.period);
    case "slotEnd":
      return awaitReadings(context, deadline.carrier, deadline.slot);
    case "grace":
      return Math.max(1, settleOverdue(context, deadline.carrier, deadline.slot, left));
    case "final":
      return finalise(context, deadline.contract, deadline.slot);
    case "close":
      return close(context, deadline.a, deadline.b, deadline.period);
    case "lapse":
      return lapse(context, deadline.a, deadline.b, deadline.period);
    case "silence":
      return silence(context, deadline.a, deadline.b, deadline.period);
  }
}

/** Bitmaps and revocations of days that ended more than the kept days ago. */
function sweepNonces(context: Context, limit: number): void {
  const day = utcDay(context.header) - NONCE_KEPT_DAYS;
  if (day <= 0) return;
  const old = [...context.state.range("nonce/", KEY.nonces(day, ""), { limit: Math.max(1, limit) })];
  for (const [key] of old) context.state.delete(key);
  // Revocations go with the bitmaps of the day that their targets were dated to.
  const revoked = [...context.state.range("revoked/", KEY.revoked(day, "", ""), { limit: Math.max(1, limit) })];
  for (const [key] of revoked) context.state.delete(key);
}

function firstKey(context: Context, from: string, to: string): string | undefined {
  for (const [key] of context.state.range(from, to, { limit: 1 })) return key;
  return undefined;
}
