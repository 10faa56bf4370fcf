/** A wallet without keys: made of an address alone, there again at the next start, and nothing can be signed, sealed or unlocked in it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { Vault } from "../../../electron/vault/vault.ts";
import { hasWallet, Wallets } from "../../../electron/vault/wallets.ts";
import { readPhrase } from "../../../electron/vault/words.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const PASSPHRASE = "seven copper kettles hum";
const { address } = new Keyring(Uint8Array.from({ length: 64 }, (_, i) => i)).account;
const body: TxBody = {
  kind: "offer.cancel",
  sender: address,
  validUntil: 2_000_000_000,
  nonce: 1,
  offer: "ab".repeat(32),
};
let folder: string;
let vault: Vault;
beforeEach(async () => {
  folder = temporaryFolder();
  vault = await Vault.at(folder);
});

it("stands at the next start too, with its account, and is a wallet of the folder", async () => {
  await vault.watch(` ${address.toUpperCase()} `, "Aunt");
  const wallets = await Wallets.at(folder);
  expect(wallets.vault.is).toBe("watch");
  expect(wallets.vault.account).toEqual({ address, publicKey: null, meterId: null, meterKey: null });
  expect(wallets.vault.accounts).toMatchObject([{ kind: "watch", address, name: "Aunt" }]);
  expect(wallets.vault.ownAddresses).toEqual([address]);
  expect(wallets.dataFolder).toBe(join(folder, "wallet"));
  expect(hasWallet(folder)).toBe(true);
});

it("signs, seals and unlocks nothing, and says that it only watches", async () => {
  await vault.watch(address, "");
  for (const asked of [
    () => vault.signer,
    () => vault.hasKeys,
    () => vault.sign(body, "demo-1"),
    () => vault.localDataKey(),
    () => vault.sealRecord("a", new Uint8Array(1)),
    () => vault.meterSalt(),
  ])
    expect(asked).toThrow("vault.watchOnly");
  expect(vault.canSign).toBe(false);
  await expect(vault.prove(PASSPHRASE)).rejects.toThrow("vault.watchOnly");
  await expect(vault.unlock(PASSPHRASE)).rejects.toThrow("vault.none");
  expect(await vault.systemUnlock()).toBeNull();
  vault.lock();
  expect(vault.is).toBe("watch");
});

it("takes no other wallet's place, and none takes its", async () => {
  await vault.watch(address, "");
  const words = () => readPhrase("legal winner thank year wave sausage worth useful legal winner thank yellow");
  await expect(vault.create(words(), PASSPHRASE)).rejects.toThrow("vault.exists");
  await expect(vault.watch(address, "")).rejects.toThrow("vault.exists");
  const before = readFileSync(join(folder, "watch.json"), "utf8");
  const other = temporaryFolder();
  const real = await Vault.at(other);
  await real.create(words(), PASSPHRASE);
  await expect(real.watch(address, "")).rejects.toThrow("vault.exists");
  expect(readdirSync(other)).not.toContain("watch.json");
  expect(readFileSync(join(folder, "watch.json"), "utf8")).toBe(before);
});

it("an address that is none makes nothing; a file that is no such list is damaged, not overwritten", async () => {
  await expect(vault.watch("watt1qqqq", "")).rejects.toThrow("account.address");
  expect(vault.is).toBe("none");
  expect(readdirSync(folder)).toEqual([]);
  for (const text of [
    "{",
    '{"version":1,"accounts":[]}',
    '{"version":1,"accounts":[{"address":"watt1x","name":""}]}',
  ]) {
    writeFileSync(join(folder, "watch.json"), text);
    const found = await Vault.at(folder);
    expect(found.is).toBe("damaged");
    expect(found.damage?.file).toBe(join(folder, "watch.json"));
    await expect(found.watch(address, "")).rejects.toThrow("vault.exists");
    expect(readFileSync(join(folder, "watch.json"), "utf8")).toBe(text);
  }
});
