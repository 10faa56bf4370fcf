/** The invariants of DESIGN §4, recomputed from the primary records alone and held against what the ledger keeps in step. */
import { expect } from "vitest";
import { lineAmount } from "../../../shared/ledger/amounts.ts";
import { obligations, worstOf } from "../../../shared/ledger/delivery.ts";
import { loadDispute } from "../../../shared/ledger/ends/disputeRecord.ts";
import { loadCloseOut } from "../../../shared/ledger/ends/insolvency.ts";
import { MACHINES, type Machine } from "../../../shared/ledger/machines.ts";
import { filledSlots, positionLimit } from "../../../shared/ledger/positions.ts";
import type { PositionRecord, SlotRecord, StatementLine } from "../../../shared/ledger/records.ts";
import {
  type ContractBase,
  type ContractProgress,
  load,
  type OfferBase,
  type OfferLive,
  type StatementBase,
} from "../../../shared/ledger/stored.ts";
import { type Reader, under } from "../../../shared/state/reader.ts";

const all = <T>(state: Reader, prefix: string): (readonly [name: string, value: T])[] =>
  Array.from(state.range(...under(prefix)), ([key, value]) => [key.slice(prefix.length), value as unknown as T]);

class Sums extends Map<string, number> {
  add(key: string, amount: number): void {
    const sum = (this.get(key) ?? 0) + amount;
    if (sum === 0) this.delete(key);
    else this.set(key, sum);
  }
  sorted(): readonly (readonly [string, number])[] {
    return [...this].toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** A slot that became final without a settlement, because its contract ended or never bound anybody. */
const fellAway = ({ state, settled }: SlotRecord): boolean => state === "final" && settled === null;

/** Contract states that end one before its delivery, each with a recorded liability. */
const ENDED = ["refused", "terminated", "voided", "closedOut"];

/** Positions: exactly what contracts and live offers add up to; never more than the limit; never both sides of a slot. */
export function positionsHold(state: Reader): void {
  const params = load.params(state);
  const sums = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    for (const [, record] of all<SlotRecord>(state, `slot/${id}/`)) {
      if (fellAway(record)) continue;
      const q = record.q - record.cut;
      sums.add(`${terms.seller}/${terms.carrier}/${record.slot} sold`, q);
      sums.add(`${terms.buyer}/${terms.carrier}/${record.slot} bought`, q);
    }
  }
  for (const [id, base] of all<OfferBase>(state, "offer/")) {
    const live = state.get(`offerlive/${id}`) as unknown as OfferLive;
    if (live.status !== "live") continue;
    const { side, carrier } = base.signed.body;
    const field = side === "sell" ? "offeredSell" : "offeredBuy";
    for (const { slot, q } of filledSlots(live.left)) sums.add(`${base.party}/${carrier}/${slot} ${field}`, q);
  }
  const kept = new Sums();
  for (const [name, position] of all<PositionRecord>(state, "position/")) {
    const [id = "", , slot = ""] = name.split("/");
    for (const field of ["sold", "bought", "offeredSell", "offeredBuy"] as const) {
      kept.add(`${id}/electricity/${Number(slot)} ${field}`, position[field]);
      expect(position[field]).toBeGreaterThanOrEqual(0);
    }
    const party = load.party(state, id);
    if (!party) throw new Error(`position of ${id}, who is no party`);
    const [sells, buys] = [position.sold + position.offeredSell, position.bought + position.offeredBuy];
    expect(sells).toBeLessThanOrEqual(positionLimit(state, params, party, "sell", "electricity", Number(slot)));
    expect(buys).toBeLessThanOrEqual(positionLimit(state, params, party, "buy", "electricity", Number(slot)));
    expect(Math.min(sells, buys)).toBe(0);
  }
  expect(kept.sorted()).toEqual(sums.sorted());
}

const LIABILITIES = ["none", "seller", "buyer", "both", "operator", "excused"];

/** Each contract's counts are its slots', each settled slot records liability, and no side gets more than was measured. */
export function contractsHold(state: Reader): void {
  const allocated = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    const progress = state.get(`progress/${id}`) as unknown as ContractProgress;
    const slots = all<SlotRecord>(state, `slot/${id}/`).map(([, slot]) => slot);
    const count = (wanted: SlotRecord["state"]): number => slots.filter((slot) => slot.state === wanted).length;
    expect(progress.slots).toEqual({
      pending: count("pending"),
      provisional: count("provisional"),
      disputed: count("disputed"),
      final: count("final"),
    });
    if (progress.ending) {
      expect(ENDED).toContain(progress.state);
      expect(LIABILITIES).toContain(progress.ending.liability);
      for (const slot of slots) {
        if (slot.slot >= progress.ending.from) expect(fellAway(slot)).toBe(true);
        else expect(fellAway(slot)).toBe(false);
      }
    } else {
      expect(count("final") === slots.length ? ["delivered"] : ["admitted", "held"]).toContain(progress.state);
      expect(slots.filter(fellAway)).toEqual([]);
    }
    expect(progress.delivered).toBe(slots.reduce((sum, { settled }) => sum + (settled?.delivered ?? 0), 0));
    for (const record of slots) {
      const { slot, settled, state: at, period, dispute } = record;
      expect(settled === null).toBe(at === "pending" || fellAway(record));
      expect(period === null).toBe(at !== "final" || fellAway(record));
      if (fellAway(record)) expect(record.excused).not.toBeNull();
      const disputed = dispute === null ? undefined : loadDispute(state, dispute);
      expect(at === "disputed").toBe(disputed?.state === "open" || disputed?.state === "appealed");
      if (!settled) continue;
      expect(LIABILITIES).toContain(settled.liability);
      // What the regulators ruled may differ from what was metered.
      if ((disputed?.rulings.length ?? 0) > 0) continue;
      if (settled.qualityS !== "missing") allocated.add(`${terms.seller}/${slot} sold`, settled.aS);
      if (settled.qualityB !== "missing") allocated.add(`${terms.buyer}/${slot} bought`, settled.aB);
    }
  }
  for (const [key, energy] of allocated) {
    const [party = "", rest = ""] = key.split("/");
    const [slot = "", side = ""] = rest.split(" ");
    const metered = load.metered(state, party, "electricity", Number(slot));
    expect(energy).toBeLessThanOrEqual((side === "sold" ? metered?.sold : metered?.bought) ?? -1);
  }
}

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
      const award = dispute?.state === "closed" ? dispute.rulings.at(-1)?.ruling.award : null;
      if (award) owe(award.from, award.amount);
    }
    for (const [, slot] of all<SlotRecord>(state, `slot/${id}/`)) {
      const worst = worstOf(terms, slot.q - slot.cut);
      const liable = at === "terminated" || at === "closedOut" ? ending?.liability : "none";
      if (terms.type === "firm" && fellAway(slot) && slot.excused?.what !== "outage") {
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
    for (const { contract, what, amount } of lines) {
      const retired = load.contractBase(state, contract) === undefined && what !== "flexibility" && what !== "lot";
      if (!retired) stated.add(pair, amount);
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

const [CONTRACT, SLOT, STATEMENT, OFFER, PARTY] = MACHINES;
const WATCHED: readonly (readonly [prefix: string, machine: Machine, field: "state" | "status"])[] = [
  ["progress/", CONTRACT, "state"],
  ["slot/", SLOT, "state"],
  ["statement/", STATEMENT, "state"],
  ["offerlive/", OFFER, "status"],
  ["party/", PARTY, "status"],
];

/** Whatever changed its state did so along the table, from the first state on when it is new. */
export function transitionsHold(before: Reader, after: Reader): void {
  for (const [prefix, machine, field] of WATCHED) {
    for (const [name, record] of all<Record<string, string>>(after, prefix)) {
      const to = record[field] ?? "";
      const old = before.get(prefix + name) as unknown as Record<string, string> | undefined;
      const from = old?.[field] ?? machine.initial;
      expect(machine.states).toContain(to);
      expect(reachable(machine, from), `${machine.name}: ${from} to ${to}`).toContain(to);
    }
  }
}

function reachable(machine: Machine, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  for (let i = 0; i < machine.states.length; i++) {
    for (const row of machine.transitions) if (reached.has(row.from)) reached.add(row.to);
  }
  return reached;
}
