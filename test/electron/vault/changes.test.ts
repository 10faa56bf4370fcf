/** What an owner does with an open vault: another passphrase, the words once more, a back-up; and what may go wrong on the way. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parseEnvelope, passphraseBytes, sealEnvelope } from "../../../electron/vault/envelope.ts";
import { costFor, KDF_CEILING, KDF_FLOOR } from "../../../electron/vault/kdf.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { readPhrase } from "../../../electron/vault/words.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const OLD = "seven copper kettles hum";
const NEW = "winter lantern orchard bicycle";
const cheap = () => Promise.resolve(KDF_FLOOR);
let folder: string;
let vault: Vault;
const again = () => Vault.at(folder, undefined, cheap);
const file = () => readFileSync(join(folder, "vault.json"), "utf8");
const costOf = (text: string) => {
  const envelope = parseEnvelope(text);
  if (typeof envelope === "string") throw new Error(envelope);
  return envelope.kdf.n;
};
beforeEach(async () => {
  folder = temporaryFolder();
  vault = await again();
  await vault.create(readPhrase(WORDS), OLD);
});

describe("another passphrase", () => {
  it("opens the same wallet, the old one no more, and nothing is left beside the file", async () => {
    const account = vault.account;
    await vault.changePassphrase(OLD, NEW);
    expect(vault.is).toBe("open");
    expect(readdirSync(folder).filter((name) => name !== "unlock.json")).toEqual(["vault.json"]);
    const next = await again();
    expect(next.account).toEqual(account);
    await expect(next.unlock(OLD)).rejects.toThrow("vault.wrongPassphrase");
    await next.unlock(NEW);
    expect((await next.words(NEW)).words.join(" ")).toBe(WORDS);
  });

  it("is sealed at what a guess shall cost now", async () => {
    const dearer = await Vault.at(folder, undefined, () => Promise.resolve({ ...KDF_FLOOR, n: KDF_FLOOR.n * 2 }));
    await dearer.unlock(OLD);
    expect(costOf(file())).toBe(KDF_FLOOR.n);
    await dearer.changePassphrase(OLD, NEW);
    expect(costOf(file())).toBe(KDF_FLOOR.n * 2);
    await (await again()).unlock(NEW);
  });

  it("needs the passphrase of now, counts wrong ones, and asks for a strong one", async () => {
    const before = file();
    await expect(vault.changePassphrase("wrong", NEW)).rejects.toThrow("vault.wrongPassphrase");
    expect((await vault.throttle()).attempts).toBe(1);
    await expect(vault.changePassphrase(OLD, "password1")).rejects.toThrow("vault.weakPassphrase");
    expect(file()).toBe(before);
    vault.lock();
    await expect(vault.changePassphrase(OLD, NEW)).rejects.toThrow("vault.locked");
  });

  it("stays undone, with the old file in place, when the new one cannot be written", async () => {
    const before = file();
    mkdirSync(join(folder, "vault.json.next"));
    writeFileSync(join(folder, "vault.json.next", "in the way"), "");
    await expect(vault.changePassphrase(OLD, NEW)).rejects.toMatchObject({ fault: { code: "vault.write" } });
    expect(file()).toBe(before);
    await (await again()).unlock(OLD);
  });

  it("locked before the old one has opened it, is not made", async () => {
    const before = file();
    const changing = vault.changePassphrase(OLD, NEW);
    await new Promise((elapsed) => setTimeout(elapsed, 20));
    vault.lock();
    await expect(changing).rejects.toThrow("vault.locked");
    expect(file()).toBe(before);
    await vault.unlock(OLD);
  });

  it("begun and never finished leaves the old file, and its leavings go at the next start", async () => {
    writeFileSync(join(folder, "vault.json.next"), file().slice(0, 300));
    const next = await again();
    expect(readdirSync(folder)).toEqual(["vault.json"]);
    await next.unlock(OLD);
  });
});

describe("the words once more", () => {
  it("are shown for the passphrase alone, and not of a locked wallet", async () => {
    await expect(vault.words("wrong")).rejects.toThrow("vault.wrongPassphrase");
    expect(await vault.words(OLD)).toEqual({ words: WORDS.split(" "), list: "english" });
    vault.lock();
    await expect(vault.words(OLD)).rejects.toThrow("vault.locked");
  });
});

describe("a lock", () => {
  it("ends an unlock, and words and a back-up that were asked for before it", async () => {
    const words = vault.words(OLD);
    await new Promise((elapsed) => setTimeout(elapsed, 20));
    vault.lock();
    await expect(words).rejects.toThrow("vault.locked");
    const unlocking = vault.unlock(OLD);
    await new Promise((elapsed) => setTimeout(elapsed, 20));
    vault.lock();
    await expect(unlocking).rejects.toThrow("vault.locked");
    expect(vault.is).toBe("locked");
    expect((await vault.throttle()).attempts).toBe(0);
    await vault.unlock(OLD);
    const backup = vault.backup(OLD);
    await new Promise((elapsed) => setTimeout(elapsed, 20));
    vault.lock();
    await expect(backup).rejects.toThrow("vault.locked");
  });
});

describe("an account that is not of the keys", () => {
  it.each([
    ["address", { address: addressOf(new Uint8Array(33).fill(2)) }],
    ["meterId", { meterId: "other-meter" }],
    ["meterKey", { meterKey: `02${"11".repeat(32)}` }],
  ])("%s: is not opened, nor restored", async (_, lie) => {
    const [account] = vault.accounts;
    if (account?.kind !== "words") throw new Error("no account");
    const contents = { recovery: readPhrase(WORDS), imported: [] };
    const sealed = await sealEnvelope(contents, passphraseBytes(OLD), [{ ...account, ...lie }], KDF_FLOOR);
    const empty = temporaryFolder();
    const other = await Vault.at(empty, undefined, cheap);
    await expect(other.restore(sealed, OLD)).rejects.toThrow("vault.content");
    expect(readdirSync(empty)).not.toContain("vault.json");
    writeFileSync(join(folder, "vault.json"), JSON.stringify(sealed));
    await expect((await again()).unlock(OLD)).rejects.toThrow("vault.content");
  });

  it("that is no text at all is damage, not a fault of the program", async () => {
    writeFileSync(join(folder, "vault.json"), file().replace(/"address": "[^"]*"/, '"address": "\\ud800"'));
    expect((await again()).damage?.problem).toBe("shape");
  });
});

describe("a back-up", () => {
  it("is what is on the disk, opened before it is given", async () => {
    await expect(vault.backup("wrong")).rejects.toThrow("vault.wrongPassphrase");
    expect(await vault.backup(OLD)).toBe(file());
  });

  it("is not made of a file that is gone, damaged or another one", async () => {
    const whole = file();
    writeFileSync(join(folder, "vault.json"), whole.slice(0, 300));
    await expect(vault.backup(OLD)).rejects.toThrow("backup.changed");
    rmSync(join(folder, "vault.json"));
    await expect(vault.backup(OLD)).rejects.toThrow("backup.changed");
    const other = await Vault.at(temporaryFolder(), undefined, cheap);
    await other.create(readPhrase(WORDS), OLD);
    writeFileSync(join(folder, "vault.json"), await other.backup(OLD));
    await expect(vault.backup(OLD)).rejects.toThrow("backup.changed");
  });

  it("takes the place of a damaged vault, which is kept", async () => {
    const backup = parseEnvelope(await vault.backup(OLD));
    if (typeof backup === "string") throw new Error(backup);
    writeFileSync(join(folder, "vault.json"), "{");
    const damaged = await again();
    expect(damaged.is).toBe("damaged");
    await expect(damaged.restore(backup, NEW)).rejects.toThrow("vault.wrongPassphrase");
    expect(file()).toBe("{");
    await damaged.restore(backup, OLD);
    expect(damaged.is).toBe("open");
    expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toHaveLength(1);
    await expect(damaged.restore(backup, OLD)).rejects.toThrow("vault.exists");
  });
});

describe("what a guess shall cost", () => {
  const LARGE = 64 * 2 ** 30;
  it.each([
    [1000, LARGE, 1],
    [300, LARGE, 1],
    [200, LARGE, 2],
    [80, LARGE, 4],
    [10, LARGE, 8],
    [10, 2 ** 30, 1],
    [10, 2 * 2 ** 30, 2],
  ])("a floor of %i ms in %i bytes of memory: N × %i", (ms, memory, times) => {
    const { n, r, p } = costFor(ms, memory);
    expect(n / KDF_FLOOR.n).toBe(times);
    expect([r, p]).toEqual([KDF_FLOOR.r, KDF_FLOOR.p]);
    expect(n).toBeLessThanOrEqual(KDF_CEILING.n);
  });
});
