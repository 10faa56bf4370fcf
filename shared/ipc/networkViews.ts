/** A network file as the safe window shows it before it is joined: what a person compares, or why it was refused. */
import { z } from "zod";

const int = z.number().int();
const both = z.strictObject({ en: z.string(), zh: z.string() });

export const NetworkFaultName = z.enum([
  "tooLarge",
  "notText",
  "tooDeep",
  "notNetwork",
  "link",
  "version",
  "shape",
  "signature",
  "older",
]);
export const NetworkCheck = z.discriminatedUnion("verdict", [
  z.strictObject({
    verdict: z.literal("network"),
    /** The file's word, nobody's proof. */
    name: both,
    chainId: z.string(),
    simulated: z.boolean(),
    anchor: z.strictObject({ height: int, hash: z.string() }),
    nodes: z.array(z.string()),
    regulators: int,
    /** How many parties it gives names to. */
    cards: int,
    /** SHA-256 of the file's canonical JSON but for signatures, hex. */
    fingerprint: z.string(),
    /** Of what is signed. */
    serial: int.nullable(),
    /** Who signed it of the regulators that the file itself names or, `known`, of those that the file joined before names. */
    signed: z.strictObject({
      by: z.array(z.strictObject({ key: z.string(), name: both.nullable() })),
      of: int,
      /** More than two thirds of them; fewer count for nothing. */
      enough: z.boolean(),
      known: z.boolean(),
    }),
    /** Joined already: `same` with this very file, `follows` with one that it takes the place of, `changed` with another one for the same chain. */
    joined: z.enum(["no", "same", "follows", "changed"]),
  }),
  z.strictObject({
    verdict: z.literal("refused"),
    fault: NetworkFaultName,
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type NetworkCheck = z.infer<typeof NetworkCheck>;
