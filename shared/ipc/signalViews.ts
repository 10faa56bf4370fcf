/** What the grid's operator and the supplier say about some slots, as the energy screen draws it over the readings. Verified. */
import { z } from "zod";
import { Side } from "../ledger/units.ts";

const int = z.number().int();
/** Slots of a question about the grid at most: a month of quarter-hours. */
export const SIGNAL_SLOTS = 2976;

const spanned = { id: z.string(), first: int, count: int };
export const SignalsView = z.strictObject({
  /** What the own connection carries, W; null before it is registered. */
  limits: z.strictObject({ importW: int, exportW: int }).nullable(),
  /** Of what was contracted firmly on that side `keepPpm` is left. */
  curtailments: z.array(z.strictObject({ ...spanned, side: Side, keepPpm: int, reason: z.string() })),
  /** `mine`: of the own connection alone. */
  outages: z.array(z.strictObject({ ...spanned, mine: z.boolean(), reason: z.string() })),
  /** Who takes no more than that share of its capacity is paid so much per kWh left free, micro. */
  calls: z.array(z.strictObject({ ...spanned, capPpm: int, price: int, answered: z.boolean() })),
  /** By slot from `first`, micro per kWh; null where the tariff is not known for sure. */
  tariff: z.strictObject({ first: int, retail: z.array(int.nullable()), feedIn: z.array(int.nullable()) }).nullable(),
});
export type SignalsView = z.infer<typeof SignalsView>;
