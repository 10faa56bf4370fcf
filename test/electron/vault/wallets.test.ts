/** Several wallets in one folder: each with a passphrase and a database of its own, one in front, and nothing made before it is saved. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { addFromWords } from "../../../electron/vault/accountEdits.ts";
import { KDF_FLOOR } from "../../../electron/vault/kdf.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { FIRST, hasWallet, Wallets } from "../../../electron/vault/wallets.ts";
import { newRecovery, readPhrase } from "../../../electron/vault/words.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const PASS = "seven copper kettles hum";
const OTHER = "winter lantern orchard bicycle";
const words = () => readPhrase("legal winner thank year wave sausage worth useful legal winner thank yellow");
let folder: string;
const open = () => Wallets.at(folder, (at) => Vault.at(at, undefined, () => Promise.resolve(KDF_FLOOR)));
beforeEach(() => {
  folder = temporaryFolder();
});

it("a folder of before has one wallet, where it always lay, and nothing is written by looking", async () => {
  await (await open()).vault.create(words(), PASS);
  const names = readdirSync(folder);
  const wallets = await open();
  expect(wallets.all.map(({ id }) => id)).toEqual([FIRST]);
  expect(wallets.dataFolder).toBe(join(folder, "wallet"));
  expect(readdirSync(folder)).toEqual(names);
});

describe("a second wallet", () => {
  async function two() {
    const wallets = await open();
    await wallets.vault.create(words(), PASS);
    wallets.lock();
    await wallets.begin();
    await wallets.vault.create(newRecovery(12, "english"), OTHER);
    await wallets.made();
    return wallets;
  }

  it("opens by its own passphrase alone, has its own database, and is in front at the next start", async () => {
    const { id, vault, dataFolder } = await two();
    expect(dataFolder).toBe(join(folder, "wallets", id, "wallet"));
    const wallets = await open();
    expect(wallets.id).toBe(id);
    expect(wallets.vault.account).toEqual(vault.account);
    await expect(wallets.vault.unlock(PASS)).rejects.toThrow("vault.wrongPassphrase");
    // Wrong attempts at one wallet slow nobody down at another.
    expect((await wallets.all[0]?.vault.throttle())?.attempts).toBe(0);
    await wallets.choose(FIRST);
    await wallets.vault.unlock(PASS);
    expect((await open()).id).toBe(FIRST);
  });

  it("is not begun, nor another one chosen, while one is open", async () => {
    const wallets = await two();
    await expect(wallets.choose(FIRST)).rejects.toThrow("wallet.open");
    await expect(wallets.begin()).rejects.toThrow("wallet.open");
    wallets.lock();
    await expect(wallets.choose("../../elsewhere")).rejects.toThrow("wallet.none");
  });

  it("that was begun and left leaves nothing", async () => {
    const wallets = await open();
    await wallets.vault.create(words(), PASS);
    wallets.lock();
    await wallets.begin();
    expect(wallets.vault.is).toBe("none");
    expect(wallets.all).toHaveLength(2);
    await wallets.choose(FIRST);
    expect(wallets.all).toHaveLength(1);
    expect(existsSync(join(folder, "wallets"))).toBe(false);
  });

  it("all are locked at once", async () => {
    const wallets = await two();
    wallets.lock();
    expect(wallets.all.map(({ vault }) => vault.is)).toEqual(["locked", "locked"]);
  });
});

describe("the account in front", () => {
  it("has a database of its own, the first one's where it was, and is remembered", async () => {
    const wallets = await open();
    await wallets.vault.create(words(), PASS);
    await wallets.vault.edit(PASS, addFromWords("Workshop"));
    const [first, second] = wallets.vault.accounts.map((one) => one.address);
    if (first === undefined || second === undefined) throw new Error("two accounts");
    await wallets.use(second);
    expect(wallets.dataFolder).toBe(join(folder, "wallet", "accounts", second));
    const next = await open();
    expect(next.vault.account?.address).toBe(second);
    await next.use(first);
    expect(next.dataFolder).toBe(join(folder, "wallet"));
    await expect(next.use("watt1nobody")).rejects.toThrow("account.none");
  });
});

it("what was chosen last is of use, not of need: a damaged note or foreign folders begin with the first", async () => {
  await (await open()).vault.create(words(), PASS);
  for (const name of ["not-an-id", "0123456789ab"]) mkdirSync(join(folder, "wallets", name), { recursive: true });
  for (const note of ["{", '{"version":1,"open":"0123456789ab","accounts":{}}']) {
    writeFileSync(join(folder, "wallets.json"), note);
    const wallets = await open();
    expect(wallets.id).toBe(FIRST);
    expect(wallets.all).toHaveLength(1);
  }
});

it("a damaged further wallet is told, not left out", async () => {
  await (await open()).vault.create(words(), PASS);
  mkdirSync(join(folder, "wallets", "0123456789ab"), { recursive: true });
  writeFileSync(join(folder, "wallets", "0123456789ab", "vault.json"), "{");
  const wallets = await open();
  expect(wallets.all.map(({ vault }) => vault.is)).toEqual(["locked", "damaged"]);
  expect(readFileSync(join(folder, "wallets", "0123456789ab", "vault.json"), "utf8")).toBe("{");
});

it("a wallet anywhere in the folder is seen before anything is opened", () => {
  expect(hasWallet(folder)).toBe(false);
  mkdirSync(join(folder, "wallets", "0123456789ab"), { recursive: true });
  expect(hasWallet(folder)).toBe(false);
  writeFileSync(join(folder, "wallets", "0123456789ab", "vault.json"), "{}");
  expect(hasWallet(folder)).toBe(true);
});
