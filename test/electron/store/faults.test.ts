/** What a disk can do to the wallet's database: full, not writable, a flipped bit. Nothing acknowledged is lost, and each is said in words. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { outboxOf } from "../../../electron/outbox/outbox.ts";
import { MIGRATIONS } from "../../../electron/store/migrations.ts";
import { openStore, type Store } from "../../../electron/store/store.ts";
import { faultText, hasFault } from "../../../renderer/words/faults.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import { type Fault, FaultError } from "../../../shared/ipc/fault.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const NOW = new Date("2026-11-23T09:40:00Z");
const CHAIN = "chain-1";
const SECRET = new Uint8Array(32).fill(5);
const SENDER = addressOf(publicKeyOf(SECRET));
const entry = (nonce: number): Uint8Array =>
  encodeTransaction(
    signTransaction(
      { kind: "offer.cancel", sender: SENDER, validUntil: 2_000_000_000, nonce, offer: "ab".repeat(32) },
      CHAIN,
      [SECRET],
    ),
  );
const faultOf = (run: () => unknown): Fault => {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("no fault");
};
const isSaid = (fault: Fault): void => {
  expect(hasFault(fault.code)).toBe(true);
  expect(faultText(fault, "en")).toMatch(/^[A-Z]/);
  expect(faultText(fault, "zh-CN")).toMatch(/\p{Script=Han}/u);
};
const allowPages = ({ db }: Store, more: number): void => {
  const pages = Number(db.prepare("PRAGMA page_count").get()?.["page_count"]);
  db.exec(`PRAGMA max_page_count = ${pages + more}`);
};

test("disk full: the entry is not kept and not acknowledged, all before it are there, and with room it is kept", () => {
  const folder = temporaryFolder();
  const store = openStore(folder, NOW);
  const outbox = outboxOf(store, CHAIN);
  allowPages(store, 4);
  const kept: string[] = [];
  const fault = faultOf(() => {
    for (let nonce = 0; nonce < 1_000; nonce++) kept.push(outbox.keep(entry(nonce), 1).id);
  });
  expect(fault).toMatchObject({ code: "store.full", next: "retry" });
  isSaid(fault);
  expect(kept.length).toBeGreaterThan(0);
  expect(outbox.open().map(({ id }) => id)).toEqual(kept);
  allowPages(store, 100);
  kept.push(outbox.keep(entry(kept.length), 2).id);
  store.close();
  const again = openStore(folder, NOW);
  expect(
    outboxOf(again, CHAIN)
      .open()
      .map(({ id }) => id),
  ).toEqual(kept);
  again.close();
});

test("a copy that a crash left half passes for none: it is made anew before the migration", () => {
  const folder = temporaryFolder();
  const old = openStore(folder, NOW, MIGRATIONS.slice(0, -1));
  old.close();
  const copy = `${old.file}.before-version-${MIGRATIONS.length}`;
  // What a crash in the middle of copying left under both names.
  writeFileSync(`${copy}.part`, "half");
  writeFileSync(copy, readFileSync(old.file).subarray(0, 5_000));
  const now = openStore(folder, NOW);
  now.close();
  const db = new DatabaseSync(copy, { readOnly: true });
  expect(db.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  expect(db.prepare("PRAGMA user_version").get()).toEqual({ user_version: MIGRATIONS.length - 1 });
  db.close();
  expect(existsSync(`${copy}.part`)).toBe(false);
});

test.skipIf(process.platform === "win32")(
  "a folder that may not be written is named, and nothing in it changes",
  () => {
    const folder = temporaryFolder();
    openStore(folder, NOW).close();
    const store = join(import.meta.dirname, "../../../electron/store/store.ts");
    const script = `import { openStore } from ${JSON.stringify(store)};
    try { openStore(${JSON.stringify(folder)}, new Date(0)); console.log("{}"); }
    catch (error) { console.log(JSON.stringify(error.fault)); }`;
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
    chmodSync(folder, 0o555);
    // Root may write everywhere: then somebody else asks.
    const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const before = readdirSync(folder);
    const ran = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], { ...asNobody });
    chmodSync(folder, 0o755);
    const fault = JSON.parse(ran.stdout.toString()) as Fault;
    expect(fault).toMatchObject({ code: "store.unwritable" });
    isSaid(fault);
    expect(readdirSync(folder)).toEqual(before);
  },
);

test("a flipped bit anywhere: kept aside and named, or every entry is what was kept or is said to be damaged", () => {
  const folder = temporaryFolder();
  const store = openStore(folder, NOW);
  const bytes = Array.from({ length: 40 }, (_, nonce) => entry(nonce));
  const first = outboxOf(store, CHAIN);
  for (const one of bytes) first.keep(one, 1);
  const originals = new Map(first.open().map((item) => [item.id, item.bytes]));
  store.close();
  const { file } = store;
  const whole = readFileSync(file);
  const { size } = statSync(file);
  const aside: { readonly fault: Fault; readonly folder: string; readonly bytes: Uint8Array }[] = [];
  const seen = { aside: 0, out: 0, same: 0 };
  for (let turn = 0; turn < 200; turn++) {
    const damaged = Buffer.from(whole);
    const at = Math.floor((turn * 7_919 * size) / (200 * 7_919)) + (turn % 61);
    const place = Math.min(size - 1, at);
    damaged.writeUInt8(damaged.readUInt8(place) ^ (1 << (turn % 8)), place);
    const here = temporaryFolder();
    writeFileSync(join(here, "wallet.sqlite"), damaged);
    let opened: Store;
    try {
      opened = openStore(here, NOW);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      aside.push({ fault: error.fault, folder: here, bytes: damaged });
      seen.aside++;
      continue;
    }
    const said: string[] = [];
    const read = outboxOf(opened, CHAIN, (line) => void said.push(line)).list(100);
    for (const item of read) expect(item.bytes).toEqual(originals.get(item.id));
    if (said.length > 0) seen.out++;
    else seen.same++;
    opened.close();
  }
  expect(seen.aside).toBeGreaterThan(0);
  for (const { fault, folder: where, bytes: damaged } of aside) {
    // Whatever it is, the file is still there, under one name or the other.
    const names = readdirSync(where).filter((name) => /^wallet.*\.sqlite$/.test(name));
    expect(names.some((name) => readFileSync(join(where, name)).equals(damaged))).toBe(true);
    isSaid(fault);
  }
  expect(seen.out).toBeGreaterThan(0);
});

test("a flipped bit in a table's definition is named, and nothing is written to the file", () => {
  const folder = temporaryFolder();
  openStore(folder, NOW).close();
  const whole = readFileSync(join(folder, "wallet.sqlite"));
  for (const word of ["sender TEXT", "node_says", "takers INTEGER", "INDEX outbox_open"]) {
    const damaged = Buffer.from(whole);
    // Pages hold remains of definitions that a step replaced: one of the places is the one that counts.
    const places: number[] = [];
    for (let at = damaged.indexOf(word); at >= 0; at = damaged.indexOf(word, at + 1)) places.push(at);
    for (const at of places) damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    expect(places.length).toBeGreaterThan(0);
    const here = temporaryFolder();
    writeFileSync(join(here, "wallet.sqlite"), damaged);
    expect(() => openStore(here, NOW)).toThrow(expect.objectContaining({ fault: expect.objectContaining({ code: "store.damaged" }) })); // prettier-ignore
    const kept = readdirSync(here).find((name) => name.startsWith("wallet.damaged-") && name.endsWith(".sqlite"));
    expect(readFileSync(join(here, kept ?? ""))).toEqual(damaged);
  }
});
