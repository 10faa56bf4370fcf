/** What may be changed of a wallet's accounts: each edit gives the next contents and list, and leaves what it was given as it is. */
import { FaultError } from "../../shared/ipc/fault.ts";
import { type KeptAccount, nextIndex, readAddress, withAccount, withChange } from "./accounts.ts";
import type { Contents } from "./contents.ts";
import { Keyring } from "./keyring.ts";
import { seedOf } from "./words.ts";

export interface Wallet {
  readonly contents: Contents;
  readonly accounts: readonly KeptAccount[];
}
/** Faults: those of `withAccount` and `withChange`. */
export type Edit = (wallet: Wallet) => Promise<Wallet>;

/** The account of a phrase's `index`. The recovery stays. */
export async function accountFromWords(
  recovery: Contents["recovery"],
  index: number,
  name: string,
): Promise<KeptAccount> {
  const keys = new Keyring(await seedOf(recovery), index);
  keys.lock();
  return { kind: "words", index, name, hidden: false, ...keys.account };
}

export const addFromWords =
  (name: string): Edit =>
  async ({ contents, accounts }) => ({
    contents,
    accounts: withAccount(accounts, await accountFromWords(contents.recovery, nextIndex(accounts), name)),
  });

/** `key`: 32 bytes (vault/importedKey.ts), copied. An account that was only watched becomes one that signs, under its old name. */
export const importKey =
  (key: Uint8Array, name: string): Edit =>
  ({ contents, accounts }) => {
    const keys = new Keyring({ key: key.slice() });
    keys.lock();
    const { address } = keys.account;
    const watched = accounts.find((one) => one.kind === "watch" && one.address === address);
    const rest = accounts.filter((one) => one !== watched);
    const added = { kind: "key" as const, name: name || (watched?.name ?? ""), hidden: false, ...keys.account };
    return Promise.resolve({
      contents: { ...contents, imported: [...contents.imported, key] },
      accounts: withAccount(rest, added),
    });
  };

export const watchAddress =
  (typed: string, name: string): Edit =>
  ({ contents, accounts }) =>
    Promise.resolve({
      contents,
      accounts: withAccount(accounts, { kind: "watch", name, hidden: false, address: readAddress(typed) }),
    });

/** `active` cannot be hidden: screens and signatures are of it. Fault: `account.active` {address}. */
export const changeAccount =
  (address: string, change: { readonly name: string; readonly hidden: boolean }, active: string | undefined): Edit =>
  ({ contents, accounts }) => {
    if (change.hidden && address === active) throw new FaultError("account.active", { address }, "correct");
    return Promise.resolve({ contents, accounts: withChange(accounts, address, change) });
  };
