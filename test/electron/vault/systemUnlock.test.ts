/** Unlocking by the system's keychain: only where it is real, never instead of the passphrase, and never with the passphrase in it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { addFromWords } from "../../../electron/vault/accountEdits.ts";
import { KDF_FLOOR } from "../../../electron/vault/kdf.ts";
import type { Keychain, KeychainState } from "../../../electron/vault/systemUnlock.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { readPhrase } from "../../../electron/vault/words.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASS = "seven copper kettles hum";
const NEXT = "winter lantern orchard bicycle";
let folder: string;
let state: KeychainState;
/** Everything that the keychain was ever asked to keep. */
let given: string[];
/** Turns bytes over: enough to see that what lies on the disk went through it. */
const keychain: Keychain = {
  state: () => state,
  protect: (text) => {
    given.push(text);
    return Uint8Array.from(Buffer.from(text), (byte) => byte ^ 0x5a);
  },
  reveal: (bytes) => Buffer.from(Uint8Array.from(bytes, (byte) => byte ^ 0x5a)).toString(),
};
const open = () => Vault.at(folder, undefined, () => Promise.resolve(KDF_FLOOR), keychain);
const kept = () => join(folder, "unlock.system.json");

let vault: Vault;
beforeEach(async () => {
  folder = temporaryFolder();
  state = { ok: true };
  given = [];
  vault = await open();
  await vault.create(readPhrase(WORDS), PASS);
});

describe("where the system has a keychain", () => {
  it("opens what was switched on with the passphrase, after a start too; the passphrase always does", async () => {
    expect(await vault.systemUnlock()).toEqual({ is: "off" });
    await expect(vault.systemUnlockOn("wrong")).rejects.toThrow("vault.wrongPassphrase");
    expect(existsSync(kept())).toBe(false);
    await vault.systemUnlockOn(PASS);
    expect(await vault.systemUnlock()).toEqual({ is: "on" });
    const next = await open();
    await next.unlockBySystem();
    expect(next.is).toBe("open");
    next.lock();
    await next.unlock(PASS);
    expect(next.is).toBe("open");
  });

  it("never gets passphrase or words, nor do they lie in its file", async () => {
    await vault.systemUnlockOn(PASS);
    for (const text of [...given, readFileSync(kept(), "utf8")]) {
      expect(text).not.toContain(PASS);
      expect(text).not.toContain("legal winner");
    }
    expect(given).toHaveLength(1);
  });

  it("goes on after another passphrase and another account, with the key of the new file alone", async () => {
    await vault.systemUnlockOn(PASS);
    await vault.changePassphrase(PASS, NEXT);
    await vault.edit(NEXT, addFromWords("Workshop"));
    expect(new Set(given).size).toBe(3);
    const next = await open();
    await next.unlockBySystem();
    expect(next.accounts).toHaveLength(2);
  });

  it("is off after it was switched off, and its file is gone", async () => {
    await vault.systemUnlockOn(PASS);
    await vault.systemUnlockOff();
    expect(existsSync(kept())).toBe(false);
    vault.lock();
    await expect(vault.unlockBySystem()).rejects.toThrow("system.off");
  });

  it("a file of another vault, a damaged one or a reset keychain opens nothing, and the passphrase still does", async () => {
    await vault.systemUnlockOn(PASS);
    const whole = readFileSync(kept(), "utf8");
    vault.lock();
    for (const [text, code] of [
      [whole.replace(/"salt":"./, '"salt":"'), "system.off"],
      ["{", "system.off"],
      [whole.replace(/"protected":"[^"]*"/, '"protected":"AAAA"'), "system.refused"],
      [whole.replace(/"protected":"[^"]*"/, `"protected":"${key("11".repeat(32))}"`), "system.refused"],
    ] as const) {
      writeFileSync(kept(), text);
      await expect(vault.unlockBySystem()).rejects.toThrow(code);
      expect(vault.is).toBe("locked");
    }
    await vault.unlock(PASS);
    expect(vault.is).toBe("open");
  });
  const key = (hex: string) => Buffer.from(keychain.protect(hex)).toString("base64");
});

describe("where it has none", () => {
  it.each([["basicText"], ["noKeychain"], ["unknownKeychain"]] as const)(
    "%s: cannot be switched on, gives nothing away, and says why",
    async (reason) => {
      state = { ok: false, reason };
      expect(await vault.systemUnlock()).toEqual({ is: "unavailable", reason });
      await expect(vault.systemUnlockOn(PASS)).rejects.toMatchObject({
        fault: { code: "system.unavailable", data: { reason } },
      });
      expect(given).toEqual([]);
      expect(existsSync(kept())).toBe(false);
    },
  );

  it("what was on before it went away opens no more, and is off after the next change", async () => {
    await vault.systemUnlockOn(PASS);
    state = { ok: false, reason: "basicText" };
    await vault.changePassphrase(PASS, NEXT);
    expect(existsSync(kept())).toBe(false);
    vault.lock();
    await expect(vault.unlockBySystem()).rejects.toThrow("system.unavailable");
    await vault.unlock(NEXT);
  });
});
