/**
 * What is final and paid leaves the state (DESIGN §5), so that it stays as large as what is under way. A contract goes when its slots
 * are final, can no longer be corrected, and every statement with a line of it is paid; a statement when it is paid and what
 * its lines are about is gone; a batch of readings when no contract rests on it. All else: leaving.ts.
 */
import { type Reader, under } from "../../state/reader.ts";
import { meteredCarrier } from "../metering/carrier.ts";
import type { Context } from "../context.ts";
import { keptFor } from "../kept.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { isRemetered } from "../metering/remeter.ts";
import { contractBalance, contractPosition, filledSlots } from "../positions.ts";
import type { Terms } from "../records.ts";
import { load, namesUnder, save, type StatementBase } from "../stored.ts";
import type { Carrier } from "../units.ts";

/** Most entries of a statement, or of a party's readings, that one call takes out; the rest waits for the next block. */
const PAGE = 500;
/** So many records that are taken out cost about what one other deadline does. */
export const DELETED_AS_ONE = 12;

/** A contract whose last slot became final long ago: leaves, or waits for what it still needs. Returns what it counts for. */
export function retireContract(context: Context, id: string): number {
  const { state, adm } = context;
  const base = load.contractBase(state, id);
  if (!base) return 1;
  const { terms } = base;
  const slots = filledSlots(terms.energy).map(({ slot }) => load.slot(state, id, slot));
  const lastFinal = Math.max(...slots.map(({ finalAt }) => finalAt?.market ?? 0));
  const open = lastFinal + keptFor(context);
  const remetered = slots.some(({ slot }) =>
    [terms.seller, terms.buyer].some((party) => isRemetered(state, party, terms.carrier, slot)),
  );
  if (adm < open || remetered || !paidUp(context, id)) {
    schedule(state, "a", adm < open ? open : nextPeriod(context), { what: "retire", contract: id });
    return slots.length;
  }
  for (const { slot, q, cut, settled } of slots) {
    // What fell away before it began was given back then.
    if (settled) free(context, terms, slot, q - cut);
    state.delete(KEY.deal(terms.seller, terms.carrier, slot, id));
    state.delete(KEY.deal(terms.buyer, terms.carrier, slot, id));
    for (const party of [terms.seller, terms.buyer]) dropReading(context, party, terms.carrier, slot);
    state.delete(KEY.slot(id, slot));
  }
  for (const name of namesUnder(state, `disputeof/${id}/`)) {
    state.delete(KEY.dispute(name.slice(name.indexOf("/") + 1)));
    state.delete(`disputeof/${id}/${name}`);
  }
  letGo(context, id);
  state.delete(KEY.contractOf(terms.seller, base.admitted.height, id));
  state.delete(KEY.contractOf(terms.buyer, base.admitted.height, id));
  state.delete(KEY.released(id));
  state.delete(KEY.assigned(id));
  state.delete(KEY.assignedFrom(id));
  state.delete(KEY.contractProgress(id));
  state.delete(KEY.contract(id));
  return slots.length;
}

/** Every statement with a line about the contract, call or sale is paid. */
export function paidUp({ state }: Context, contract: string): boolean {
  return namesUnder(state, `lineof/${contract}/`).every((name) => {
    const [period = "", a = "", b = ""] = name.split("/");
    return (load.statement(state, a, b, Number(period))?.state ?? "paid") === "paid";
  });
}

function free({ state }: Context, terms: Terms, slot: number, q: number): void {
  const energy = { first: slot, wh: [q] };
  contractPosition(state, terms.seller, "sell", terms.carrier, energy, -1);
  contractPosition(state, terms.buyer, "buy", terms.carrier, energy, -1);
  contractBalance(state, { ...terms, energy, firm: terms.type === "firm" }, -1);
}

/** What was metered of a slot goes with the last contract, or call, that rested on it. */
export function dropReading(context: Context, party: string, carrier: Carrier, slot: number): void {
  const { state } = context;
  if (restedOn(context, party, carrier, slot, slot)) return;
  state.delete(KEY.metered(party, carrier, slot));
  state.delete(KEY.totals(carrier, slot, party));
  if (carrier === "gas") state.delete(KEY.volume(slot, load.party(state, party)?.zone ?? "", party));
}

/** Whether the party has a contract in one of the slots from first to last, or answered a call for one that is still here. */
function restedOn({ state }: Context, party: string, carrier: Carrier, first: number, last: number): boolean {
  const range = state.range(KEY.deal(party, carrier, first, ""), KEY.deal(party, carrier, last + 1, ""), { limit: 1 });
  if ([...range].length > 0) return true;
  for (let slot = first; slot <= last; slot++)
    if (state.get(KEY.answered(carrier, slot, party)) !== undefined) return true;
  return false;
}

/** A paid statement leaves once what each of its lines is about has; its lines follow in pages. Returns what it counts for. */
export function retireStatement(context: Context, a: string, b: string, period: number): number {
  const { state, adm } = context;
  const statement = load.statement(state, a, b, period);
  const again = (seconds: number): void => schedule(state, "a", seconds, { what: "unstate", a, b, period });
  const prefix = KEY.lines(a, b, period, "");
  if (statement) {
    if (statement.state !== "paid") return 1;
    // All or none: a statement that is there adds up.
    if (statement.about > 0 || hasEarlier(state, a, b, period)) {
      again(nextPeriod(context));
      return 1;
    }
    state.delete(KEY.statement(a, b, period));
    state.delete(KEY.statementOf(a, period, b));
    state.delete(KEY.statementOf(b, period, a));
    state.delete(KEY.statementIn(period, a, b));
  }
  const lines = Array.from(state.range(...under(prefix), { limit: PAGE }), ([key]) => key);
  for (const key of lines) state.delete(key);
  if (lines.length === PAGE) again(adm + 1);
  return 1 + Math.ceil(lines.length / DELETED_AS_ONE);
}

/** A pair's statements leave oldest first: what one carries on from the one before can be followed as long as it is there. */
function hasEarlier(state: Reader, a: string, b: string, period: number): boolean {
  return [...state.range(KEY.statement(a, b, 0), KEY.statement(a, b, period), { limit: 1 })].length > 0;
}

/** What lines are about has left the state: the statements that hold them wait for one thing less. */
export function letGo({ state }: Context, about: string): void {
  for (const name of namesUnder(state, `lineof/${about}/`)) {
    const [period = "", a = "", b = ""] = name.split("/");
    const statement = load.statement(state, a, b, Number(period));
    if (statement) {
      const left: StatementBase = { ...statement, about: statement.about - 1 };
      save(state, KEY.statement(a, b, Number(period)), left);
    }
    state.delete(`lineof/${about}/${name}`);
  }
}

/** When statements close next: nothing is paid by silence or netting much more often. */
export function nextPeriod({ adm, params }: Context): number {
  return adm + params.settlement.period;
}

/** A batch whose slots ended long ago: its root, its counters and what they metered leave, unless a contract still rests on them. */
export function pruneBatch(context: Context, party: string, meter: string, batch: number): number {
  const { state, params } = context;
  const record = load.party(state, party);
  const carrier = record && meteredCarrier(record);
  if (!carrier) return 1;
  const size = params.metering.batchSlots;
  const [first, last] = [batch * size, (batch + 1) * size - 1];
  const records = 3 * size + 3;
  if (restedOn(context, party, carrier, first, last)) {
    schedule(state, "a", nextPeriod(context), { what: "prune", party, meter, batch });
    return Math.ceil(size / DELETED_AS_ONE);
  }
  // The boundary after the last slot is the next batch's first one too.
  const boundary = load.batch(state, meter, batch + 1) ? last : last + 1;
  for (const register of ["1.8.0", "2.8.0"] as const) {
    for (let at = first; at <= boundary; at++) state.delete(KEY.counter(meter, register, at));
  }
  for (let slot = first; slot <= last; slot++) state.delete(KEY.metered(party, carrier, slot));
  state.delete(KEY.batch(meter, batch));
  return Math.ceil(records / DELETED_AS_ONE);
}
