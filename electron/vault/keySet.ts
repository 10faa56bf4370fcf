/** The keys of all accounts of an open wallet: each must be what the file says it is. `lock` overwrites them. */
import { canonicalText } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type KeptAccount, publicOf } from "./accounts.ts";
import type { Contents } from "./contents.ts";
import { Keyring } from "./keyring.ts";
import { seedOf } from "./words.ts";

export class KeySet {
  readonly #keys: ReadonlyMap<string, Keyring>;

  private constructor(keys: ReadonlyMap<string, Keyring>) {
    this.#keys = keys;
  }

  /** Leaves the contents to the caller. Fault: `vault.content` when an account is not the one that the secrets make. */
  static async of(contents: Contents, accounts: readonly KeptAccount[]): Promise<KeySet> {
    const seed = await seedOf(contents.recovery);
    const imported = [...contents.imported];
    const keys = new Map<string, Keyring>();
    const set = new KeySet(keys);
    try {
      for (const account of accounts) {
        if (account.kind === "watch") continue;
        const key = account.kind === "key" ? imported.shift() : undefined;
        if (account.kind === "key" && key === undefined) throw new FaultError("vault.content", {}, "restore");
        const made = key ? new Keyring({ key: key.slice() }) : new Keyring(seed.slice(), indexOf(account));
        keys.set(made.account.address, made);
        if (canonicalText({ ...made.account }) !== canonicalText({ ...publicOf(account) }))
          throw new FaultError("vault.content", {}, "restore");
      }
      if (imported.length > 0) throw new FaultError("vault.content", {}, "restore");
      return set;
    } catch (error) {
      set.lock();
      throw error;
    } finally {
      seed.fill(0);
    }
  }

  /** Fault: `vault.watchOnly` {address} for an account without a key here. */
  of(address: string): Keyring {
    const keys = this.#keys.get(address);
    if (!keys) throw new FaultError("vault.watchOnly", { address }, "none");
    return keys;
  }

  has(address: string): boolean {
    return this.#keys.has(address);
  }

  lock(): void {
    for (const keys of this.#keys.values()) keys.lock();
  }
}

const indexOf = (account: KeptAccount): number => (account.kind === "words" ? account.index : 0);
