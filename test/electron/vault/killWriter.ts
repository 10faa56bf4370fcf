/** A process that writes a vault file over and over until it is killed (see kill.test.ts): node killWriter.ts FOLDER TEXT. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomic } from "../../../electron/vault/atomicFile.ts";

const [folder = "", text = ""] = process.argv.slice(2);
const path = join(folder, "vault.json");
process.stdout.write("writing\n");
for (;;) {
  await writeAtomic(path, text, true);
  await writeAtomic(path, text);
  await rm(path);
}
