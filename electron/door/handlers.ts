/** What each method of the contract does, in terms of the parts behind the door. Reads go to the local worker untouched. */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import type { ImportChoices } from "../../shared/ipc/energyViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { framesOf } from "../../shared/outbox/frames.ts";
import type { Desk } from "../confirm/desk.ts";
import type { LocalPort, ProofFile, ReadMethod, SignMethod } from "../local/port.ts";
import type { AccountsDesk } from "../safe/accountsDesk.ts";
import type { EverythingDesk } from "../safe/everythingDesk.ts";
import type { Entry } from "../safe/entry.ts";
import type { AgentDesk } from "../safe/agentDesk.ts";
import type { BookDesk } from "../safe/bookDesk.ts";
import type { Joining } from "../safe/joining.ts";
import type { KeysDesk } from "../safe/keysDesk.ts";
import type { NodesDesk } from "../safe/nodesDesk.ts";
import type { Reanchor } from "../safe/reanchor.ts";
import type { Remote } from "../../shared/link/link.ts";
import type { Notes } from "../notes/notes.ts";
import type { Opened } from "../window/opened.ts";
import { commissioningHandlers } from "./commissioningHandlers.ts";
import type { JobsDesk } from "../commissioning/jobsDesk.ts";
import type { ReadingDesk } from "../commissioning/readingDesk.ts";
import type { Pass, WalletHandlers } from "./door.ts";

export interface Behind {
  readonly settings: {
    get: () => Output<"settings.get">;
    set: (change: Input<"settings.set">) => Output<"settings.set">;
  };
  readonly local: () => Promise<Remote<LocalPort>>;
  /** The damaged file that keeps the demo network from starting. */
  readonly demoDamage: () => { readonly file: string } | null;
  readonly sign: <M extends SignMethod>(method: M, input: Input<M>) => Promise<Output<"sign.offer">>;
  readonly entry: Entry;
  readonly desk: Desk;
  readonly reanchor: Reanchor;
  readonly joining: Joining;
  readonly opened: Pick<Opened, "next">;
  readonly keys: KeysDesk;
  readonly accounts: AccountsDesk;
  readonly everything: EverythingDesk;
  readonly notes: Notes;
  readonly book: BookDesk;
  readonly agent: AgentDesk;
  readonly nodes: NodesDesk;
  readonly lock: () => void;
  readonly devices: {
    readonly list: () => Promise<Output<"devices.list">>;
    readonly add: (entry: Input<"devices.add">) => Promise<Output<"devices.add">>;
    readonly change: (change: Input<"devices.change">) => Promise<void>;
    readonly remove: (id: string) => Promise<void>;
    readonly scan: (request: Input<"devices.scan">) => Promise<void>;
    readonly stopScan: () => Promise<void>;
    readonly scanned: () => Promise<Output<"devices.scanned">>;
  };
  readonly jobs: JobsDesk;
  readonly readingDesk: ReadingDesk;
  readonly chooseFile: () => Promise<string | null>;
  readonly saveProof: (file: Pick<ProofFile, "name" | "bytes">) => Promise<Output<"proof.save">>;
  /** A file that the reader chose, read up to the size of a proof; null when nothing was chosen. */
  readonly openProof: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** A file that the reader chose, as its name and hash alone. */
  readonly chooseEvidence: () => Promise<Output<"evidence.choose">>;
  /** The wallet's page on paper, and the proof beside it. */
  readonly savePdf: (proof: Pick<ProofFile, "name" | "bytes">) => Promise<Output<"pdf.save">>;
  readonly saveCsv: (file: Input<"file.saveCsv">) => Promise<Output<"file.saveCsv">>;
  readonly copyText: (text: string) => Promise<void>;
}

export function handlersOf({
  settings,
  local,
  demoDamage,
  sign,
  entry,
  desk,
  reanchor,
  joining,
  opened,
  keys,
  accounts,
  everything,
  notes,
  book,
  agent,
  nodes,
  lock,
  devices,
  jobs,
  readingDesk,
  chooseFile,
  saveProof,
  openProof,
  chooseEvidence,
  savePdf,
  saveCsv,
  copyText,
}: Behind): WalletHandlers {
  const read =
    <M extends ReadMethod>(method: M) =>
    async (input: Input<M>): Promise<Output<M>> =>
      // The link's types lose the pairing of method and answer; the door parses the answer by the contract.
      (await (await local()).read(method, input)) as Output<M>;
  const signs =
    <M extends SignMethod>(method: M) =>
    (input: Input<M>) =>
      sign(method, input);
  /** The safe door has rooms; what belongs to one is refused from the others. */
  const inRoom =
    <I, O>(room: Pass["room"] | readonly Pass["room"][], handle: (input: I) => O | Promise<O>) =>
    (input: I, pass: Pass): O | Promise<O> => {
      if (![room].flat().includes(pass.room)) throw new FaultError("door.room", { room: pass.room });
      return handle(input);
    };

  /** The system's file dialogs are for one question at a time: a page cannot cover the screen with them. */
  let asking = false;
  const oneDialog = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (asking) throw new FaultError("door.dialogOpen", {}, "retry");
    asking = true;
    try {
      return await ask();
    } finally {
      asking = false;
    }
  };

  /** A page knows handles only; the paths behind them were chosen in the system's dialog. */
  const chosen = new Map<string, string>();
  const preview = async (path: string, choices: ImportChoices | null): Promise<Output<"meter.preview">> => {
    const view = await (await local()).previewFile(path, choices);
    chosen.set(view.handle, path);
    return view;
  };
  const pathOf = (handle: string): string => {
    const path = chosen.get(handle);
    if (path === undefined) throw new FaultError("import.handle", {}, "correct");
    return path;
  };

  return {
    "settings.get": () => settings.get(),
    "settings.set": (input) => settings.set(input),
    "wallet.lock": () => {
      lock();
      return {};
    },

    "status.get": async (input) => {
      const damage = demoDamage();
      return { ...(await read("status.get")(input)), demoDamage: damage && { file: damage.file } };
    },
    "outbox.list": read("outbox.list"),
    "outbox.withdraw": async ({ id }) => {
      await (await local()).withdraw(id);
      return {};
    },
    "outbox.discard": async ({ id }) => {
      await (await local()).discard(id);
      return {};
    },
    "outbox.save": async ({ id }) => {
      const file = await (await local()).outboxFile(id);
      return await oneDialog(() => saveProof(file));
    },
    "outbox.frames": async ({ id }) => {
      const { bytes } = await (await local()).outboxFile(id);
      return { frames: [...framesOf(bytes)] };
    },
    "home.get": read("home.get"),
    "needs.list": read("needs.list"),
    "energy.live": read("energy.live"),
    "energy.day": read("energy.day"),
    "energy.month": read("energy.month"),
    "energy.curve": read("energy.curve"),
    "energy.year": read("energy.year"),
    "energy.signals": read("energy.signals"),
    "market.book": read("market.book"),
    "market.auction": read("market.auction"),
    "market.rules": read("market.rules"),
    "market.mine": read("market.mine"),
    "office.zone": read("office.zone"),
    "office.held": read("office.held"),
    "office.decisions": read("office.decisions"),
    "office.parties": read("office.parties"),
    "office.disputes": read("office.disputes"),
    "office.rules": read("office.rules"),
    "office.preview": read("office.preview"),
    "office.signals": read("office.signals"),
    "office.tariff": read("office.tariff"),
    "office.settlement": read("office.settlement"),
    "office.health": read("office.health"),
    "office.path": read("office.path"),
    "market.proposal": read("market.proposal"),
    "contracts.list": read("contracts.list"),
    "contracts.get": read("contracts.get"),
    "notes.get": async (about) => ({ text: await notes.read(about) }),
    "notes.set": async ({ contract, text }) => {
      await notes.write({ contract }, text);
      return {};
    },
    "money.list": read("money.list"),

    "meter.choose": async () => {
      const path = await oneDialog(chooseFile);
      return path === null ? null : preview(path, null);
    },
    "meter.preview": ({ handle, choices }) => preview(pathOf(handle), choices),
    "meter.import": async ({ handle, choices, ways }) => {
      pathOf(handle);
      return (await local()).importFile(handle, choices, ways);
    },
    "devices.list": () => devices.list(),
    "devices.add": (entry) => devices.add(entry),
    "devices.change": async (change) => {
      await devices.change(change);
      return {};
    },
    "devices.scan": async (request) => {
      await devices.scan(request);
      return {};
    },
    "devices.stopScan": async () => {
      await devices.stopScan();
      return {};
    },
    "devices.scanned": () => devices.scanned(),
    "devices.remove": async ({ id }) => {
      await devices.remove(id);
      return {};
    },
    ...commissioningHandlers({ jobs, readingDesk, local, oneDialog, held: read("handover.held") }),
    "file.saveCsv": (file) => oneDialog(() => saveCsv(file)),

    "proof.save": async (subject) => {
      const file = await (await local()).proofFile(subject);
      const done = await oneDialog(() => saveProof(file));
      if (done.saved !== null) await (await local()).proofSaved(subject, done.saved, file.height);
      return done;
    },
    "proof.list": read("proof.list"),
    "proof.check": async () => {
      const file = await oneDialog(openProof);
      return file && (await (await local()).checkProof(file.name, file.bytes));
    },

    "proof.opened": () => opened.next(),

    "network.open": () => {
      joining.open();
      return {};
    },
    "anchor.open": () => reanchor.open(),
    // The page names nothing: what goes into the clipboard is what the worker trusts.
    "anchor.copy": async () => {
      const { anchor } = await read("status.get")({});
      if (!anchor) return { copied: null };
      const copied = `${anchor.height}:${anchor.hash}`;
      await copyText(copied);
      return { copied };
    },

    "keys.open": () => keys.open(),
    "accounts.list": () => accounts.shown(),
    "accounts.use": (input) => accounts.use(input),
    "book.open": () => book.open(),
    "nodes.open": () => nodes.open(),
    "agent.open": () => agent.open(),

    "sign.register": signs("sign.register"),
    "sign.offer": signs("sign.offer"),
    "sign.cancel": signs("sign.cancel"),
    "sign.accept": signs("sign.accept"),
    "sign.claim": signs("sign.claim"),
    "sign.confirm": signs("sign.confirm"),
    "sign.deny": signs("sign.deny"),
    "pdf.save": async (subject) => {
      const file = await (await local()).proofFile(subject);
      const done = await oneDialog(() => savePdf(file));
      if (done.proof !== null) await (await local()).proofSaved(subject, done.proof, file.height);
      return done;
    },
    "evidence.choose": () => oneDialog(chooseEvidence),
    "sign.replace": signs("sign.replace"),
    "sign.end": signs("sign.end"),
    "sign.dispute": signs("sign.dispute"),
    "sign.undispute": signs("sign.undispute"),
    "sign.appeal": signs("sign.appeal"),
    "sign.order": signs("sign.order"),
    "sign.unorder": signs("sign.unorder"),
    "sign.office": signs("sign.office"),
    "sign.again": signs("sign.again"),
    "sign.draft": signs("sign.draft"),
    "sign.revoke": signs("sign.revoke"),

    "safe.state": async (_, pass) => ({
      ...(await entry.state()),
      ...(pass.room === "wallet" || pass.room === "entry" || pass.room === "kiosk" ? {} : { mode: pass.room }),
    }),
    "safe.strength": inRoom(["entry", "keys"], (input: Input<"safe.strength">) => entry.strength(input)),
    "safe.create": inRoom("entry", (input) => entry.create(input)),
    "safe.check": inRoom("entry", (input) => entry.check(input)),
    "safe.restore": inRoom("entry", (input) => entry.restore(input)),
    "safe.wordsLike": inRoom("entry", (input) => entry.wordsLike(input)),
    "safe.chooseBackup": inRoom("entry", () => oneDialog(() => entry.chooseBackup())),
    "safe.backupText": inRoom("entry", (input) => entry.backupText(input)),
    "safe.restoreBackup": inRoom("entry", (input) => entry.restoreBackup(input)),
    "safe.save": inRoom("entry", (input) => entry.save(input)),
    "safe.join": inRoom(["entry", "network"], (input: Input<"safe.join">) => entry.join(input)),
    "safe.networkFile": inRoom(["entry", "network"], () => oneDialog(() => joining.file())),
    "safe.networkText": inRoom(["entry", "network"], ({ text }: Input<"safe.networkText">) => joining.text(text)),
    "safe.networkOffered": inRoom(["entry", "network"], () => joining.offered()),
    "safe.networkClose": inRoom("network", () => {
      joining.close();
      return {};
    }),
    "safe.finish": inRoom("entry", () => entry.finish()),
    "safe.unlock": inRoom("entry", (input) => entry.unlock(input)),
    "safe.unlockBySystem": inRoom("entry", () => entry.unlockBySystem()),
    "safe.watch": inRoom("entry", (input: Input<"safe.watch">) => entry.watch(input)),
    "safe.watchOpen": inRoom("entry", () => entry.watchOpen()),
    "safe.chooseWallet": inRoom("entry", (input: Input<"safe.chooseWallet">) => entry.chooseWallet(input)),
    "safe.anotherWallet": inRoom("entry", () => entry.anotherWallet()),
    "safe.confirmation": inRoom("confirm", () => desk.current()),
    "safe.answer": inRoom("confirm", ({ digest, sign: yes }: Input<"safe.answer">) => {
      desk.answer(digest, yes);
      return {};
    }),
    "safe.keysState": inRoom("keys", () => keys.state()),
    "safe.accountAdd": inRoom("keys", (input: Input<"safe.accountAdd">) => accounts.add(input)),
    "safe.accountKeyFile": inRoom("keys", () => oneDialog(() => accounts.keyFile())),
    "safe.accountImport": inRoom("keys", (input: Input<"safe.accountImport">) => accounts.importKey(input)),
    "safe.accountWatch": inRoom("keys", (input: Input<"safe.accountWatch">) => accounts.watch(input)),
    "safe.accountChange": inRoom("keys", (input: Input<"safe.accountChange">) => accounts.change(input)),
    "safe.systemUnlock": inRoom("keys", (input: Input<"safe.systemUnlock">) => keys.system(input)),
    "safe.changePassphrase": inRoom("keys", (input: Input<"safe.changePassphrase">) => keys.change(input)),
    "safe.words": inRoom("keys", (input: Input<"safe.words">) => keys.words(input)),
    "safe.backup": inRoom("keys", (input: Input<"safe.backup">) => oneDialog(() => keys.backup(input))),
    "safe.backupCode": inRoom("keys", (input: Input<"safe.backupCode">) => keys.code(input)),
    "safe.saveEverything": inRoom("keys", (input: Input<"safe.saveEverything">) =>
      oneDialog(() => everything.save(input)),
    ),
    "safe.deletion": inRoom("keys", () => everything.deletion()),
    "safe.deleteEverything": inRoom("keys", (input: Input<"safe.deleteEverything">) => everything.delete(input)),
    "safe.deleteByWord": inRoom("entry", (input: Input<"safe.deleteByWord">) => everything.deleteByWord(input)),
    "safe.keysClose": inRoom("keys", () => {
      keys.close();
      return {};
    }),
    "safe.bookState": inRoom("book", () => book.state()),
    "safe.bookCheck": inRoom("book", (input: Input<"safe.bookCheck">) => book.check(input)),
    "safe.bookAdd": inRoom("book", (input: Input<"safe.bookAdd">) => book.add(input)),
    "safe.bookRename": inRoom("book", (input: Input<"safe.bookRename">) => book.rename(input)),
    "safe.bookRemove": inRoom("book", (input: Input<"safe.bookRemove">) => book.remove(input)),
    "safe.bookNote": inRoom("book", (input: Input<"safe.bookNote">) => book.note(input)),
    "safe.bookClose": inRoom("book", () => {
      book.close();
      return {};
    }),
    "safe.agentState": inRoom("agent", () => agent.state()),
    "safe.agentSet": inRoom("agent", (input: Input<"safe.agentSet">) => agent.set(input)),
    "safe.agentClose": inRoom("agent", () => {
      agent.close();
      return {};
    }),
    "safe.nodesState": inRoom("nodes", () => nodes.state()),
    "safe.nodeAdd": inRoom("nodes", (input: Input<"safe.nodeAdd">) => nodes.add(input)),
    "safe.nodeMove": inRoom("nodes", (input: Input<"safe.nodeMove">) => nodes.move(input)),
    "safe.nodeRemove": inRoom("nodes", (input: Input<"safe.nodeRemove">) => nodes.remove(input)),
    "safe.proxySet": inRoom("nodes", (input: Input<"safe.proxySet">) => nodes.setProxy(input)),
    "safe.nodesClose": inRoom("nodes", () => {
      nodes.close();
      return {};
    }),
    "safe.anchorState": inRoom("anchor", () => reanchor.state()),
    "safe.anchorFiles": inRoom("anchor", () => oneDialog(() => reanchor.files())),
    "safe.anchorTyped": inRoom("anchor", (input: Input<"safe.anchorTyped">) => reanchor.typed(input)),
    "safe.anchorConfirm": inRoom("anchor", async (input: Input<"safe.anchorConfirm">) => {
      await reanchor.confirm(input);
      return {};
    }),
    "safe.anchorClose": inRoom("anchor", () => {
      reanchor.close();
      return {};
    }),
  };
}
