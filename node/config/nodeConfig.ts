/**
 * The configuration of one node, `wattlight.yaml` in its home: one schema is parser, defaults and documentation
 * (docs/operations.md, held against this file by a test). A variable WATTLIGHT_NODE_… overrides each value.
 */
import { z } from "zod";

/** A text that ends in a port, of one shape. */
const withPort = (shape: RegExp, problem: string) =>
  z
    .string()
    .regex(shape, problem)
    .refine((text) => {
      const port = Number(text.slice(text.lastIndexOf(":") + 1));
      return port >= 1 && port <= 65_535;
    }, "its port is a number from 1 to 65535");
const TcpAddress = withPort(/^tcp:\/\/[^\s/:]+:\d{1,5}$/, "an address like tcp://127.0.0.1:26657");
const Listen = withPort(/^[^\s/:]+:\d{1,5}$/, "host:port, like 127.0.0.1:26660");
const orNone = <T extends z.ZodType>(shape: T) => z.union([z.literal(""), shape]);
/** CometBFT's name of a peer: id (40 hex digits) at host and port. */
export const Peer = withPort(/^[0-9a-f]{40}@[^\s/@:]+:\d{1,5}$/, "a peer like ID@host:26656, ID of 40 hex digits");

export const NodeConfig = z.strictObject({
  /** Shown to other operators; no secret. */
  name: z.string().min(1).max(60).default("wattlight"),
  log: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** Where CometBFT finds the application: `unix:PATH` (relative to the home) or `tcp://host:port`. */
  application: z
    .string()
    .refine(
      (text) => /^unix:.+/.test(text) || TcpAddress.safeParse(text).success,
      "unix:PATH, or an address like tcp://127.0.0.1:26658 with a port from 1 to 65535",
    )
    .default("unix:run/abci.sock"),
  /** Prometheus metrics of the application at http://…/metrics; empty: none. */
  metrics: orNone(Listen).default(""),
  ledger: z
    .strictObject({
      /** Blocks that CometBFT keeps; 0: all. */
      retainBlocks: z.number().int().min(0).default(0),
      /** A snapshot for new nodes every so many blocks; 0: none. */
      snapshotEvery: z.number().int().min(0).default(5000),
      /** The newest ones that stay. */
      snapshotsKept: z.number().int().min(1).max(100).default(2),
      /** `thread`: queries of wallets are answered beside the consensus, at the memory of a second state: for a public node. */
      queries: z.enum(["here", "thread"]).default("here"),
    })
    .prefault({}),
  comet: z
    .strictObject({
      /** The program; empty: COMETBFT, the PATH, the cache. */
      program: z.string().default(""),
      /** True: somebody else starts CometBFT; this process is the application alone. */
      external: z.boolean().default(false),
      rpc: TcpAddress.default("tcp://127.0.0.1:26657"),
      p2p: TcpAddress.default("tcp://0.0.0.0:26656"),
      /** host:port under which others reach `p2p`; empty: CometBFT's guess. */
      externalAddress: orNone(Listen).default(""),
      /** Peers that are dialled again for ever: the other validators, or one's own full nodes. */
      peers: z.array(Peer).max(100).default([]),
      /** Ids that are never told to others: a validator behind its full nodes. */
      privateIds: z
        .array(z.string().regex(/^[0-9a-f]{40}$/))
        .max(100)
        .default([]),
      /** Several nodes on one machine, or private addresses alone. */
      localNetwork: z.boolean().default(false),
      /** Milliseconds from a commit to the next proposal; the same on every validator. */
      blockMs: z.number().int().min(50).max(60_000).default(1000),
      /** Prometheus metrics of CometBFT; empty: none. */
      metrics: orNone(Listen).default(""),
    })
    .prefault({}),
  /** A new node takes a snapshot from others and checks it against this trusted block, in place of replaying all blocks. */
  stateSync: z
    .strictObject({
      /** RPC of at least two nodes that are asked for headers; empty: no state sync. */
      servers: z.array(z.url()).max(16).default([]),
      height: z.number().int().min(0).default(0),
      hash: orNone(z.string().regex(/^[0-9a-fA-F]{64}$/)).default(""),
      /** Seconds; below the time in which misbehaviour can be punished. */
      trustSeconds: z
        .number()
        .int()
        .min(60)
        .default(14 * 86_400),
    })
    .prefault({}),
  /** The door for wallets, before CometBFT's RPC: a public full node's, never a validator's. */
  front: z
    .strictObject({
      /** host:port; empty: no door. */
      listen: orNone(Listen).default(""),
      /** Requests a second that one address may go on making, and how many at once. */
      perSecond: z.number().int().min(1).max(100_000).default(50),
      burst: z.number().int().min(1).max(1_000_000).default(300),
      /** Connections at once, of all. */
      connections: z.number().int().min(1).max(100_000).default(1000),
      /** And of one address: as many as of all behind a proxy. */
      connectionsPerAddress: z.number().int().min(1).max(100_000).default(100),
    })
    .prefault({}),
});
export type NodeConfig = z.infer<typeof NodeConfig>;

/** What keeps a configuration from being used: `at` names the value by its path, `from` the file or the variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly from: string;
  readonly at: string;
  constructor(from: string, at: string, problem: string) {
    super(`${from}: ${at === "" ? "" : `${at}: `}${problem}`);
    this.from = from;
    this.at = at;
  }
}

export const ENV_PREFIX = "WATTLIGHT_NODE_";

/** Variable that overrides the value at a path: `comet.blockMs` by WATTLIGHT_NODE_COMET_BLOCK_MS. */
export function variableOf(path: string): string {
  return (
    ENV_PREFIX +
    path
      .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
      .replaceAll(".", "_")
      .toUpperCase()
  );
}

/**
 * A parsed file and the environment to a whole configuration. Lists in variables are separated by commas.
 * @param file what the YAML held; undefined for an empty one
 */
export function readConfig(file: unknown, name: string, env: Readonly<Record<string, string | undefined>>): NodeConfig {
  const own = parsed(file ?? {}, name, () => name);
  const overrides = new Map<string, string>();
  const known = new Map(leaves(own).map((path) => [variableOf(path), path]));
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(ENV_PREFIX) || text === undefined) continue;
    const path = known.get(variable);
    if (path === undefined) throw new ConfigError(variable, "", "no value of the configuration has this variable");
    overrides.set(path, text);
  }
  if (overrides.size === 0) return own;
  const changed = withOverrides(own, "", overrides);
  // A fault within a list lies under the path of the list, which the variable gave.
  return parsed(changed, name, (at) => {
    const given = [...overrides.keys()].find((path) => `${at}.`.startsWith(`${path}.`));
    return given === undefined ? name : variableOf(given);
  });
}

function parsed(value: unknown, name: string, sourceOf: (at: string) => string): NodeConfig {
  const result = NodeConfig.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === "unrecognized_keys") {
    const at = [...path, issue.keys[0] ?? ""].join(".");
    throw new ConfigError(name, at, "there is no such value");
  }
  const at = path.join(".");
  throw new ConfigError(sourceOf(at), at, issue?.message ?? "wrong");
}

/** Paths of all values; a list is one value. */
export function leaves(value: object, at = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const path = at === "" ? key : `${at}.${key}`;
    return typeof inner === "object" && inner !== null && !Array.isArray(inner) ? leaves(inner, path) : [path];
  });
}

function withOverrides(value: unknown, at: string, overrides: ReadonlyMap<string, string>): unknown {
  const text = overrides.get(at);
  if (text !== undefined) return read(text, value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      withOverrides(inner, at === "" ? key : `${at}.${key}`, overrides),
    ]),
  );
}

/** A variable's text in the type of the value that it replaces; text that is none of it stays text, and is refused by the schema. */
function read(text: string, like: unknown): unknown {
  if (typeof like === "number") return /^\d{1,15}$/.test(text) ? Number(text) : text;
  if (typeof like === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (Array.isArray(like)) return text === "" ? [] : text.split(",").map((part) => part.trim());
  return text;
}
