/**
 * The accounts of one wallet: derived from its words, imported as a key, or watched by address alone. What stands here is public and
 * lies in the vault file in clear, authenticated by it; the first account is always the words' own.
 */
import { z } from "zod";
import { addressBytes } from "../../shared/codec/address.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { AccountName } from "../../shared/ipc/accountViews.ts";
import { PartyId } from "../../shared/ledger/units.ts";
import type { PublicAccount } from "./keyring.ts";

export const ACCOUNTS_MAX = 32;
/** Indexes of hardened paths that are looked at; a phrase has far more. */
const INDEX_MAX = 9999;

const publicKey = z.string().regex(/^[0-9a-f]{66}$/);
const named = { name: AccountName, hidden: z.boolean(), address: PartyId };
const keys = { publicKey, meterId: z.string().regex(/^[a-z0-9-]{1,64}$/), meterKey: publicKey };

export const KeptAccount = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("words"), index: z.number().int().min(0).max(INDEX_MAX), ...named, ...keys }),
  z.strictObject({ kind: z.literal("key"), ...named, ...keys }),
  z.strictObject({ kind: z.literal("watch"), ...named }),
]);
export type KeptAccount = z.infer<typeof KeptAccount>;

/** What the rest of the wallet may know of the account it stands on; no keys where it is only watched. */
export interface ActiveAccount {
  readonly address: string;
  readonly publicKey: string | null;
  readonly meterId: string | null;
  readonly meterKey: string | null;
}

export function activeOf(account: KeptAccount): ActiveAccount {
  const { address } = account;
  if (account.kind === "watch") return { address, publicKey: null, meterId: null, meterKey: null };
  return publicOf(account);
}

export const publicOf = ({ address, publicKey, meterId, meterKey }: PublicAccount): PublicAccount => ({
  address,
  publicKey,
  meterId,
  meterKey,
});

/** The list that a file may have: the words' first account first, no address and no index twice, at least one that is not hidden. */
export function soundAccounts(accounts: readonly KeptAccount[]): boolean {
  const [first] = accounts;
  if (first?.kind !== "words" || first.index !== 0 || accounts.length > ACCOUNTS_MAX) return false;
  const indexes = accounts.flatMap((one) => (one.kind === "words" ? [one.index] : []));
  return (
    new Set(accounts.map((one) => one.address)).size === accounts.length &&
    new Set(indexes).size === indexes.length &&
    accounts.some((one) => !one.hidden)
  );
}

/** The path index of the next account from the words: one that no account had, hidden or not. */
export function nextIndex(accounts: readonly KeptAccount[]): number {
  return 1 + Math.max(0, ...accounts.map((one) => (one.kind === "words" ? one.index : 0)));
}

/** Faults: `account.full` {max}, `account.exists` {address, name}. */
export function withAccount(accounts: readonly KeptAccount[], added: KeptAccount): readonly KeptAccount[] {
  const same = accounts.find((one) => one.address === added.address);
  if (same) throw new FaultError("account.exists", { address: same.address, name: same.name }, "correct");
  if (accounts.length >= ACCOUNTS_MAX) throw new FaultError("account.full", { max: ACCOUNTS_MAX }, "none");
  return [...accounts, added];
}

/** Another name, shown or hidden. Faults: `account.none` {address}, `account.lastShown` when nothing would be left to show. */
export function withChange(
  accounts: readonly KeptAccount[],
  address: string,
  change: { readonly name: string; readonly hidden: boolean },
): readonly KeptAccount[] {
  if (!accounts.some((one) => one.address === address)) throw new FaultError("account.none", { address }, "correct");
  const changed = accounts.map((one) => (one.address === address ? { ...one, ...change } : one));
  if (changed.every((one) => one.hidden)) throw new FaultError("account.lastShown", { address }, "correct");
  return changed;
}

/** An address as it was typed or pasted. Fault: `account.address`. */
export function readAddress(typed: string): string {
  const trimmed = typed.trim();
  // Bech32 is one case throughout: capitals make smaller QR codes, a mixture is a mistake.
  const text = trimmed === trimmed.toUpperCase() ? trimmed.toLowerCase() : trimmed;
  if (addressBytes(text) === undefined) throw new FaultError("account.address", {}, "correct");
  return text;
}
