/**
 * Readings on the ledger (DESIGN §4, Privacy): a meter commits to batches of counters and opens the ends of contracted slots.
 * The first root of a batch wins; neighbouring batches agree on their shared boundary; counters never go back.
 */
import { fromHex } from "../codec/bytes.ts";
import { type BatchContext, placeOf, unitOf, verifyOpening } from "../metering/commitment.ts";
import type { Reader } from "../state/reader.ts";
import { type Context, gridOf } from "./context.ts";
import { keptFor } from "./kept.ts";
import { schedule } from "./deadlines.ts";
import { KEY } from "./keys.ts";
import { holderOf } from "./parties/holders.ts";
import type { BatchRecord, CounterRecord, Finding, PartyRecord, Refusal } from "./records.ts";
import { atMost, holds, refusalOf, refused, type Verdict } from "./rules.ts";
import { meteredCarrier } from "./metering/carrier.ts";
import { recordReading } from "./metering/volumes.ts";
import { load, save } from "./stored.ts";
import { slotStart } from "./time.ts";
import type { Opening, Quality, Register } from "./bodies/meters.ts";
import type { TxOf } from "./transactions.ts";
import type { Carrier } from "./units.ts";

/** Whose readings count: also those of who was suspended, and of who left for the slots before. */
function meters({ status }: PartyRecord): boolean {
  return status === "active" || status === "suspended" || status === "left";
}

/** Administrative second until which a batch is kept, and until which it may come: its end, grace, and what final slots are kept for. */
export function batchKept(context: Pick<Context, "params">, carrier: Carrier, batch: number): number {
  const { params } = context;
  const last = (batch + 1) * params.metering.batchSlots - 1;
  return slotStart(gridOf(params, carrier), last + 1) + params.metering.grace + keptFor(context);
}

export function commit(context: Context, body: TxOf<"meter.commit">): Refusal | undefined {
  const { state } = context;
  const refusal = refusalOf(commitRules(context, body));
  if (refusal) return refusal;
  const { meter, batch, sender: party } = body;
  save(state, KEY.batch(meter, batch), { root: body.root, height: context.height } satisfies BatchRecord);
  const record = load.party(state, party);
  const carrier = record && meteredCarrier(record);
  if (carrier) schedule(state, "a", batchKept(context, carrier, batch), { what: "prune", party, meter, batch });
  return undefined;
}

function* commitRules(context: Context, body: TxOf<"meter.commit">): Iterable<Verdict> {
  const { state, params, market, adm } = context;
  const party = load.party(state, body.sender);
  const carrier = party && meteredCarrier(party);
  yield holds("meter.active", party !== undefined && meters(party) && carrier !== undefined);
  if (!party || !carrier) return;
  // The batch lies wholly in the past: its last boundary is not later than market time.
  const last = slotStart(gridOf(params, carrier), (body.batch + 1) * params.metering.batchSlots);
  yield atMost("meter.past", last, market, "s");
  yield atMost("meter.late", adm, batchKept(context, carrier, body.batch), "s");
  const holder = holderOf(state, body.meter);
  const slots = Array.from(
    { length: params.metering.batchSlots },
    (_, i) => body.batch * params.metering.batchSlots + i,
  );
  yield holds(
    "meter.holder",
    slots.some((slot) => holder(slot) === party.id),
  );
  yield holds("meter.firstRoot", load.batch(state, body.meter, body.batch) === undefined);
}

export function open(context: Context, body: TxOf<"meter.open">): Refusal | undefined {
  const { state, params } = context;
  const party = load.party(state, body.sender);
  const carrier = party && meteredCarrier(party);
  if (!party || !meters(party) || !carrier) return refusalOf([holds("meter.active", false)]);
  const batch = load.batch(state, body.meter, body.batch);
  if (!batch) return refused("meter.batch");
  const source = {
    chainId: params.chainId,
    meter: body.meter,
    batch: body.batch,
    batchSlots: params.metering.batchSlots,
    unit: unitOf(carrier),
  };
  const root = fromHex(batch.root);
  if (!body.openings.every((opening) => verifyOpening(root, source, opening))) return refused("meter.proof");
  const points = pointsOf(source, body.openings);
  // A counter is opened by who holds the meter in one of the two slots that it bounds.
  const holder = holderOf(state, body.meter);
  const foreign = points.find(({ boundary: at }) => holder(at - 1) !== party.id && holder(at) !== party.id);
  if (foreign) return refused("meter.holder", { slot: foreign.boundary });
  const refusal = firstRefusal(points, (point, i) =>
    consistent(state, body.meter, countedIn(carrier), point, points[i - 1]),
  );
  if (refusal) return refusal;
  const slots: number[] = [];
  for (const { register, boundary, counter, quality } of points) {
    if (load.counter(state, body.meter, register, boundary) === undefined) {
      save(state, KEY.counter(body.meter, register, boundary), { counter, quality } satisfies CounterRecord);
    }
    slots.push(boundary - 1, boundary);
  }
  for (const slot of ascending(slots)) meterSlot(context, carrier, body.meter, slot);
  return undefined;
}

interface Point extends CounterRecord {
  readonly register: Register;
  readonly boundary: number;
}

/** The opened counters, by register and boundary. */
function pointsOf(source: Pick<BatchContext, "batch" | "batchSlots">, openings: readonly Opening[]): readonly Point[] {
  const ordered = openings.toSorted((a, b) => a.leaf - b.leaf);
  return ordered.flatMap(({ leaf, counter, quality }) => {
    const place = placeOf(source, leaf);
    return place ? [{ ...place, counter, quality }] : [];
  });
}

/** A counter agrees with one opened before at the same boundary, and lies between its nearest opened neighbours. */
export function consistent(
  state: Reader,
  meter: string,
  unit: Finding["unit"],
  point: Point,
  previous: Point | undefined,
): Refusal | undefined {
  const { register, boundary, counter } = point;
  const same = load.counter(state, meter, register, boundary);
  if (same && same.counter !== counter) {
    return refused("meter.continuity", { figure: counter, limit: same.counter, unit, slot: boundary });
  }
  if (previous?.register === register) {
    if (previous.boundary === boundary) return refused("meter.twice", { slot: boundary });
    if (previous.counter > counter) return decreasing(previous.counter, counter, unit, boundary);
  }
  const prefix = KEY.counter(meter, register, 0).slice(0, -9);
  const here = KEY.counter(meter, register, boundary);
  const earlier = nearest(state.range(prefix, here, { reverse: true, limit: 1 }));
  if (earlier && earlier.counter > counter) return decreasing(earlier.counter, counter, unit, boundary);
  const later = nearest(state.range(`${here}!`, `${prefix}\x7f`, { limit: 1 }));
  if (later && later.counter < counter) return decreasing(counter, later.counter, unit, boundary);
  return undefined;
}

function decreasing(before: number, after: number, unit: Finding["unit"], slot: number): Refusal {
  return refused("meter.decreasing", { figure: after, limit: before, unit, slot });
}

/** Of counters that a refusal names: litres are a bare count. */
export const countedIn = (carrier: Carrier): Finding["unit"] => (unitOf(carrier) === "Wh" ? "Wh" : "count");

function nearest(entries: Iterable<readonly [string, unknown]>): CounterRecord | undefined {
  for (const [, value] of entries) return value as CounterRecord;
  return undefined;
}

/** When both boundaries of a slot are open for both registers, the slot is metered for who held the meter then, and its contracts may settle. */
export function meterSlot(context: Context, carrier: Carrier, meter: string, slot: number): void {
  const { state } = context;
  const party = load.party(state, holderOf(state, meter)(slot) ?? "");
  if (slot < 0 || !party || load.metered(state, party.id, carrier, slot) !== undefined) return;
  const at = (register: Register, boundary: number) => load.counter(state, meter, register, boundary);
  const [fromIn, toIn] = [at("1.8.0", slot), at("1.8.0", slot + 1)];
  const [fromOut, toOut] = [at("2.8.0", slot), at("2.8.0", slot + 1)];
  if (!fromIn || !toIn || !fromOut || !toOut) return;
  const quality = worstQuality([fromIn.quality, toIn.quality, fromOut.quality, toOut.quality]);
  const missing = quality === "missing";
  recordReading(context, party, carrier, slot, {
    sold: missing ? null : toOut.counter - fromOut.counter,
    bought: missing ? null : toIn.counter - fromIn.counter,
    quality,
  });
}

function worstQuality(qualities: readonly Quality[]): Quality {
  if (qualities.includes("missing")) return "missing";
  return qualities.includes("substituted") ? "substituted" : "measured";
}

function ascending(slots: readonly number[]): readonly number[] {
  return [...new Set(slots)].toSorted((a, b) => a - b);
}

function firstRefusal<T>(
  items: readonly T[],
  rule: (item: T, index: number) => Refusal | undefined,
): Refusal | undefined {
  for (let i = 0; i < items.length; i++) {
    const refusal = rule(items[i] as T, i);
    if (refusal) return refusal;
  }
  return undefined;
}
