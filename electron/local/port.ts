/**
 * The local worker as the main process sees it. The worker owns disk (SQLite), network and light client; it has no key. It
 * answers every `read` method of the wallet's contract, composes what is to be signed and keeps what was signed.
 */
import type { Json } from "../../shared/codec/canonical.ts";
import type { PrivateKind, Sealed } from "../store/sealed.ts";
import type { Without } from "../export/without.ts";
import type { Way } from "../sync/way.ts";
import type { Contract, Input, Method, Output, Topic } from "../../shared/ipc/contract.ts";
import type { AnchorCheck, AnchorState } from "../../shared/ipc/anchorViews.ts";
import type { ImportChoices, ImportPreview, ImportReport, ImportWays } from "../../shared/ipc/energyViews.ts";
import type { StreetLedger } from "../../shared/ipc/kioskViews.ts";
import type { HomeView } from "../../shared/ipc/marketViews.ts";
import type { ProofCheck, ProofSubject } from "../../shared/ipc/proofViews.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { Verified } from "../../shared/ipc/verified.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { DeviceReadings } from "../readings/liveReadings.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";

/** What a person offers as a new anchor: checkpoint files, or a height and a hash to be compared by another way. */
export type AnchorProposal =
  | { readonly by: "checkpoint"; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] }
  | { readonly by: "fingerprint"; readonly height: number; readonly hash: string };

export interface ProofFile {
  /** Proposed name, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** State that it proves. */
  readonly height: number;
}

export interface OutboxExport {
  /** Proposed name, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

type WalletRead = {
  [M in Method]: Contract[M]["access"] extends "read" ? (Contract[M]["door"] extends "wallet" ? M : never) : never;
}[Method];
export type ReadMethod = Exclude<
  WalletRead,
  "meter.preview" | "accounts.list" | "devices.list" | "devices.scanned" | "jobs.list" | "jobs.get" | "notes.get"
>;
type Signs = { [M in Method]: Contract[M]["access"] extends "sign" ? M : never }[Method];
/** Transactions; reports and test readings are signed without the worker. */
export type SignMethod = Exclude<Signs, "sign.handover" | "sign.reading">;

/** Public halves only; without them the account is watched, and nothing of it is signed here. */
export interface Account {
  readonly address: string;
  readonly publicKey: string | null;
  readonly meterId: string | null;
  readonly meterKey: string | null;
}

/** What a signature is asked for: the exact body, and what the signing window draws beside its own reading of the body. */
export interface Composed {
  readonly body: TxBody;
  readonly chainId: string;
  /** Facts that the body alone does not hold (a taken offer's terms, the address book, history), each from verified data. */
  readonly facts: Pick<ConfirmView, "counterparty" | "day" | "restsOn" | "simulated"> & {
    readonly related: TxBody | null;
    /** The market's clock, for the times in the sentence; null before anything was verified. */
    readonly market: HomeView["market"] | null;
    /** What the buyer pays on top, from verified parameters; null where nothing is bought or sold. */
    readonly charges: HomeView["charges"];
    /** Every address that the reader could take another one for: cards, own contracts. */
    readonly known: readonly string[];
    /** Names of parties that the body or the related body mentions, by address. */
    readonly names: Readonly<Record<string, { readonly en: string; readonly zh: string }>>;
    /** Amount of the statement that a claim, confirmation or denial is about, micro; null otherwise. */
    readonly amount: number | null;
    /** Market seconds of that statement's period; null otherwise. */
    readonly period: { readonly from: number; readonly to: number } | null;
  };
}

/** Main process → worker. */
export interface LocalPort {
  /** Opens (or creates) the wallet's database in `folder`; a damaged one is kept aside and named in the fault. */
  open(folder: string): { readonly migratedFrom: number | null };
  /** Starts synchronising. `trusted` is the word of the built-in demo chain's own process; without one an anchor that a person confirmed counts. */
  join(network: NetworkFile, account: Account, builtIn: boolean, trusted: Anchor | null, way: Way): void;
  /** Ends synchronising: no network is joined then. What is stored of it stays. */
  leave(): void;
  /** What is trusted, and whether its time is over. */
  anchorState(): AnchorState;
  /** Holds a proposed anchor against the network file's regulators and what is trusted. Fault: "safe.anchorNotNeeded" while trust holds. */
  checkAnchor(proposal: AnchorProposal): AnchorCheck;
  /** Begins anew from what a person confirmed, durable when it answers. Faults: "safe.anchorNotNeeded", "safe.anchorBehind". */
  reanchor(anchor: Anchor, source: "checkpoint" | "fingerprint"): void;
  /** What the kiosk shows of the ledger. */
  street(): Promise<Verified<StreetLedger>>;
  /** The account was locked: no agent signature will be given until `unlocked`. */
  locked(locked: boolean): void;
  read<M extends ReadMethod>(method: M, input: Input<M>): Output<M>;
  compose<M extends SignMethod>(method: M, input: Input<M>): Composed;
  /** What was composed and never signed: its nonce may be handed out again. */
  unsigned(body: TxBody): void;
  /** Durable when it answers. `bytes` is the canonical signed transaction. */
  keep(bytes: Uint8Array): { readonly id: string };
  /**
   * What is private, under a key that the vault gives out only while it is open; for the main process alone, no window reaches it directly.
   * Faults: "vault.locked", and those of `Sealed`.
   */
  putPrivate(kind: PrivateKind, id: string, value: Json): void;
  privateOf(kind: PrivateKind): ReturnType<Sealed["list"]>;
  /** Null where there is none. Fault also "private.damaged". */
  onePrivate(kind: PrivateKind, id: string): Json;
  removePrivate(kind: PrivateKind, id: string): void;
  /** Never to be sent. Fault: "outbox.left" when its bytes may have left already, or it is over. */
  withdraw(id: string): void;
  /** A draft, gone for good. */
  discard(id: string): void;
  /**
   * One open entry, or all of them, as a file that another computer can send; they count as having left from here on, durable when it
   * answers. Faults: "outbox.nothing" when none is open, "outbox.incomplete" for one that lacks a signature.
   */
  outboxFile(id: string | null): OutboxExport;
  /** What live devices counted; durable when it answers, and the same again changes nothing. */
  counted(batch: readonly DeviceReadings[]): void;
  previewFile(path: string, choices: ImportChoices | null): ImportPreview;
  importFile(handle: string, choices: ImportChoices, ways: ImportWays): ImportReport;
  /** A proof file of verified data; see proofFiles.ts for its faults. */
  proofFile(subject: ProofSubject): ProofFile;
  /** Notes that a proof file was saved under a name. */
  proofSaved(subject: ProofSubject, name: string, height: number): void;
  /**
   * What a file proves to this wallet; `file` is its name, for the answer alone. An end that it proves of an open entry ends it; a file of
   * signed entries brings the account's own ones into the outbox.
   */
  checkProof(file: string, bytes: Uint8Array): Promise<ProofCheck>;
  /**
   * One account's part of a folder of everything (electron/export/account.ts), into a folder that is being filled. `from` null: the database
   * that is open; else the data folder of another account of this wallet. Faults: "vault.locked", those of `open`, "file.write".
   */
  writeAccount(into: string, from: string | null): Promise<readonly Without[]>;
  close(): void;
}

/** Worker → main process. */
export interface LocalHost {
  changed(topic: Topic): void;
  /** The agent's signature with the vault-held meter key, only for meter.commit and meter.open on a demo chain; null when locked. */
  signMeter(body: TxBody, chainId: string): Uint8Array | null;
  /** Salt secret of the meter's commitments (PRF key), derived in the vault; null when locked. */
  meterSalt(): Uint8Array | null;
  /** Key of what is private in the database; null when locked. */
  localDataKey(): Uint8Array | null;
  log(line: string): void;
}
