/** "Save everything" of a real vault and real databases: every table arrives, no key does, and the folder is whole or not there. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { AUTOMATIC_FILE, Limits, LIMITS_FILE, Signatures } from "../../../electron/agent/agentBook.ts";
import { Book, BOOK_FILE } from "../../../electron/book/addressBook.ts";
import { writeAccount } from "../../../electron/export/account.ts";
import { type EverythingDeps, saveEverything } from "../../../electron/export/everything.ts";
import { recordsOf, withoutPasswords } from "../../../electron/export/records.ts";
import { TABLES_LEFT_OUT } from "../../../electron/export/tables.ts";
import { Readings } from "../../../electron/readings/readings.ts";
import { SealedFile } from "../../../electron/records/sealedFile.ts";
import { sealedOf } from "../../../electron/store/sealed.ts";
import { openStore, type Store } from "../../../electron/store/store.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import type { DeviceEntry } from "../../../shared/ipc/deviceViews.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { writeMeterFile } from "../local/person.ts";

const SEED = Uint8Array.from({ length: 64 }, (_, i) => (i * 7 + 3) % 256);
const keys = new Keyring(SEED);
const other = new Keyring(SEED.toReversed());
const FRONT = keys.account.address;
const SECOND = other.account.address;
const NOW = Date.UTC(2026, 5, 17, 10);
const BROKER: DeviceEntry = {
  name: "Broker",
  reversed: false,
  source: {
    kind: "mqtt",
    host: "10.0.0.2",
    port: 1883,
    tls: false,
    user: "reader",
    password: "swordfish-88",
    speaker: { speaks: "tasmota", id: "plug", sits: "load" },
  },
};

let folder: string;
let parent: string;
let store: Store;

beforeEach(() => {
  folder = temporaryFolder();
  parent = temporaryFolder();
  store = openStore(join(folder, "wallet"), new Date(NOW));
  const readings = new Readings(store.db);
  const preview = readings.previewFile(writeMeterFile(folder), null);
  readings.importFile(preview.handle, preview.choices, null);
  sealedOf(store, keys.localDataKey()).put("note", "contract/ab", { text: "ring before noon" });
  return () => store.close();
});

const sealedFiles = (address: string) => ({
  addressBook: new SealedFile(folder, address, BOOK_FILE, Book, keys),
  limits: new SealedFile(folder, address, LIMITS_FILE, Limits, keys),
  automatic: new SealedFile(folder, address, AUTOMATIC_FILE, Signatures, keys),
});

function deps(change: Partial<EverythingDeps> = {}): EverythingDeps {
  const words = { kind: "words" as const, index: 0, name: "", hidden: false };
  return {
    accounts: () => [
      { ...words, ...keys.account },
      { kind: "watch", name: "Aunt", hidden: false, address: SECOND },
    ],
    front: () => FRONT,
    dataFolder: (address) => join(folder, "wallet", "accounts", address),
    records: (address) => recordsOf(sealedFiles(address)),
    writeAccount: (into, from) =>
      writeAccount(
        {
          store,
          ledger: undefined,
          withSealed: (of, use) => Promise.resolve(use(sealedOf(of, keys.localDataKey()))),
        },
        into,
        from,
        new Date(NOW),
      ),
    shared: () => Promise.resolve({ "settings.json": { lang: "en" }, "devices.json": withoutPasswords([BROKER]) }),
    now: () => NOW,
    ...change,
  };
}

const filesUnder = (at: string) =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("every table and record arrives, listed with its hash; what could not be is named", async () => {
  const entry = { address: SECOND, name: "Aunt", learned: "typed" as const, added: NOW };
  await sealedFiles(FRONT).addressBook.write({ version: 1, entries: [entry] }, new Date(NOW));
  const saved = await saveEverything(deps(), parent);
  const at = join(parent, saved.saved);
  const index = JSON.parse(readFileSync(join(at, "index.json"), "utf8")) as {
    files: { name: string; bytes: number; sha256: string; private: boolean }[];
    without: unknown;
  };
  expect(filesUnder(at)).toHaveLength(saved.files);
  for (const { name, sha256, bytes } of index.files) {
    const content = readFileSync(join(at, name));
    expect([name, content.length, createHash("sha256").update(content).digest("hex")]).toEqual([name, bytes, sha256]);
  }
  expect(index.without).toEqual([{ what: `accounts/${FRONT}/contracts/`, why: "local.notJoined" }]);
  const mine = `accounts/${FRONT}`;
  const read = (name: string) => readFileSync(join(at, mine, name), "utf8");
  expect(JSON.parse(read("address-book.json"))).toEqual({ version: 1, entries: [entry] });
  expect(JSON.parse(read("notes.json"))).toEqual([
    { kind: "note", id: "contract/ab", value: { text: "ring before noon" } },
  ]);
  expect(index.files.filter((file) => !file.private).map((file) => file.name)).toEqual([
    "README.txt",
    ...["anchors", "attacks", "evidence", "networks"].map((name) => `${mine}/trust/${name}.json`),
  ]);

  // Row by row: what the database has, the files have.
  const tables = store.db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const rowsIn = (name: string) => Number(store.db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.["n"]);
  const stored = tables.map((row) => String(row["name"])).filter((name) => !(name in TABLES_LEFT_OUT));
  const rows = stored.map(rowsIn).reduce((sum, n) => sum + n, 0);
  const written = filesUnder(join(at, mine)).filter((file) => !/notes\.json|address-book\.json/.test(file));
  expect(written).toHaveLength(stored.length);
  const rowsOf = (file: string): number => {
    const text = readFileSync(file, "utf8");
    return file.endsWith(".csv") ? text.trimEnd().split("\n").length - 1 : (JSON.parse(text) as unknown[]).length;
  };
  expect(rows).toBeGreaterThan(2000);
  expect(written.map(rowsOf).reduce((sum, n) => sum + n, 0)).toBe(rows);
  expect(read("readings/counters.csv").split("\n")[0]).toBe("file,at,imported,exported,own,quality");
});

test("a table that a later version adds is saved too", async () => {
  store.db.exec(
    "CREATE TABLE later (id INTEGER PRIMARY KEY, words TEXT) STRICT; INSERT INTO later VALUES (1, 'a, \"b\"')",
  );
  const { saved } = await saveEverything(deps(), parent);
  const text = readFileSync(join(parent, saved, "accounts", FRONT, "other", "later.json"), "utf8");
  expect(JSON.parse(text)).toEqual([{ id: 1, words: 'a, "b"' }]);
});

test("no key, no seed and no device's password is in it", async () => {
  const { saved } = await saveEverything(deps(), parent);
  const all = filesUnder(join(parent, saved))
    .map((file) => readFileSync(file).toString("latin1"))
    .join("\n");
  const secrets = [SEED, keys.localDataKey(), keys.meterSalt()].flatMap((bytes) => {
    const buffer = Buffer.from(bytes);
    return [buffer.toString("hex"), buffer.toString("base64"), buffer.toString("latin1")];
  });
  for (const secret of [...secrets, "swordfish-88"]) expect(all.includes(secret)).toBe(false);
  expect(all).toContain("reader");
});

test("another account's database is opened for it, and a note of another key is named", async () => {
  const at = join(folder, "wallet", "accounts", SECOND);
  const second = openStore(at, new Date(NOW));
  sealedOf(second, Uint8Array.from(SEED.slice(0, 32))).put("note", "x", { text: "?" });
  second.close();
  const { saved, without } = await saveEverything(deps(), parent);
  expect(existsSync(join(parent, saved, "accounts", SECOND, "outbox", "entries.json"))).toBe(true);
  expect(without).toContainEqual({ what: `accounts/${SECOND}/notes.json`, why: "private.damaged" });
  expect(without).toContainEqual({ what: `accounts/${SECOND}/contracts/`, why: "account.notInFront" });
});

test("what goes wrong in the middle leaves nothing, and leftovers of a killed one go with the next", async () => {
  const broken = deps({ shared: () => Promise.reject(new FaultError("vault.locked", {}, "retry")) });
  await expect(saveEverything(broken, parent)).rejects.toThrow("vault.locked");
  expect(readdirSync(parent)).toEqual([]);
  const left = join(parent, `.wattlight-everything-2026-06-17-${FRONT.slice(0, 10)}.part`);
  mkdirSync(left);
  writeFileSync(join(left, "half.csv"), "1,");
  const first = await saveEverything(deps(), parent);
  const second = await saveEverything(deps(), parent);
  expect(readdirSync(parent).toSorted()).toEqual([first.saved, second.saved]);
  expect(second.saved).toBe(`${first.saved}-2`);
  expect(existsSync(join(parent, first.saved, "half.csv"))).toBe(false);
  await expect(saveEverything(deps(), join(parent, "no such folder"))).rejects.toThrow("file.write");
});
