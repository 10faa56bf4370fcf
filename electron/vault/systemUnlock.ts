/**
 * Opening a wallet by the computer's own keychain, for whoever switched it on. What the keychain protects is the key of one vault file,
 * bound to its salt: never the passphrase, and worthless for the file of the next change, when it is renewed. The passphrase always
 * opens too. Where the system has no real encryption it cannot be switched on.
 */
import { readFile, unlink } from "node:fs/promises";
import { z } from "zod";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { SystemUnlockState } from "../../shared/ipc/accountViews.ts";
import { writeAtomic } from "./atomicFile.ts";

/** What a system offers. `basicText`: Linux without a keychain, where Chromium would use a key that everybody knows. */
export type KeychainState =
  { readonly ok: true } | { readonly ok: false; readonly reason: "basicText" | "noKeychain" | "unknownKeychain" };

/** Electron's safeStorage, or what stands in for it in tests. */
export interface Keychain {
  state(): KeychainState;
  /** Encrypted by a key that the system keeps for this user and program. */
  protect(text: string): Uint8Array;
  /** Throws when it was not protected here. */
  reveal(bytes: Uint8Array): string;
}

export const NO_KEYCHAIN: Keychain = {
  state: () => ({ ok: false, reason: "noKeychain" }),
  protect: () => {
    throw new Error("no keychain");
  },
  reveal: () => {
    throw new Error("no keychain");
  },
};

const Kept = z.strictObject({
  format: z.literal("wattlight-system-unlock"),
  version: z.literal(1),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  protected: z.base64().max(8192),
});

export class SystemUnlock {
  readonly #path: string;
  readonly #keychain: Keychain;

  constructor(path: string, keychain: Keychain) {
    this.#path = path;
    this.#keychain = keychain;
  }

  async state(salt: string): Promise<SystemUnlockState> {
    const keychain = this.#keychain.state();
    if (!keychain.ok) return { is: "unavailable", reason: keychain.reason };
    const kept = await this.#read();
    return { is: kept?.salt === salt ? "on" : "off" };
  }

  /** Fault: `system.unavailable` {reason}, `vault.write` {file, why}. */
  async keep(salt: string, key: Uint8Array): Promise<void> {
    this.#mustBeReal();
    const bytes = this.#keychain.protect(toHex(key));
    const kept: z.infer<typeof Kept> = {
      format: "wattlight-system-unlock",
      version: 1,
      salt,
      protected: Buffer.from(bytes).toString("base64"),
    };
    await writeAtomic(this.#path, `${JSON.stringify(kept)}\n`);
  }

  async drop(): Promise<void> {
    await unlink(this.#path).catch(() => undefined);
  }

  /** The vault file was sealed anew: goes on where it was on before, or off where that cannot be. `key` is asked for only then. */
  async renew(
    before: string,
    salt: string,
    key: (use: (key: Uint8Array) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    if ((await this.#read())?.salt !== before) return;
    await key((bytes) => this.keep(salt, bytes)).catch(() => this.drop());
  }

  /** The file's key, which the caller wipes. Faults: `system.unavailable` {reason}, `system.off`, `system.refused`. */
  async key(salt: string): Promise<Uint8Array> {
    this.#mustBeReal();
    const kept = await this.#read();
    if (kept?.salt !== salt) throw new FaultError("system.off", {}, "correct");
    try {
      const key = fromHex(this.#keychain.reveal(new Uint8Array(Buffer.from(kept.protected, "base64"))));
      if (key.length === 32) return key;
    } catch {
      // Protected for another user, another computer, or by a keychain that was reset.
    }
    throw new FaultError("system.refused", {}, "correct");
  }

  #mustBeReal(): void {
    const state = this.#keychain.state();
    if (!state.ok) throw new FaultError("system.unavailable", { reason: state.reason }, "none");
  }

  async #read(): Promise<z.infer<typeof Kept> | undefined> {
    try {
      return Kept.parse(JSON.parse(await readFile(this.#path, "utf8")));
    } catch {
      return undefined;
    }
  }
}
