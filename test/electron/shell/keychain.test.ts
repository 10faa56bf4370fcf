/** Which answers of the system count as a keychain: on Linux only one that encrypts with a key of the user's. */
import { expect, it, vi } from "vitest";

vi.mock("electron", () => ({ safeStorage: {} }));
const { keychainState } = await import("../../../electron/window/keychain.ts");

it.each([
  ["linux", true, "gnome_libsecret", { ok: true }],
  ["linux", true, "kwallet5", { ok: true }],
  // Chromium says that encryption is available, by a key that is in its source.
  ["linux", true, "basic_text", { ok: false, reason: "basicText" }],
  ["linux", true, "unknown", { ok: false, reason: "unknownKeychain" }],
  ["linux", true, "something_new", { ok: false, reason: "unknownKeychain" }],
  ["linux", true, null, { ok: false, reason: "unknownKeychain" }],
  ["linux", false, "gnome_libsecret", { ok: false, reason: "noKeychain" }],
  ["darwin", true, null, { ok: true }],
  ["darwin", false, null, { ok: false, reason: "noKeychain" }],
  ["win32", true, null, { ok: true }],
  ["win32", false, null, { ok: false, reason: "noKeychain" }],
] as const)("%s, available %s, %s", (platform, isEncryptionAvailable, backend, state) => {
  expect(keychainState({ platform, isEncryptionAvailable, backend })).toEqual(state);
});
