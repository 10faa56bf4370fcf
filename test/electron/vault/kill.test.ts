/** kill -9 during a vault write: afterwards there is the whole old file or the whole new one, never a part. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { accountFromWords } from "../../../electron/vault/accountEdits.ts";
import { parseEnvelope, sealEnvelope, passphraseBytes } from "../../../electron/vault/envelope.ts";
import { KDF_FLOOR } from "../../../electron/vault/kdf.ts";
import { Vault } from "../../../electron/vault/vault.ts";
import { readPhrase } from "../../../electron/vault/words.ts";

const WRITER = join(import.meta.dirname, "killWriter.ts");

it.skipIf(process.platform === "win32")("leaves a vault that parses, and no part under its name", async () => {
  const phrase = readPhrase("legal winner thank year wave sausage worth useful legal winner thank yellow");
  const accounts = [await accountFromWords(phrase, 0, "")];
  const contents = { recovery: phrase, imported: [] };
  const text = JSON.stringify(
    await sealEnvelope(contents, passphraseBytes("seven copper kettles hum"), accounts, KDF_FLOOR),
  );
  let partsSeen = 0;
  let wholeSeen = 0;
  for (let run = 0; run < 12; run++) {
    const folder = mkdtempSync(join(tmpdir(), "wl-kill-"));
    try {
      const child = spawn(process.execPath, [WRITER, folder, text], { stdio: ["ignore", "pipe", "inherit"] });
      await once(child.stdout, "data"); // The writer has begun.
      await wait(run * 3);
      child.kill("SIGKILL");
      await once(child, "exit");
      const names = readdirSync(folder);
      partsSeen += names.filter((name) => name.endsWith(".part")).length;
      const there = names.includes("vault.json");
      if (there) wholeSeen++;
      expect(there ? parseEnvelope(readFileSync(join(folder, "vault.json"), "utf8")) : {}).toBeTypeOf("object");
      expect((await Vault.at(folder)).is).toBe(there ? "locked" : "none");
      expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  // The runs must have hit the writing itself, else they showed nothing.
  expect(wholeSeen).toBeGreaterThan(0);
  expect(partsSeen).toBeGreaterThan(0);
});
