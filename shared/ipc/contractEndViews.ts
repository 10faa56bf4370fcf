/** What a contract's page draws of its ends: what ending it costs, its disputes, and what can still be disputed. Energy in Wh, money micro. */
import { z } from "zod";

const int = z.number().int();
const id = z.string().regex(/^[0-9a-f]{64}$/);

/** Ending it alone from a slot on: what falls away and what the reader owes for that. */
export const EndOption = z.strictObject({ from: int, slots: int, wh: int, owed: int });
export type EndOption = z.infer<typeof EndOption>;

export const DisputeView = z.strictObject({
  id,
  /** The reader raised it. */
  mine: z.boolean(),
  state: z.enum(["open", "ruled", "appealed", "closed", "withdrawn", "lapsed"]),
  slots: z.array(int),
  reason: z.string(),
  /** Hash of what the regulators are shown. */
  evidence: id,
  /** Market seconds. */
  raisedAt: int,
  height: int,
  /** Market second, as of now, at which it lapses without a ruling or the ruling can no longer be appealed against. */
  until: int.nullable(),
  rulings: z.array(
    z.strictObject({
      reason: z.string(),
      liability: z.enum(["none", "seller", "buyer", "both", "operator", "excused"]),
      /** Positive: to the reader. */
      award: int.nullable(),
      slots: z.array(z.strictObject({ slot: int, aS: int.nullable(), aB: int.nullable() })),
      at: int,
      height: int,
    }),
  ),
  appeal: z.strictObject({ mine: z.boolean(), reason: z.string() }).nullable(),
  mayWithdraw: z.boolean(),
  mayAppeal: z.boolean(),
});
export type DisputeView = z.infer<typeof DisputeView>;

export const ContractEnds = z.strictObject({
  /** What holds it before it binds: names of rules; none of an admitted one. */
  held: z.array(z.string()),
  /** How it ended otherwise than by delivery. */
  ended: z
    .strictObject({
      how: z.enum(["refused", "terminated", "voided", "closedOut"]),
      from: int,
      liability: z.enum(["none", "seller", "buyer", "both", "operator", "excused"]),
      reason: z.string(),
      at: int,
      height: int,
    })
    .nullable(),
  /** By first slot that falls away, the earliest first; empty when nothing can be ended by the reader alone. */
  options: z.array(EndOption),
  disputes: z.array(DisputeView),
  /** Slots that the reader can dispute now. */
  disputable: z.array(int),
});
export type ContractEnds = z.infer<typeof ContractEnds>;
