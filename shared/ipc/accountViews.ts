/** The accounts of the open wallet as windows see them. Names are given in a safe window; the wallet window only chooses among them. */
import { z } from "zod";

/** No control or direction characters: a name stands beside an address in the signing window. Empty: "account N" stands for it. */
export const AccountName = z
  .string()
  .max(40)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u)
  .refine((name) => name === name.trim());

export const AccountKind = z.enum(["words", "key", "watch"]);
export type AccountKind = z.infer<typeof AccountKind>;

export const AccountView = z.strictObject({
  address: z.string(),
  /** As its owner gave it, otherwise "account N" in both languages. */
  name: z.strictObject({ en: z.string(), zh: z.string() }),
  kind: AccountKind,
  /** The one that screens, outbox and signatures are of. */
  active: z.boolean(),
});
export type AccountView = z.infer<typeof AccountView>;

/** In the safe window: also what is hidden, and the name as it was given. */
export const AccountRow = z.strictObject({ ...AccountView.shape, given: AccountName, hidden: z.boolean() });
export type AccountRow = z.infer<typeof AccountRow>;

/** `place`: 1 for the first account of the wallet. */
export function accountName(given: string, place: number): AccountView["name"] {
  return given === "" ? { en: `Account ${place}`, zh: `账户 ${place}` } : { en: given, zh: given };
}

/** Whether the system's keychain opens this wallet; where it cannot, why. */
export const SystemUnlockState = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("on") }),
  z.strictObject({ is: z.literal("off") }),
  z.strictObject({
    is: z.literal("unavailable"),
    reason: z.enum(["basicText", "noKeychain", "unknownKeychain"]),
  }),
]);
export type SystemUnlockState = z.infer<typeof SystemUnlockState>;
