/** A process that changes a vault's passphrase to and fro until it is killed (see vaultKills.ts): node changingVault.ts FOLDER NOW NEXT. */
import { KDF_FLOOR } from "../../electron/vault/kdf.ts";
import { Vault } from "../../electron/vault/vault.ts";

const [folder = "", first = "", second = ""] = process.argv.slice(2);
const vault = await Vault.at(folder, undefined, () => Promise.resolve(KDF_FLOOR));
await vault.unlock(first);
process.stdout.write("started\n");
for (let [now, next] = [first, second]; ; [now, next] = [next, now]) {
  process.stdout.write(`changing ${next}\n`);
  await vault.changePassphrase(now, next);
  process.stdout.write(`changed ${next}\n`);
}
