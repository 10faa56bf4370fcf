/**
 * The wallets of one data folder: each a vault file with a passphrase of its own, in a folder of its own with all that belongs to it. The
 * first lies in the data folder itself, further ones in `wallets/ID`. One is in front at a time; which one, and which account of each was
 * looked at last, stands in `wallets.json`: nothing secret, and nothing that a signature rests on.
 */
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { writeAtomic } from "./atomicFile.ts";
import { Vault, VAULT_FILE } from "./vault.ts";
import { WATCH_FILE } from "./watchFile.ts";

export const FIRST = "first";
const FOLDER = "wallets";
const ID = /^[0-9a-f]{12}$/;
const FILE = "wallets.json";

const Kept = z.strictObject({
  version: z.literal(1),
  open: z.string(),
  accounts: z.record(z.string(), z.string()),
});
type Kept = z.infer<typeof Kept>;

export interface WalletEntry {
  readonly id: string;
  readonly vault: Vault;
}

export class Wallets {
  readonly #folder: string;
  readonly #vaultAt: (folder: string) => Promise<Vault>;
  #entries: readonly WalletEntry[];
  #front: WalletEntry;
  #kept: Kept;

  private constructor(
    folder: string,
    vaultAt: (folder: string) => Promise<Vault>,
    entries: readonly WalletEntry[],
    front: WalletEntry,
    kept: Kept,
  ) {
    this.#folder = folder;
    this.#vaultAt = vaultAt;
    this.#entries = entries;
    this.#front = front;
    this.#kept = kept;
  }

  /** Looks at all of them, without a passphrase. */
  static async at(
    folder: string,
    vaultAt: (folder: string) => Promise<Vault> = (at) => Vault.at(at),
  ): Promise<Wallets> {
    const first: WalletEntry = { id: FIRST, vault: await vaultAt(folder) };
    const names = await readdir(join(folder, FOLDER)).catch(() => []);
    const further = await Promise.all(
      names
        .filter((name) => ID.test(name))
        .toSorted()
        .map(async (id) => ({ id, vault: await vaultAt(join(folder, FOLDER, id)) })),
    );
    const there = further.filter(({ vault }) => vault.is !== "none");
    const entries = first.vault.is === "none" && there.length > 0 ? there : [first, ...there];
    const kept = await readKept(folder);
    const front = entries.find(({ id }) => id === kept.open) ?? entries[0] ?? first;
    for (const { id, vault } of entries) recall(vault, kept.accounts[id]);
    return new Wallets(folder, vaultAt, entries, front, kept);
  }

  /** The one in front. */
  get vault(): Vault {
    return this.#front.vault;
  }

  get id(): string {
    return this.#front.id;
  }

  /** Its folder. */
  get home(): string {
    return this.#home(this.#front.id);
  }

  get all(): readonly WalletEntry[] {
    return this.#entries.some(({ id }) => id === this.#front.id) ? this.#entries : [...this.#entries, this.#front];
  }

  /**
   * Where readings, outbox and proved answers of the account in front lie: one database for each account, because each is a party with a
   * meter and contracts of its own. The first account's stays where a wallet of one account had it.
   */
  get dataFolder(): string {
    return this.dataFolderOf(this.#front.vault.account?.address);
  }

  /** The same of another account of the wallet in front. */
  dataFolderOf(address: string | undefined): string {
    const own = join(this.#home(this.#front.id), "wallet");
    const first = address === undefined || this.#front.vault.accounts[0]?.address === address;
    return first ? own : join(own, "accounts", address);
  }

  /** Another one to the front, locked as it is. Faults: `wallet.none` {id}, `wallet.open` while the one in front is open. */
  async choose(id: string): Promise<void> {
    this.#mustBeClosed();
    const entry = this.all.find((one) => one.id === id);
    if (!entry) throw new FaultError("wallet.none", { id }, "correct");
    this.#front = entry;
    this.#entries = this.#entries.filter(({ vault }) => vault.is !== "none");
    if (this.#entries.length === 0) this.#entries = [entry];
    await this.#keep({ ...this.#kept, open: id });
  }

  /** A place for another one, in front; nothing lies there before it is made. Fault: `wallet.open`. */
  async begin(): Promise<void> {
    this.#mustBeClosed();
    if (this.vault.is === "none") return;
    const id = randomBytes(6).toString("hex");
    this.#front = { id, vault: await this.#vaultAt(this.#home(id)) };
  }

  /** The wallet in front was made: it is in front at the next start too. */
  async made(): Promise<void> {
    this.#entries = this.all;
    await this.#keep({ ...this.#kept, open: this.#front.id });
  }

  /** Another account of the wallet in front. Fault: `account.none` {address}. */
  async use(address: string): Promise<void> {
    this.vault.choose(address);
    await this.#keep({ ...this.#kept, accounts: { ...this.#kept.accounts, [this.#front.id]: address } });
  }

  lock(): void {
    for (const { vault } of this.all) vault.lock();
  }

  #home(id: string): string {
    return id === FIRST ? this.#folder : join(this.#folder, FOLDER, id);
  }

  #mustBeClosed(): void {
    if (this.vault.is === "open") throw new FaultError("wallet.open", {}, "correct");
  }

  /** Of use, not of need: what cannot be written is asked for again at the next start. */
  async #keep(kept: Kept): Promise<void> {
    this.#kept = kept;
    await writeAtomic(join(this.#folder, FILE), `${JSON.stringify(kept)}\n`).catch(() => undefined);
  }
}

/** Whether a vault file lies anywhere in the folder, before anything else is known of it. */
export function hasWallet(folder: string): boolean {
  const has = (at: string) => namesIn(at).some((name) => name === VAULT_FILE || name === WATCH_FILE);
  return has(folder) || namesIn(join(folder, FOLDER)).some((id) => has(join(folder, FOLDER, id)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function recall(vault: Vault, address: string | undefined): void {
  if (address !== undefined && vault.accounts.some((one) => one.address === address && !one.hidden))
    vault.choose(address);
}

async function readKept(folder: string): Promise<Kept> {
  try {
    return Kept.parse(JSON.parse(await readFile(join(folder, FILE), "utf8")));
  } catch {
    return { version: 1, open: FIRST, accounts: {} };
  }
}
