/**
 * First start and unlock, as the safe window asks for them step by step. The words of a wallet in the making live here alone;
 * nothing is written before three of them were given back, or a phrase was typed whose checksum fits.
 */
import { accountName } from "../../shared/ipc/accountViews.ts";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Settings } from "../../shared/ipc/ledgerViews.ts";
import { accountsOf, type Envelope, parseEnvelope } from "../vault/envelope.ts";
import { strengthOf } from "../vault/strength.ts";
import type { Vault } from "../vault/vault.ts";
import type { Wallets } from "../vault/wallets.ts";
import {
  newRecovery,
  placesToAsk,
  readPhrase,
  type Recovery,
  sameWord,
  wordsBeginning,
  wordsOf,
} from "../vault/words.ts";

export interface EntryDeps {
  /** The wallet in front, and the others of the folder. */
  readonly vault: Vault;
  readonly wallets: Pick<Wallets, "all" | "id" | "choose" | "begin" | "made">;
  readonly settings: { get(): Settings; network: "demo" | "file" | null };
  /** Starts the built-in network if needed, or goes over to the file that was read; the name in both languages. */
  readonly join: (input: Input<"safe.join">) => Promise<Output<"safe.join">["name"]>;
  /** The vault is open: whoever waits for its keys may go on. */
  readonly opened: () => void;
  /** Another wallet stands in front, locked. */
  readonly turned: () => void;
  /** A file that the reader chose, read up to the size of a vault; null when nothing was chosen. */
  readonly openBackup: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** Shows the wallet and closes the entry window. */
  readonly enter: () => void;
}

interface Draft {
  readonly recovery: Recovery;
  readonly ask: readonly number[];
  proved: boolean;
}

/** An open one is one whose first start is not over. */
const MODES = { none: "welcome", open: "welcome", locked: "unlock", damaged: "damaged", watch: "watch" } as const;

export class Entry {
  readonly #deps: EntryDeps;
  #draft: Draft | undefined;
  /** The back-up that was chosen last. */
  #backup: Envelope | undefined;

  constructor(deps: EntryDeps) {
    this.#deps = deps;
  }

  async state(): Promise<Output<"safe.state">> {
    const { vault, settings } = this.#deps;
    const mode = MODES[vault.is];
    return {
      mode,
      settings: settings.get(),
      throttle: { ...(await vault.throttle()) },
      account: vault.account?.address ?? null,
      wallets: this.#choices(),
      joined: settings.network !== null,
      system: await vault.systemUnlock(),
      damaged: vault.damage ? { ...vault.damage } : null,
    };
  }

  strength({ passphrase }: Input<"safe.strength">): Promise<Output<"safe.strength">> {
    return strengthOf(passphrase);
  }

  /** Fresh words; asking again makes new ones and forgets the old. */
  create({ words, list }: Input<"safe.create">): Output<"safe.create"> {
    this.#mayMake();
    this.#forget();
    const recovery = newRecovery(words, list);
    const ask = placesToAsk(words);
    this.#draft = { recovery, ask, proved: false };
    return { words: wordsOf(recovery), ask };
  }

  check({ answers }: Input<"safe.check">): Output<"safe.check"> {
    const draft = this.#draft;
    if (!draft) throw new FaultError("safe.noWords", {}, "retry");
    const words = wordsOf(draft.recovery);
    const right = draft.ask.map((place, i) => sameWord(answers[i] ?? "", words[place - 1] ?? "\0"));
    if (right.every(Boolean)) draft.proved = true;
    return { right };
  }

  /** Typed words, read and kept for `save`. Their faults name the word (see vault/words.ts). */
  restore({ phrase }: Input<"safe.restore">): Output<"safe.restore"> {
    this.#mayMake();
    const recovery = readPhrase(phrase);
    this.#forget();
    this.#draft = { recovery, ask: [], proved: true };
    return { words: recovery.entropy.length === 16 ? 12 : 24, list: recovery.list };
  }

  wordsLike({ list, begins }: Input<"safe.wordsLike">): Output<"safe.wordsLike"> {
    return [...wordsBeginning(begins, list)];
  }

  /** Fault: `backup.bad` {file, problem} for a file that is no vault's. */
  async chooseBackup(): Promise<Output<"safe.chooseBackup">> {
    this.#mayMake();
    const file = await this.#deps.openBackup();
    if (!file) return null;
    return { file: file.name, address: this.#take(Buffer.from(file.bytes).toString("utf8"), file.name) };
  }

  /** Fault: `backup.bad` {file, problem}; `file` is empty: there is none. */
  backupText({ text }: Input<"safe.backupText">): Output<"safe.backupText"> {
    this.#mayMake();
    return { address: this.#take(text, "") };
  }

  /** Faults: `backup.none`, and those of the vault. */
  async restoreBackup({ passphrase }: Input<"safe.restoreBackup">): Promise<Output<"safe.restoreBackup">> {
    this.#mayMake();
    if (!this.#backup) throw new FaultError("backup.none", {}, "correct");
    const { address } = await this.#deps.vault.restore(this.#backup, passphrase);
    await this.#deps.wallets.made();
    this.#forget();
    this.#deps.opened();
    return { address };
  }

  async save({ passphrase }: Input<"safe.save">): Promise<Output<"safe.save">> {
    this.#mayMake();
    if (!this.#draft?.proved) throw new FaultError("safe.notProved", {}, "correct");
    const { address } = await this.#deps.vault.create(
      { ...this.#draft.recovery, entropy: this.#draft.recovery.entropy.slice() },
      passphrase,
    );
    await this.#deps.wallets.made();
    this.#forget();
    this.#deps.opened();
    return { address };
  }

  async join(input: Input<"safe.join">): Promise<Output<"safe.join">> {
    this.#mustBeOpened();
    const name = await this.#deps.join(input);
    this.#deps.settings.network = input.network;
    return { name };
  }

  finish(): Output<"safe.finish"> {
    this.#mustBeOpened();
    if (this.#deps.settings.network === null) throw new FaultError("safe.noNetwork", {}, "correct");
    this.#deps.enter();
    return {};
  }

  /** A wallet of one address without keys. Faults: those of Vault.watch. */
  async watch({ address }: Input<"safe.watch">): Promise<Output<"safe.watch">> {
    this.#mayMake();
    await this.#deps.vault.watch(address, "");
    await this.#deps.wallets.made();
    this.#forget();
    this.#deps.opened();
    return {};
  }

  /** There is nothing to unlock. Fault: `vault.locked` where there is. */
  watchOpen(): Output<"safe.watchOpen"> {
    if (this.#deps.vault.is !== "watch") throw new FaultError("vault.locked", {}, "retry");
    return this.#opened();
  }

  /** Opens the wallet window too, unless the first start was left before a network was chosen. */
  async unlock({ passphrase }: Input<"safe.unlock">): Promise<Output<"safe.unlock">> {
    await this.#deps.vault.unlock(passphrase);
    return this.#opened();
  }

  /** Faults: those of Vault.unlockBySystem; the passphrase opens whatever happens here. */
  async unlockBySystem(): Promise<Output<"safe.unlockBySystem">> {
    await this.#deps.vault.unlockBySystem();
    return this.#opened();
  }

  /** Faults: those of Wallets.choose. */
  async chooseWallet({ id }: Input<"safe.chooseWallet">): Promise<Output<"safe.chooseWallet">> {
    await this.#deps.wallets.choose(id);
    this.#forget();
    this.#deps.turned();
    return {};
  }

  /** Fault: `wallet.open`. */
  async anotherWallet(): Promise<Output<"safe.anotherWallet">> {
    await this.#deps.wallets.begin();
    this.#forget();
    return {};
  }

  /** The entry window is gone: words that were not saved go with it. */
  left(): void {
    this.#forget();
  }

  #opened(): Record<string, never> {
    this.#deps.opened();
    if (this.#deps.settings.network !== null) this.#deps.enter();
    return {};
  }

  #choices(): Output<"safe.state">["wallets"] {
    const { all, id: front } = this.#deps.wallets;
    return all.map(({ id, vault }) => {
      const [first] = vault.accounts;
      return {
        id,
        name: first ? accountName(first.name, 1) : null,
        address: first?.address ?? null,
        accounts: vault.accounts.length,
        front: id === front,
      };
    });
  }

  /** Keeps a back-up for `restoreBackup`; whose it is. */
  #take(text: string, file: string): string {
    const envelope = parseEnvelope(text);
    if (typeof envelope === "string") throw new FaultError("backup.bad", { file, problem: envelope }, "correct");
    this.#backup = envelope;
    return accountsOf(envelope)[0]?.address ?? "";
  }

  #mayMake(): void {
    const { is } = this.#deps.vault;
    if (is === "locked" || is === "open" || is === "watch") throw new FaultError("vault.exists");
  }

  #mustBeOpened(): void {
    const { is } = this.#deps.vault;
    if (is !== "open" && is !== "watch") throw new FaultError("vault.locked", {}, "retry");
  }

  #forget(): void {
    this.#draft?.recovery.entropy.fill(0);
    this.#draft = undefined;
    this.#backup = undefined;
  }
}
