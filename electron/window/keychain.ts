/**
 * The system's keychain by Electron's safeStorage: Keychain on macOS, DPAPI on Windows, a secret service or KWallet on Linux. Where Linux
 * has none, Chromium would encrypt with a key that is in its source (`basic_text`): that counts as no keychain at all.
 */
import { safeStorage } from "electron";
import type { Keychain, KeychainState } from "../vault/systemUnlock.ts";

const REAL: ReadonlySet<string> = new Set(["gnome_libsecret", "kwallet", "kwallet5", "kwallet6"]);

/** What Electron says of itself. Pure, so that every answer can be tried without the system that gives it. */
export function keychainState(said: {
  readonly platform: NodeJS.Platform;
  readonly isEncryptionAvailable: boolean;
  /** Linux alone has one. */
  readonly backend: string | null;
}): KeychainState {
  if (said.platform !== "linux") return said.isEncryptionAvailable ? { ok: true } : { ok: false, reason: "noKeychain" };
  if (said.backend === "basic_text") return { ok: false, reason: "basicText" };
  if (said.backend === null || !REAL.has(said.backend)) return { ok: false, reason: "unknownKeychain" };
  return said.isEncryptionAvailable ? { ok: true } : { ok: false, reason: "noKeychain" };
}

/** Asked of the system each time: a keychain may be locked, or come later than we do. */
export function systemKeychain(): Keychain {
  return {
    state: () =>
      keychainState({
        platform: process.platform,
        isEncryptionAvailable: safeStorage.isEncryptionAvailable(),
        backend: process.platform === "linux" ? safeStorage.getSelectedStorageBackend() : null,
      }),
    protect: (text) => new Uint8Array(safeStorage.encryptString(text)),
    reveal: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  };
}
