/**
 * The page for passphrase, words and back-up: a window of the main process, one at a time, that the wallet window may ask for and brings
 * nothing to. Each act asks for the passphrase again; locking the wallet closes the page.
 */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { AccountsDesk } from "./accountsDesk.ts";
import { BACKUP_CODE_MAX, backupCode } from "../vault/backupCode.ts";
import type { Vault } from "../vault/vault.ts";

export interface KeysDeskDeps {
  readonly vault: Pick<
    Vault,
    "is" | "account" | "changePassphrase" | "words" | "backup" | "systemUnlock" | "systemUnlockOn" | "systemUnlockOff"
  >;
  readonly accounts: Pick<AccountsDesk, "rows" | "forget">;
  readonly openWindow: (closed: () => void) => { close(): void };
  /** Saves where the reader says; the file's name when what is there afterwards is what was given, null when nothing was chosen. */
  readonly saveBackup: (file: { readonly name: string; readonly text: string }) => Promise<string | null>;
}

export class KeysDesk {
  readonly #deps: KeysDeskDeps;
  #window: { close(): void } | undefined;

  constructor(deps: KeysDeskDeps) {
    this.#deps = deps;
  }

  /** Fault: `vault.locked`. */
  open(): Output<"keys.open"> {
    const { is, account } = this.#deps.vault;
    if (is === "watch") throw new FaultError("vault.watchOnly", { address: account?.address ?? "" }, "none");
    if (is !== "open") throw new FaultError("vault.locked", {}, "retry");
    this.#window ??= this.#deps.openWindow(() => {
      this.#window = undefined;
      this.#deps.accounts.forget();
    });
    return {};
  }

  async state(): Promise<Output<"safe.keysState">> {
    const { account } = this.#deps.vault;
    const system = await this.#deps.vault.systemUnlock();
    if (!account || !system) throw new FaultError("vault.none");
    return { address: account.address, accounts: this.#deps.accounts.rows(), system };
  }

  /** Switches on or off that the system's keychain opens this wallet too. Faults: those of Vault.systemUnlockOn. */
  async system(input: Input<"safe.systemUnlock">): Promise<Output<"safe.systemUnlock">> {
    if (input.on) await this.#deps.vault.systemUnlockOn(input.passphrase);
    else await this.#deps.vault.systemUnlockOff();
    const system = await this.#deps.vault.systemUnlock();
    if (!system) throw new FaultError("vault.none");
    return system;
  }

  async change({ current, next }: Input<"safe.changePassphrase">): Promise<Output<"safe.changePassphrase">> {
    await this.#deps.vault.changePassphrase(current, next);
    return {};
  }

  async words({ passphrase }: Input<"safe.words">): Promise<Output<"safe.words">> {
    const { words, list } = await this.#deps.vault.words(passphrase);
    return { words: [...words], list };
  }

  async backup({ passphrase }: Input<"safe.backup">): Promise<Output<"safe.backup">> {
    const text = await this.#deps.vault.backup(passphrase);
    const address = this.#deps.vault.account?.address ?? "";
    const name = `wattlight-${address.slice(0, 10)}-${address.slice(-4)}.backup.json`;
    return { saved: await this.#deps.saveBackup({ name, text }) };
  }

  /** Fault: `backup.codeTooLarge` {bytes, max}: many accounts make a file that no camera reads. */
  async code({ passphrase }: Input<"safe.backupCode">): Promise<Output<"safe.backupCode">> {
    const text = backupCode(await this.#deps.vault.backup(passphrase));
    if (text.length > BACKUP_CODE_MAX)
      throw new FaultError("backup.codeTooLarge", { bytes: text.length, max: BACKUP_CODE_MAX }, "none");
    return { text };
  }

  close(): void {
    this.#window?.close();
  }
}
