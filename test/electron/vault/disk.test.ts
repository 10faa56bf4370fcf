/** Disks that fail at the worst moment of a vault's writing: what was written is known to be, and a second try succeeds. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";

const disk = vi.hoisted(() => ({ full: "", folderFlushes: true, flushesAfterRename: true }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof Files>();
  const failing = (code: string): never => {
    throw Object.assign(new Error(code), { code });
  };
  const open: typeof real.open = (path, flags, mode) => {
    if (disk.full !== "" && flags === "wx" && String(path).includes(disk.full)) failing("ENOSPC");
    if (!disk.folderFlushes && flags === "r") failing("EIO");
    return real.open(path, flags, mode);
  };
  const rename: typeof real.rename = async (from, to) => {
    await real.rename(from, to);
    if (!disk.flushesAfterRename && String(from).endsWith("vault.json.next")) disk.folderFlushes = false;
  };
  return { ...real, open, rename };
});
const { KDF_FLOOR } = await import("../../../electron/vault/kdf.ts");
const { Vault } = await import("../../../electron/vault/vault.ts");
const { readPhrase } = await import("../../../electron/vault/words.ts");

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const OLD = "seven copper kettles hum";
const NEW = "winter lantern orchard bicycle";
let folder: string;
const at = () => Vault.at(folder, undefined, () => Promise.resolve(KDF_FLOOR));
beforeEach(() => {
  disk.full = "";
  disk.folderFlushes = true;
  disk.flushesAfterRename = true;
  folder = temporaryFolder();
});

test.each([".vault.json.next.", ".vault.json."])(
  "no room for %s when a damaged vault is replaced: kept, and replaced once there is room",
  async (name) => {
    writeFileSync(join(folder, "vault.json"), "{damaged");
    const vault = await at();
    disk.full = name;
    await expect(vault.create(readPhrase(WORDS), OLD)).rejects.toMatchObject({
      fault: { code: "vault.write", data: { why: "ENOSPC" } },
    });
    disk.full = "";
    await vault.create(readPhrase(WORDS), OLD);
    const kept = readdirSync(folder).filter((one) => one.includes("damaged"));
    expect(kept.map((one) => readFileSync(join(folder, one), "utf8"))).toEqual(["{damaged"]);
    await (await at()).unlock(OLD);
  },
);

test("a folder that cannot be flushed makes no failure of what is in place", async () => {
  const vault = await at();
  disk.folderFlushes = false;
  await vault.create(readPhrase(WORDS), OLD);
  disk.folderFlushes = true;
  expect(vault.is).toBe("open");
  const before = readFileSync(join(folder, "vault.json"), "utf8");
  disk.flushesAfterRename = false;
  await vault.changePassphrase(OLD, NEW);
  disk.flushesAfterRename = true;
  disk.folderFlushes = true;
  expect(readFileSync(join(folder, "vault.json"), "utf8")).not.toBe(before);
  await expect(vault.backup(OLD)).rejects.toThrow("vault.wrongPassphrase");
  expect(await vault.backup(NEW)).toBe(readFileSync(join(folder, "vault.json"), "utf8"));
});
