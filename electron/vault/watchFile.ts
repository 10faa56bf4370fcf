/**
 * A wallet that only watches: addresses without a key, a passphrase or words. `watch.json` stands where a vault file would, in clear, because
 * whoever reads it learns no more than an address tells; nothing can be signed or sealed with it.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AccountName } from "../../shared/ipc/accountViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { PartyId } from "../../shared/ledger/units.ts";
import { ACCOUNTS_MAX, type KeptAccount } from "./accounts.ts";
import { codeOf, writeAtomic } from "./atomicFile.ts";

/** Its name in the wallet's folder. */
export const WATCH_FILE = "watch.json";

const Kept = z.strictObject({
  version: z.literal(1),
  accounts: z
    .array(z.strictObject({ address: PartyId, name: AccountName }))
    .min(1)
    .max(ACCOUNTS_MAX)
    .refine((all) => new Set(all.map(({ address }) => address)).size === all.length, "an address twice"),
});

export type WatchFound =
  | { readonly is: "none" }
  | { readonly is: "watch"; readonly accounts: readonly KeptAccount[] }
  | { readonly is: "damaged" };

export async function readWatchFile(path: string): Promise<WatchFound> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    return codeOf(error) === "ENOENT" ? { is: "none" } : { is: "damaged" };
  }
  try {
    const { accounts } = Kept.parse(JSON.parse(text));
    return { is: "watch", accounts: accounts.map((one) => ({ kind: "watch", hidden: false, ...one })) };
  } catch {
    return { is: "damaged" };
  }
}

/** A first one. Faults: `vault.exists` {file}, `vault.write` {file, why}. */
export async function writeWatchFile(path: string, address: string, name: string): Promise<readonly KeptAccount[]> {
  const kept = Kept.parse({ version: 1, accounts: [{ address, name }] });
  try {
    await writeAtomic(path, `${JSON.stringify(kept)}\n`, true);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new FaultError("vault.exists", { file: path });
    throw new FaultError("vault.write", { file: path, why: codeOf(error) ?? "unknown" }, "retry");
  }
  return [{ kind: "watch", hidden: false, address, name }];
}
