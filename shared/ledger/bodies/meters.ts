/** Bodies about readings (DESIGN §4, Meters and Privacy): a meter's own, and what its operator posts about it. */
import { z } from "zod";
import { Counter, Hex32, MeterId, PartyId, Reason, Slot, Wh } from "../units.ts";
import { body, int } from "./body.ts";

/** Commits a meter to one batch of counters (shared/metering/commitment.ts); sender is the meter's party, signed by the meter key. */
export const CommitReadings = body("meter.commit", { meter: MeterId, batch: int(0, 100_000_000), root: Hex32 });
export const Quality = z.enum(["measured", "substituted", "missing"]);
export type Quality = z.infer<typeof Quality>;
export const Register = z.enum(["1.8.0", "2.8.0"]);
export type Register = z.infer<typeof Register>;
export const Opening = z.strictObject({
  register: Register,
  /** Leaf index within the batch. */
  leaf: int(0, 1023),
  counter: Counter,
  quality: Quality,
  salt: Hex32,
  path: z.array(Hex32).max(10),
});
export type Opening = z.infer<typeof Opening>;
export const OpenReadings = body("meter.open", {
  meter: MeterId,
  batch: int(0, 100_000_000),
  openings: z.array(Opening).min(1).max(64),
});

const slotTotals = z.strictObject({ sold: Wh, bought: Wh });
/** The operator's own totals of a party's consecutive slots from `first`: what a meter of class B must agree with. */
export const PostTotals = body("meter.totals", {
  party: PartyId,
  first: Slot,
  totals: z.array(slotTotals).min(1).max(96),
});
/** The operator's substitute for readings that did not come, or came wrong, before the slot is final. */
export const SubstituteReading = body("meter.substitute", {
  party: PartyId,
  slot: Slot,
  sold: Wh,
  bought: Wh,
  reason: Reason,
});
/** The operator's correction of a slot that is final: its difference goes into the running period's statements. */
export const CorrectReading = body("meter.correct", {
  party: PartyId,
  slot: Slot,
  sold: Wh,
  bought: Wh,
  reason: Reason,
});

export const METER_BODIES = [CommitReadings, OpenReadings, PostTotals, SubstituteReading, CorrectReading] as const;
