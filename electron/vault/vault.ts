/**
 * The vault and its state: none, locked, open, damaged, or without keys altogether, of addresses that are only watched. It never overwrites a vault that it did not open; a damaged file is kept under
 * a second name before restoring from words may take its place. Every passphrase that is tried counts as an attempt.
 */
import { dirname, join } from "node:path";
import type { SystemUnlockState } from "../../shared/ipc/accountViews.ts";
import type { Handover, UnsignedHandover } from "../../shared/commissioning/handover.ts";
import type { ReadingAnswer, UnsignedAnswer } from "../../shared/commissioning/readingRequest.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { accountFromWords, type Edit, type Wallet } from "./accountEdits.ts";
import { type ActiveAccount, activeOf, type KeptAccount, readAddress } from "./accounts.ts";
import { sameContents, wipe } from "./contents.ts";
import {
  accountsOf,
  type Envelope,
  envelopeKey,
  openEnvelope,
  openWithKey,
  passphraseBytes,
  sealEnvelope,
} from "./envelope.ts";
import { calibrated, type KdfCost } from "./kdf.ts";
import type { Keyring, PublicAccount } from "./keyring.ts";
import { KeySet } from "./keySet.ts";
import { FLOOR_BITS, strengthOf } from "./strength.ts";
import { type Keychain, NO_KEYCHAIN, SystemUnlock } from "./systemUnlock.ts";
import { type Clocks, Throttle } from "./throttle.ts";
import { type Damage, type Found, lookAt, replace, textOf, writeFirst } from "./vaultFile.ts";
import { readWatchFile, WATCH_FILE, type WatchFound, writeWatchFile } from "./watchFile.ts";
import { type Recovery, wordsOf } from "./words.ts";

type State =
  | Found
  | Extract<WatchFound, { is: "watch" }>
  | { readonly is: "open"; readonly envelope: Envelope; readonly keys: KeySet };
type Opened = Wallet & { readonly keys: KeySet };

const CLOCKS: Clocks = { now: Date.now, steady: () => performance.now() };

/** The vault's name in its folder. */
export const VAULT_FILE = "vault.json";

export class Vault {
  readonly #path: string;
  readonly #throttle: Throttle;
  readonly #cost: () => Promise<KdfCost>;
  readonly #system: SystemUnlock;
  #state: State;
  #chosen: string | undefined;
  #busy = false;
  /** How often it was locked: what was begun before a lock gives out nothing after it. */
  #locks = 0;

  private constructor(
    path: string,
    throttle: Throttle,
    cost: () => Promise<KdfCost>,
    system: SystemUnlock,
    state: State,
  ) {
    this.#path = path;
    this.#throttle = throttle;
    this.#cost = cost;
    this.#system = system;
    this.#state = state;
  }

  /** Looks at `folder`/vault.json without a passphrase. `cost`: what a guess at a new lock shall cost. */
  static async at(
    folder: string,
    clocks: Clocks = CLOCKS,
    cost: () => Promise<KdfCost> = calibrated,
    keychain: Keychain = NO_KEYCHAIN,
  ): Promise<Vault> {
    const path = join(folder, VAULT_FILE);
    const system = new SystemUnlock(join(folder, "unlock.system.json"), keychain);
    const throttle = new Throttle(join(folder, "unlock.json"), clocks);
    return new Vault(path, throttle, cost, system, await lookAtBoth(path, join(folder, WATCH_FILE)));
  }

  get is(): State["is"] {
    return this.#state.is;
  }

  get damage(): Damage | null {
    return this.#state.is === "damaged" ? this.#state.damage : null;
  }

  /** All of them, hidden ones too, the words' own first; locked or not. */
  get accounts(): readonly KeptAccount[] {
    const state = this.#state;
    if (state.is === "watch") return state.accounts;
    return state.is === "locked" || state.is === "open" ? accountsOf(state.envelope) : [];
  }

  /** The one that is looked at and signs: what was chosen, else the first that is shown. Public halves, locked or not. */
  get account(): ActiveAccount | null {
    const shown = this.accounts.filter((one) => !one.hidden);
    const active = shown.find((one) => one.address === this.#chosen) ?? shown[0];
    return active ? activeOf(active) : null;
  }

  /** Address of the account that signs now; undefined while locked. Fault: `vault.watchOnly` {address} where nothing can be signed. */
  get signer(): string | undefined {
    if (!this.hasKeys) return undefined;
    return this.#keys().account.address;
  }

  /** Open, with keys in it. Fault: `vault.watchOnly` {address} of a wallet that has none, ever. */
  get hasKeys(): boolean {
    if (this.#state.is === "watch") throw watchOnly(this.#state.accounts);
    return this.#state.is === "open";
  }

  /** Open, and the active account has its key here. */
  get canSign(): boolean {
    return this.#state.is === "open" && this.account?.publicKey != null;
  }

  /** Of all accounts, the active one first; empty while locked. */
  get ownAddresses(): readonly string[] {
    const active = this.account?.address;
    if ((this.#state.is !== "open" && this.#state.is !== "watch") || active === undefined) return [];
    return [active, ...this.accounts.map((one) => one.address).filter((address) => address !== active)];
  }

  /** From now on this account. Fault: `account.none`. */
  choose(address: string): void {
    if (!this.accounts.some((one) => one.address === address && !one.hidden))
      throw new FaultError("account.none", {}, "correct");
    this.#chosen = address;
  }

  throttle(): Promise<{ readonly until: number; readonly attempts: number }> {
    return this.#throttle.look();
  }

  /**
   * Writes a new vault and leaves it open. Faults: `vault.exists`, `vault.weakPassphrase` {bits, floor}, `vault.write`
   * {file, why}. The recovery's entropy is wiped.
   */
  async create(recovery: Recovery, passphrase: string): Promise<PublicAccount> {
    const before = this.#mayMake();
    await demandStrength(passphrase);
    return this.#alone(async () => {
      const locks = this.#locks;
      const contents = { recovery, imported: [] };
      const secret = passphraseBytes(passphrase);
      let keys: KeySet | undefined;
      try {
        const first = await accountFromWords(recovery, 0, "");
        keys = await KeySet.of(contents, [first]);
        const envelope = await sealEnvelope(contents, secret, [first], await this.#cost());
        await writeFirst(this.#path, envelope, before.is === "damaged" ? before.damage : undefined);
        this.#open(envelope, keys, locks);
        return keys.of(first.address).account;
      } catch (error) {
        keys?.lock();
        throw error;
      } finally {
        secret.fill(0);
        wipe(contents);
      }
    });
  }

  /**
   * Puts a back-up in the place of a missing or damaged vault, opened before it is written, and leaves it open. Faults: those of `create`
   * and `unlock`.
   */
  async restore(backup: Envelope, passphrase: string): Promise<PublicAccount> {
    const before = this.#mayMake();
    return this.#alone(async () => {
      const locks = this.#locks;
      const { contents, accounts, keys } = await this.#opened(backup, passphrase);
      wipe(contents);
      try {
        await writeFirst(this.#path, backup, before.is === "damaged" ? before.damage : undefined);
      } catch (error) {
        keys.lock();
        throw error;
      }
      this.#open(backup, keys, locks);
      return keys.of(accounts[0]?.address ?? "").account;
    });
  }

  /** A wallet without keys, of one address. Faults: `account.address`, `vault.exists`, `vault.write` {file, why}. */
  async watch(address: string, name: string): Promise<void> {
    if (this.#mayMake().is === "damaged") throw new FaultError("vault.exists", { file: this.#path });
    const read = readAddress(address);
    await this.#alone(async () => {
      const accounts = await writeWatchFile(join(dirname(this.#path), WATCH_FILE), read, name);
      this.#state = { is: "watch", accounts };
    });
  }

  /** Faults: `vault.throttled` {until, attempts}, `vault.wrongPassphrase` {until, attempts}, `vault.content`, `vault.none`, `vault.busy`. */
  async unlock(passphrase: string): Promise<void> {
    const envelope = this.#mustBeLocked();
    if (!envelope) return;
    await this.#alone(async () => {
      const locks = this.#locks;
      const { contents, keys } = await this.#opened(envelope, passphrase);
      wipe(contents);
      this.#open(envelope, keys, locks);
    });
  }

  /** Faults: those of SystemUnlock.key, `vault.content`, `vault.none`, `vault.busy`. The passphrase opens whatever happens here. */
  async unlockBySystem(): Promise<void> {
    const envelope = this.#mustBeLocked();
    if (!envelope) return;
    await this.#alone(async () => {
      const locks = this.#locks;
      const key = await this.#system.key(envelope.kdf.salt);
      try {
        const contents = openWithKey(envelope, key);
        const keys = await KeySet.of(contents, accountsOf(envelope)).finally(() => wipe(contents));
        this.#open(envelope, keys, locks);
      } catch (error) {
        if (error instanceof FaultError && error.fault.code === "vault.wrongPassphrase")
          throw new FaultError("system.refused", {}, "correct");
        throw error;
      } finally {
        key.fill(0);
      }
    });
  }

  /** Whether the system's keychain opens this wallet; null while there is none. */
  async systemUnlock(): Promise<SystemUnlockState | null> {
    const state = this.#state;
    return state.is === "locked" || state.is === "open" ? this.#system.state(state.envelope.kdf.salt) : null;
  }

  /** Faults: those of `unlock`, `system.unavailable` {reason}, `vault.write` {file, why}. */
  async systemUnlockOn(passphrase: string): Promise<void> {
    const { envelope } = this.#mustBeOpen();
    await this.#alone(async () => {
      const { contents, keys } = await this.#opened(envelope, passphrase);
      keys.lock();
      wipe(contents);
      await this.#withKey(envelope, passphrase, (key) => this.#system.keep(envelope.kdf.salt, key));
    });
  }

  /** Fault: `vault.locked`. */
  async systemUnlockOff(): Promise<void> {
    this.#mustBeOpen();
    await this.#system.drop();
  }

  /**
   * Seals the same words under another passphrase, at what a guess shall cost on this computer now. The old file stays until the new one
   * was read back and opened. Faults: those of `unlock`, `vault.weakPassphrase` {bits, floor}, `vault.write` {file, why}.
   */
  async changePassphrase(current: string, next: string): Promise<void> {
    this.#mustBeOpen();
    await demandStrength(next);
    await this.#rewrite(current, next, (wallet) => Promise.resolve(wallet));
  }

  /** Changes the accounts, sealed and replaced as by `changePassphrase`. Faults: those of `unlock` and of the edit, `vault.write`. */
  async edit(passphrase: string, edit: Edit): Promise<void> {
    this.#mustBeOpen();
    await this.#rewrite(passphrase, passphrase, edit);
  }

  /** The words of this wallet, for its owner to compare with the paper. Faults: those of `unlock`. */
  async words(passphrase: string): Promise<{ readonly words: readonly string[]; readonly list: Recovery["list"] }> {
    const { envelope } = this.#mustBeOpen();
    return this.#alone(async () => {
      const { contents, keys } = await this.#opened(envelope, passphrase);
      keys.lock();
      try {
        return { words: wordsOf(contents.recovery), list: contents.recovery.list };
      } finally {
        wipe(contents);
      }
    });
  }

  /**
   * The text of a back-up file: what is on the disk, encrypted, read again and opened with the passphrase, so that a back-up that nobody
   * could open is never made. Faults: those of `unlock`, `backup.changed` when the file is not the one that was opened here.
   */
  async backup(passphrase: string): Promise<string> {
    const { envelope } = this.#mustBeOpen();
    return this.#alone(async () => {
      const found = await lookAt(this.#path);
      if (found.is !== "locked" || found.envelope.checksum !== envelope.checksum)
        throw new FaultError("backup.changed", { file: this.#path }, "restore");
      const { contents, keys } = await this.#opened(found.envelope, passphrase);
      keys.lock();
      wipe(contents);
      return textOf(found.envelope);
    });
  }

  /** Also ends what is under way: an unlock that was begun before leaves the vault locked. */
  lock(): void {
    this.#locks++;
    if (this.#state.is !== "open") return;
    this.#state.keys.lock();
    this.#state = { is: "locked", envelope: this.#state.envelope };
  }

  /** Canonical signed transaction; only after the reader's yes in a signing window. */
  sign(body: TxBody, chainId: string): { readonly bytes: Uint8Array; readonly id: string } {
    return this.#keys().sign(body, chainId);
  }

  signMeter(body: TxBody, chainId: string): Uint8Array {
    return this.#keys().signMeter(body, chainId);
  }

  /** Of the active account. */
  installerKey(): string {
    return this.#keys().installerKey();
  }

  /** Only after the reader's yes in a signing window, as `signTestReading`. */
  signHandover(unsigned: UnsignedHandover): Handover {
    return this.#keys().signHandover(unsigned);
  }

  signTestReading(unsigned: UnsignedAnswer): ReadingAnswer {
    return this.#keys().signTestReading(unsigned);
  }

  meterSalt(): Uint8Array {
    return this.#keys().meterSalt();
  }

  /** Of the whole wallet, whichever account is active: what was written under one opens under another. Fault: `vault.locked`. */
  localDataKey(): Uint8Array {
    return this.#walletKeys().localDataKey();
  }

  /** Of the whole wallet too. Fault, as from all that needs keys: `vault.locked`. */
  sealRecord(name: string, plain: Uint8Array): Uint8Array {
    return this.#walletKeys().sealRecord(name, plain);
  }

  openRecord(name: string, sealed: Uint8Array): Uint8Array | undefined {
    return this.#walletKeys().openRecord(name, sealed);
  }

  /** The passphrase once more, for what must not change without its owner. Faults: those of `unlock`. */
  async prove(passphrase: string): Promise<void> {
    const { envelope } = this.#mustBeOpen();
    await this.#alone(async () => {
      const { contents, keys } = await this.#opened(envelope, passphrase);
      keys.lock();
      wipe(contents);
    });
  }

  /** Of the words' first account, which every wallet has. */
  #walletKeys(): Keyring {
    const { keys, envelope } = this.#mustBeOpen();
    return keys.of(accountsOf(envelope)[0]?.address ?? "");
  }

  /** Of the active account. Faults: `vault.locked`, `vault.watchOnly` {address}. */
  #keys(): Keyring {
    const { keys } = this.#mustBeOpen();
    return keys.of(this.account?.address ?? "");
  }

  async #rewrite(current: string, next: string, edit: Edit): Promise<void> {
    await this.#alone(async () => {
      const { envelope } = this.#mustBeOpen();
      const opened = await this.#opened(envelope, current);
      const secret = passphraseBytes(next);
      let keys: KeySet | undefined;
      try {
        const { contents, accounts } = await edit(opened);
        keys = await KeySet.of(contents, accounts);
        const sealed = await sealEnvelope(contents, secret, accounts, await this.#cost());
        await replace(this.#path, sealed, async (readBack) => {
          const again = await openEnvelope(readBack, secret);
          const same = sameContents(again, contents);
          wipe(again);
          return same;
        });
        await this.#system.renew(envelope.kdf.salt, sealed.kdf.salt, (use) => this.#withKey(sealed, next, use));
        this.#replaced(sealed, keys);
        keys = undefined;
      } finally {
        keys?.lock();
        opened.keys.lock();
        secret.fill(0);
        wipe(opened.contents);
      }
    });
  }

  /** What lies on the disk now; locked meanwhile, it stays locked. */
  #replaced(envelope: Envelope, keys: KeySet): void {
    const before = this.#state;
    if (before.is === "open") {
      before.keys.lock();
      this.#state = { is: "open", envelope, keys };
      return;
    }
    keys.lock();
    this.#state = { is: "locked", envelope };
  }

  /** A second derivation, and only where the system's keychain is asked to hold what comes of it. */
  async #withKey(envelope: Envelope, passphrase: string, use: (key: Uint8Array) => Promise<void>): Promise<void> {
    const secret = passphraseBytes(passphrase);
    const key = await envelopeKey(envelope, secret).finally(() => secret.fill(0));
    try {
      await use(key);
    } finally {
      key.fill(0);
    }
  }

  /** Open, unless it was locked since `locks` was read. Fault: `vault.locked`. */
  #open(envelope: Envelope, keys: KeySet, locks: number): void {
    if (locks === this.#locks) {
      this.#state = { is: "open", envelope, keys };
      return;
    }
    keys.lock();
    this.#state = { is: "locked", envelope };
    throw new FaultError("vault.locked", {}, "retry");
  }

  /** The envelope to be opened; undefined when it is open already. Fault: `vault.none`. */
  #mustBeLocked(): Envelope | undefined {
    const state = this.#state;
    if (state.is === "open") return undefined;
    if (state.is !== "locked") throw new FaultError("vault.none");
    return state.envelope;
  }

  /** Nothing stands here yet, or something that cannot be read. Fault: `vault.exists`. */
  #mayMake(): Found & { is: "none" | "damaged" } {
    const state = this.#state;
    if (state.is === "none" || state.is === "damaged") return state;
    throw new FaultError("vault.exists", { file: this.#path });
  }

  #mustBeOpen(): State & { is: "open" } {
    if (this.#state.is === "watch") throw watchOnly(this.#state.accounts);
    if (this.#state.is !== "open") throw new FaultError("vault.locked", {}, "retry");
    return this.#state;
  }

  /**
   * One attempt: contents, accounts and keys of an envelope, whose accounts must be the ones that the contents make. The caller wipes
   * contents and keys. Fault `vault.locked` when the vault was locked meanwhile.
   */
  async #opened(envelope: Envelope, passphrase: string): Promise<Opened> {
    const locks = this.#locks;
    await this.#throttle.attempt();
    const secret = passphraseBytes(passphrase);
    const contents = await openEnvelope(envelope, secret)
      .catch(async (error: unknown) => {
        if (error instanceof FaultError && error.fault.code === "vault.wrongPassphrase")
          throw new FaultError("vault.wrongPassphrase", { ...(await this.#throttle.look()) }, "correct");
        throw error;
      })
      .finally(() => secret.fill(0));
    const accounts = accountsOf(envelope);
    let keys: KeySet | undefined;
    try {
      keys = await KeySet.of(contents, accounts);
      await this.#throttle.succeeded();
      if (locks !== this.#locks) throw new FaultError("vault.locked", {}, "retry");
      return { contents, accounts, keys };
    } catch (error) {
      keys?.lock();
      wipe(contents);
      throw error;
    }
  }

  /** One derivation at a time: two would cost twice the memory, and race on the state. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new FaultError("vault.busy", {}, "retry");
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}

const watchOnly = ([first]: readonly KeptAccount[]): FaultError =>
  new FaultError("vault.watchOnly", { address: first?.address ?? "" }, "none");

/** The vault's file, and where there is none, what is only watched. */
async function lookAtBoth(path: string, watchPath: string): Promise<State> {
  const found = await lookAt(path);
  if (found.is !== "none") return found;
  const watch = await readWatchFile(watchPath);
  if (watch.is !== "damaged") return watch;
  return { is: "damaged", damage: { file: watchPath, kept: watchPath, problem: "shape" } };
}

/** Fault: `vault.weakPassphrase` {bits, floor}. */
async function demandStrength(passphrase: string): Promise<void> {
  const { bits } = await strengthOf(passphrase);
  if (bits < FLOOR_BITS) throw new FaultError("vault.weakPassphrase", { bits, floor: FLOOR_BITS }, "correct");
}
