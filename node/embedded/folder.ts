/** What an embedded node finds in its folder: keys and a chain, made when there are none. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Json } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { formatTimestamp } from "../../shared/light/timestamp.ts";
import { Card } from "../../shared/network/networkFile.ts";
import { PublicKey } from "../../shared/ledger/units.ts";
import { APP_VERSION } from "../application/ledgerApplication.ts";
import type { DemoGenesis, DemoGenesisOptions } from "../demo/port.ts";
import { createStore, SqliteStore } from "../store/sqliteStore.ts";
import { KEEP_BLOCKS, type Store } from "../store/store.ts";
import { type Ed25519Key, keyOfSeed } from "./ed25519.ts";
import { GenesisDocument, genesisDocument } from "./genesisDocument.ts";
import { installationKeys } from "./installationKeys.ts";

/** What the network file says beside the genesis document. */
const Around = z.strictObject({
  seed: z.number().int(),
  cards: z.array(Card),
  regulators: z.array(PublicKey),
});
export type Around = z.infer<typeof Around>;

export interface OpenedFolder {
  readonly store: Store;
  readonly genesis: GenesisDocument;
  readonly around: Around;
  readonly signers: readonly Ed25519Key[];
  readonly nodeKey: Ed25519Key;
  readonly master: Uint8Array;
  /** True when the chain existed. */
  readonly resumed: boolean;
}

export interface NewChain {
  readonly rate: number;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly demoGenesis: (options: DemoGenesisOptions) => DemoGenesis;
}

/** Throws a FaultError: node.damaged, node.inUse, node.disk, each naming the file. */
export function openFolder(folder: string, fresh: NewChain): OpenedFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = installationKeys(folder);
  const signers = keys.validators.map(keyOfSeed);
  const file = join(folder, "chain.db");
  const resumed = existsSync(file);
  if (!resumed) createStore(file, newDocuments(fresh, signers, keys.master));
  const store = new SqliteStore(file, { keepBlocks: KEEP_BLOCKS });
  try {
    const genesis = readDocument(store, "genesis", GenesisDocument);
    const around = readDocument(store, "around", Around);
    return { store, genesis, around, signers, nodeKey: keyOfSeed(keys.node), master: keys.master, resumed };
  } catch (error) {
    store.close();
    throw error;
  }
}

function newDocuments(fresh: NewChain, signers: readonly Ed25519Key[], master: Uint8Array): Record<string, string> {
  const { rate, seed } = fresh;
  const chainId = `wattlight-demo-${randomBytes(4).toString("hex")}`;
  const genesisTime = Math.floor(fresh.now / 1000);
  const demo = fresh.demoGenesis({ chainId, genesisTime, rate, seed, keys: { master } });
  const document = genesisDocument({
    chainId,
    time: formatTimestamp({ seconds: genesisTime, nanos: 0 }),
    validators: signers,
    appState: demo.genesis as unknown as Json,
    appVersion: APP_VERSION,
  });
  const around: Around = { seed, cards: [...demo.cards], regulators: [...demo.regulators] };
  return { genesis: JSON.stringify(document), around: JSON.stringify(around) };
}

function readDocument<T>(store: Store, name: string, schema: z.ZodType<T>): T {
  const problem = (what: string) =>
    new FaultError("node.damaged", { file: store.place, problem: `document ${name}: ${what}` }, "restore");
  const text = store.document(name);
  if (text === undefined) throw problem("missing");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw problem("not JSON");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw problem(parsed.error.issues[0]?.path.join(".") ?? "wrong shape");
  return parsed.data;
}
