/**
 * The vault file and its state: none, locked, open or damaged. It never overwrites a vault; a damaged file is kept under a
 * second name before restoring from words may take its place.
 */
import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, readFile, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { codeOf, sweepParts, writeAtomic } from "./atomicFile.ts";
import {
  type Envelope,
  type EnvelopeProblem,
  openEnvelope,
  parseEnvelope,
  passphraseBytes,
  sealEnvelope,
} from "./envelope.ts";
import { Keyring, type PublicAccount } from "./keyring.ts";
import { FLOOR_BITS, strengthOf } from "./strength.ts";
import { type Clocks, Throttle } from "./throttle.ts";
import { type Recovery, seedOf } from "./words.ts";

export interface Damage {
  readonly file: string;
  /** Where an identical copy lies; the file itself when no copy could be made. */
  readonly kept: string;
  readonly problem: EnvelopeProblem | "unreadable" | "tooLarge";
}
type State =
  | { readonly is: "none" }
  | { readonly is: "damaged"; readonly damage: Damage }
  | { readonly is: "locked"; readonly envelope: Envelope }
  | { readonly is: "open"; readonly envelope: Envelope; readonly keys: Keyring };

const LARGEST = 65_536;
const CLOCKS: Clocks = { now: Date.now, steady: () => performance.now() };

export class Vault {
  readonly #path: string;
  readonly #throttle: Throttle;
  #state: State;
  #busy = false;

  private constructor(path: string, throttle: Throttle, state: State) {
    this.#path = path;
    this.#throttle = throttle;
    this.#state = state;
  }

  /** Looks at `folder`/vault.json without a passphrase. */
  static async at(folder: string, clocks: Clocks = CLOCKS): Promise<Vault> {
    const path = join(folder, "vault.json");
    await sweepParts(path);
    return new Vault(path, new Throttle(join(folder, "unlock.json"), clocks), await look(path));
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
    const { bits } = await strengthOf(passphrase);
    if (bits < FLOOR_BITS) throw new FaultError("vault.weakPassphrase", { bits, floor: FLOOR_BITS }, "correct");
    return this.#alone(async () => {
      const keys = new Keyring(await seedOf(recovery));
      const secret = passphraseBytes(passphrase);
      try {
        const envelope = await sealEnvelope(recovery, secret, keys.account);
        await this.#write(envelope, before.is === "damaged" ? before.damage : undefined);
        this.#state = { is: "open", envelope, keys };
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

  /** Faults: `vault.throttled` {until, attempts}, `vault.wrongPassphrase` {until, attempts}, `vault.write` {file, why}, `vault.none`, `vault.busy`. */
  async unlock(passphrase: string): Promise<void> {
    const state = this.#state;
    if (state.is === "open") return;
    if (state.is !== "locked") throw new FaultError("vault.none");
    await this.#alone(async () => {
      await this.#throttle.attempt();
      const secret = passphraseBytes(passphrase);
      const recovery = await openEnvelope(state.envelope, secret)
        .catch(async (error: unknown) => {
          if (error instanceof FaultError && error.fault.code === "vault.wrongPassphrase")
            throw new FaultError("vault.wrongPassphrase", { ...(await this.#throttle.look()) }, "correct");
          throw error;
        })
        .finally(() => secret.fill(0));
      const keys = new Keyring(await seedOf(recovery));
      recovery.entropy.fill(0);
      if (keys.account.publicKey !== state.envelope.account.publicKey) {
        keys.lock();
        throw new FaultError("vault.content", { file: this.#path }, "restore");
      }
      this.#state = { is: "open", envelope: state.envelope, keys };
      await this.#throttle.succeeded();
    });
  }

  lock(): void {
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

  #keys(): Keyring {
    if (this.#state.is !== "open") throw new FaultError("vault.locked", {}, "retry");
    return this.#state.keys;
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

  async #write(envelope: Envelope, damage: Damage | undefined): Promise<void> {
    const text = `${JSON.stringify(envelope, null, 2)}\n`;
    try {
      if (damage) await setAside(damage);
      await writeAtomic(this.#path, text, true);
    } catch (error) {
      if (error instanceof FaultError) throw error;
      if (codeOf(error) === "EEXIST") throw new FaultError("vault.exists", { file: this.#path });
      throw new FaultError("vault.write", { file: this.#path, why: codeOf(error) ?? "unknown" }, "retry");
    }
  }
}

async function look(path: string): Promise<State> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size > LARGEST) return { is: "damaged", damage: await keep(path, "tooLarge") };
    bytes = await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { is: "none" };
    return { is: "damaged", damage: { file: path, kept: path, problem: "unreadable" } };
  }
  const envelope = parseEnvelope(bytes.toString("utf8"));
  if (typeof envelope !== "string") return { is: "locked", envelope };
  return { is: "damaged", damage: await keep(path, envelope) };
}

/** Takes the name from a damaged file, never the content: it stays under its second name. */
async function setAside({ file, kept }: Damage): Promise<void> {
  const copied = kept !== file && (await readFile(kept)).equals(await readFile(file));
  if (copied) await unlink(file);
  else await rename(file, `${file}.damaged-${randomBytes(6).toString("hex")}`);
}

/** Copies a damaged file to a name made of its own hash, once. */
async function keep(path: string, problem: Damage["problem"]): Promise<Damage> {
  try {
    const hash = createHash("sha256")
      .update(await readFile(path))
      .digest("hex")
      .slice(0, 12);
    const kept = `${path}.damaged-${hash}`;
    await copyFile(path, kept, constants.COPYFILE_EXCL).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
    return { file: path, kept, problem };
  } catch {
    return { file: path, kept: path, problem };
  }
}
