/**
 * The accounts of the open wallet, as the page of its keys shows and changes them: each change asks for the passphrase. The wallet
 * window may choose among what is shown, no more.
 */
import { addressOf } from "../../shared/codec/address.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { accountName, type AccountRow, type AccountView } from "../../shared/ipc/accountViews.ts";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { addFromWords, changeAccount, type Edit, importKey, watchAddress } from "../vault/accountEdits.ts";
import { readKey } from "../vault/importedKey.ts";
import type { Vault } from "../vault/vault.ts";

export interface AccountsDeskDeps {
  readonly vault: Pick<Vault, "is" | "account" | "accounts" | "edit">;
  /** A key file that the reader chose; null when nothing was chosen. */
  readonly openKeyFile: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** Goes over to another account of the wallet in front. */
  readonly use: (address: string) => Promise<void>;
  /** Names or accounts are other ones. */
  readonly changed: () => void;
}

export class AccountsDesk {
  readonly #deps: AccountsDeskDeps;
  /** Of the file that was chosen last: the page never sees it. */
  #fromFile: Uint8Array | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: AccountsDeskDeps) {
    this.#deps = deps;
  }

  /** All of them, in the order in which they were added. */
  rows(): AccountRow[] {
    const active = this.#deps.vault.account?.address;
    return this.#deps.vault.accounts.map(({ address, kind, name, hidden }, i) => ({
      address,
      name: accountName(name, i + 1),
      kind,
      active: address === active,
      given: name,
      hidden,
    }));
  }

  /** What may be chosen. */
  shown(): AccountView[] {
    return this.rows()
      .filter((row) => !row.hidden)
      .map(({ address, name, kind, active }) => ({ address, name, kind, active }));
  }

  nameOf(address: string): AccountView["name"] | null {
    return this.rows().find((row) => row.address === address)?.name ?? null;
  }

  /** Faults: `vault.locked`, `account.none` {address}. */
  async use({ address }: Input<"accounts.use">): Promise<Output<"accounts.use">> {
    return await this.#inTurn(async () => {
      const { is } = this.#deps.vault;
      if (is !== "open" && is !== "watch") throw new FaultError("vault.locked", {}, "retry");
      if (this.#deps.vault.account?.address !== address) await this.#deps.use(address);
      return {};
    });
  }

  add({ passphrase, name }: Input<"safe.accountAdd">): Promise<Output<"safe.accountAdd">> {
    return this.#edit(passphrase, () => addFromWords(name));
  }

  watch({ passphrase, address, name }: Input<"safe.accountWatch">): Promise<Output<"safe.accountWatch">> {
    return this.#edit(passphrase, () => watchAddress(address, name));
  }

  change({ passphrase, address, name, hidden }: Input<"safe.accountChange">): Promise<Output<"safe.accountChange">> {
    return this.#edit(passphrase, () => changeAccount(address, { name, hidden }, this.#deps.vault.account?.address));
  }

  /** Whose key a file holds. Faults: those of readKey. */
  async keyFile(): Promise<Output<"safe.accountKeyFile">> {
    const file = await this.#deps.openKeyFile();
    if (!file) return null;
    this.forget();
    try {
      this.#fromFile = readKey(new TextDecoder().decode(file.bytes));
    } finally {
      file.bytes.fill(0);
    }
    return { file: file.name, address: addressOf(publicKeyOf(this.#fromFile)) };
  }

  /** The typed key, or with null that of the file that was chosen last. Faults: those of readKey, `key.noFile`. */
  async importKey({
    passphrase,
    name,
    key: typed,
  }: Input<"safe.accountImport">): Promise<Output<"safe.accountImport">> {
    const key = typed === null ? this.#fromFile?.slice() : readKey(typed);
    if (!key) throw new FaultError("key.noFile", {}, "correct");
    try {
      const done = await this.#edit(passphrase, () => importKey(key, name));
      this.forget();
      return done;
    } finally {
      key.fill(0);
    }
  }

  /** The page is gone: a key that was read and not imported goes with it. */
  forget(): void {
    this.#fromFile?.fill(0);
    this.#fromFile = undefined;
  }

  /** `edit` is made when its turn comes, of the account that is in front by then. */
  #edit(passphrase: string, edit: () => Edit): Promise<AccountRow[]> {
    return this.#inTurn(async () => {
      await this.#deps.vault.edit(passphrase, edit());
      this.#deps.changed();
      return this.rows();
    });
  }

  /** One after the other: a derivation takes its time, and nobody hides the account that somebody is choosing meanwhile. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
