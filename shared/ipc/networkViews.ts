/** A network file as the safe window shows it before it is joined: what a person compares, or why it was refused. */
import { z } from "zod";

const int = z.number().int();
const both = z.strictObject({ en: z.string(), zh: z.string() });

export const NetworkFaultName = z.enum(["tooLarge", "notText", "tooDeep", "notNetwork", "link", "version", "shape"]);
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
    /** SHA-256 of the file's canonical JSON, hex. */
    fingerprint: z.string(),
    /** Joined already: `same` with this very file, `changed` with another one for the same chain. */
    joined: z.enum(["no", "same", "changed"]),
  }),
  z.strictObject({
    verdict: z.literal("refused"),
    fault: NetworkFaultName,
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type NetworkCheck = z.infer<typeof NetworkCheck>;
