/** First start and unlock as the main process guards them: nothing is saved that was not proved, nothing opens without the passphrase. */
import { readdirSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { Entry } from "../../../electron/safe/entry.ts";
import { meterSigner } from "../../../electron/safe/meterSigner.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { FIRST } from "../../../electron/vault/wallets.ts";
import { readPhrase } from "../../../electron/vault/words.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";

const PASS = "seven copper kettles hum";
let folder: string;
let vault: Vault;
let entry: Entry;
let done: string[];
let network: "demo" | null;
let chosen: { name: string; bytes: Uint8Array } | null;
beforeEach(async () => {
  folder = temporaryFolder();
  network = null;
  chosen = null;
  done = [];
  vault = await Vault.at(folder);
  entry = entryOn(vault);
});
const entryOn = (of: Vault) =>
  new Entry({
    vault: of,
    wallets: {
      all: [{ id: FIRST, vault: of }],
      id: FIRST,
      choose: () => Promise.resolve(),
      begin: () => Promise.resolve(),
      made: () => Promise.resolve(void done.push("made")),
    },
    settings: {
      get: () => ({ lang: "en", theme: "light", metered: false }),
      get network() {
        return network;
      },
      set network(chosen) {
        network = chosen;
      },
    },
    openBackup: () => Promise.resolve(chosen),
    join: () => Promise.resolve({ en: "Demo", zh: "演示" }),
    opened: () => done.push("opened"),
    turned: () => done.push("turned"),
    enter: () => done.push("enter"),
  });

describe("creating", () => {
  it("saves only after three words were given back", async () => {
    const { words, ask } = entry.create({ words: 24, list: "english" });
    await expect(entry.save({ passphrase: PASS })).rejects.toThrow("safe.notProved");
    expect(entry.check({ answers: ["no", "no", "no"] }).right).toEqual([false, false, false]);
    await expect(entry.save({ passphrase: PASS })).rejects.toThrow("safe.notProved");
    expect(readdirSync(folder)).toEqual([]);
    expect(entry.check({ answers: ask.map((place) => words[place - 1] ?? "") }).right).toEqual([true, true, true]);
    const { address } = await entry.save({ passphrase: PASS });
    expect(vault.account?.address).toBe(address);
  });

  it("new words need new proof", async () => {
    const { words, ask } = entry.create({ words: 12, list: "chinese" });
    entry.check({ answers: ask.map((place) => words[place - 1] ?? "") });
    entry.create({ words: 12, list: "chinese" });
    await expect(entry.save({ passphrase: PASS })).rejects.toThrow("safe.notProved");
  });

  it("words are gone when the window is", async () => {
    const { words, ask } = entry.create({ words: 12, list: "english" });
    entry.check({ answers: ask.map((place) => words[place - 1] ?? "") });
    entry.left();
    await expect(entry.save({ passphrase: PASS })).rejects.toThrow("safe.notProved");
  });

  it("enters the wallet only with a network, and never makes a second one", async () => {
    entry.restore({ phrase: "legal winner thank year wave sausage worth useful legal winner thank yellow" });
    await expect(entry.join({ network: "demo" })).rejects.toThrow("vault.locked");
    await entry.save({ passphrase: PASS });
    expect(() => entry.finish()).toThrow("safe.noNetwork");
    expect((await entry.state()).mode).toBe("welcome");
    expect(await entry.join({ network: "demo" })).toEqual({ name: { en: "Demo", zh: "演示" } });
    entry.finish();
    expect(done).toEqual(["made", "opened", "enter"]);
    expect(() => entry.create({ words: 12, list: "english" })).toThrow("vault.exists");
    expect(() => entry.restore({ phrase: "x" })).toThrow("vault.exists");
  });
});

describe("a back-up file", () => {
  const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
  /** A back-up of a wallet that lives in another folder. */
  const made = async () => {
    const other = await Vault.at(temporaryFolder());
    const { address } = await other.create(readPhrase(WORDS), PASS);
    return { address, text: await other.backup(PASS) };
  };
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));

  it("says whose it is, and brings the same wallet back with its passphrase alone", async () => {
    const { address, text } = await made();
    expect(await entry.chooseBackup()).toBeNull();
    await expect(entry.restoreBackup({ passphrase: PASS })).rejects.toThrow("backup.none");
    chosen = { name: "a.json", bytes: bytes(text) };
    expect(await entry.chooseBackup()).toEqual({ file: "a.json", address });
    await expect(entry.restoreBackup({ passphrase: "wrong" })).rejects.toThrow("vault.wrongPassphrase");
    expect(readdirSync(folder)).toEqual(["unlock.json"]);
    expect(await entry.restoreBackup({ passphrase: PASS })).toEqual({ address });
    expect(done).toEqual(["made", "opened"]);
    const again = await Vault.at(folder);
    await again.unlock(PASS);
    expect(again.account?.address).toBe(address);
    await expect(entry.chooseBackup()).rejects.toThrow("vault.exists");
  });

  it.each([
    ["something else", () => "no back-up", "notJson"],
    ["a changed byte", (text: string) => text.replace(/"nonce": "./, '"nonce": "'), "shape"],
    ["a weaker lock", (text: string) => text.replace(/"n": \d+/, '"n": 1024'), "checksum"],
  ])("with %s is named and not taken", async (_, change, problem) => {
    chosen = { name: "b.json", bytes: bytes(change((await made()).text)) };
    await expect(entry.chooseBackup()).rejects.toMatchObject({
      fault: { code: "backup.bad", data: { file: "b.json", problem } },
    });
    await expect(entry.restoreBackup({ passphrase: PASS })).rejects.toThrow("backup.none");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is forgotten with the window", async () => {
    chosen = { name: "a.json", bytes: bytes((await made()).text) };
    await entry.chooseBackup();
    entry.left();
    await expect(entry.restoreBackup({ passphrase: PASS })).rejects.toThrow("backup.none");
  });
});

describe("a phrase typed word by word", () => {
  it("is completed from the list that it is written in, at most eight words at a time", () => {
    expect(entry.wordsLike({ list: "english", begins: "Zo" })).toEqual(["zone", "zoo"]);
    expect(entry.wordsLike({ list: "english", begins: "a" })).toHaveLength(8);
    expect(entry.wordsLike({ list: "english", begins: "xq" })).toEqual([]);
    expect(entry.wordsLike({ list: "chinese", begins: "的" })).toEqual(["的"]);
    expect(entry.wordsLike({ list: "chinese", begins: "猫咪" })).toEqual([]);
  });
});

describe("unlocking", () => {
  const saved = async () => {
    entry.restore({ phrase: "legal winner thank year wave sausage worth useful legal winner thank yellow" });
    await entry.save({ passphrase: PASS });
    vault = await Vault.at(folder);
    entry = entryOn(vault);
    done = [];
  };
  it("enters with the passphrase, and says how many attempts were wrong", async () => {
    await saved();
    network = "demo";
    expect((await entry.state()).mode).toBe("unlock");
    await expect(entry.unlock({ passphrase: "wrong" })).rejects.toThrow("vault.wrongPassphrase");
    expect((await entry.state()).throttle.attempts).toBe(1);
    await entry.unlock({ passphrase: PASS });
    expect(done).toEqual(["opened", "enter"]);
  });
  it("goes on with the first start when it was left before a network was chosen", async () => {
    await saved();
    await entry.unlock({ passphrase: PASS });
    expect(done).toEqual(["opened"]);
    expect((await entry.state()).mode).toBe("welcome");
  });
});

describe("the meter's agent", () => {
  const simulated = { simulated: true, chainId: "demo-1" };
  const commit = (kind: string): TxBody =>
    ({ kind, sender: "watt1", validUntil: 1, nonce: 0, meter: "demo-1", batch: 1, root: "00".repeat(32) }) as never;
  const account = { address: "watt1", publicKey: "02", meterId: "demo-1", meterKey: "02" };
  const watched = { address: "watt1", publicKey: null, meterId: null, meterKey: null };
  const open = {
    is: "open" as const,
    account,
    signMeter: () => new Uint8Array(64),
    meterSalt: () => new Uint8Array(32),
    localDataKey: () => new Uint8Array(32),
  };
  it.each([
    ["is given nothing while locked", { ...open, is: "locked" as const }, simulated, "demo-1"],
    ["is given nothing of an account that is only watched", { ...open, account: watched }, simulated, "demo-1"],
    ["is given nothing before a network was joined", open, undefined, "demo-1"],
    ["is given nothing on a network that is not simulated", open, { ...simulated, simulated: false }, "demo-1"],
    ["is given nothing for another chain", open, simulated, "other"],
  ])("%s", (_, keys, joined, chainId) => {
    expect(
      meterSigner(
        () => keys,
        () => joined,
      ).signMeter(commit("meter.commit"), chainId),
    ).toBeNull();
  });
  it("is given nothing that is no transaction", () => {
    expect(
      meterSigner(
        () => open,
        () => simulated,
      ).signMeter({ kind: "x" } as never, "demo-1"),
    ).toBeNull();
  });
  it("gets its salt only while the vault is open", () => {
    expect(
      meterSigner(
        () => open,
        () => simulated,
      ).meterSalt(),
    ).toHaveLength(32);
    expect(
      meterSigner(
        () => ({ ...open, is: "locked" }),
        () => simulated,
      ).meterSalt(),
    ).toBeNull();
  });
  it("gets the key of what is private only while the vault is open", () => {
    const keyOf = (keys: typeof open | (Omit<typeof open, "is"> & { is: "locked" })) =>
      meterSigner(
        () => keys,
        () => simulated,
      ).localDataKey();
    expect(keyOf(open)).toHaveLength(32);
    expect(keyOf({ ...open, is: "locked" })).toBeNull();
  });
});

describe("a watched address without a vault", () => {
  const address = new Keyring(new Uint8Array(64).fill(3)).account.address;
  it("is made and opened without a passphrase, and enters once there is a network", async () => {
    expect(() => entry.watchOpen()).toThrow("vault.locked");
    await entry.watch({ address });
    expect(done).toEqual(["made", "opened"]);
    expect(await entry.state()).toMatchObject({ mode: "watch", account: address, system: null });
    await expect(entry.watch({ address })).rejects.toThrow("vault.exists");
    expect(() => entry.create({ words: 12, list: "english" })).toThrow("vault.exists");
    await entry.join({ network: "demo" });
    entry.finish();
    expect(entryOn(await Vault.at(folder)).watchOpen()).toEqual({});
    expect(done.filter((one) => one === "enter")).toHaveLength(2);
  });
  it("a wallet with keys is not opened that way", async () => {
    await vault.create(readPhrase("legal winner thank year wave sausage worth useful legal winner thank yellow"), PASS);
    vault.lock();
    expect(() => entry.watchOpen()).toThrow("vault.locked");
    expect(done).toEqual([]);
  });
});
