/**
 * The one contract between windows and the main process: every method with its door, its access and a parser for each side.
 * `wallet` is the main window; `safe` is a window of the main process with a session of its own (first start, unlock, signing);
 * `kiosk` is the window of a program started with --kiosk, which has no other door.
 * read: answered from verified or own data. write: changes local data. sign: opens the signing window, may end in a signature.
 */
import { z } from "zod";
import { Carrier, Side } from "../ledger/units.ts";
import { AccountName, AccountRow, AccountView, SystemUnlockState } from "./accountViews.ts";
import { AgentState, Policies } from "./agentViews.ts";
import { BookState, Learned } from "./bookViews.ts";
import { AnchorCheck, AnchorFingerprint, AnchorState } from "./anchorViews.ts";
import { COMMISSIONING } from "./commissioningViews.ts";
import { CURVE_DAYS, CurveView, LocalYear, YearView } from "./curveViews.ts";
import { DeviceEntry, DeviceId, DEVICES_MAX, DeviceView } from "./deviceViews.ts";
import {
  DayView,
  ImportChoices,
  ImportPreview,
  ImportReport,
  ImportWays,
  LiveView,
  LocalDate,
  LocalMonth,
  MeterSource,
  MonthView,
} from "./energyViews.ts";
import { KioskLeave, KioskStart, Pin, StreetLedger, StreetMeters } from "./kioskViews.ts";
import { Lang, OutboxEntry, Settings, StatusView } from "./ledgerViews.ts";
import {
  BookRow,
  ContractRow,
  ContractView,
  HomeView,
  Need,
  OfferIntent,
  Proposal,
  StatementRow,
} from "./marketViews.ts";
import { method, Signing } from "./method.ts";
import { NetworkCheck } from "./networkViews.ts";
import { NodesState, NodeUrl, ProxyChosen } from "./nodeViews.ts";
import { OfficeIntent } from "./officeIntent.ts";
import { OFFICE_METHODS } from "./officeMethods.ts";
import { NoteText } from "./noteViews.ts";
import { ProofCheck, ProofSubject, SavedProofView } from "./proofViews.ts";
import { ConfirmView, SafeState, Strength, WalletChoice, WordCount, WordList } from "./safeViews.ts";
import { ScanRequest, ScanView } from "./scanViews.ts";
import { SIGNAL_SLOTS, SignalsView } from "./signalViews.ts";
import { TRADE_METHODS } from "./tradeMethods.ts";
import { verified } from "./verified.ts";

const none = z.strictObject({});
const int = z.number().int();
const id = z.string().regex(/^[0-9a-f]{64}$/);
const address = z.string().max(64);
const label = z.string().max(256);
const passphrase = z.string().min(1).max(1024);

export type { Access, Door } from "./method.ts";

export const CONTRACT = {
  "settings.get": method("both", "read", none, Settings),
  "settings.set": method("both", "write", Settings.partial(), Settings),
  "wallet.lock": method("wallet", "write", none, none),

  "status.get": method("wallet", "read", none, StatusView),
  "outbox.list": method("wallet", "read", none, z.array(OutboxEntry)),
  /** A signed entry that has not left this computer, never to be sent. Fault: "outbox.left" when it may have. */
  "outbox.withdraw": method("wallet", "write", z.strictObject({ id }), none),
  /** A draft that nobody wants to sign any more. */
  "outbox.discard": method("wallet", "write", z.strictObject({ id }), none),
  /** One signed entry, or all that are open, to a file that another computer can send: its name, or null when nothing was chosen. */
  "outbox.save": method(
    "wallet",
    "write",
    z.strictObject({ id: id.nullable() }),
    z.strictObject({ saved: z.string().nullable() }),
  ),
  /** The same as texts for a row of QR codes, shown one after the other in a circle. */
  "outbox.frames": method(
    "wallet",
    "write",
    z.strictObject({ id: id.nullable() }),
    z.strictObject({ frames: z.array(z.string()) }),
  ),
  "home.get": method("wallet", "read", none, verified(HomeView)),
  "needs.list": method("wallet", "read", none, z.array(Need)),
  "energy.live": method("wallet", "read", none, LiveView),
  "energy.day": method(
    "wallet",
    "read",
    z.strictObject({ source: MeterSource, date: LocalDate.nullable() }),
    DayView.nullable(),
  ),
  "energy.month": method(
    "wallet",
    "read",
    z.strictObject({ source: MeterSource, month: LocalMonth.nullable() }),
    MonthView.nullable(),
  ),
  /** Some days as one curve, from a date or (null) in the week that runs or was read last. */
  "energy.curve": method(
    "wallet",
    "read",
    z.strictObject({ source: MeterSource, from: LocalDate.nullable(), days: int.min(1).max(CURVE_DAYS) }),
    CurveView.nullable(),
  ),
  "energy.year": method(
    "wallet",
    "read",
    z.strictObject({ source: MeterSource, year: LocalYear.nullable() }),
    YearView.nullable(),
  ),
  /** What the grid and the supplier say about slots from <= s < to of electricity. */
  "energy.signals": method(
    "wallet",
    "read",
    z
      .strictObject({ from: int.min(0), to: int.min(0) })
      .refine(({ from, to }) => from <= to && to - from <= SIGNAL_SLOTS, "too many slots"),
    verified(SignalsView),
  ),
  "market.book": method(
    "wallet",
    "read",
    z.strictObject({ carrier: Carrier, from: int, to: int }),
    verified(z.array(BookRow)),
  ),
  "market.proposal": method(
    "wallet",
    "read",
    z.strictObject({ carrier: Carrier, side: Side, from: int.nullable(), to: int.nullable() }),
    verified(Proposal.nullable()),
  ),
  "contracts.list": method("wallet", "read", none, verified(z.array(ContractRow))),
  "contracts.get": method("wallet", "read", z.strictObject({ id }), verified(ContractView.nullable())),
  /** The reader's own note on a contract; null where there is none. */
  "notes.get": method(
    "wallet",
    "read",
    z.strictObject({ contract: id }),
    z.strictObject({ text: NoteText.nullable() }),
  ),
  /** Durable when it answers; an empty one is taken away. */
  "notes.set": method("wallet", "write", z.strictObject({ contract: id, text: NoteText }), none),
  "money.list": method("wallet", "read", none, verified(z.array(StatementRow))),

  ...OFFICE_METHODS,

  "meter.choose": method("wallet", "write", none, ImportPreview.nullable()),
  "meter.preview": method(
    "wallet",
    "read",
    z.strictObject({ handle: z.string().max(64), choices: ImportChoices }),
    ImportPreview,
  ),
  "meter.import": method(
    "wallet",
    "write",
    z.strictObject({ handle: z.string().max(64), choices: ImportChoices, ways: ImportWays }),
    ImportReport,
  ),
  /** Devices of the home with their live figures. */
  "devices.list": method("wallet", "read", none, z.array(DeviceView).max(DEVICES_MAX)),
  "devices.add": method("wallet", "write", DeviceEntry, z.strictObject({ id: DeviceId })),
  "devices.change": method(
    "wallet",
    "write",
    z.strictObject({ id: DeviceId, name: DeviceEntry.shape.name, reversed: z.boolean() }),
    none,
  ),
  /** Looks for devices at local addresses that the reader names, on a broker, or among serial ports; one search at a time. */
  "devices.scan": method("wallet", "write", ScanRequest, none),
  "devices.stopScan": method("wallet", "write", none, none),
  "devices.scanned": method("wallet", "read", none, ScanView),
  "devices.remove": method("wallet", "write", z.strictObject({ id: DeviceId }), none),
  "file.saveCsv": method(
    "wallet",
    "write",
    z.strictObject({ name: z.string().max(80), text: z.string().max(20_000_000) }),
    z.strictObject({ saved: z.boolean() }),
  ),

  ...COMMISSIONING,

  /** A proof file, saved where the reader says: its name, or null when nothing was chosen. */
  "proof.save": method("wallet", "write", ProofSubject, z.strictObject({ saved: z.string().nullable() })),
  /** Proof files saved from here, newest first. */
  "proof.list": method("wallet", "read", none, z.array(SavedProofView)),
  /** A proof file that the reader chooses, checked here; null when nothing was chosen. */
  "proof.check": method("wallet", "write", none, ProofCheck.nullable()),
  /** A file that the system handed to the program (topic `opened`), checked here, once; null when there is none. */
  "proof.opened": method("wallet", "write", none, ProofCheck.nullable()),

  /** Asks for the page on which another network can be joined, and brings nothing to it. */
  "network.open": method("wallet", "write", none, none),
  /** Asks for the page on which a new trust anchor can be given, and brings nothing to it: false while trust holds. */
  "anchor.open": method("wallet", "write", none, z.strictObject({ opened: z.boolean() })),

  /** Asks for the page of passphrase, words and back-up, and brings nothing to it. */
  "keys.open": method("wallet", "write", none, none),
  /** The open wallet's accounts that are shown; the active one is what all screens are of. */
  "accounts.list": method("wallet", "read", none, z.array(AccountView)),
  /** Goes over to another of them: what waits for a signature is declined, and the window's page begins anew. */
  "accounts.use": method("wallet", "write", z.strictObject({ address: z.string().max(64) }), none),
  /** Asks for the address book's page, and brings nothing to it. */
  "book.open": method("wallet", "write", none, none),
  /** Asks for the page of the agent's limits, and brings nothing to it. */
  "agent.open": method("wallet", "write", none, none),
  /** Asks for the page of nodes, and brings nothing to it. */
  "nodes.open": method("wallet", "write", none, none),
  /** Puts where trust began into the clipboard, as `npm run verify` takes it: HEIGHT:HASH. Null while nothing is trusted. */
  "anchor.copy": method("wallet", "write", none, z.strictObject({ copied: z.string().nullable() })),

  "sign.register": method("wallet", "sign", none, Signing),
  "sign.offer": method("wallet", "sign", OfferIntent, Signing),
  "sign.cancel": method("wallet", "sign", z.strictObject({ offer: id }), Signing),
  "sign.accept": method("wallet", "sign", z.strictObject({ offer: id, energy: OfferIntent.shape.energy }), Signing),
  "sign.claim": method(
    "wallet",
    "sign",
    z.strictObject({ other: z.string().max(64), period: int, reference: z.string().min(1).max(64) }),
    Signing,
  ),
  "sign.confirm": method("wallet", "sign", z.strictObject({ other: z.string().max(64), period: int }), Signing),
  "sign.deny": method(
    "wallet",
    "sign",
    z.strictObject({ other: z.string().max(64), period: int, reason: z.string().min(1).max(280) }),
    Signing,
  ),

  ...TRADE_METHODS,
  /** An act of a regulator, operator or utility. Faults: "compose.office", "compose.decision". */
  "sign.office": method("wallet", "sign", OfficeIntent, Signing),

  /** Signs again what lapsed or was withdrawn, with a new window and number. Fault: "outbox.notAgain". */
  "sign.again": method("wallet", "sign", z.strictObject({ id }), Signing),
  "sign.draft": method("wallet", "sign", z.strictObject({ id }), Signing),
  /** Voids an entry whose bytes may have left, even before it arrives. Fault: "outbox.notOpen". */
  "sign.revoke": method("wallet", "sign", z.strictObject({ id }), Signing),

  "safe.state": method("safe", "read", none, SafeState),
  "safe.strength": method("safe", "read", z.strictObject({ passphrase: z.string().max(1024) }), Strength),
  "safe.create": method(
    "safe",
    "write",
    z.strictObject({ words: WordCount, list: WordList }),
    z.strictObject({ words: z.array(z.string()), ask: z.array(int) }),
  ),
  "safe.check": method(
    "safe",
    "write",
    z.strictObject({ answers: z.array(z.string().max(32)).length(3) }),
    z.strictObject({ right: z.array(z.boolean()) }),
  ),
  "safe.restore": method(
    "safe",
    "write",
    z.strictObject({ phrase: z.string().max(1024) }),
    z.strictObject({ words: int, list: WordList }),
  ),
  /** A back-up file that the reader chooses in the system's dialog: whose it is; null when nothing was chosen. */
  "safe.chooseBackup": method(
    "safe",
    "write",
    none,
    z.strictObject({ file: z.string(), address: z.string() }).nullable(),
  ),
  /** Opens what was chosen last and puts it in the vault's place. */
  "safe.restoreBackup": method(
    "safe",
    "write",
    z.strictObject({ passphrase }),
    z.strictObject({ address: z.string() }),
  ),
  /** Words of the list that begin so, for a phrase that is typed word by word. */
  /** A back-up as text, as its QR code holds it; then as `safe.chooseBackup`. */
  "safe.backupText": method(
    "safe",
    "write",
    z.strictObject({ text: z.string().max(65_536) }),
    z.strictObject({ address: z.string() }),
  ),
  "safe.wordsLike": method(
    "safe",
    "read",
    z.strictObject({ list: WordList, begins: z.string().min(1).max(16) }),
    z.array(z.string()).max(8),
  ),
  "safe.save": method("safe", "write", z.strictObject({ passphrase }), z.strictObject({ address: z.string() })),
  "safe.join": method(
    "safe",
    "write",
    /** The built-in network, or the network file that was read last: it must be the one that the page shows. */
    z.discriminatedUnion("network", [
      z.strictObject({ network: z.literal("demo") }),
      z.strictObject({ network: z.literal("file"), fingerprint: id }),
    ]),
    z.strictObject({ name: z.strictObject({ en: z.string(), zh: z.string() }) }),
  ),
  /** A network file that the reader chooses in the system's dialog; null when nothing was chosen. */
  "safe.networkFile": method("safe", "write", none, NetworkCheck.nullable()),
  /** A network file or link as text. */
  "safe.networkText": method("safe", "write", z.strictObject({ text: z.string().max(1_048_576) }), NetworkCheck),
  /** What a link from outside has brought and nobody has answered yet. */
  "safe.networkOffered": method("safe", "read", none, NetworkCheck.nullable()),
  "safe.networkClose": method("safe", "write", none, none),
  "safe.finish": method("safe", "write", none, none),
  "safe.unlock": method("safe", "write", z.strictObject({ passphrase }), none),
  /** By the system's keychain, where that was switched on. */
  "safe.unlockBySystem": method("safe", "write", none, none),
  /** A wallet without keys, of one address that is watched. Faults: "account.address", "vault.exists", "vault.write". */
  "safe.watch": method("safe", "write", z.strictObject({ address: z.string().max(100) }), none),
  /** Opens such a wallet: it has no passphrase. */
  "safe.watchOpen": method("safe", "write", none, none),
  /** Another wallet of this folder to the front. */
  "safe.chooseWallet": method("safe", "write", z.strictObject({ id: WalletChoice.shape.id }), none),
  /** The first start's steps once more, for one wallet more. */
  "safe.anotherWallet": method("safe", "write", none, none),
  "safe.confirmation": method("safe", "read", none, ConfirmView.nullable()),
  "safe.answer": method("safe", "write", z.strictObject({ digest: z.string(), sign: z.boolean() }), none),

  "safe.keysState": method(
    "safe",
    "read",
    none,
    z.strictObject({ address: z.string(), accounts: z.array(AccountRow), system: SystemUnlockState }),
  ),
  "safe.accountAdd": method("safe", "write", z.strictObject({ passphrase, name: AccountName }), z.array(AccountRow)),
  /** A key file that the reader chooses in the system's dialog: whose it is; null when nothing was chosen. The key stays behind the door. */
  "safe.accountKeyFile": method(
    "safe",
    "write",
    none,
    z.strictObject({ file: z.string(), address: z.string() }).nullable(),
  ),
  /** `key`: as typed; null takes that of the file that was chosen last. */
  "safe.accountImport": method(
    "safe",
    "write",
    z.strictObject({ passphrase, name: AccountName, key: z.string().max(4096).nullable() }),
    z.array(AccountRow),
  ),
  "safe.accountWatch": method(
    "safe",
    "write",
    z.strictObject({ passphrase, name: AccountName, address: z.string().max(100) }),
    z.array(AccountRow),
  ),
  "safe.accountChange": method(
    "safe",
    "write",
    z.strictObject({ passphrase, address: z.string().max(64), name: AccountName, hidden: z.boolean() }),
    z.array(AccountRow),
  ),
  /** Only switching on needs the passphrase. */
  "safe.systemUnlock": method(
    "safe",
    "write",
    z.discriminatedUnion("on", [
      z.strictObject({ on: z.literal(true), passphrase }),
      z.strictObject({ on: z.literal(false) }),
    ]),
    SystemUnlockState,
  ),
  "safe.changePassphrase": method("safe", "write", z.strictObject({ current: passphrase, next: passphrase }), none),
  "safe.words": method(
    "safe",
    "write",
    z.strictObject({ passphrase }),
    z.strictObject({ words: z.array(z.string()), list: WordList }),
  ),
  /** Name of the file; null when the dialog was left. */
  "safe.backup": method(
    "safe",
    "write",
    z.strictObject({ passphrase }),
    z.strictObject({ saved: z.string().nullable() }),
  ),
  /** The back-up's text for a QR code, small enough to be read again by a telephone; it is encrypted as the file is. */
  "safe.backupCode": method("safe", "write", z.strictObject({ passphrase }), z.strictObject({ text: z.string() })),
  /** All that the wallet knows, into a folder that the reader chooses: its name, null when nothing was chosen; `without`: what is not in it, and why. */
  "safe.saveEverything": method(
    "safe",
    "write",
    z.strictObject({ passphrase }),
    z
      .strictObject({
        saved: z.string(),
        files: int,
        without: z.array(z.strictObject({ what: z.string(), why: z.string() })),
      })
      .nullable(),
  ),
  /** What a deletion would leave and what it would never send: other wallets of this folder, entries of the outbox that are not over. */
  "safe.deletion": method("safe", "read", none, z.strictObject({ others: int, waiting: int })),
  /** Deletes the wallet in front with all that belongs to it, and ends the program. */
  "safe.deleteEverything": method("safe", "write", z.strictObject({ passphrase }), none),
  /** The same for a wallet that no passphrase opens; `word` as the page asks for it. */
  "safe.deleteByWord": method("safe", "write", z.strictObject({ word: z.string().max(32) }), none),
  "safe.keysClose": method("safe", "write", none, none),

  "safe.bookState": method("safe", "read", none, BookState),
  /** What to say of an address before it is entered: the known one that it could be taken for. */
  "safe.bookCheck": method(
    "safe",
    "read",
    z.strictObject({ address }),
    z.strictObject({ alike: z.string().nullable() }),
  ),
  /** `despite`: the known address that the page warned of, if it did. */
  "safe.bookAdd": method(
    "safe",
    "write",
    z.strictObject({ address, name: label, learned: Learned, despite: address.nullable() }),
    BookState,
  ),
  "safe.bookRename": method("safe", "write", z.strictObject({ address, name: label }), BookState),
  "safe.bookRemove": method("safe", "write", z.strictObject({ address }), BookState),
  /** The reader's own note on a party of the book; an empty one is taken away. */
  "safe.bookNote": method("safe", "write", z.strictObject({ address, text: NoteText }), BookState),
  "safe.bookClose": method("safe", "write", none, none),

  "safe.agentState": method("safe", "read", none, AgentState),
  "safe.agentSet": method("safe", "write", z.strictObject({ passphrase, policies: Policies }), AgentState),
  "safe.agentClose": method("safe", "write", none, none),

  "safe.nodesState": method("safe", "read", none, NodesState),
  "safe.nodeAdd": method("safe", "write", z.strictObject({ url: NodeUrl }), NodesState),
  /** One place in the order in which nodes are asked. */
  "safe.nodeMove": method("safe", "write", z.strictObject({ url: NodeUrl, by: z.enum(["up", "down"]) }), NodesState),
  "safe.nodeRemove": method("safe", "write", z.strictObject({ url: NodeUrl }), NodesState),
  "safe.proxySet": method("safe", "write", ProxyChosen, NodesState),
  "safe.nodesClose": method("safe", "write", none, none),

  "safe.anchorState": method("safe", "read", none, AnchorState),
  /** Checkpoint files that the reader chooses in the system's dialog; null when nothing was chosen. */
  "safe.anchorFiles": method("safe", "write", none, AnchorCheck.nullable()),
  "safe.anchorTyped": method("safe", "write", AnchorFingerprint, AnchorCheck),
  /** Takes what was checked last as the new anchor; it must be what the page shows. */
  "safe.anchorConfirm": method("safe", "write", AnchorFingerprint, none),
  "safe.anchorClose": method("safe", "write", none, none),

  "kiosk.start": method("kiosk", "read", none, KioskStart),
  /** The street's own meters; null while the demo network starts. */
  "kiosk.meters": method("kiosk", "read", none, StreetMeters.nullable()),
  "kiosk.ledger": method("kiosk", "read", none, verified(StreetLedger)),
  /** Sets the PIN where there is none; never another one in its place. */
  "kiosk.setPin": method("kiosk", "write", z.strictObject({ pin: Pin, lang: Lang }), none),
  "kiosk.leave": method("kiosk", "write", z.strictObject({ pin: Pin }), KioskLeave),
} as const;

export type Contract = typeof CONTRACT;
export type Method = keyof Contract;
export type Input<M extends Method> = z.infer<Contract[M]["input"]>;
export type Output<M extends Method> = z.infer<Contract[M]["output"]>;

/** What the main process tells a window: that something it may be showing has changed. Carries no data. */
export const Topic = z.enum([
  "status",
  "ledger",
  "readings",
  "outbox",
  "settings",
  "needs",
  "opened",
  "accounts",
  "devices",
  "jobs",
]);
export type Topic = z.infer<typeof Topic>;
