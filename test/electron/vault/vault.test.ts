/** The vault file: floor, tampering of every field, wrong passphrase, damage, never overwritten, keys that lock. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Envelope, parseEnvelope } from "../../../electron/vault/envelope.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { readPhrase } from "../../../electron/vault/words.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { canonicalText } from "../../../shared/codec/canonical.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { fromHex } from "../../../shared/codec/bytes.ts";
import { decodeTransaction, digestOf } from "../../../shared/ledger/identity.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";

const PASS = "seven copper kettles hum";
const phrase = () => readPhrase("legal winner thank year wave sausage worth useful legal winner thank yellow");
let folder: string;
/** Time that passes, and by how much the computer's clock is off. */
let now = 1_000_000;
let off = 0;
const open = () => Vault.at(folder, { now: () => now + off, steady: () => now });
const file = () => join(folder, "vault.json");
const stored = () => JSON.parse(readFileSync(file(), "utf8")) as Envelope;
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof FaultError ? error.fault.code : String(error)),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wl-vault-"));
  now = 1_000_000;
  off = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Rewrites one field and repairs the checksum, as somebody would who wants the change to go unnoticed. */
function tamper(change: (envelope: Envelope) => unknown): void {
  const envelope = structuredClone(stored());
  change(envelope);
  const { checksum: _, ...rest } = envelope;
  const checksum = createHash("sha256").update(canonicalText(rest)).digest("hex");
  writeFileSync(file(), JSON.stringify({ ...rest, checksum }));
}

describe("a vault's life", () => {
  it("is created, locked, and opens with its passphrase alone", async () => {
    const vault = await open();
    expect(vault.is).toBe("none");
    const account = await vault.create(phrase(), PASS);
    expect(vault.is).toBe("open");
    expect(account.address).toMatch(/^watt1[0-9a-z]{38}$/);
    const again = await open();
    expect(again.is).toBe("locked");
    expect(again.account).toEqual(account);
    expect(await codeOf(again.unlock("seven copper kettles hun"))).toBe("vault.wrongPassphrase");
    await again.unlock(PASS);
    expect(again.is).toBe("open");
  });

  it("refuses a passphrase under the floor and writes nothing", async () => {
    const vault = await open();
    expect(await codeOf(vault.create(phrase(), "password1"))).toBe("vault.weakPassphrase");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("never overwrites: neither its own nor one that appeared meanwhile", async () => {
    const first = await open();
    const second = await open();
    await first.create(phrase(), PASS);
    const before = readFileSync(file(), "utf8");
    expect(await codeOf(first.create(phrase(), PASS))).toBe("vault.exists");
    expect(await codeOf(second.create(phrase(), PASS))).toBe("vault.exists");
    expect(readFileSync(file(), "utf8")).toBe(before);
  });

  it("holds neither words nor passphrase in the clear, and a fresh salt each time", async () => {
    await (await open()).create(phrase(), PASS);
    const one = stored();
    rmSync(file());
    await (await open()).create(phrase(), PASS);
    const two = stored();
    expect(one.kdf.salt).not.toBe(two.kdf.salt);
    expect(one.ciphertext.slice(0, 36)).not.toBe(two.ciphertext.slice(0, 36));
    expect(JSON.stringify(one)).not.toContain("7f7f7f7f");
  });
});

describe("tampering", () => {
  const flip = (hex: string) => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);
  const other = addressOf(new Uint8Array(33).fill(2));
  const first = (e: Envelope) => {
    const [account] = e.version === 2 ? e.accounts : [];
    if (account?.kind !== "words") throw new Error("not a file of now");
    return account;
  };
  it.each<[string, (e: Envelope) => unknown]>([
    ["an account's address", (e) => (first(e).address = other)],
    ["an account's key", (e) => (first(e).publicKey = flip(first(e).publicKey))],
    ["an account's meter", (e) => (first(e).meterId = "demo-0")],
    ["a meter's key", (e) => (first(e).meterKey = flip(first(e).meterKey))],
    ["an account's name", (e) => (first(e).name = "Somebody")],
    [
      "one account more",
      (e) => e.version === 2 && e.accounts.push({ kind: "watch", name: "", hidden: false, address: other }),
    ],
    ["kdf.n", (e) => (e.kdf.n = 2 ** 18)],
    ["kdf.p", (e) => (e.kdf.p = 2)],
    ["kdf.salt", (e) => (e.kdf.salt = flip(e.kdf.salt))],
    ["cipher.nonce", (e) => (e.cipher.nonce = flip(e.cipher.nonce))],
    ["ciphertext", (e) => (e.ciphertext = flip(e.ciphertext))],
  ])("of %s does not open", async (_, change) => {
    await (await open()).create(phrase(), PASS);
    tamper(change);
    expect(await codeOf((await open()).unlock(PASS))).toBe("vault.wrongPassphrase");
  });

  it.each<[string, (e: Envelope) => unknown, string]>([
    ["N below the floor", (e) => (e.kdf.n = 2 ** 14), "weak"],
    ["r below the floor", (e) => (e.kdf.r = 1), "weak"],
    ["p of zero", (e) => (e.kdf.p = 0), "weak"],
    ["a memory bomb", (e) => (e.kdf.n = 2 ** 30), "excessive"],
    ["a block size bomb", (e) => (e.kdf.r = 4096), "excessive"],
    ["N that is no power of two", (e) => (e.kdf.n = 2 ** 17 + 1), "shape"],
    ["another algorithm", (e) => ((e.kdf as { name: string }).name = "md5"), "shape"],
    ["a newer version", (e) => ((e as { version: number }).version = 3), "newer"],
  ])("with %s is refused before any derivation", async (_, change, problem) => {
    await (await open()).create(phrase(), PASS);
    tamper(change);
    expect(parseEnvelope(readFileSync(file(), "utf8"))).toBe(problem);
    expect((await open()).damage?.problem).toBe(problem);
  });
});

describe("a damaged file", () => {
  it.each<[string, (text: string) => string, string]>([
    ["truncated", (text) => text.slice(0, 200), "notJson"],
    ["empty", () => "", "notJson"],
    ["bit-flipped", (text) => text.replace(/"salt": "./, '"salt": "x'), "shape"],
    [
      "with one digit changed",
      (text) => text.replace(/"nonce": "(.)/, (_, d) => `"nonce": "${d === "0" ? "1" : "0"}`),
      "checksum",
    ],
    ["of a megabyte", () => "x".repeat(1_000_000), "tooLarge"],
  ])("%s: says which, keeps it, lets words replace it", async (_, damage, problem) => {
    const { address } = await (await open()).create(phrase(), PASS);
    const spoilt = damage(readFileSync(file(), "utf8"));
    writeFileSync(file(), spoilt);
    const vault = await open();
    expect(vault.is).toBe("damaged");
    expect(vault.damage).toMatchObject({ file: file(), problem });
    expect(await codeOf(vault.unlock(PASS))).toBe("vault.none");
    expect(readFileSync(file(), "utf8")).toBe(spoilt);
    expect((await vault.create(phrase(), PASS)).address).toBe(address);
    expect(readFileSync(vault.damage?.kept ?? keptName(), "utf8")).toBe(spoilt);
    expect((await open()).is).toBe("locked");
  });
  const keptName = () => join(folder, readdirSync(folder).find((name) => name.includes(".damaged-")) ?? "none");
});

describe("keys", () => {
  const offer = (sender: string): TxBody => ({
    kind: "offer.cancel",
    sender,
    validUntil: 1_700_000_000,
    nonce: 3,
    offer: "ab".repeat(32),
  });

  it("sign what the validators accept", async () => {
    const vault = await open();
    const account = await vault.create(phrase(), PASS);
    const { bytes, id } = vault.sign(offer(account.address), "demo-1");
    const decoded = decodeTransaction(bytes, "demo-1");
    if (!decoded.ok) throw new Error(decoded.fault);
    expect(decoded.id).toBe(id);
    const [signed] = decoded.tx.signatures;
    expect(signed?.key).toBe(account.publicKey);
    expect(nobleSignatures.verify(fromHex(signed?.signature ?? ""), decoded.digest, fromHex(account.publicKey))).toBe(
      true,
    );
  });

  it("are the same for the same words, on every computer", async () => {
    const account = await (await open()).create(phrase(), PASS);
    expect(account).toMatchInlineSnapshot(`
      {
        "address": "watt16t4q95zltvrl9kjrytp4d0sxnz7yelmq9ajpt8",
        "meterId": "demo-458550d62da4761a",
        "meterKey": "03098724245b99b1ee568d547416891cba4439515b3e78b1d1ae4c3049a92d3b95",
        "publicKey": "02ba7de3c6d2b6e33860666e677f0c3f3827f3b21f0a62e64bb22f0bc07e233bf3",
      }
    `);
  });

  it("refuse another sender, and meter data with the account's key", async () => {
    const vault = await open();
    const account = await vault.create(phrase(), PASS);
    const commit: TxBody = {
      kind: "meter.commit",
      sender: account.address,
      validUntil: 1_700_000_000,
      nonce: 0,
      meter: account.meterId,
      batch: 1,
      root: "00".repeat(32),
    };
    expect(() => vault.sign(offer("watt1someoneelse"), "demo-1")).toThrow("vault.otherSender");
    expect(() => vault.sign(commit, "demo-1")).toThrow("vault.wrongKey");
    expect(() => vault.signMeter(offer(account.address), "demo-1")).toThrow("vault.wrongKey");
    expect(() => vault.signMeter({ ...commit, meter: "other" }, "demo-1")).toThrow("vault.otherSender");
    const signature = vault.signMeter(commit, "demo-1");
    expect(nobleSignatures.verify(signature, digestOf(commit, "demo-1"), fromHex(account.meterKey))).toBe(true);
  });

  it("are gone after lock", async () => {
    const vault = await open();
    const account = await vault.create(phrase(), PASS);
    const salt = vault.meterSalt();
    expect(salt.some((byte) => byte !== 0)).toBe(true);
    vault.lock();
    expect(vault.is).toBe("locked");
    for (const call of [() => vault.sign(offer(account.address), "c"), () => vault.meterSalt()])
      expect(call).toThrow("vault.locked");
    await vault.unlock(PASS);
    expect(vault.meterSalt()).toEqual(salt);
  });
});

describe("unlock throttling", () => {
  it("gives three attempts, then growing delays, across restarts, and forgets after success", async () => {
    await (await open()).create(phrase(), PASS);
    for (let i = 0; i < 3; i++) expect(await codeOf((await open()).unlock("wrong"))).toBe("vault.wrongPassphrase");
    const vault = await open();
    expect(await codeOf(vault.unlock(PASS))).toBe("vault.throttled");
    expect(await vault.throttle()).toEqual({ attempts: 3, until: now + 5000 });
    now += 5001;
    expect(await codeOf(vault.unlock("wrong"))).toBe("vault.wrongPassphrase");
    expect((await (await open()).throttle()).until).toBe(now + 10_000);
    now += 10_001;
    await vault.unlock(PASS);
    expect(await (await open()).throttle()).toEqual({ attempts: 0, until: 0 });
  });

  it("does not end by moving the clock back or by damaging its file", async () => {
    await (await open()).create(phrase(), PASS);
    for (let i = 0; i < 3; i++) await codeOf((await open()).unlock("wrong"));
    off -= 500_000;
    expect(await codeOf((await open()).unlock(PASS))).toBe("vault.throttled");
    writeFileSync(join(folder, "unlock.json"), "{");
    expect(await codeOf((await open()).unlock(PASS))).toBe("vault.throttled");
  });

  it("does not end by moving the clock forward while the wallet runs", async () => {
    await (await open()).create(phrase(), PASS);
    const vault = await open();
    for (let i = 0; i < 3; i++) await codeOf(vault.unlock("wrong"));
    off += 3_600_000;
    expect(await codeOf(vault.unlock(PASS))).toBe("vault.throttled");
    expect((await vault.throttle()).until).toBe(now + off + 5000);
    now += 5001;
    expect(await codeOf(vault.unlock(PASS))).toBe("ok");
  });

  it("ends after its own length when it was counted by a clock that was years ahead", async () => {
    await (await open()).create(phrase(), PASS);
    off = 5 * 365 * 86_400_000;
    for (let i = 0; i < 3; i++) await codeOf((await open()).unlock("wrong"));
    off = 0;
    expect(await (await open()).throttle()).toEqual({ attempts: 3, until: now + 5000 });
    now += 2_000;
    expect(await (await open()).throttle()).toEqual({ attempts: 3, until: now + 3000 });
    now += 3_001;
    expect(await codeOf((await open()).unlock(PASS))).toBe("ok");
  });

  it("is never longer than so many attempts make it, whatever the file says", async () => {
    await (await open()).create(phrase(), PASS);
    writeFileSync(join(folder, "unlock.json"), JSON.stringify({ attempts: 3, since: 0, until: 9e15 }));
    expect((await (await open()).throttle()).until).toBe(now + 5000);
  });

  it("begins anew when its file is deleted between two starts, as the documents say", async () => {
    await (await open()).create(phrase(), PASS);
    for (let i = 0; i < 5; i++) await codeOf((await open()).unlock("wrong"));
    rmSync(join(folder, "unlock.json"));
    expect(await (await open()).throttle()).toEqual({ attempts: 0, until: 0 });
  });

  it("names the file that it cannot count in, then counts in memory and waits longer", async () => {
    await (await open()).create(phrase(), PASS);
    const vault = await open();
    await vault.throttle();
    mkdirSync(join(folder, "unlock.json", "in the way"), { recursive: true });
    const refused = vault.unlock(PASS).catch((error: unknown) => (error instanceof FaultError ? error.fault : error));
    expect(await refused).toMatchObject({
      code: "vault.write",
      data: { file: join(folder, "unlock.json"), why: expect.stringMatching(/^E[A-Z]+$/) as string },
      next: "retry",
    });
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(await vault.throttle()).toEqual({ attempts: 0, until: now + 30_000 });
    now += 30_001;
    expect(await codeOf(vault.unlock("wrong"))).toBe("vault.wrongPassphrase");
    expect(await vault.throttle()).toEqual({ attempts: 1, until: now + 30_000 });
    expect(await codeOf(vault.unlock(PASS))).toBe("vault.throttled");
    now += 30_001;
    expect(await codeOf(vault.unlock(PASS))).toBe("ok");
    expect(vault.is).toBe("open");
  });

  it("takes a folder in the place of its file for damage, not for a first start", async () => {
    await (await open()).create(phrase(), PASS);
    mkdirSync(join(folder, "unlock.json"));
    expect(await (await open()).throttle()).toEqual({ attempts: 3, until: now + 5000 });
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "refuses to try when it cannot count",
    async () => {
      await (await open()).create(phrase(), PASS);
      const vault = await open();
      chmodSync(folder, 0o500);
      expect(await codeOf(vault.unlock(PASS))).not.toBe("ok");
      chmodSync(folder, 0o700);
      expect(existsSync(file())).toBe(true);
    },
  );
});
