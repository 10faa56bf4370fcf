/**
 * A connection is handed over (DESIGN §4, Moving house) in the block in which the regulators admit the successor: from the first slot that
 * has not begun, point, meter and contracts are the successor's; what came before stays the mover's, who has left.
 */
import { type Context, stamp } from "../context.ts";
import { KEY } from "../keys.ts";
import { PARTY_MACHINE, step } from "../machines.ts";
import type { PartyRecord } from "../records.ts";
import { atMost, type Verdict } from "../rules.ts";
import { save } from "../stored.ts";
import { contractsFrom, dealsFrom, passContract } from "./assignment.ts";
import { keepFormer, nextSlot, passMeter, takeMeter } from "./holders.ts";
import { moveAt, moverFor } from "./moving.ts";
import { withdrawOffers } from "./offersOf.ts";
import type { HandoverRecord } from "./records.ts";
import { setStatus } from "./status.ts";

/** Most contract slots that one hand-over passes on: it happens within one block. */
export const HANDOVER_SLOTS = 1000;

/** The mover has not more under way than one block can pass on. */
export function withinHandover(context: Context, successor: PartyRecord): Verdict {
  const mover = successor.point === null ? undefined : moverFor(context.state, successor.point, successor.id);
  const carrier = mover?.carriers[0];
  const count =
    mover && carrier ? dealsFrom(context.state, mover.id, carrier, nextSlot(context, carrier), HANDOVER_SLOTS + 1) : 0;
  return atMost("admit.handover", count, HANDOVER_SLOTS, "count");
}

/** Hands over to a successor that has just been admitted; nothing to do for who comes to a free point. */
export function handOver(context: Context, successor: PartyRecord): boolean {
  const { state } = context;
  const { point, meter } = successor;
  const record = point === null ? undefined : moveAt(state, point);
  const mover = point === null ? undefined : moverFor(state, point, successor.id);
  const carrier = mover?.carriers[0];
  if (!record?.registration || !mover?.meter || !carrier || point === null || !meter) return false;
  const boundary = nextSlot(context, carrier);
  withdrawOffers(context, mover.id);
  const passing = {
    from: mover,
    to: successor,
    boundary,
    move: record.signed.id,
    contracts: record.signed.body.contracts,
    known: successor.since.height,
  };
  const passed = contractsFrom(state, mover.id, carrier, boundary).map((id) => passContract(context, id, passing));
  keepFormer(context, mover.id, mover.meter, boundary);
  if (mover.meter.id === meter.id) {
    passMeter(context, meter.id, boundary, successor.id, mover.id);
  } else {
    passMeter(context, mover.meter.id, boundary, null, mover.id);
    state.delete(KEY.meter(mover.meter.id));
    takeMeter(context, successor);
  }
  save(state, KEY.point(point), successor.id);
  save(state, KEY.meter(meter.id), successor.id);
  setStatus(context, mover, step(PARTY_MACHINE, mover.status, "leave"), { point: null, meter: null });
  state.delete(KEY.move(point));
  save(state, KEY.handover(successor.id), {
    point,
    from: mover.id,
    to: successor.id,
    boundary,
    move: record.signed,
    registration: record.registration,
    assigned: passed.filter((what) => what === "assigned").length,
    ended: passed.filter((what) => what === "ended").length,
    at: stamp(context),
  } satisfies HandoverRecord);
  return true;
}
