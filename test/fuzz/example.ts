/** An example of a schema: the least value that it admits, so that every kind of transaction has one without being listed. */
import { z } from "zod";
import type { Key } from "../shared/ledger/market.ts";

/** Text fields by their pattern: what no JSON schema says. */
const TEXTS = (key: Key): readonly string[] => [
  key.address,
  "00".repeat(32),
  key.public,
  "00".repeat(64),
  "A",
  "a",
  "ab",
  "wattlight",
];

export function exampleOf(schema: z.ZodType, key: Key): unknown {
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, inner]) => [name, exampleOf(inner, key)]),
    );
  }
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion)
    return exampleOf(schema.options[0] as z.ZodType, key);
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return exampleOf(schema.unwrap() as z.ZodType, key);
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodArray)
    return fitting(schema, (n) => Array.from({ length: n }, () => exampleOf(schema.element as z.ZodType, key)));
  if (schema instanceof z.ZodNumber) return fitting(schema, (n) => n);
  const text = TEXTS(key).find((candidate) => schema.safeParse(candidate).success);
  if (text === undefined) throw new RangeError(`no example for ${schema.def.type}`);
  return text;
}

/** The first of a few sizes that the schema admits. */
function fitting<T>(schema: z.ZodType, made: (n: number) => T): T {
  for (const n of [0, 1, 2, 60, 96]) {
    const value = made(n);
    if (schema.safeParse(value).success) return value;
  }
  throw new RangeError(`no example for ${schema.def.type}`);
}
