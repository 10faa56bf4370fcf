/** Several accounts of one wallet: from its words, imported, watched; what each can sign, and that the file keeps them all. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HDKey } from "@scure/bip32";
import { beforeEach, describe, expect, it } from "vitest";
import { addFromWords, changeAccount, importKey, watchAddress } from "../../../electron/vault/accountEdits.ts";
import { ACCOUNTS_MAX } from "../../../electron/vault/accounts.ts";
import { readKey } from "../../../electron/vault/importedKey.ts";
import { KDF_FLOOR } from "../../../electron/vault/kdf.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { readPhrase, seedOf } from "../../../electron/vault/words.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { fromHex, toHex } from "../../../shared/codec/bytes.ts";
import { nobleSignatures, publicKeyOf } from "../../../shared/codec/signature.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { decodeTransaction } from "../../../shared/ledger/identity.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASS = "seven copper kettles hum";
const KEY = "0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d";
const STRANGER = addressOf(publicKeyOf(new Uint8Array(32).fill(7)));
let folder: string;
let vault: Vault;
const again = () => Vault.at(folder, undefined, () => Promise.resolve(KDF_FLOOR));
beforeEach(async () => {
  folder = temporaryFolder();
  vault = await again();
  await vault.create(readPhrase(WORDS), PASS);
});
const cancel = (sender: string): TxBody => ({
  kind: "offer.cancel",
  sender,
  validUntil: 1_700_000_000,
  nonce: 3,
  offer: "ab".repeat(32),
});
const faultOf = async (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof FaultError ? error.fault : error),
  );

describe("an account from the words", () => {
  it("has keys at its own fully hardened path, and no account gets one twice", async () => {
    await vault.edit(PASS, addFromWords("Workshop"));
    const [first, second] = vault.accounts;
    const master = HDKey.fromMasterSeed(await seedOf(readPhrase(WORDS)));
    const key = master.derive("m/9288'/1'/0'/0'").publicKey;
    if (!key || !first || !second) throw new Error("no key");
    expect(second).toMatchObject({ kind: "words", index: 1, name: "Workshop", address: addressOf(key) });
    await vault.edit(PASS, changeAccount(second.address, { name: "Workshop", hidden: true }, first.address));
    await vault.edit(PASS, addFromWords(""));
    expect(vault.accounts.map((one) => one.kind === "words" && one.index)).toEqual([0, 1, 2]);
    expect(new Set(vault.accounts.map((one) => one.kind === "words" && one.meterId)).size).toBe(3);
  });

  it("signs when it is the active one, and only then", async () => {
    await vault.edit(PASS, addFromWords("Workshop"));
    const [first, second] = vault.accounts.map((one) => one.address);
    if (first === undefined || second === undefined) throw new Error("two accounts");
    expect(vault.account?.address).toBe(first);
    expect(() => vault.sign(cancel(second), "demo-1")).toThrow("vault.otherSender");
    vault.choose(second);
    expect(() => vault.sign(cancel(first), "demo-1")).toThrow("vault.otherSender");
    const decoded = decodeTransaction(vault.sign(cancel(second), "demo-1").bytes, "demo-1");
    if (!decoded.ok) throw new Error(decoded.fault);
    const { key, signature } = decoded.tx.signatures[0] ?? { key: "", signature: "" };
    expect(addressOf(fromHex(key))).toBe(second);
    expect(nobleSignatures.verify(fromHex(signature), decoded.digest, fromHex(key))).toBe(true);
  });

  it("is there after a start, with its name, and the words alone bring its keys back", async () => {
    await vault.edit(PASS, addFromWords("Workshop"));
    const { address } = vault.accounts[1] ?? { address: "" };
    const next = await again();
    expect(next.accounts).toEqual(vault.accounts);
    await next.unlock(PASS);
    const other = await Vault.at(temporaryFolder(), undefined, () => Promise.resolve(KDF_FLOOR));
    await other.create(readPhrase(WORDS), PASS);
    await other.edit(PASS, addFromWords(""));
    expect(other.accounts[1]?.address).toBe(address);
  });

  it("needs the passphrase, and is not made when it is wrong", async () => {
    const before = readFileSync(join(folder, "vault.json"), "utf8");
    await expect(vault.edit("wrong", addFromWords("x"))).rejects.toThrow("vault.wrongPassphrase");
    expect((await vault.throttle()).attempts).toBe(1);
    expect(readFileSync(join(folder, "vault.json"), "utf8")).toBe(before);
    vault.lock();
    await expect(vault.edit(PASS, addFromWords("x"))).rejects.toThrow("vault.locked");
    expect(readdirSync(folder).filter((name) => name.includes("next"))).toEqual([]);
  });
});

describe("an imported key", () => {
  it("signs as its own address, whatever the words are, and leaves the caller's copy to the caller", async () => {
    const key = readKey(KEY);
    await vault.edit(PASS, importKey(key, "Old wallet"));
    expect(toHex(key)).toBe(KEY);
    const address = addressOf(publicKeyOf(fromHex(KEY)));
    expect(vault.accounts[1]).toMatchObject({ kind: "key", name: "Old wallet", address });
    const next = await again();
    await next.unlock(PASS);
    next.choose(address);
    const decoded = decodeTransaction(next.sign(cancel(address), "demo-1").bytes, "demo-1");
    if (!decoded.ok) throw new Error(decoded.fault);
    expect(decoded.tx.signatures[0]?.key).toBe(toHex(publicKeyOf(fromHex(KEY))));
  });

  it("lies in the file encrypted alone, and stays over another passphrase and a back-up", async () => {
    await vault.edit(PASS, importKey(readKey(KEY), ""));
    expect(readFileSync(join(folder, "vault.json"), "utf8")).not.toContain(KEY);
    await vault.changePassphrase(PASS, "winter lantern orchard bicycle");
    const next = await again();
    await next.unlock("winter lantern orchard bicycle");
    expect(next.accounts).toHaveLength(2);
    next.choose(next.accounts[1]?.address ?? "");
    expect(next.sign(cancel(next.account?.address ?? ""), "demo-1").id).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ["", "key.notHex", {}],
    ["not a key", "key.notHex", {}],
    [KEY.slice(2), "key.length", { digits: 62 }],
    [`${KEY}\n${KEY}`, "key.several", { count: 2 }],
    ["00".repeat(32), "key.range", {}],
    ["fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", "key.range", {}],
  ])("%j is none", (typed, code, data) => {
    expect(() => readKey(typed)).toThrow(expect.objectContaining({ fault: expect.objectContaining({ code, data }) }));
  });

  it("that is refused is not told again: faults are shown, and may be written down", () => {
    const told = [KEY.slice(2), `${KEY}\n${KEY}`].map((typed) => {
      try {
        return readKey(typed);
      } catch (error) {
        return error instanceof FaultError ? error.fault : error;
      }
    });
    expect(JSON.stringify(told)).toContain("key.length");
    expect(JSON.stringify(told)).not.toContain(KEY.slice(8, 24));
  });

  it("may be written as people and files do", () => {
    for (const typed of [` ${KEY}\n`, `0x${KEY}`, KEY.toUpperCase(), `# my key\r\n\r\n${KEY}\r\n`])
      expect(toHex(readKey(typed))).toBe(KEY);
  });

  it("is refused twice, also when it is the words' own", async () => {
    await vault.edit(PASS, importKey(readKey(KEY), ""));
    expect(await faultOf(vault.edit(PASS, importKey(readKey(KEY), "")))).toMatchObject({ code: "account.exists" });
    const own = HDKey.fromMasterSeed(await seedOf(readPhrase(WORDS))).derive("m/9288'/0'/0'/0'").privateKey;
    if (!own) throw new Error("no key");
    expect(await faultOf(vault.edit(PASS, importKey(own, "")))).toMatchObject({ code: "account.exists" });
  });
});

describe("a watched address", () => {
  it("can be chosen and shown, and signs nothing", async () => {
    await vault.edit(PASS, watchAddress(STRANGER.toUpperCase(), "The bakery"));
    vault.choose(STRANGER);
    expect(vault.account).toEqual({ address: STRANGER, publicKey: null, meterId: null, meterKey: null });
    expect(() => vault.sign(cancel(STRANGER), "demo-1")).toThrow("vault.watchOnly");
    expect(() => vault.meterSalt()).toThrow("vault.watchOnly");
  });

  it("is read with its checksum", async () => {
    const wrong = STRANGER.slice(0, -1) + (STRANGER.endsWith("q") ? "p" : "q");
    for (const typed of [wrong, "", "watt1", STRANGER[0]?.toUpperCase() + STRANGER.slice(1)])
      expect(await faultOf(vault.edit(PASS, watchAddress(typed, "")))).toMatchObject({ code: "account.address" });
    expect(vault.accounts).toHaveLength(1);
  });

  it("becomes an account that signs once its key is imported", async () => {
    const address = addressOf(publicKeyOf(fromHex(KEY)));
    await vault.edit(PASS, watchAddress(address, "Mine after all"));
    await vault.edit(PASS, importKey(readKey(KEY), ""));
    expect(vault.accounts).toHaveLength(2);
    expect(vault.accounts[1]).toMatchObject({ kind: "key", name: "Mine after all", address });
  });
});

describe("names and hiding", () => {
  it("stay, and what is hidden cannot be chosen", async () => {
    await vault.edit(PASS, watchAddress(STRANGER, "a"));
    const active = vault.account?.address;
    await vault.edit(PASS, changeAccount(STRANGER, { name: "b", hidden: true }, active));
    expect((await again()).accounts[1]).toMatchObject({ name: "b", hidden: true });
    expect(() => vault.choose(STRANGER)).toThrow("account.none");
    expect(
      await faultOf(vault.edit(PASS, changeAccount(active ?? "", { name: "", hidden: true }, active))),
    ).toMatchObject({ code: "account.active" });
    expect(await faultOf(vault.edit(PASS, changeAccount("watt1x", { name: "", hidden: false }, active)))).toMatchObject(
      {
        code: "account.none",
      },
    );
    expect(() => changeAccount(active ?? "", { name: "", hidden: true }, undefined)).not.toThrow();
    expect(
      await faultOf(vault.edit(PASS, changeAccount(active ?? "", { name: "", hidden: true }, undefined))),
    ).toMatchObject({ code: "account.lastShown" });
  });

  it("more than the file holds are refused", async () => {
    const full: typeof vault.accounts = Array.from({ length: ACCOUNTS_MAX }, (_, i) => ({
      kind: "watch",
      name: "",
      hidden: false,
      address: addressOf(publicKeyOf(new Uint8Array(32).fill(i + 1))),
    }));
    const contents = { recovery: readPhrase(WORDS), imported: [] };
    await expect(addFromWords("")({ contents, accounts: full })).rejects.toThrow("account.full");
  });
});

describe("a file of version 1", () => {
  const OLD = readFileSync(join(import.meta.dirname, "fixtures/version-1.vault.json"), "utf8");

  it("opens as one account, is not rewritten by that, and becomes version 2 with the first change", async () => {
    writeFileSync(join(folder, "vault.json"), OLD);
    const old = await again();
    expect(old.account?.address).toBe("watt16t4q95zltvrl9kjrytp4d0sxnz7yelmq9ajpt8");
    await old.unlock(PASS);
    expect((await old.words(PASS)).words.join(" ")).toBe(WORDS);
    expect(readFileSync(join(folder, "vault.json"), "utf8")).toBe(OLD);
    await old.edit(PASS, addFromWords("Workshop"));
    const next = await again();
    await next.unlock(PASS);
    expect(next.accounts.map((one) => one.address)).toEqual(old.accounts.map((one) => one.address));
    expect(next.accounts[0]).toEqual(vault.accounts[0]);
    expect(JSON.parse(readFileSync(join(folder, "vault.json"), "utf8"))).toMatchObject({ version: 2 });
    expect((await next.words(PASS)).words.join(" ")).toBe(WORDS);
  });
});
