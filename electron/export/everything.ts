/**
 * "Save everything": all that a wallet knows beside its keys, as documented files (docs/export.md) in a folder of its own. The folder is whole or
 * not there; `index.json` in it lists every file with its hash, says what is private, and names what could not be written.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import type { KeptAccount } from "../vault/accounts.ts";
import { isPrivate } from "./privacy.ts";
import { newFolder, told, writePieces } from "./newFolder.ts";
import { README } from "./readme.ts";
import type { Without } from "./without.ts";

export const EVERYTHING_FORMAT = "wattlight-everything";

/** What the main process reads of one account beside its database; each undefined where there is none, a fault's name where it cannot be read. */
export interface AccountRecords {
  readonly addressBook: unknown;
  readonly agent: unknown;
  readonly without: readonly Without[];
}

export interface EverythingDeps {
  readonly accounts: () => readonly KeptAccount[];
  /** Address of the one in front. */
  readonly front: () => string;
  /** Where an account's database lies. */
  readonly dataFolder: (address: string) => string;
  readonly records: (address: string) => Promise<AccountRecords>;
  /** The worker writes into `into`; `from` null: the database that is open. */
  readonly writeAccount: (into: string, from: string | null) => Promise<readonly Without[]>;
  /** Of this computer: settings, the joined network, devices without their passwords. By name of the file. */
  readonly shared: () => Promise<Readonly<Record<string, unknown>>>;
  readonly now: () => number;
}

export interface Everything {
  /** Name of the folder. */
  readonly saved: string;
  readonly files: number;
  readonly without: readonly Without[];
}

/** Faults: "file.write" {file, why}; nothing is left in `parent` then. */
export async function saveEverything(deps: EverythingDeps, parent: string): Promise<Everything> {
  const made = deps.now();
  const front = deps.front();
  const day = new Date(made).toISOString().slice(0, 10);
  const folder = await newFolder(parent, `wattlight-everything-${day}-${front.slice(0, 10)}`);
  try {
    return await told(folder.path, async () => {
      const without = await fill(deps, folder.path, front);
      const files = await filesIn(folder.path);
      const index = { format: EVERYTHING_FORMAT, version: 1, made, front, files, without };
      json(folder.path, "index.json", index);
      return { saved: await folder.finish(), files: files.length + 1, without };
    });
  } catch (error) {
    await folder.abandon().catch(() => undefined);
    throw error;
  }
}

async function fill(deps: EverythingDeps, into: string, front: string): Promise<readonly Without[]> {
  const without: Without[] = [];
  const accounts = deps.accounts();
  writePieces(join(into, "README.txt"), [README]);
  json(into, "wallet.json", { front, accounts });
  for (const [file, value] of Object.entries(await deps.shared())) if (value !== undefined) json(into, file, value);
  for (const { address } of accounts) {
    const at = `accounts/${address}`;
    const records = await deps.records(address);
    if (records.addressBook !== undefined) json(into, `${at}/address-book.json`, records.addressBook);
    if (records.agent !== undefined) json(into, `${at}/agent.json`, records.agent);
    const from = address === front ? null : deps.dataFolder(address);
    // An account that was never in front has no database yet.
    const written =
      from !== null && !existsSync(join(from, "wallet.sqlite")) ? [] : await stored(deps, join(into, at), from);
    without.push(...[...records.without, ...written].map(({ what, why }) => ({ what: `${at}/${what}`, why })));
  }
  return without;
}

/** A database that cannot be opened takes the others' data with it no more than it has to. */
async function stored(deps: EverythingDeps, into: string, from: string | null): Promise<readonly Without[]> {
  try {
    return await deps.writeAccount(into, from);
  } catch (error) {
    if (error instanceof FaultError && error.fault.code.startsWith("store."))
      return [{ what: "", why: error.fault.code }];
    throw error;
  }
}

interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly private: boolean;
}

async function filesIn(folder: string): Promise<readonly Listed[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const listed: Listed[] = [];
  for (const path of paths.toSorted()) {
    const name = relative(folder, path).split(sep).join("/");
    const { size } = await stat(path);
    listed.push({ name, bytes: size, sha256: await hashOf(path), private: isPrivate(name) });
  }
  return listed;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return toHex(Uint8Array.from(hash.digest()));
}

const json = (into: string, file: string, value: unknown): void =>
  writePieces(join(into, file), [`${JSON.stringify(value, undefined, 2)}\n`]);
