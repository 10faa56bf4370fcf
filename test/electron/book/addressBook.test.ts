/** The address book: who can be entered, under what name, twins of known addresses, and that the file is this account's alone. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { bech32 } from "@scure/base";
import { AddressBook, Book, BOOK_FILE, type Others } from "../../../electron/book/addressBook.ts";
import { plainLabel, sameLabel } from "../../../electron/book/label.ts";
import { SealedFile } from "../../../electron/records/sealedFile.ts";
import { BookDesk } from "../../../electron/safe/bookDesk.ts";
import { ARM_MS } from "../../../electron/safe/armed.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import { addressBytes } from "../../../shared/codec/address.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const address = (seed: number) =>
  bech32.encode("watt", bech32.toWords(Uint8Array.from({ length: 20 }, (_, i) => (seed * 31 + i * 7) % 256)));
const LI = address(2);
const WANG = address(3);
const GRID = address(4);
const others: Others = { names: { [GRID]: { en: "Grid Company", zh: "电网公司" } }, addresses: [GRID] };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof FaultError ? error.fault.code : String(error)),
  );
const typed = (of: string, name: string) => ({ address: of, name, learned: "typed" as const });

let folder: string;
let keys: Keyring;
let now = 1_700_000_000_000;
const fileOf = (vault: Keyring, owner = vault.account.address) => new SealedFile(folder, owner, BOOK_FILE, Book, vault);
const bookOf = (vault: Keyring) =>
  new AddressBook({
    mine: () => (vault.locked ? [] : [vault.account.address]),
    file: (owner) => fileOf(vault, owner),
    now: () => now,
  });
beforeEach(() => {
  folder = temporaryFolder();
  keys = new Keyring(Uint8Array.from(randomBytes(64)));
});
const fileNames = () => readdirSync(folder);

describe("entries", () => {
  it("are added, renamed and removed, and are there for the next start", async () => {
    await bookOf(keys).add(typed(LI, "  Aunt   Li "), null, others);
    await bookOf(keys).add({ ...typed(WANG, "王伯"), learned: "qr" }, null, others);
    await bookOf(keys).rename(LI, "Li next door", others);
    expect((await bookOf(keys).read()).entries).toEqual([
      { address: LI, name: "Li next door", learned: "typed", added: now },
      { address: WANG, name: "王伯", learned: "qr", added: now },
    ]);
    await bookOf(keys).remove(WANG);
    expect((await bookOf(keys).read()).entries.map((entry) => entry.address)).toEqual([LI]);
    expect((await bookOf(keys).known()).addresses).toEqual([LI, keys.account.address]);
  });

  it("changes that are asked for at once happen one after the other", async () => {
    const book = bookOf(keys);
    await Promise.all([1, 2, 3, 5, 6].map((n) => book.add(typed(address(n), `party ${n}`), null, others)));
    expect((await book.read()).entries).toHaveLength(5);
  });

  it("refuses what is no address, one's own, and one that is there", async () => {
    const book = bookOf(keys);
    await book.add(typed(LI, "Li"), null, others);
    expect(await codeOf(book.add(typed(`${LI.slice(0, -1)}q`, "x"), null, others))).toBe("book.address");
    expect(await codeOf(book.add(typed(LI.toUpperCase(), "x"), null, others))).toBe("book.address");
    expect(await codeOf(book.add(typed(keys.account.address, "me"), null, others))).toBe("book.own");
    expect(await codeOf(book.add(typed(LI, "other"), null, others))).toBe("book.there");
    expect(await codeOf(book.rename(WANG, "x", others))).toBe("book.gone");
    expect(await codeOf(book.remove(WANG))).toBe("book.gone");
    expect((await book.read()).entries).toHaveLength(1);
  });

  it("a name belongs to one party, however it is written, the network's cards included", async () => {
    const book = bookOf(keys);
    await book.add(typed(LI, "Aunt Li"), null, others);
    for (const name of ["aunt li", "AUNTLI", "Ａｕｎｔ　Ｌｉ", "grid company", "电网公司"])
      expect(await codeOf(book.add(typed(WANG, name), null, others))).toMatch(/book\.(sameName|name)/);
    // The card's own party may have its card's name.
    await book.add({ address: GRID, name: "Grid Company", learned: "utility" }, null, others);
    expect(await codeOf(book.rename(LI, "Grid company", others))).toBe("book.sameName");
  });

  it("a twin of a known address is saved only by who names what it looks like", async () => {
    const book = bookOf(keys);
    // Its checksum is not right, which likeness does not look at; to find one that is takes a few billion keys.
    const twin = `${LI.slice(0, 8)}${GRID.slice(8, -4)}${LI.slice(-4)}`;
    const near: Others = { ...others, addresses: [twin] };
    expect(await book.check(LI, near)).toEqual({ alike: twin });
    expect(await codeOf(book.add(typed(LI, "Li"), null, near))).toBe("book.alike");
    expect(await codeOf(book.add(typed(LI, "Li"), WANG, near))).toBe("book.alike");
    expect((await book.read()).entries).toEqual([]);
    await book.add(typed(LI, "Li"), twin, near);
    expect(await book.check(WANG, near)).toEqual({ alike: null });
  });
});

describe("names", () => {
  it.each([
    ["  Li  Wei ", { name: "Li Wei" }],
    ["é", { name: "é" }],
    ["王伯（隔壁）· 3#", { name: "王伯（隔壁）· 3#" }],
    ["", { problem: "empty" }],
    ["   ", { problem: "empty" }],
    ["x".repeat(41), { problem: "long" }],
    ["😀".repeat(40), { name: "😀".repeat(40) }],
    ["Li\u202egro", { problem: "characters" }],
    ["Li\u200b", { problem: "characters" }],
    ["Li\nWei", { problem: "characters" }],
    ["Li\u00a0Wei", { problem: "characters" }],
    ["watt1qqqq", { problem: "characters" }],
    ["ＷＡＴＴ１qq", { problem: "characters" }],
  ])("%o", (text, plain) => expect(plainLabel(text)).toEqual(plain));
  it("are the same whatever their width, case and spaces", () => {
    expect(sameLabel("Ａunt  LI")).toBe(sameLabel("auntli"));
  });
});

describe("the file", () => {
  it("says nothing to who has no key, and is another account's never", async () => {
    await bookOf(keys).add(typed(LI, "Aunt Li"), null, others);
    const [name = ""] = fileNames();
    const bytes = readFileSync(join(folder, name));
    expect(bytes.includes(LI)).toBe(false);
    expect(bytes.includes("Aunt")).toBe(false);
    const stranger = new Keyring(Uint8Array.from(randomBytes(64)));
    expect(await fileOf(stranger, keys.account.address).read()).toEqual({ is: "damaged", file: name });
    // Another file of the same account is not taken for it either.
    expect(
      await new SealedFile(folder, keys.account.address, BOOK_FILE, Book, {
        sealRecord: () => new Uint8Array(),
        openRecord: (_, sealed) => keys.openRecord("limits", sealed),
      }).read(),
    ).toMatchObject({ is: "damaged" });
  });

  it("with a changed bit anywhere opens nothing, and is kept when a new one is made", async () => {
    const book = bookOf(keys);
    await book.add(typed(LI, "Li"), null, others);
    const path = join(folder, fileNames()[0] ?? "");
    const whole = readFileSync(path);
    for (const at of [0, 1, 24, 25, 40, whole.length - 1]) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      expect((await book.read()).damaged, `bit of byte ${at}`).not.toBeNull();
    }
    const bad = readFileSync(path);
    await book.add(typed(WANG, "Wang"), null, others);
    expect((await book.read()).entries.map((entry) => entry.address)).toEqual([WANG]);
    const kept = fileNames().filter((name) => name.includes(".damaged-"));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(folder, kept[0] ?? ""))).toEqual(bad);
  });

  it("is closed to a locked wallet", async () => {
    await bookOf(keys).add(typed(LI, "Li"), null, others);
    keys.lock();
    expect(await codeOf(bookOf(keys).read())).toBe("vault.locked");
    expect(await codeOf(fileOf(keys).read())).toBe("vault.locked");
    expect(await codeOf(bookOf(keys).add(typed(WANG, "W"), null, others))).toBe("vault.locked");
  });
});

describe("a file of another account", () => {
  it("put in this one's place is damaged, though one wallet's key sealed both", async () => {
    const [mine, others] = [fileOf(keys), fileOf(keys, WANG)];
    await others.write({ version: 1, entries: [] }, new Date(0));
    expect(await others.read()).toMatchObject({ is: "value" });
    copyFileSync(
      join(folder, `${WANG}.${BOOK_FILE}.sealed`),
      join(folder, `${keys.account.address}.${BOOK_FILE}.sealed`),
    );
    expect(await mine.read()).toMatchObject({ is: "damaged" });
  });
});

describe("the page", () => {
  let inFront: string;
  let notes: Map<string, string>;
  beforeEach(() => {
    inFront = keys.account.address;
    notes = new Map();
  });
  const desk = (partners: readonly string[] = [WANG]) =>
    new BookDesk({
      book: bookOf(keys),
      unlocked: () => !keys.locked,
      account: () => inFront,
      cards: () => [{ party: GRID, name: { en: "Grid Company", zh: "电网公司" } }],
      partners: () => Promise.resolve(partners),
      notes: {
        ofParties: () => Promise.resolve([...notes].map(([of, text]) => ({ address: of, text }))),
        write: (about, text) => {
          const of = "party" in about ? about.party : "";
          if (text === "") notes.delete(of);
          else notes.set(of, text);
          return Promise.resolve();
        },
      },
      openWindow: () => ({ close: () => undefined }),
      now: () => now,
    });
  const entry = (of: string, learned: "typed" | "contract" | "utility") => ({
    address: of,
    name: "x",
    learned,
    despite: null,
  });

  it("offers whom contracts and the network's list name, until they are in the book", async () => {
    const page = desk();
    expect((await page.state()).candidates.map(({ address: of, learned }) => [of, learned])).toEqual([
      [WANG, "contract"],
      [GRID, "utility"],
    ]);
    now += ARM_MS;
    const after = await page.add({ ...entry(WANG, "contract"), name: "Wang" });
    expect(after.candidates.map(({ address: of }) => of)).toEqual([GRID]);
    expect(after.entries[0]?.learned).toBe("contract");
  });

  it("does not take the page's word for where an address comes from", async () => {
    const page = desk([]);
    await page.state();
    now += ARM_MS;
    expect(await codeOf(page.add(entry(WANG, "contract")))).toBe("book.learned");
    expect(await codeOf(page.add(entry(WANG, "utility")))).toBe("book.learned");
    expect(await codeOf(page.add(entry(WANG, "typed")))).toBe("ok");
  });

  it("keeps a note on a party of the book alone, and it goes with the entry", async () => {
    const page = desk();
    await page.state();
    expect(await codeOf(page.note({ address: WANG, text: "x" }))).toBe("safe.tooSoon");
    now += ARM_MS;
    expect(await codeOf(page.note({ address: WANG, text: "x" }))).toBe("book.gone");
    await page.add(entry(WANG, "contract"));
    const text = "rings twice";
    expect((await page.note({ address: WANG, text })).notes).toEqual([{ address: WANG, text }]);
    expect((await page.remove({ address: WANG })).notes).toEqual([]);
  });

  it("changes nothing before it has stood for a moment", async () => {
    const page = desk();
    expect(await codeOf(page.add(entry(WANG, "typed")))).toBe("safe.tooSoon");
    await page.state();
    now += ARM_MS - 1;
    expect(await codeOf(page.add(entry(WANG, "typed")))).toBe("safe.tooSoon");
    expect(await codeOf(page.remove({ address: WANG }))).toBe("safe.tooSoon");
    expect(await codeOf(page.rename({ address: WANG, name: "y" }))).toBe("safe.tooSoon");
    now += 1;
    expect(await codeOf(page.add(entry(WANG, "typed")))).toBe("ok");
  });

  it("changes nothing once another account has come to the front", async () => {
    const page = desk();
    await page.state();
    now += ARM_MS;
    inFront = LI;
    expect(await codeOf(page.add(entry(WANG, "typed")))).toBe("safe.otherAccount");
    expect(await codeOf(page.remove({ address: WANG }))).toBe("safe.otherAccount");
  });

  it("is not opened for a locked wallet", () => {
    const page = desk();
    keys.lock();
    expect(() => page.open()).toThrow("vault.locked");
  });
});

it("an address of these tests is one", () => expect(addressBytes(LI)).toHaveLength(20));
