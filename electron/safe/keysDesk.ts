/**
 * The page for passphrase, words and back-up: a window of the main process, one at a time, that the wallet window may ask for and brings
 * nothing to. Each act asks for the passphrase again; locking the wallet closes the page.
 */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Vault } from "../vault/vault.ts";

export interface KeysDeskDeps {
  readonly vault: Pick<Vault, "is" | "account" | "changePassphrase" | "words" | "backup">;
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
    if (this.#deps.vault.is !== "open") throw new FaultError("vault.locked", {}, "retry");
    this.#window ??= this.#deps.openWindow(() => (this.#window = undefined));
    return {};
  }

  state(): Output<"safe.keysState"> {
    const { account } = this.#deps.vault;
    if (!account) throw new FaultError("vault.none");
    return { address: account.address };
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

  close(): void {
    this.#window?.close();
  }
}
