/** A registration that regulators have not decided on is withdrawn: by who sent it, or because what it rested on is gone. */
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import { PARTY_MACHINE, step } from "../machines.ts";
import type { PartyRecord } from "../records.ts";
import { save } from "../stored.ts";
import type { MoveRecord } from "./records.ts";
import { setStatus } from "./status.ts";

export function withdraw(context: Context, party: PartyRecord): void {
  setStatus(context, party, step(PARTY_MACHINE, party.status, "withdraw"));
  freeConnection(context, party);
}

/** Point and meter are free again where this party has them: at a hand-over they are still the mover's. */
export function freeConnection({ state }: Context, { id, point, meter }: PartyRecord): void {
  if (point !== null && state.get(KEY.point(point)) === id) state.delete(KEY.point(point));
  if (meter && state.get(KEY.meter(meter.id)) === id) state.delete(KEY.meter(meter.id));
  if (point === null) return;
  const move = state.get(KEY.move(point)) as unknown as MoveRecord | undefined;
  // The mover still names it: it may register anew.
  if (move?.registration?.body.sender === id) save(state, KEY.move(point), { ...move, registration: null });
}
