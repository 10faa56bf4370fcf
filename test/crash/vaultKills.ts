/**
 * kill -9 while a passphrase is changed, at random moments: the vault opens afterwards with the passphrase that was acknowledged last, or
 * with the one that was being set, and holds the same words; nothing is left beside it.
 */
import { randomInt } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import { KDF_FLOOR } from "../../electron/vault/kdf.ts";
import { Vault } from "../../electron/vault/vault.ts";
import { readPhrase } from "../../electron/vault/words.ts";
import { linesUntilKilled } from "./linesUntilKilled.ts";

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PASSPHRASES = ["seven copper kettles hum", "winter lantern orchard bicycle"] as const;
const CHILD = join(import.meta.dirname, "changingVault.ts");

export interface VaultKills {
  /** Kills after which the passphrase being set was the one that opens, and after which it was the old one. */
  readonly done: number;
  readonly undone: number;
  /** Kills that left the new file unfinished beside the old one. */
  readonly between: number;
}

export async function vaultKills(folder: string, runs: number): Promise<VaultKills> {
  const cost = () => Promise.resolve(KDF_FLOOR);
  const made = await Vault.at(folder, undefined, cost);
  let now: string = PASSPHRASES[0];
  await made.create(readPhrase(WORDS), now);
  // As slow as this computer is now: a kill comes somewhere in the first two changes.
  const began = performance.now();
  await made.changePassphrase(now, PASSPHRASES[1]);
  now = PASSPHRASES[1];
  const latest = Math.ceil(2 * (performance.now() - began));
  const found = { done: 0, undone: 0, between: 0 };
  for (let run = 0; run < runs; run++) {
    const other = now === PASSPHRASES[0] ? PASSPHRASES[1] : PASSPHRASES[0];
    const lines = await linesUntilKilled(CHILD, [folder, now, other], randomInt(latest));
    const acknowledged = lines.findLast((line) => line.startsWith("changed "))?.slice("changed ".length) ?? now;
    const last = lines.at(-1) ?? "";
    const setting = last.startsWith("changing ") ? last.slice("changing ".length) : undefined;
    if (readdirSync(folder).includes("vault.json.next")) found.between++;
    now = await opening(folder, run, [acknowledged, ...(setting === undefined ? [] : [setting])]);
    if (now === setting) found.done++;
    else found.undone++;
    const left = readdirSync(folder).filter((name) => name !== "vault.json" && name !== "unlock.json");
    if (left.length > 0) throw new Error(`run ${run} left ${left.join(", ")}`);
  }
  return found;
}

/** Which of the passphrases opens the vault, with the same words in it. */
async function opening(folder: string, run: number, passphrases: readonly string[]): Promise<string> {
  for (const passphrase of passphrases) {
    const vault = await Vault.at(folder);
    try {
      await vault.unlock(passphrase);
    } catch (error) {
      if (error instanceof FaultError && error.fault.code === "vault.wrongPassphrase") continue;
      throw error;
    }
    const { words } = await vault.words(passphrase);
    if (words.join(" ") !== WORDS) throw new Error(`run ${run}: other words: ${words.join(" ")}`);
    return passphrase;
  }
  throw new Error(`run ${run}: the vault opens with none of ${passphrases.join(" / ")}`);
}
