/**
 * The vault and its state: none, locked, open or damaged. It never overwrites a vault that it did not open; a damaged file is kept under
 * a second name before restoring from words may take its place. Every passphrase that is tried counts as an attempt.
 */
import { join } from "node:path";
import { canonicalText } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { type Envelope, openEnvelope, passphraseBytes, sealEnvelope } from "./envelope.ts";
import { calibrated, type KdfCost } from "./kdf.ts";
import { Keyring, type PublicAccount } from "./keyring.ts";
import { FLOOR_BITS, strengthOf } from "./strength.ts";
import { type Clocks, Throttle } from "./throttle.ts";
import { type Damage, type Found, lookAt, replace, textOf, writeFirst } from "./vaultFile.ts";
import { type Recovery, seedOf, wordsOf } from "./words.ts";

type State = Found | { readonly is: "open"; readonly envelope: Envelope; readonly keys: Keyring };

const CLOCKS: Clocks = { now: Date.now, steady: () => performance.now() };

/** The vault's name in the data folder. */
export const VAULT_FILE = "vault.json";

export class Vault {
  readonly #path: string;
  readonly #throttle: Throttle;
  readonly #cost: () => Promise<KdfCost>;
  #state: State;
  #busy = false;
  /** How often it was locked: what was begun before a lock gives out nothing after it. */
  #locks = 0;

  private constructor(path: string, throttle: Throttle, cost: () => Promise<KdfCost>, state: State) {
    this.#path = path;
    this.#throttle = throttle;
    this.#cost = cost;
    this.#state = state;
  }

  /** Looks at `folder`/vault.json without a passphrase. `cost`: what a guess at a new lock shall cost. */
  static async at(folder: string, clocks: Clocks = CLOCKS, cost: () => Promise<KdfCost> = calibrated): Promise<Vault> {
    const path = join(folder, VAULT_FILE);
    return new Vault(path, new Throttle(join(folder, "unlock.json"), clocks), cost, await lookAt(path));
  }

  get is(): State["is"] {
    return this.#state.is;
  }

  get damage(): Damage | null {
    return this.#state.is === "damaged" ? this.#state.damage : null;
  }

  /** Public halves, locked or not. */
  get account(): PublicAccount | null {
    const state = this.#state;
    return state.is === "locked" || state.is === "open" ? state.envelope.account : null;
  }

  throttle(): Promise<{ readonly until: number; readonly attempts: number }> {
    return this.#throttle.look();
  }

  /**
   * Writes a new vault and leaves it open. Faults: `vault.exists`, `vault.weakPassphrase` {bits, floor}, `vault.write`
   * {file, why}. The recovery's entropy is wiped.
   */
  async create(recovery: Recovery, passphrase: string): Promise<PublicAccount> {
    const before = this.#state;
    if (before.is === "locked" || before.is === "open") throw new FaultError("vault.exists", { file: this.#path });
    await demandStrength(passphrase);
    return this.#alone(async () => {
      const locks = this.#locks;
      const keys = new Keyring(await seedOf(recovery));
      const secret = passphraseBytes(passphrase);
      try {
        const envelope = await sealEnvelope(recovery, secret, keys.account, await this.#cost());
        await writeFirst(this.#path, envelope, before.is === "damaged" ? before.damage : undefined);
        this.#open(envelope, keys, locks);
        return keys.account;
      } catch (error) {
        keys.lock();
        throw error;
      } finally {
        secret.fill(0);
        recovery.entropy.fill(0);
      }
    });
  }

  /**
   * Puts a back-up in the place of a missing or damaged vault, opened before it is written, and leaves it open. Faults: those of `create`
   * and `unlock`.
   */
  async restore(backup: Envelope, passphrase: string): Promise<PublicAccount> {
    const before = this.#state;
    if (before.is === "locked" || before.is === "open") throw new FaultError("vault.exists", { file: this.#path });
    return this.#alone(async () => {
      const locks = this.#locks;
      const { recovery, keys } = await this.#opened(backup, passphrase);
      recovery.entropy.fill(0);
      try {
        await writeFirst(this.#path, backup, before.is === "damaged" ? before.damage : undefined);
      } catch (error) {
        keys.lock();
        throw error;
      }
      this.#open(backup, keys, locks);
      return keys.account;
    });
  }

  /** Faults: `vault.throttled` {until, attempts}, `vault.wrongPassphrase` {until, attempts}, `vault.content`, `vault.none`, `vault.busy`. */
  async unlock(passphrase: string): Promise<void> {
    const state = this.#state;
    if (state.is === "open") return;
    if (state.is !== "locked") throw new FaultError("vault.none");
    await this.#alone(async () => {
      const locks = this.#locks;
      const { recovery, keys } = await this.#opened(state.envelope, passphrase);
      recovery.entropy.fill(0);
      this.#open(state.envelope, keys, locks);
    });
  }

  /**
   * Seals the same words under another passphrase, at what a guess shall cost on this computer now. The old file stays until the new one
   * was read back and opened. Faults: those of `unlock`, `vault.weakPassphrase` {bits, floor}, `vault.write` {file, why}.
   */
  async changePassphrase(current: string, next: string): Promise<void> {
    const { envelope } = this.#mustBeOpen();
    await demandStrength(next);
    await this.#alone(async () => {
      const { recovery, keys } = await this.#opened(envelope, current);
      const secret = passphraseBytes(next);
      try {
        const sealed = await sealEnvelope(recovery, secret, keys.account, await this.#cost());
        await replace(this.#path, sealed, async (readBack) => {
          const again = await openEnvelope(readBack, secret);
          const same = again.list === recovery.list && Buffer.from(again.entropy).equals(recovery.entropy);
          again.entropy.fill(0);
          return same;
        });
        if (this.#state.is === "open") this.#state = { ...this.#state, envelope: sealed };
        else if (this.#state.is === "locked") this.#state = { is: "locked", envelope: sealed };
      } finally {
        keys.lock();
        secret.fill(0);
        recovery.entropy.fill(0);
      }
    });
  }

  /** The words of this wallet, for its owner to compare with the paper. Faults: those of `unlock`. */
  async words(passphrase: string): Promise<{ readonly words: readonly string[]; readonly list: Recovery["list"] }> {
    const { envelope } = this.#mustBeOpen();
    return this.#alone(async () => {
      const { recovery, keys } = await this.#opened(envelope, passphrase);
      keys.lock();
      try {
        return { words: wordsOf(recovery), list: recovery.list };
      } finally {
        recovery.entropy.fill(0);
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
      const { recovery, keys } = await this.#opened(found.envelope, passphrase);
      keys.lock();
      recovery.entropy.fill(0);
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

  meterSalt(): Uint8Array {
    return this.#keys().meterSalt();
  }

  localDataKey(): Uint8Array {
    return this.#keys().localDataKey();
  }

  /** Fault, as from all that needs keys: `vault.locked`. */
  sealRecord(name: string, plain: Uint8Array): Uint8Array {
    return this.#keys().sealRecord(name, plain);
  }

  openRecord(name: string, sealed: Uint8Array): Uint8Array | undefined {
    return this.#keys().openRecord(name, sealed);
  }

  /** The passphrase once more, for what must not change without its owner. Faults: those of `unlock`. */
  async prove(passphrase: string): Promise<void> {
    const { envelope } = this.#mustBeOpen();
    await this.#alone(async () => {
      const { recovery, keys } = await this.#opened(envelope, passphrase);
      keys.lock();
      recovery.entropy.fill(0);
    });
  }

  #keys(): Keyring {
    return this.#mustBeOpen().keys;
  }

  /** Open, unless it was locked since `locks` was read. Fault: `vault.locked`. */
  #open(envelope: Envelope, keys: Keyring, locks: number): void {
    if (locks === this.#locks) {
      this.#state = { is: "open", envelope, keys };
      return;
    }
    keys.lock();
    this.#state = { is: "locked", envelope };
    throw new FaultError("vault.locked", {}, "retry");
  }

  #mustBeOpen(): State & { is: "open" } {
    if (this.#state.is !== "open") throw new FaultError("vault.locked", {}, "retry");
    return this.#state;
  }

  /**
   * One attempt: the words and the keys of an envelope, whose account must be the one that they make. The caller wipes both. Fault
   * `vault.locked` when the vault was locked meanwhile.
   */
  async #opened(envelope: Envelope, passphrase: string): Promise<{ recovery: Recovery; keys: Keyring }> {
    const locks = this.#locks;
    await this.#throttle.attempt();
    const secret = passphraseBytes(passphrase);
    const recovery = await openEnvelope(envelope, secret)
      .catch(async (error: unknown) => {
        if (error instanceof FaultError && error.fault.code === "vault.wrongPassphrase")
          throw new FaultError("vault.wrongPassphrase", { ...(await this.#throttle.look()) }, "correct");
        throw error;
      })
      .finally(() => secret.fill(0));
    const keys = new Keyring(await seedOf(recovery));
    const refuse = (fault: FaultError): never => {
      keys.lock();
      recovery.entropy.fill(0);
      throw fault;
    };
    if (canonicalText({ ...keys.account }) !== canonicalText({ ...envelope.account }))
      return refuse(new FaultError("vault.content", { file: this.#path }, "restore"));
    await this.#throttle.succeeded();
    return locks === this.#locks ? { recovery, keys } : refuse(new FaultError("vault.locked", {}, "retry"));
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

/** Fault: `vault.weakPassphrase` {bits, floor}. */
async function demandStrength(passphrase: string): Promise<void> {
  const { bits } = await strengthOf(passphrase);
  if (bits < FLOOR_BITS) throw new FaultError("vault.weakPassphrase", { bits, floor: FLOOR_BITS }, "correct");
}
