/** What a query is: pure over a reader, named, versioned, its input parsed strictly (DESIGN §5). */
import { z } from "zod";
import type { Reader } from "../state/reader.ts";
import { Carrier, Slot } from "./units.ts";

/** Most slots of one question: a month of quarter-hours. */
export const SPAN_LIMIT = 2976;
export const PAGE_LIMIT = 100;

export interface QuerySpec<In, Out> {
  readonly version: 1;
  readonly input: z.ZodType<In>;
  run(reader: Reader, input: In): Out;
}
/** A room's queries: one entry for each that its interface declares with `in` and `out`. */
export type QueryTable<Q> = {
  readonly [N in keyof Q]: Q[N] extends { in: infer In; out: infer Out } ? QuerySpec<In, Out> : never;
};

export const query = <In, Out>(input: z.ZodType<In>, run: (reader: Reader, input: In) => Out): QuerySpec<In, Out> => ({
  version: 1,
  input,
  run,
});

/** How many entries a page has at most. */
export const pageLimit = z.number().int().min(1).max(PAGE_LIMIT);

/** Slots from <= s < to of a carrier, at most SPAN_LIMIT, with the other fields of `shape`. */
export const span = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ ...shape, carrier: Carrier, from: Slot, to: Slot }).refine((input) => {
    const { from, to } = input as { from: number; to: number };
    return from <= to && to - from <= SPAN_LIMIT;
  }, `from <= to, at most ${SPAN_LIMIT} slots`);
