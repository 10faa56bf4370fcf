/** The form of a scenario: a market in readable YAML or JSON (docs/scenarios.md). What does not fit names its place. */
import { z } from "zod";
import { Carrier, Role, Technology } from "../../shared/ledger/units.ts";

/** A quantity with its unit ("0.5 kWh", "¥0.45", "2 h", "10:00"), or a plain number in the protocol's unit. */
const Value = z.union([z.string(), z.number().int()]);

const Home = z.strictObject({
  role: Role.default("prosumer"),
  zone: z.string().optional(),
  carrier: Carrier.default("electricity"),
  import: Value.default("10 kW"),
  export: Value.default("0 kW"),
  technology: Technology.default("none"),
  supplier: z.string().default("city"),
  class: z.enum(["A", "B", "demo"]).default("A"),
  /** Whose connection point and meter it takes over; its own if not said. */
  at: z.string().optional(),
  /** Registers during the scenario instead of being there from the start. */
  later: z.boolean().default(false),
});
export type HomeText = z.infer<typeof Home>;
const Office = z.strictObject({
  role: z.enum(["regulator", "operator", "utility", "installer", "agent", "holder"]),
  zone: z.string().optional(),
});

const Anything = z.record(z.string(), z.unknown());

/** What must come of a transaction: done unless said otherwise; figures are compared where they are given. */
const Outcome = z.union([
  z.literal("done"),
  z.strictObject({
    refused: z.string(),
    figure: Value.optional(),
    limit: Value.optional(),
    fits: Value.optional(),
  }),
  z.strictObject({ invalid: z.string() }),
]);
export type OutcomeText = z.infer<typeof Outcome>;

const Check = z.union([
  z.strictObject({ contract: z.string(), is: Anything }),
  z.strictObject({ slot: z.strictObject({ contract: z.string(), at: Value }), is: Anything }),
  /** Everything stated so far between two parties, net: what `from` owes `to`. */
  z.strictObject({ owed: z.strictObject({ from: z.string(), to: z.string() }), amount: Value }),
  z.strictObject({ statement: z.strictObject({ from: z.string(), to: z.string() }), is: Anything }),
  z.strictObject({ party: z.string(), is: Anything }),
  z.strictObject({ query: z.string(), in: Anything.default({}), is: z.unknown() }),
]);
export type CheckText = z.infer<typeof Check>;

const Reading = z.strictObject({ sold: Value.default(0), bought: Value.default(0) });

export const Step = z.union([
  /** Lets the market run until a time. */
  z.strictObject({ at: z.string() }),
  /** Lets it run on for a while. */
  z.strictObject({ wait: Value }),
  /** The chain makes no block for so long. */
  z.strictObject({ standstill: Value }),
  z.strictObject({ note: z.string() }),
  z.strictObject({
    by: z.string(),
    send: z.string(),
    as: z.string().optional(),
    with: Anything.default({}),
    /** Who signs, if not the sender alone. */
    signed: z.array(z.string()).optional(),
    /** Signed by a key that is nobody's. */
    forged: z.boolean().default(false),
    expect: Outcome.default("done"),
  }),
  /** Sends the very bytes of an earlier transaction again. */
  z.strictObject({ replay: z.string(), expect: Outcome }),
  /** A regulator proposes an act, others vote for it: as many as `votes` in all. */
  z.strictObject({
    decide: Anything,
    as: z.string().optional(),
    reason: z.string().default("as the rules provide"),
    votes: z.number().int().min(1).max(10).default(3),
    expect: Outcome.default("done"),
  }),
  /** A home that comes later registers, with certificate and its supplier's signature, and is admitted. */
  z.strictObject({
    register: z.string(),
    as: z.string().optional(),
    admit: z.boolean().default(true),
    expect: Outcome.default("done"),
  }),
  /** Meters commit to a slot's counters and open them. */
  z.strictObject({
    read: z.record(z.string(), Reading),
    at: z.string(),
    to: z.string().optional(),
    carrier: Carrier.default("electricity"),
    expect: Outcome.default("done"),
  }),
  z.strictObject({ expect: z.array(Check).min(1) }),
]);
export type StepText = z.infer<typeof Step>;

export const Scenario = z.strictObject({
  title: z.string(),
  about: z.string().default(""),
  market: z
    .strictObject({
      start: z.string().default("2026-06-17 06:00"),
      zones: z
        .record(z.string(), z.strictObject({ operator: z.string().default("grid") }))
        .default({ WEST: { operator: "grid" } }),
      /** Over the usual parameters, limits, charges (node/scenario/market.ts). */
      params: Anything.default({}),
      limits: Anything.default({}),
      charges: Anything.default({}),
      transfers: z.array(z.strictObject({ from: z.string(), to: z.string(), wh: Value })).default([]),
    })
    .prefault({}),
  actors: z.record(z.string(), z.union([Office, Home])),
  steps: z.array(Step).min(1),
});
export type Scenario = z.infer<typeof Scenario>;
