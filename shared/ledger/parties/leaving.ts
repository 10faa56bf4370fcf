/**
 * Leaving the market (DESIGN §4, Registration): with nothing promised, nothing unsettled and nothing owed either way. A registration that is
 * still pending is withdrawn instead.
 */
import { type Context, gridOf } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { loadSale } from "../deals/lotRecords.ts";
import { loadGrid } from "../grid/records.ts";
import { KEY } from "../keys.ts";
import { next, PARTY_MACHINE, step } from "../machines.ts";
import { type Reader, under } from "../../state/reader.ts";
import type { PartyRecord, PositionRecord, Refusal } from "../records.ts";
import { atMost, holds, refusalOf, type Verdict } from "../rules.ts";
import { pairOf } from "../statements.ts";
import { load, save } from "../stored.ts";
import { slotOf } from "../time.ts";
import type { TxOf } from "../transactions.ts";
import type { Role } from "../units.ts";
import { successorAt } from "./moving.ts";
import { setStatus } from "./status.ts";
import { freeConnection, withdraw } from "./withdrawal.ts";

/** Offices that others rely on: the regulators' decisions end them. */
const OFFICES: ReadonlySet<Role> = new Set<Role>(["regulator", "operator", "utility"]);
/** What is open is counted up to here. */
const COUNTED = 100;

export function leave(context: Context, body: TxOf<"party.leave">): Refusal | undefined {
  const party = knownParty(context, body.sender);
  if (party.status === "pending") {
    withdraw(context, party);
    return undefined;
  }
  const refusal = refusalOf(leaveRules(context, party));
  if (!refusal) depart(context, party);
  return refusal;
}

/** The costliest last: a refusal comes early, and who passes them all does not ask again. */
export function* leaveRules(context: Context, party: PartyRecord): Iterable<Verdict> {
  const { state } = context;
  yield holds("leave.active", next(PARTY_MACHINE, party.status, "leave") !== undefined);
  yield atMost("leave.office", party.roles.filter((role) => OFFICES.has(role)).length, 0, "count");
  const promised = firstPromise(context, party);
  yield atMost("leave.offered", promised.offered, 0, "Wh", promised.slot);
  yield atMost("leave.contracted", promised.contracted, 0, "Wh", promised.slot);
  const { unpaid, open } = load.exposure(state, party.id);
  yield atMost("leave.exposure", unpaid + open, 0, "micro");
  yield atMost("leave.statements", unpaidStatements(state, party.id), 0, "count");
  yield atMost("leave.unsettled", unsettledContracts(state, party.id), 0, "count");
  yield atMost("leave.sales", openSales(state, party.id), 0, "count");
  yield atMost("leave.answers", loadGrid.undecided(state, party.id), 0, "count");
}

/** What stands for the first slot from the running one on that holds anything: contracts, and what offers and orders reserve. */
function firstPromise(
  { state, params, market }: Context,
  { id, carriers }: PartyRecord,
): { readonly offered: number; readonly contracted: number; readonly slot: number | null } {
  for (const carrier of carriers) {
    const from = KEY.position(id, carrier, Math.max(0, slotOf(gridOf(params, carrier), market)));
    const [, to] = under(KEY.positionsOf(id, carrier));
    for (const [key, value] of state.range(from, to, { limit: 1 })) {
      const { sold, bought, offeredSell, offeredBuy } = value as unknown as PositionRecord;
      const slot = Number(key.slice(key.lastIndexOf("/") + 1));
      return { offered: offeredSell + offeredBuy, contracted: sold + bought, slot };
    }
  }
  return { offered: 0, contracted: 0, slot: null };
}

/** Statements that are not paid, either way, newest first. Bounded by those that the party has in the state. */
function unpaidStatements(state: Reader, party: string): number {
  const prefix = KEY.statementsOf(party);
  return counted(state, prefix, (name) => {
    const [period = "", other = ""] = name.split("/");
    const { a, b } = pairOf(party, other);
    return load.statement(state, a, b, Number(period))?.state !== "paid";
  });
}

/** Contracts with slots that are not final, newest first. Bounded by those that the party has in the state. */
function unsettledContracts(state: Reader, party: string): number {
  return counted(state, KEY.contractsOf(party), (name) => {
    const { slots } = load.contractProgress(state, name.slice(name.indexOf("/") + 1));
    return slots.pending + slots.provisional + slots.disputed > 0;
  });
}

/** Sales of lots that wait for their delivery note, sold or bought. */
function openSales(state: Reader, party: string): number {
  return counted(state, `saleof/${party}/`, (name) => {
    return loadSale(state, name.slice(name.indexOf("/") + 1))?.state === "agreed";
  });
}

function counted(state: Reader, prefix: string, counts: (name: string) => boolean): number {
  let count = 0;
  for (const [key] of state.range(...under(prefix), { reverse: true })) {
    if (counts(key.slice(prefix.length)) && ++count === COUNTED) break;
  }
  return count;
}

/** Point and meter are free, or the successor's that waits for the regulators. */
function depart(context: Context, party: PartyRecord): void {
  const { state } = context;
  const { point, meter } = party;
  const successor = point === null ? undefined : successorAt(state, point);
  freeConnection(context, party);
  if (successor && point !== null) {
    save(state, KEY.point(point), successor.id);
    if (successor.meter && successor.meter.id === meter?.id) save(state, KEY.meter(meter.id), successor.id);
  }
  if (point !== null) state.delete(KEY.move(point));
  setStatus(context, party, step(PARTY_MACHINE, party.status, "leave"), { point: null, meter: null });
}
