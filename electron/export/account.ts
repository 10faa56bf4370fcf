/** One account's part of a folder of everything, written by the worker: its database, its notes decrypted, its contracts with their proofs. */
import { join } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import { PRIVATE_KINDS, type Sealed } from "../store/sealed.ts";
import { openStore, type Store } from "../store/store.ts";
import { type LedgerReads, writeContracts } from "./contracts.ts";
import { writePieces } from "./newFolder.ts";
import { writeTables } from "./tables.ts";
import type { Without } from "./without.ts";

export interface AccountSources {
  /** The database that is open, of the account in front. */
  readonly store: Store;
  /** Undefined where no network is joined. */
  readonly ledger: LedgerReads | undefined;
  /** Of either database: the key is the whole wallet's. Fault: "vault.locked". */
  readonly withSealed: <T>(store: Store, use: (sealed: Sealed) => T) => Promise<T>;
}

/** `from`: the data folder of an account that is not in front; its database is opened for this. Faults: those of `openStore`, "vault.locked". */
export async function writeAccount(
  sources: AccountSources,
  into: string,
  from: string | null,
  now: Date,
): Promise<readonly Without[]> {
  if (from === null) {
    const without = await writeStored(sources, sources.store, into);
    if (!sources.ledger) return [...without, { what: "contracts/", why: "local.notJoined" }];
    return [...without, ...(await writeContracts(sources.ledger, into))];
  }
  const store = openStore(from, now);
  try {
    const without = await writeStored(sources, store, into);
    // Proofs are read in the network, where one account is at a time.
    return [...without, { what: "contracts/", why: "account.notInFront" }];
  } finally {
    store.close();
  }
}

async function writeStored({ withSealed }: AccountSources, store: Store, into: string): Promise<readonly Without[]> {
  writeTables(store.db, into);
  try {
    const kinds = await withSealed(store, (sealed) => PRIVATE_KINDS.map((kind) => ({ kind, ...sealed.list(kind) })));
    const notes = kinds.flatMap(({ kind, entries }) => entries.map((entry) => ({ kind, ...entry })));
    writePieces(join(into, "notes.json"), [`${JSON.stringify(notes, undefined, 2)}\n`]);
    const damaged = kinds.reduce((sum, one) => sum + one.damaged, 0);
    return damaged === 0 ? [] : [{ what: "notes.json", why: "private.damaged" }];
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return [{ what: "notes.json", why: error.fault.code }];
  }
}
