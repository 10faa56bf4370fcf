/** What a query is: pure over a reader, named, versioned, its input parsed strictly (DESIGN §5). */
import { z } from "zod";
import type { Json } from "../codec/canonical.ts";
import type { Reader } from "../state/reader.ts";
import { Carrier, PartyId, Slot } from "./units.ts";

/** Most slots of one question: a month of quarter-hours. */
export const SPAN_LIMIT = 2976;
export const PAGE_LIMIT = 100;

/** One version of a query, whatever its types: takes any input, answers or says where the input does not fit. */
export interface QueryVersion {
  /** Counts from 1; a change of the input or of what is read makes the next one. */
  readonly version: number;
  readonly ask: (reader: Reader, input: Json) => Asked;
}
export type Asked =
  | { readonly ok: true; readonly answer: Json }
  | { readonly ok: false; readonly path: string; readonly problem: string };

/** The current version of a query, and the one before it, which nodes serve to wallets that are not updated yet. */
export interface QuerySpec<In, Out> extends QueryVersion {
  readonly input: z.ZodType<In>;
  run(reader: Reader, input: In): Out;
  readonly previous?: QueryVersion;
}
/** A room's queries: one entry for each that its interface declares with `in` and `out`. */
export type QueryTable<Q> = {
  readonly [N in keyof Q]: Q[N] extends { in: infer In; out: infer Out } ? QuerySpec<In, Out> : never;
};

/** A query that has had no other version yet, unless `version` says that older ones are served no more. */
export const query = <In, Out>(
  input: z.ZodType<In>,
  run: (reader: Reader, input: In) => Out,
  version = 1,
): QuerySpec<In, Out> => ({
  version,
  input,
  run,
  ask(reader, given) {
    const parsed = input.safeParse(given);
    if (parsed.success) return { ok: true, answer: run(reader, parsed.data) as unknown as Json };
    const issue = parsed.error.issues[0];
    return { ok: false, path: `$.${issue?.path.map(String).join(".") ?? ""}`, problem: issue?.message ?? "unknown" };
  },
});

/** The next version of a query. The given one is still served; what came before it is not. */
export const nextVersion = <In, Out>(
  { version, ask }: QueryVersion,
  input: z.ZodType<In>,
  run: (reader: Reader, input: In) => Out,
): QuerySpec<In, Out> => ({ ...query(input, run, version + 1), previous: { version, ask } });

/** The versions of a query that are served, the current one first. */
export const servedVersions = ({
  version,
  previous,
}: Pick<QuerySpec<unknown, unknown>, "version" | "previous">): readonly number[] =>
  previous ? [version, previous.version] : [version];

/** How many entries a page has at most. */
export const pageLimit = z.number().int().min(1).max(PAGE_LIMIT);

/** Slots from <= s < to of a carrier, at most SPAN_LIMIT, with the other fields of `shape`. */
export const span = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ ...shape, carrier: Carrier, from: Slot, to: Slot }).refine((input) => {
    const { from, to } = input as { from: number; to: number };
    return from <= to && to - from <= SPAN_LIMIT;
  }, `from <= to, at most ${SPAN_LIMIT} slots`);

/**
 * The two parties of a statement, as its keys have them: the smaller address first, with the other fields of `shape`. The other way round
 * there is no key, and "no such record" would be told, and proved, of a debt that stands.
 */
export const pair = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ ...shape, a: PartyId, b: PartyId }).refine((input) => {
    const { a, b } = input as { a: string; b: string };
    return a < b;
  }, "a < b");
