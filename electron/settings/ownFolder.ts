/** What the wallet keeps is for this user alone, also where a folder or file was made earlier with wider rights. */
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["wallet", "wallets", "demo-node", "browser"];
const FILES = [
  "vault.json",
  "watch.json",
  "wallets.json",
  "unlock.system.json",
  "settings.json",
  "nodes.json",
  "proxy.json",
];

/** Narrows what is there already; the data folder itself is the user's, who may keep other things in it. */
export function closeToOthers(folder: string): void {
  for (const [names, mode] of [
    [FOLDERS, 0o700],
    [FILES, 0o600],
  ] as const) {
    for (const path of names.map((name) => join(folder, name))) if (existsSync(path)) chmodSync(path, mode);
  }
}
