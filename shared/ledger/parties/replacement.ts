/** What an operator does about a meter (DESIGN §4, Meters): changes it, with registers that go on, or vouches for it. */
import { type Reader, under } from "../../state/reader.ts";
import { type Context, gridOf } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { KEY } from "../keys.ts";
import { meteredCarrier } from "../metering/carrier.ts";
import { consistent, countedIn, meterSlot } from "../readings.ts";
import type { CounterRecord, PartyRecord, Refusal } from "../records.ts";
import { atLeast, atMost, holds, refusalOf, type Verdict } from "../rules.ts";
import { load, save } from "../stored.ts";
import { slotStart } from "../time.ts";
import type { Register } from "../bodies/meters.ts";
import type { TxOf } from "../transactions.ts";
import type { Carrier } from "../units.ts";
import { formerMeters, heldSince, keepFormer, nextSlot, passMeter } from "./holders.ts";
import { maySettle } from "./meterClass.ts";
import { successorAt } from "./moving.ts";
import { withdraw } from "./withdrawal.ts";

const REGISTERS: readonly Register[] = ["1.8.0", "2.8.0"];

/** From slot `boundary` on another meter counts; the operator opens the old one's last and the new one's first counters. */
export function replaceMeter(context: Context, body: TxOf<"meter.replace">): Refusal | undefined {
  const { state } = context;
  const party = load.party(state, body.party);
  const refusal = refusalOf(replaceRules(context, body, party));
  if (refusal) return refusal;
  const old = party?.meter;
  const carrier = party && meteredCarrier(party);
  if (!party || !old || !carrier) throw new RangeError("a meter passed its rules without being there");
  const { meter, boundary, counters } = body;
  for (const register of REGISTERS) {
    const point = { register, boundary, ...measured(counters[register].last) };
    const broken = consistent(state, old.id, countedIn(carrier), point, undefined);
    if (broken) return broken;
  }
  // A successor that waits has a certificate for the meter that is gone.
  const successor = party.point === null ? undefined : successorAt(state, party.point);
  if (successor) withdraw(context, successor);
  for (const register of REGISTERS) {
    const { last, first } = counters[register];
    const known = load.counter(state, old.id, register, boundary);
    if (!known) save(state, KEY.counter(old.id, register, boundary), measured(last));
    save(state, KEY.counter(meter.id, register, boundary), measured(first));
  }
  keepFormer(context, party.id, old, boundary);
  passMeter(context, old.id, boundary, null, party.id);
  passMeter(context, meter.id, boundary, party.id, null);
  state.delete(KEY.meter(old.id));
  save(state, KEY.meter(meter.id), party.id);
  save(state, KEY.party(party.id), { ...party, meter });
  // The old meter's last slot may have waited for this counter.
  meterSlot(context, carrier, old.id, boundary - 1);
  return undefined;
}

const measured = (counter: number): CounterRecord => ({ counter, quality: "measured" });

function* replaceRules(
  context: Context,
  body: TxOf<"meter.replace">,
  party: PartyRecord | undefined,
): Iterable<Verdict> {
  const { state, params, market } = context;
  const carrier = party && meteredCarrier(party);
  yield* underOperator("replace", state, body.sender, party);
  if (!party?.meter || !carrier) return;
  yield holds("replace.name", state.get(KEY.meter(body.meter.id)) === undefined && unused(state, body.meter.id));
  yield holds("replace.class", maySettle(body.meter.class, params));
  yield atMost("replace.past", slotStart(gridOf(params, carrier), body.boundary), market, "s", body.boundary);
  // It has counted for the party, as what it is, in one slot at least.
  const since = Math.max(heldSince(state, party.meter.id), formerMeters(state, party.id).at(-1)?.until ?? 0);
  yield atLeast("replace.since", body.boundary, since + 1, "count");
  yield atMost("replace.metered", meteredFrom(state, party.id, carrier, body.boundary), 0, "count", body.boundary);
}

/** The party has a meter, and the sender is the operator of its zone, in office. */
function* underOperator(
  what: "replace" | "attest",
  state: Reader,
  sender: string,
  party: PartyRecord | undefined,
): Iterable<Verdict> {
  const settled = party?.status === "active" || party?.status === "suspended";
  yield holds(`${what}.party`, settled && party?.meter != null);
  const operator = party && load.zone(state, party.zone)?.operator;
  yield holds(`${what}.operator`, operator === sender && load.party(state, sender)?.status === "active");
}

/** No meter of that name ever counted or committed. */
function unused(state: Reader, meter: string): boolean {
  for (const prefix of [KEY.countersOf(meter), KEY.batchesOf(meter), KEY.holdersOf(meter)]) {
    for (const _ of state.range(...under(prefix), { limit: 1 })) return false;
  }
  return true;
}

/** 1 when a slot from `slot` on is metered already, which stands. */
function meteredFrom(state: Reader, party: string, carrier: Carrier, slot: number): number {
  const [, to] = under(KEY.meteredOf(party, carrier));
  return Array.from(state.range(KEY.metered(party, carrier, slot), to, { limit: 1 })).length;
}

/** A meter of class B is of class A for the slots that have not begun. */
export function attestMeter(context: Context, body: TxOf<"meter.attest">): Refusal | undefined {
  const { state } = context;
  const party = load.party(state, body.party);
  const refusal = refusalOf([
    ...underOperator("attest", state, body.sender, party),
    holds("attest.meter", party?.meter?.id === body.meter),
    holds("attest.class", party?.meter?.class === "B"),
  ]);
  if (refusal) return refusal;
  const { meter, carriers } = knownParty(context, body.party);
  const carrier = carriers[0];
  if (!party || !meter || !carrier) throw new RangeError("a meter passed its rules without being there");
  keepFormer(context, party.id, meter, nextSlot(context, carrier));
  save(state, KEY.party(party.id), { ...party, meter: { ...meter, class: "A" } });
  return undefined;
}
