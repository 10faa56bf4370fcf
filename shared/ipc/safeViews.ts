/** The safe window: first start, unlock and the signing confirmation. Passphrases and words pass through this door alone. */
import { z } from "zod";
import { SystemUnlockState } from "./accountViews.ts";
import { Learned } from "./bookViews.ts";
import { Settings } from "./ledgerViews.ts";
import { DayView } from "./energyViews.ts";
import { Proof } from "./verified.ts";

const int = z.number().int();
const both = z.strictObject({ en: z.string(), zh: z.string() });

/** One wallet of the folder, as it can be told while it is locked. */
export const WalletChoice = z.strictObject({
  id: z.string().regex(/^(?:first|[0-9a-f]{12})$/),
  /** Of its first account; null while it is damaged or not made yet. */
  name: both.nullable(),
  address: z.string().nullable(),
  accounts: int,
  /** The one that this window is about. */
  front: z.boolean(),
});
export type WalletChoice = z.infer<typeof WalletChoice>;

export const SafeState = z.strictObject({
  mode: z.enum([
    "welcome",
    "unlock",
    "watch",
    "confirm",
    "anchor",
    "keys",
    "network",
    "book",
    "agent",
    "nodes",
    "damaged",
  ]),
  settings: Settings,
  /** Unlock: until when attempts are throttled (epoch ms), attempts so far. */
  throttle: z.strictObject({ until: int, attempts: int }),
  account: z.string().nullable(),
  /** Every wallet of this folder, that in front too. */
  wallets: z.array(WalletChoice),
  /** Whether a network was joined before: a further wallet goes on with it. */
  joined: z.boolean(),
  /** Whether the system's keychain opens the wallet in front; null while there is none. */
  system: SystemUnlockState.nullable(),
  /** Which file is damaged, where a copy was kept. */
  damaged: z.strictObject({ file: z.string(), kept: z.string(), problem: z.string() }).nullable(),
});
export type SafeState = z.infer<typeof SafeState>;

/** Bits of guessing work, by a stated estimate; `floor` is what the wallet demands. */
export const Strength = z.strictObject({
  bits: int,
  floor: int,
  score: int,
  hint: z.enum(["short", "common", "pattern", "fair", "good", "strong"]),
});
export type Strength = z.infer<typeof Strength>;

export const WordList = z.enum(["english", "chinese", "traditional"]);
export const WordCount = z.union([z.literal(12), z.literal(24)]);

export const ConfirmView = z.strictObject({
  /** Which transaction: words on the buttons and the head depend on it. */
  kind: z.string(),
  /** Drawn from the decoded bytes by the main process, in both languages, equal in rank. */
  sentence: both,
  receive: z.strictObject({ amount: int, note: both }).nullable(),
  worst: z.strictObject({ amount: int, note: both }).nullable(),
  details: z.array(z.strictObject({ label: both, value: both })),
  counterparty: z
    .strictObject({
      address: z.string(),
      name: both.nullable(),
      /** The address book's word, how that one was learnt; else what verified data says of it. */
      learned: z.enum([...Learned.options, "network", "contracts", "self", "unknown"]),
      /** No contract with it yet. */
      firstTime: z.boolean(),
      contracts: int,
      bytes: z.array(int),
      alike: z.string().nullable(),
    })
    .nullable(),
  /** Which of the own accounts signs, under the name that its owner gave it. */
  key: z.strictObject({ address: z.string(), name: both.nullable() }),
  /** Header seconds: real time. */
  validUntil: int,
  /** Where the hours in the sentence, the day and the details stand: local seconds of market time now, and how much faster it runs. */
  marketTime: z.strictObject({ now: int, rate: int }).nullable(),
  digest: z.string(),
  bytes: z.string(),
  /** What a stranger can read of it once it is on the ledger. */
  publicNote: both,
  day: z.strictObject({ view: DayView, from: int, to: int, watts: int, side: z.enum(["sell", "buy"]) }).nullable(),
  simulated: z.boolean(),
  restsOn: Proof.nullable(),
});
export type ConfirmView = z.infer<typeof ConfirmView>;
