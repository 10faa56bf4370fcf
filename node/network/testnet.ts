/**
 * A whole network on one machine: four or more validators and the public full nodes, each with a home and a loopback address of its
 * own, and the demo street's genesis between them. `testnet.json` beside the homes says what belongs together.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Json } from "../../shared/codec/canonical.ts";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { Hex32, PublicKey } from "../../shared/ledger/units.ts";
import { formatTimestamp } from "../../shared/light/timestamp.ts";
import { Card } from "../../shared/network/networkFile.ts";
import { APP_VERSION } from "../application/ledgerApplication.ts";
import { writeKeys } from "../comet/keyFiles.ts";
import { demoGenesis } from "../demo/genesis.ts";
import { keyOfSeed, newSeed } from "../embedded/ed25519.ts";
import { genesisDocument, POWER } from "../embedded/genesisDocument.ts";
import { jsonIn } from "../files/inputFile.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { writeConfig, writeGenesis } from "../home/files.ts";
import { type Home, homeAt } from "../home/home.ts";

export const Testnet = z.strictObject({
  format: z.literal("wattlight-testnet-1"),
  chainId: z.string(),
  seed: z.number().int(),
  /** Secret: every account of the demo follows from it (node/demo/keys.ts). */
  master: Hex32,
  cards: z.array(Card),
  regulators: z.array(PublicKey),
  /** The validators in their order, then the public nodes. */
  nodes: z.array(z.strictObject({ name: z.string(), address: z.ipv4(), public: z.boolean() })).min(2),
});
export type Testnet = z.infer<typeof Testnet>;

export interface TestnetOptions {
  readonly folder: string;
  readonly validators: number;
  /** Full nodes that wallets ask; 1 unless told. */
  readonly publicNodes?: number;
  /** Loopback address of the first node; the others follow. */
  readonly firstAddress: string;
  /** Market seconds per second. */
  readonly rate: number;
  readonly seed: number;
  /** Milliseconds from a commit to the next proposal. */
  readonly blockMs: number;
  /** A snapshot every so many blocks; 500 unless told. */
  readonly snapshotEvery?: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export const PORTS = { rpc: 26657, p2p: 26656, cometMetrics: 26660, metrics: 26661, front: 26680 } as const;
const PUBLIC = "public";

export function homeOf(folder: string, name: string): Home {
  return homeAt(join(folder, name));
}

/** The network in a folder; undefined where there is none. */
export function testnetIn(folder: string): Testnet | undefined {
  const file = join(folder, "testnet.json");
  return existsSync(file)
    ? jsonIn(file, 4 << 20, Testnet, { en: "description of a test network", zh: "测试网络说明" })
    : undefined;
}

/** Makes homes, keys and genesis. Throws a Complaint for a folder that holds a network. */
export function layOutTestnet(options: TestnetOptions): Testnet {
  const { folder, validators, seed, rate, now } = options;
  if (testnetIn(folder)) throw new OperatorComplaint(`${folder} holds a network already`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const chainId = `wattlight-street-${randomBytes(4).toString("hex")}`;
  const genesisTime = Math.floor(now / 1000);
  const master = newSeed();
  const demo = demoGenesis({ chainId, genesisTime, rate, seed, keys: { master } });
  const nodes = Array.from({ length: validators + (options.publicNodes ?? 1) }, (_, i) => ({
    name: i < validators ? `validator-${i + 1}` : i === validators ? PUBLIC : `${PUBLIC}-${i - validators + 1}`,
    address: addressAfter(options.firstAddress, i),
    public: i >= validators,
  }));
  const seeds = nodes.map(() => ({ validator: newSeed(), node: newSeed() }));
  const keys = seeds.slice(0, validators).map(({ validator }) => keyOfSeed(validator));
  const genesis = genesisDocument({
    chainId,
    time: formatTimestamp({ seconds: genesisTime, nanos: 0 }),
    validators: keys,
    appState: {
      ...demo.genesis,
      validators: keys.map(({ publicKey }) => ({ key: toHex(publicKey), power: POWER })),
    } as unknown as Json,
    appVersion: APP_VERSION,
  });
  const ids = nodes.map(({ name }, i) => {
    const home = homeOf(folder, name);
    const { nodeId } = writeKeys(home, seeds[i] as (typeof seeds)[number]);
    writeGenesis(home, genesis);
    return nodeId;
  });
  nodes.forEach(({ name, address, public: open }, i) => {
    const peers = nodes.flatMap((peer, j) => (j === i ? [] : [`${ids[j]}@${peer.address}:${PORTS.p2p}`]));
    writeConfig(homeOf(folder, name), {
      name,
      metrics: `${address}:${PORTS.metrics}`,
      comet: {
        rpc: `tcp://${address}:${PORTS.rpc}`,
        p2p: `tcp://${address}:${PORTS.p2p}`,
        peers,
        localNetwork: true,
        blockMs: options.blockMs,
        metrics: `${address}:${PORTS.cometMetrics}`,
      },
      // A snapshot must outlive the time in which a new node finds and fetches it.
      ledger: { snapshotEvery: options.snapshotEvery ?? 500, snapshotsKept: 20, ...(open && { queries: "thread" }) },
    });
  });
  const testnet: Testnet = {
    format: "wattlight-testnet-1",
    chainId,
    seed,
    master: toHex(master),
    cards: [...demo.cards],
    regulators: [...demo.regulators],
    nodes,
  };
  // Last: a folder without it is not a network yet.
  writeWhole(join(folder, "testnet.json"), utf8(`${JSON.stringify(testnet, undefined, 2)}\n`), 0o600);
  return testnet;
}

export function addressAfter(first: string, steps: number): string {
  const parts = first.split(".").map(Number);
  const last = (parts[3] ?? 0) + steps;
  if (last > 254) throw new OperatorComplaint(`${steps + 1} addresses from ${first} on are too many`);
  return [...parts.slice(0, 3), last].join(".");
}
