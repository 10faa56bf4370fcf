/** The invariants of DESIGN §4, recomputed from the primary records alone and held against what the ledger keeps in step. */
import { type OrderBase, orderOf } from "../../../shared/ledger/auction/records.ts";
import { obligations, worstOf } from "../../../shared/ledger/delivery.ts";
import { lineAmount } from "../../../shared/ledger/amounts.ts";
import { gridOf } from "../../../shared/ledger/context.ts";
import type { LotRecord, SaleRecord } from "../../../shared/ledger/deals/lotRecords.ts";
import type { MailRecord } from "../../../shared/ledger/deals/mail.ts";
import { rewardOf } from "../../../shared/ledger/grid/flexibility.ts";
import {
  type AnswerRecord,
  type CallRecord,
  loadGrid,
  type RewardRecord,
} from "../../../shared/ledger/grid/records.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
import { isRemetered } from "../../../shared/ledger/metering/remeter.ts";
import { loadDispute } from "../../../shared/ledger/ends/disputeRecord.ts";
import { loadCloseOut } from "../../../shared/ledger/ends/insolvency.ts";
import { MACHINES, type Machine, ORDER_MACHINE, SALE_MACHINE } from "../../../shared/ledger/machines.ts";
import { filledSlots, positionLimit } from "../../../shared/ledger/positions.ts";
import type { MoveRecord } from "../../../shared/ledger/parties/records.ts";
import type { PartyRecord, PositionRecord, SlotRecord, StatementLine } from "../../../shared/ledger/records.ts";
import {
  type ContractBase,
  type ContractProgress,
  load,
  type OfferBase,
  type OfferLive,
  type StatementBase,
} from "../../../shared/ledger/stored.ts";
import type { BallotRecord, DecisionRecord } from "../../../shared/ledger/supervision/records.ts";
import { slotEnd } from "../../../shared/ledger/time.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { type Reader, under } from "../../../shared/state/reader.ts";
import { expect } from "./holds.ts";

const all = <T>(state: Reader, prefix: string): (readonly [name: string, value: T])[] =>
  Array.from(state.range(...under(prefix)), ([key, value]) => [key.slice(prefix.length), value as unknown as T]);

const liveOrders = (state: Reader): readonly OrderBase[] =>
  all<OrderBase>(state, "order/").flatMap(([id, base]) => (orderOf(state, id).status === "live" ? [base] : []));

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

/** A slot that is final without having been settled: its contract ended before it. */
const fellAway = ({ state, settled }: Pick<SlotRecord, "state" | "settled">): boolean =>
  state === "final" && settled === null;

/** What a slot binds its sides to: nothing once it fell away, nothing of what was cut. */
const boundIn = (record: SlotRecord): number => (fellAway(record) ? 0 : record.q - record.cut);

/** Contract states that end one before its delivery, each with a recorded liability. */
const ENDED = ["refused", "terminated", "voided", "closedOut"];

/** Positions: exactly what contracts, live offers and live orders add up to; never more than the limit; never both sides of a slot. */
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
  const offers = new Sums();
  for (const [id, { party, signed }] of all<OfferBase>(state, "offer/")) {
    const live = state.get(`offerlive/${id}`) as unknown as OfferLive;
    if (live.status === "live") offers.add(`${party}/${signed.body.carrier}`, 1);
  }
  expect(all<number>(state, "offers/")).toEqual(offers.sorted());
  for (const { party, signed } of liveOrders(state)) {
    const { side, carrier, slot, wh } = signed.body;
    sums.add(`${party}/${carrier}/${slot} ${side === "sell" ? "offeredSell" : "offeredBuy"}`, wh);
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
    expect(Math.min(sells, buys)).toBe(0);
    // A change of capacity holds from the running slot on: what is over keeps the limit that it had.
    if (slotEnd(gridOf(params, carrier), Number(slot)) * 1000 <= load.clock(state).market) continue;
    expect(sells).toBeLessThanOrEqual(positionLimit(state, params, party, "sell", carrier, Number(slot)));
    expect(buys).toBeLessThanOrEqual(positionLimit(state, params, party, "buy", carrier, Number(slot)));
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
      expect(progress.ending.reason).notToBe("");
      for (const slot of slots) if (slot.slot >= progress.ending.from) expect(fellAway(slot)).toBe(true);
    } else {
      expect(count("final") === slots.length ? ["delivered"] : ["admitted", "held"]).toContain(progress.state);
      expect(slots.filter(fellAway)).toEqual([]);
    }
    expect(progress.delivered).toBe(slots.reduce((sum, { settled }) => sum + (settled?.delivered ?? 0), 0));
    for (const record of slots) {
      const { slot, settled, state: at, period, excused, dispute } = record;
      const fallen = fellAway(record);
      expect(settled === null).toBe(at === "pending" || fallen);
      expect(period === null).toBe(at !== "final" || fallen);
      if (fallen) {
        expect(excused).notToBe(null);
        // What passed on to a successor, or ended with the hand-over, may lie before an ending that was decided earlier.
        if (excused?.what !== "assigned" && excused?.what !== "ended")
          expect(slot).toBeGreaterThanOrEqual(progress.ending?.from ?? Number.POSITIVE_INFINITY);
        expect(state.get(`pending/${terms.carrier}/${String(slot).padStart(9, "0")}/${id}`)).toBeUndefined();
      }
      const disputed = dispute === null ? undefined : loadDispute(state, dispute);
      expect(at === "disputed").toBe(disputed?.state === "open" || disputed?.state === "appealed");
      if (!settled) continue;
      excusesHold(record);
      // The regulators' figures need not be what was measured; what is disputed follows its readings when the dispute is over.
      if (record.ruled || at === "disputed") continue;
      if (settled.qualityS !== "missing") allocated.add(`${terms.seller}/${terms.carrier}/${slot} sold`, settled.aS);
      if (settled.qualityB !== "missing") allocated.add(`${terms.buyer}/${terms.carrier}/${slot} bought`, settled.aB);
    }
  }
  for (const [key, energy] of allocated) {
    const [party = "", carrier = "", rest = ""] = key.split("/");
    const [slot = "", side = ""] = rest.split(" ");
    // Until each contract has its share of another reading, some hold one of the reading before.
    if (isRemetered(state, party, carrier as Carrier, Number(slot))) continue;
    const metered = load.metered(state, party, carrier as Carrier, Number(slot));
    expect(energy).toBeLessThanOrEqual((side === "sold" ? metered?.sold : metered?.bought) ?? -1);
  }
}

/** Liability is always recorded; whom an outage excuses owes no damages, what was cut says so. */
function excusesHold({ settled, excused, cut, q, ruled }: SlotRecord): void {
  expect(LIABILITIES).toContain(settled?.liability);
  expect(cut).toBeGreaterThanOrEqual(0);
  expect(cut).toBeLessThanOrEqual(q);
  if (cut > 0) expect(["curtailed", "outage"]).toContain(excused?.what);
  // The regulators may excuse a slot that nothing else excuses.
  if (settled?.liability === "excused" && !ruled) expect(excused).notToBe(null);
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

/** Counts of messages under way are those of the messages; none is there past its time. */
export function mailHolds(state: Reader): void {
  const { market } = load.clock(state);
  const counts = new Sums();
  for (const [, { from, to, expires }] of all<MailRecord>(state, "mail/")) {
    counts.add(`mailto/${from}/${to}`, 1);
    counts.add(`mailfrom/${from}`, 1);
    expect(expires).toBeGreaterThan(Math.floor(market / 1000));
  }
  const kept = ["mailto/", "mailfrom/"].flatMap((prefix) =>
    all<number>(state, prefix).map(([name, count]) => [prefix + name, count] as const),
  );
  expect(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(counts.sorted());
  const { perReceiver, perSender } = load.params(state).mail;
  for (const [key, count] of kept)
    expect(count).toBeLessThanOrEqual(key.startsWith("mailto/") ? perReceiver : perSender);
}

/** Every key is bound to the party that lists it; each point and meter to one party that is in the market and names it; nothing else is. */
export function partiesHold(state: Reader): void {
  const points = new Map<string, string>();
  const meters = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const [id, party] of all<PartyRecord>(state, "party/")) {
    for (const status of ["pending", "active", "suspended", "refused", "left"]) {
      expect(state.get(`status/${status}/${id}`)).toBe(party.status === status ? 1 : undefined);
    }
    for (const key of party.keys) keys.set(key, id);
    const waits = party.point !== null && (state.get(`move/${party.point}`) as unknown as MoveRecord | undefined);
    if (waits && waits.signed.body.to === id && party.status === "pending") {
      expect(waits.registration?.body.sender).toBe(id);
      // Its point is the mover's until the regulators admit it; another meter of its own is taken already.
      if (party.meter && load.party(state, waits.signed.body.sender)?.meter?.id !== party.meter.id) {
        meters.set(party.meter.id, id);
      }
      continue;
    }
    if (party.status === "refused" || party.status === "left") continue;
    if (party.point !== null) points.set(party.point, id);
    if (party.meter) meters.set(party.meter.id, id);
  }
  const sorted = (map: Iterable<readonly [string, string]>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(all<string>(state, "keyof/"))).toEqual(sorted(keys));
  expect(sorted(all<string>(state, "point/"))).toEqual(sorted(points));
  expect(sorted(all<string>(state, "meter/"))).toEqual(sorted(meters));
  for (const [point, { signed }] of all<MoveRecord>(state, "move/")) expect(points.get(point)).toBe(signed.body.sender);
}

const [CONTRACT, SLOT, STATEMENT, OFFER, PARTY, DECISION] = MACHINES;
const WATCHED: readonly (readonly [prefix: string, machine: Machine, field: "state" | "status"])[] = [
  ["progress/", CONTRACT, "state"],
  ["slot/", SLOT, "state"],
  ["statement/", STATEMENT, "state"],
  ["offerlive/", OFFER, "status"],
  ["party/", PARTY, "status"],
  ["sale/", SALE_MACHINE, "state"],
  ["orderlive/", ORDER_MACHINE, "status"],
  ["decision/", DECISION, "state"],
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

/** No decision is carried without the votes that it takes, cast by regulators in office; nothing takes effect that was not carried. */
export function decisionsHold(before: Reader, after: Reader): void {
  const officesOf = (state: Reader): ReadonlySet<string> => new Set(all(state, "regulator/").map(([id]) => id));
  const offices = [officesOf(before), officesOf(after)];
  for (const [id, { state, carried, signed, ended }] of all<DecisionRecord>(after, "decision/")) {
    const passed = state === "carried" || state === "effective" || state === "failed";
    expect(carried !== null).toBe(passed);
    expect(ended !== null).toBe(state !== "open" && state !== "carried");
    const old = before.get(`decision/${id}`) as unknown as DecisionRecord | undefined;
    if (!carried || (old && old.state !== "open")) continue;
    const yes = all<BallotRecord>(after, `ballot/${id}/`).flatMap(([who, { approve }]) => (approve ? [who] : []));
    // Votes come before the end of the block, where offices begin and end: those of before or of after were counted.
    const counts = offices.map((office) => yes.filter((who) => office.has(who)).length);
    expect(counts).toContain(carried.votes);
    expect(carried.votes).toBeGreaterThanOrEqual(carried.needed);
    expect(carried.needed).toBeGreaterThanOrEqual(Math.min(load.params(before).quorum, load.params(after).quorum));
    if (signed.body.decide.act === "validator.set") expect(carried.needed * 3).toBeGreaterThan(carried.of * 2);
  }
}
