/** Money: what is owed, stated, carried and at stake, from the records that it rests on. */
import { lineAmount } from "../../../../shared/ledger/amounts.ts";
import { gridOf } from "../../../../shared/ledger/context.ts";
import type { LotRecord, SaleRecord } from "../../../../shared/ledger/deals/lotRecords.ts";
import { obligations, worstOf } from "../../../../shared/ledger/delivery.ts";
import { loadDispute } from "../../../../shared/ledger/ends/disputeRecord.ts";
import { loadCloseOut } from "../../../../shared/ledger/ends/insolvency.ts";
import { rewardOf } from "../../../../shared/ledger/grid/flexibility.ts";
import {
  type AnswerRecord,
  type CallRecord,
  type RewardRecord,
  loadGrid,
} from "../../../../shared/ledger/grid/records.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { SlotRecord, StatementLine } from "../../../../shared/ledger/records.ts";
import {
  type ContractBase,
  type ContractProgress,
  type StatementBase,
  load,
} from "../../../../shared/ledger/stored.ts";
import type { Reader } from "../../../../shared/state/reader.ts";
import { expect } from "../holds.ts";
import { Sums, all, fellAway, liveOrders } from "./primary.ts";

/** What falls due is the balance cut towards zero to whole fen, or nothing under the smallest sum; the rest is carried. */
function duesHold(
  { carry, fen }: { readonly carry: number; readonly fen: number },
  { balance, due, remainder }: StatementBase,
): void {
  expect(due + remainder).toBe(balance);
  expect(Math.abs(due % fen)).toBe(0);
  expect(due * balance).toBeGreaterThanOrEqual(0);
  expect(remainder * balance).toBeGreaterThanOrEqual(0);
  if (Math.abs(balance) < carry) expect(due).toBe(0);
  else expect(Math.abs(remainder)).toBeLessThan(fen);
}

/** Whether a close-out of one of its sides may have closed the statement before its time: then no sum is too small to fall due. */
function closedEarly(state: Reader, { a, b, at, due }: StatementBase): boolean {
  return due !== 0 && [a, b].some((party) => (loadCloseOut(state, party)?.at.height ?? Infinity) <= at.height);
}

/** What buyers owe is what sellers are due, to the micro-unit: lines are the final slots' obligations, balances are the lines, dues and what is carried are the balances. */
export function moneyHolds(state: Reader): void {
  const due = new Sums();
  const open = new Sums();
  const unpaid = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    const { state: at, ending } = state.get(`progress/${id}`) as unknown as ContractProgress;
    const owe = (who: "seller" | "buyer", amount: number): void => {
      const [from, to] = who === "seller" ? [terms.seller, terms.buyer] : [terms.buyer, terms.seller];
      due.add(from < to ? `${from}/${to}` : `${to}/${from}`, from < to ? amount : -amount);
    };
    for (const name of all(state, `disputeof/${id}/`)) {
      const dispute = loadDispute(state, name[0].split("/")[1] ?? "");
      const award = dispute?.rulings.at(-1)?.ruling.award;
      if (!award) continue;
      if (dispute?.state === "closed") owe(award.from, award.amount);
      else open.add(terms[award.from], award.amount);
    }
    for (const [, slot] of all<SlotRecord>(state, `slot/${id}/`)) {
      const worst = worstOf(terms, slot.q - slot.cut);
      const liable = at === "terminated" || at === "closedOut" ? ending?.liability : "none";
      // What fell away before the ending's first slot was passed on, or ended, with a house.
      const ended = fellAway(slot) && slot.slot >= (ending?.from ?? Number.POSITIVE_INFINITY);
      if (terms.type === "firm" && ended && slot.excused?.what !== "outage") {
        if (liable === "seller" || liable === "buyer") {
          owe(liable, lineAmount(slot.q - slot.cut, terms.damages[liable]));
        }
      }
      if (slot.state === "pending") {
        open.add(terms.seller, worst.seller);
        open.add(terms.buyer, worst.buyer);
      }
      if (!slot.settled) continue;
      for (const { from, to, amount } of obligations(terms, slot.settled)) {
        if (slot.state !== "final") unpaid.add(from, amount);
        else due.add(from < to ? `${from}/${to}` : `${to}/${from}`, from < to ? amount : -amount);
      }
    }
  }
  lotsOwe(state, { due, open });
  const undecided = new Sums();
  // A live order counts with the worst that it can make its party owe.
  for (const { party, reserved } of liveOrders(state)) open.add(party, reserved);
  for (const [name, { amount }] of all<RewardRecord>(state, "reward/")) {
    const [id = "", to = ""] = name.split("/");
    const call = loadGrid.call(state, id);
    if (!call) throw new Error(`a reward of ${id}, which is no call`);
    const from = call.operator;
    if (!call.leaving) due.add(from < to ? `${from}/${to}` : `${to}/${from}`, from < to ? amount : -amount);
  }
  for (const [name, answer] of all<AnswerRecord>(state, "answer/")) {
    const [id = "", party = ""] = name.split("/");
    const call = loadGrid.call(state, id);
    if (!call) throw new Error(`an answer to ${id}, which is no call`);
    const most = rewardOf(call, gridOf(load.params(state), call.carrier), answer, 0).amount;
    for (let slot = call.first; slot < call.first + call.count; slot++) {
      if (loadGrid.reward(state, id, party, slot)) continue;
      open.add(call.operator, most);
      undecided.add(id, 1);
    }
  }
  const byParty = new Sums();
  for (const [name] of all<AnswerRecord>(state, "answer/")) {
    const [id = "", party = ""] = name.split("/");
    const call = loadGrid.call(state, id);
    for (let slot = call?.first ?? 0; call && slot < call.first + call.count; slot++)
      if (!loadGrid.reward(state, id, party, slot)) byParty.add(party, 1);
  }
  expect(all<number>(state, "undecided/")).toEqual(byParty.sorted());
  for (const [id, call] of all<CallRecord>(state, "call/"))
    expect([id, call.undecided]).toEqual([id, undecided.get(id) ?? 0]);
  const { carry, fen } = load.params(state).settlement;
  const stated = new Sums();
  const outstanding = new Sums();
  // A contract that is final and paid leaves before its statements do, and these the oldest first: what came before is in `carried`.
  const expected = new Sums();
  const begun = new Set<string>();
  for (const [name, statement] of all<StatementBase>(state, "statement/")) {
    const pair = `${statement.a}/${statement.b}`;
    const lines = all<StatementLine[]>(state, `line/${name}/`).flatMap(([, some]) => some);
    const sum = lines.reduce((total, { amount }) => total + amount, 0);
    expect(statement.balance).toBe(statement.carried + sum);
    const there = new Set(lines.map(({ contract }) => contract).filter((about) => isRecorded(state, about)));
    expect(statement.about, "what its lines are about").toBe(there.size);
    for (const { contract, amount } of lines) {
      if (isThere(state, contract)) stated.add(pair, amount);
      expected.add(pair, amount);
    }
    if (!begun.has(pair)) expected.add(pair, statement.carried);
    begun.add(pair);
    if (statement.state === "open") {
      expect([statement.due, statement.remainder]).toEqual([0, 0]);
      outstanding.add(pair, statement.balance);
    } else {
      duesHold(closedEarly(state, statement) ? { carry: 0, fen } : { carry, fen }, statement);
      // What was netted stands in the carried sum of the pair's close-out statement.
      if (statement.paid?.by !== "netted") outstanding.add(pair, statement.due);
    }
    if (statement.state === "open") {
      unpaid.add(statement.a, statement.owed.a);
      unpaid.add(statement.b, statement.owed.b);
      expect(statement.owed.a - statement.owed.b).toBe(sum);
    } else if (statement.state !== "paid") {
      unpaid.add(statement.due > 0 ? statement.a : statement.b, Math.abs(statement.due));
    }
  }
  expect(stated.sorted()).toEqual(due.sorted());
  for (const [pair, carried] of all<number>(state, "carry/")) {
    outstanding.add(pair, carried);
    if (!begun.has(pair)) expected.add(pair, carried);
  }
  expect(outstanding.sorted()).toEqual(expected.sorted());
  for (const [party, kept] of all<{ unpaid: number; open: number }>(state, "exposure/")) {
    expect([party, kept.unpaid, kept.open]).toEqual([party, unpaid.get(party) ?? 0, open.get(party) ?? 0]);
    unpaid.delete(party);
    open.delete(party);
  }
  expect([...unpaid.sorted(), ...open.sorted()]).toEqual([]);
}

const isRecorded = (state: Reader, about: string): boolean =>
  [KEY.contract(about), KEY.call(about), KEY.sale(about)].some((key) => state.get(key) !== undefined);

/** What a line is about is still there, with all that it made its parties owe: a statement stays as long as that does. */
const isThere = (state: Reader, about: string): boolean =>
  load.contractBase(state, about) !== undefined ||
  loadGrid.call(state, about)?.leaving === false ||
  state.get(KEY.sale(about)) !== undefined;

/** Sales of lots: open credit for the whole price, then what the delivery note states, in a statement at once; no lot is oversold. */
function lotsOwe(state: Reader, { due, open }: { readonly due: Sums; readonly open: Sums }): void {
  const sold = new Sums();
  const delivered = new Sums();
  for (const [, sale] of all<SaleRecord>(state, "sale/")) {
    const { seller, buyer, delivered: note } = sale;
    if (sale.state === "agreed") {
      open.add(buyer, lineAmount(sale.wh, sale.price));
      sold.add(sale.lot, sale.wh);
    }
    expect(note !== null).toBe(sale.state === "delivered");
    if (!note) continue;
    expect(note.amount).toBe(lineAmount(note.wh, sale.price));
    if (note.amount > 0)
      due.add(
        buyer < seller ? `${buyer}/${seller}` : `${seller}/${buyer}`,
        buyer < seller ? note.amount : -note.amount,
      );
    sold.add(sale.lot, note.wh);
    delivered.add(sale.lot, note.wh);
  }
  for (const [id, lot] of all<LotRecord>(state, "lot/")) {
    expect([id, lot.sold, lot.delivered]).toEqual([
      id,
      (sold.get(id) ?? 0) + lot.gone,
      (delivered.get(id) ?? 0) + lot.gone,
    ]);
    expect(lot.sold).toBeLessThanOrEqual(lot.wh);
  }
}
