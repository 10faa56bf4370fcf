/** The invariants of DESIGN §4, recomputed from the primary records alone and held against what the ledger keeps in step. */
import { expect } from "vitest";
import { obligations, worstOf } from "../../../shared/ledger/delivery.ts";
import { gridOf } from "../../../shared/ledger/context.ts";
import { rewardOf } from "../../../shared/ledger/grid/flexibility.ts";
import { type AnswerRecord, loadGrid, type RewardRecord } from "../../../shared/ledger/grid/records.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
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
import type { Carrier } from "../../../shared/ledger/units.ts";
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

/** What a slot binds its sides to: nothing once it fell away, nothing of what was cut. */
const boundIn = ({ state, settled, q, cut }: SlotRecord): number => (state === "final" && !settled ? 0 : q - cut);

/** Positions: exactly what contracts and live offers add up to; never more than the limit; never both sides of a slot. */
export function positionsHold(state: Reader): void {
  const params = load.params(state);
  const sums = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    for (const [, record] of all<SlotRecord>(state, `slot/${id}/`)) {
      sums.add(`${terms.seller}/${terms.carrier}/${record.slot} sold`, boundIn(record));
      sums.add(`${terms.buyer}/${terms.carrier}/${record.slot} bought`, boundIn(record));
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
    const [id = "", of = "", slot = ""] = name.split("/");
    const carrier = of as Carrier;
    for (const field of ["sold", "bought", "offeredSell", "offeredBuy"] as const) {
      kept.add(`${id}/${carrier}/${Number(slot)} ${field}`, position[field]);
      expect(position[field]).toBeGreaterThanOrEqual(0);
    }
    const party = load.party(state, id);
    if (!party) throw new Error(`position of ${id}, who is no party`);
    const [sells, buys] = [position.sold + position.offeredSell, position.bought + position.offeredBuy];
    expect(sells).toBeLessThanOrEqual(positionLimit(state, params, party, "sell", carrier, Number(slot)));
    expect(buys).toBeLessThanOrEqual(positionLimit(state, params, party, "buy", carrier, Number(slot)));
    expect(Math.min(sells, buys)).toBe(0);
  }
  expect(kept.sorted()).toEqual(sums.sorted());
}

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
    expect(progress.state).toBe(count("final") === slots.length ? "delivered" : "admitted");
    expect(progress.delivered).toBe(slots.reduce((sum, { settled }) => sum + (settled?.delivered ?? 0), 0));
    for (const record of slots) {
      const { slot, settled, state: at, period } = record;
      expect(settled === null).toBe(at === "pending");
      expect(period === null).toBe(at !== "final");
      if (!settled) continue;
      excusesHold(record);
      // The regulators' figures need not be what was measured.
      if (record.ruled) continue;
      if (settled.qualityS !== "missing") allocated.add(`${terms.seller}/${terms.carrier}/${slot} sold`, settled.aS);
      if (settled.qualityB !== "missing") allocated.add(`${terms.buyer}/${terms.carrier}/${slot} bought`, settled.aB);
    }
  }
  for (const [key, energy] of allocated) {
    const [party = "", carrier = "", rest = ""] = key.split("/");
    const [slot = "", side = ""] = rest.split(" ");
    const metered = load.metered(state, party, carrier as Carrier, Number(slot));
    expect(energy).toBeLessThanOrEqual((side === "sold" ? metered?.sold : metered?.bought) ?? -1);
  }
}

/** Liability is always recorded; whom an outage excuses owes no damages, what was cut says so. */
function excusesHold({ settled, excused, cut, q }: SlotRecord): void {
  expect(["none", "seller", "buyer", "both", "excused"]).toContain(settled?.liability);
  expect(cut).toBeGreaterThanOrEqual(0);
  expect(cut).toBeLessThanOrEqual(q);
  if (cut > 0) expect(["curtailed", "outage"]).toContain(excused?.what);
  if (settled?.liability === "excused") expect(excused).not.toBeNull();
  if (excused?.what !== "outage") return;
  if (excused.side !== "buyer") expect(settled?.money.damagesSeller).toBe(0);
  if (excused.side !== "seller") expect(settled?.money.damagesBuyer).toBe(0);
}

/** Indexes say what the slots say: deals of those that bind, pending ones, those of a zone that are not final, those that are blocked. */
export function indexesHold(state: Reader): void {
  const wanted = new Map<string, unknown>();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    const { carrier, seller, buyer, sellerZone, buyerZone } = terms;
    for (const [, record] of all<SlotRecord>(state, `slot/${id}/`)) {
      if (record.state === "final" && !record.settled) continue;
      for (const party of [seller, buyer]) wanted.set(KEY.deal(party, carrier, record.slot, id), boundIn(record));
      if (record.state === "pending") wanted.set(KEY.pending(carrier, record.slot, id), 1);
      if (record.state === "final") continue;
      for (const zone of [sellerZone, buyerZone]) wanted.set(KEY.inZone(zone, carrier, record.slot, id), 1);
    }
  }
  const kept = ["deal/", "pending/", "inzone/"].flatMap((prefix) => [...state.range(...under(prefix))]);
  expect(new Map(kept)).toEqual(new Map([...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  for (const [name] of all<number>(state, "blocked/")) {
    const [, slot = "", , id = ""] = name.split("/");
    const record = load.findSlot(state, id, Number(slot));
    if (!record) continue;
    expect(record.state).toBe("provisional");
    expect(record.settled?.finalFrom).toBeLessThanOrEqual(Math.floor(load.clock(state).adm / 1000));
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

/** What buyers owe is what sellers are due, to the micro-unit: lines are the final slots' obligations, balances are the lines, dues and what is carried are the balances. */
export function moneyHolds(state: Reader): void {
  const due = new Sums();
  const open = new Sums();
  const unpaid = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    for (const [, slot] of all<SlotRecord>(state, `slot/${id}/`)) {
      const worst = worstOf(terms, slot.q - slot.cut);
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
  for (const [name, { amount }] of all<RewardRecord>(state, "reward/")) {
    const [id = "", to = ""] = name.split("/");
    const from = loadGrid.call(state, id)?.operator ?? "";
    due.add(from < to ? `${from}/${to}` : `${to}/${from}`, from < to ? amount : -amount);
  }
  for (const [name, answer] of all<AnswerRecord>(state, "answer/")) {
    const [id = "", party = ""] = name.split("/");
    const call = loadGrid.call(state, id);
    if (!call) throw new Error(`an answer to ${id}, which is no call`);
    const most = rewardOf(call, gridOf(load.params(state), call.carrier), answer, 0).amount;
    for (let slot = call.first; slot < call.first + call.count; slot++) {
      if (!loadGrid.reward(state, id, party, slot)) open.add(call.operator, most);
    }
  }
  const stated = new Sums();
  const outstanding = new Sums();
  for (const [name, statement] of all<StatementBase>(state, "statement/")) {
    const pair = `${statement.a}/${statement.b}`;
    const lines = all<StatementLine[]>(state, `line/${name}/`).flatMap(([, some]) => some);
    const sum = lines.reduce((total, { amount }) => total + amount, 0);
    expect(statement.balance).toBe(statement.carried + sum);
    stated.add(pair, sum);
    if (statement.state === "open") {
      expect([statement.due, statement.remainder]).toEqual([0, 0]);
      outstanding.add(pair, statement.balance);
    } else {
      duesHold(load.params(state).settlement, statement);
      outstanding.add(pair, statement.due);
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
  for (const [pair, carry] of all<number>(state, "carry/")) outstanding.add(pair, carry);
  expect(outstanding.sorted()).toEqual(due.sorted());
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
