/**
 * The main process: keys, windows and the processes beside it. The first window comes first; disk, network and the demo node
 * start once it is drawn, beside this process.
 */
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { app, clipboard, nativeTheme, protocol, session } from "electron";
import { DemoNode } from "./children/demoNode.ts";
import { DevicesWorker } from "./children/devicesWorker.ts";
import { LocalWorker } from "./children/localWorker.ts";
import { Desk } from "./confirm/desk.ts";
import { signing } from "./confirm/signing.ts";
import { commissioningDesks } from "./commissioning/desks.ts";
import { handlersOf } from "./door/handlers.ts";
import { DeviceList } from "./devices/deviceList.ts";
import { DevicesDesk } from "./devices/devicesDesk.ts";
import { closeForeignChannels, openDoor } from "./door/ipcMain.ts";
import { SCHEME, SCHEME_PRIVILEGES } from "./protocol/pages.ts";
import { AccountsDesk } from "./safe/accountsDesk.ts";
import { runKiosk } from "./kiosk/run.ts";
import { Entry } from "./safe/entry.ts";
import { erase, finishErasing } from "./erase/erase.ts";
import { everythingHere } from "./safe/everythingHere.ts";
import { Joining } from "./safe/joining.ts";
import { AgentBook, AUTOMATIC_FILE, Limits, LIMITS_FILE, Signatures } from "./agent/agentBook.ts";
import { TradeAgent } from "./agent/tradeAgent.ts";
import { AgentDesk } from "./safe/agentDesk.ts";
import { AddressBook, Book, BOOK_FILE } from "./book/addressBook.ts";
import { partnersOf } from "./book/partners.ts";
import { SealedFile } from "./records/sealedFile.ts";
import { BookDesk } from "./safe/bookDesk.ts";
import { NodesDesk } from "./safe/nodesDesk.ts";
import { KeysDesk } from "./safe/keysDesk.ts";
import { Reanchor } from "./safe/reanchor.ts";
import { Notes } from "./notes/notes.ts";
import { meterSigner } from "./safe/meterSigner.ts";
import { Networks } from "./network/networks.ts";
import { proxiesOf } from "./network/proxies.ts";
import { ProxyChoice } from "./network/proxyChoice.ts";
import { OwnNodes } from "./network/ownNodes.ts";
import { closeToOthers } from "./settings/ownFolder.ts";
import { preferred, SettingsStore } from "./settings/settings.ts";
import { Vault } from "./vault/vault.ts";
import { hasWallet, Wallets } from "./vault/wallets.ts";
import { askAboutDamage } from "./window/askAboutDamage.ts";
import { AutoLock } from "./window/autoLock.ts";
import { debuggerAsked } from "./window/debuggers.ts";
import {
  chooseCheckpoints,
  chooseEvidence,
  chooseFolder,
  chooseMeterFile,
  chooseNetwork,
  openBackup,
  openKeyFile,
  openProof,
  saveAsPdf,
  saveBackup,
  saveCsv,
  saveProof,
} from "./window/files.ts";
import { openHandover, openPhoto, saveHandover } from "./window/handoverFiles.ts";
import { guardContents, guardNewSessions, guardSession, resolveNoNames } from "./window/guard.ts";
import { fileAmong, linkAmong } from "./window/links.ts";
import { systemKeychain } from "./window/keychain.ts";
import { setMenu } from "./window/menu.ts";
import { Opened } from "./window/opened.ts";
import { quitInOrder } from "./window/quitInOrder.ts";
import { readOptions, type StartOptions } from "./window/options.ts";
import { sayFatal } from "./window/sayFatal.ts";
import { systemProxySettings } from "./window/systemProxy.ts";
import { Stage } from "./window/stage.ts";
import { FaultError } from "../shared/ipc/fault.ts";

/** Bundled next to each other in out/: main/main.mjs, main/local.mjs, main/node.mjs, preload/, renderer/. */
const OUT = join(import.meta.dirname, "..");
const log = (line: string): void => void process.stderr.write(`wattlight: ${line}\n`);

// A launcher that went away must not take us down by a line of log.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
// What the wallet and its children write is for this user alone, whatever folder they were given.
process.umask(0o077);
const options = optionsOrExit();
if (options.data !== undefined) app.setPath("userData", options.data);
// A kiosk beside somebody's wallet sees nothing of it.
if (options.kiosk) app.setPath("userData", join(app.getPath("userData"), "kiosk"));
const folder = app.getPath("userData");
app.setPath("sessionData", join(folder, "browser"));
const debugging = debuggerAsked((name) => app.commandLine.hasSwitch(name));
if (app.isPackaged && debugging !== undefined && (options.kiosk || hasWallet(folder))) {
  log(`--${debugging} is refused where a wallet or a kiosk is: whoever connects could type into its windows`);
  process.exit(2);
}
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: SCHEME_PRIVILEGES }]);
// As root the launcher passes --no-sandbox, without which Chromium does not start there; the two exclude each other.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
resolveNoNames(app);
guardNewSessions(app);
guardContents(app);

// In development the links of this user's desktop stay with the installed program.
if (app.isPackaged && !options.kiosk) app.setAsDefaultProtocolClient("wattlight");
/** Links and files before the windows are there wait here. */
let offer: (found: string | Uint8Array) => void = (found) => void (early = found);
let early: string | Uint8Array | undefined = linkAmong(process.argv);
let openFile: (path: string) => void = (path) => void (earlyFile = path);
let earlyFile = fileAmong(process.argv, process.cwd());
app.on("open-file", (event, path) => {
  event.preventDefault();
  const file = fileAmong([path], "/");
  if (file !== undefined) openFile(file);
});
app.on("open-url", (event, link) => {
  event.preventDefault();
  if (linkAmong([link]) !== undefined) offer(link);
});

if (!app.requestSingleInstanceLock()) {
  log("already running on this folder; its window comes to the front");
  app.exit(0);
} else if (options.kiosk) {
  void app
    .whenReady()
    .then(() => runKiosk({ folder, out: OUT, rate: options.demoRate, most: options.kioskLedger, log }))
    .catch((error: unknown) => {
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      app.exit(1);
    });
} else {
  // Not awaited at the top level: Electron gets ready only once this module has been evaluated. The vault is read meanwhile.
  void Promise.all([walletsHere(), app.whenReady()])
    .then(([wallets]) => run(wallets))
    .catch((error: unknown) => {
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      sayFatal(preferred(app.getPreferredSystemLanguages()), error);
      app.exit(1);
    });
}

/** Once what was to be deleted is deleted. */
async function walletsHere(): Promise<Wallets> {
  if (finishErasing(folder)) log("what was left of a deletion is deleted");
  return await Wallets.at(folder, (at) => Vault.at(at, undefined, undefined, systemKeychain()));
}

async function run(wallets: Wallets): Promise<void> {
  const devTools = !app.isPackaged;
  setMenu();
  const settings = new SettingsStore(folder, app.getPreferredSystemLanguages(), log);
  closeToOthers(folder);
  closeForeignChannels();
  nativeTheme.themeSource = settings.get().theme;

  const sessions = { wallet: session.fromPartition("wallet"), safe: session.fromPartition("safe") };
  const guarded = (["wallet", "safe"] as const).map((host) =>
    guardSession(sessions[host], host, join(OUT, "renderer"), devTools),
  );
  await Promise.all(guarded);

  const ownNodes = new OwnNodes(folder, log);
  const proxy = new ProxyChoice(folder, log);
  const systemProxy = systemProxySettings();
  const local = new LocalWorker({
    script: join(import.meta.dirname, "local.mjs"),
    folder: wallets.dataFolder,
    host: {
      changed: (topic) => {
        door.changed(topic);
        if (topic === "ledger" || topic === "readings") tradeAgent.wake();
      },
      log,
      ...meterSigner(
        () => wallets.vault,
        () => networks.joined,
      ),
    },
    damaged: async (damage) => {
      const goOn = await askAboutDamage(settings.get().lang, damage);
      if (!goOn) app.quit();
      return goOn;
    },
  });
  const node = new DemoNode({
    script: join(import.meta.dirname, "node.mjs"),
    options: {
      folder: join(folder, "demo-node"),
      port: 0,
      rate: options.demoRate,
      seed: randomInt(2 ** 31),
      street: true,
    },
    changed: () => door.changed("status"),
    started: (started) => networks.demoStarted(started),
    log,
  });
  const networks = new Networks({
    folder,
    settings,
    local,
    demo: node,
    front: () => ({ account: wallets.vault.account, dataFolder: wallets.dataFolder }),
    way: async (file) => {
      const asked = ownNodes.of(file).map(({ url }) => url);
      const proxies = await proxiesOf(proxy.kept, asked, systemProxy);
      return { nodes: asked, metered: settings.get().metered, proxies };
    },
    declineAll: () => desk.declineAll(),
    changed: (topic) => door.changed(topic),
    log,
  });
  const devicesWorker = new DevicesWorker({
    script: join(import.meta.dirname, "devices.mjs"),
    changed: () => door.changed("devices"),
    counted: async (batch) => (await local.remote()).counted(batch),
    log,
  });
  const deviceList = new DeviceList(folder, log);
  const devices = new DevicesDesk(deviceList, devicesWorker);

  const desk = new Desk({ openWindow: (closed) => stage.openConfirm(closed), now: Date.now });
  const reanchor = new Reanchor({
    local: () => local.remote(),
    openWindow: (closed) => stage.openAnchor(closed),
    chooseFiles: () => chooseCheckpoints(stage.anchor, settings.get().lang),
  });
  const joining = new Joining({
    chooseFile: () => chooseNetwork(stage.joining, settings.get().lang),
    joined: () => networks.joined ?? null,
    join: (joined) => networks.toFile(joined),
    openWindow: (closed) => stage.openNetwork(closed),
  });
  const accounts = new AccountsDesk({
    get vault() {
      return wallets.vault;
    },
    openKeyFile: () => openKeyFile(stage.keys, settings.get().lang),
    use: async (address) => {
      // What was to be signed was of the account before.
      desk.declineAll();
      // Their pages are of the account before, too.
      agent.close();
      book.close();
      await wallets.use(address);
      inBackground(networks.goOver(), "another account");
      stage.renewWallet();
    },
    changed: () => door.changed("accounts"),
  });
  const keys = new KeysDesk({
    get vault() {
      return wallets.vault;
    },
    accounts,
    openWindow: (closed) => stage.openKeys(closed),
    saveBackup: (file) => saveBackup(stage.keys, settings.get().lang, file),
  });
  const notes = new Notes({ local: () => local.remote(), now: Date.now });
  const everything = everythingHere({
    folder,
    wallets,
    settings,
    devices: deviceList,
    local: () => local.remote(),
    network: () => networks.joined,
    chooseFolder: () => chooseFolder(stage.keys, settings.get().lang),
  });
  /** Of the wallet in front. */
  const records = (): string => join(wallets.home, "records");
  const addressBook = new AddressBook({
    mine: () => wallets.vault.ownAddresses,
    file: (address) => new SealedFile(records(), address, BOOK_FILE, Book, wallets.vault),
    now: Date.now,
  });
  const openAddress = (): string => {
    const { is, account } = wallets.vault;
    if (is !== "open" || !account) throw new FaultError("vault.locked", {}, "retry");
    return account.address;
  };
  const agentBook = new AgentBook({
    limits: () => new SealedFile(records(), openAddress(), LIMITS_FILE, Limits, wallets.vault),
    automatic: () => new SealedFile(records(), openAddress(), AUTOMATIC_FILE, Signatures, wallets.vault),
    now: Date.now,
  });
  const tradeAgent = new TradeAgent({
    local: () => local.remote(),
    book: agentBook,
    known: async () => (await addressBook.read()).entries.map(({ address }) => address),
    // Nothing is signed of an account that is only watched.
    me: () => (wallets.vault.canSign ? wallets.vault.account?.address : undefined),
    sign: (body, chainId) => wallets.vault.sign(body, chainId),
    now: Date.now,
    log,
  });
  const agent = new AgentDesk({
    agent: agentBook,
    book: addressBook,
    unlocked: () => wallets.vault.hasKeys,
    account: () => wallets.vault.account?.address,
    prove: (passphrase) => wallets.vault.prove(passphrase),
    changed: () => tradeAgent.wake(),
    openWindow: (closed) => stage.openAgent(closed),
    now: Date.now,
  });
  const nodes = new NodesDesk({
    list: ownNodes,
    proxy,
    unlocked: () => wallets.vault.is === "open" || wallets.vault.is === "watch",
    network: () => (networks.joined ? { file: networks.joined, builtIn: networks.isBuiltIn } : null),
    status: async () => await (await local.remote()).read("status.get", {}),
    changed: () =>
      inBackground(
        networks.goOver().finally(() => door.changed("status")),
        "other nodes",
      ),
    openWindow: (closed) => stage.openNodes(closed),
    now: Date.now,
  });
  const book = new BookDesk({
    book: addressBook,
    unlocked: () => wallets.vault.hasKeys,
    account: () => wallets.vault.account?.address,
    cards: () => networks.joined?.cards ?? [],
    partners: async () => partnersOf(await local.remote()),
    notes,
    openWindow: (closed) => stage.openBook(closed),
    now: Date.now,
  });
  const commissioning = commissioningDesks({
    vault: () => wallets.vault,
    records,
    devices,
    entered: () => deviceList.devices,
    network: () => networks.joined,
    place: () => desk.place(),
    nameOf: (address) => accounts.nameOf(address),
    known: () => addressBook.known(),
    openFile: () => openHandover(stage.wallet, settings.get().lang),
    openPhoto: () => openPhoto(stage.wallet, settings.get().lang),
    saveFile: (file) => saveHandover(stage.wallet, settings.get().lang, file),
    changed: () => door.changed("jobs"),
  });
  const entry = new Entry({
    get vault() {
      return wallets.vault;
    },
    wallets,
    openBackup: () => openBackup(stage.entry, settings.get().lang),
    settings,
    join: async (input) =>
      input.network === "demo" ? (await networks.toDemo()).name : await joining.confirm(input.fingerprint),
    opened: () =>
      inBackground(
        networks.goOver().then(() => local.locked(false)),
        "unlocking",
      ),
    turned: () => inBackground(networks.goOver(), "another wallet"),
    enter: () => {
      // A damaged network.json is asked for again, over the wallet's window, as a link from outside is.
      const ask = joining.hasOffer || networks.isLost;
      inBackground(
        stage.showWallet().then(() => void (ask && joining.open())),
        "the wallet window",
      );
    },
  });
  offer = (found) => {
    joining.offer(found);
    if (stage.wallet) joining.open();
    else stage.focus();
  };
  if (early !== undefined) joining.offer(early);
  const opened = new Opened({
    offerNetwork: (bytes) => offer(bytes),
    check: async (name, bytes) => (await local.remote()).checkProof(name, bytes),
    waiting: () => {
      door.changed("opened");
      stage.focus();
    },
  });
  openFile = (path) => inBackground(opened.take(path), "the opened file");
  const lock = (): void => {
    // What is only watched has nothing to lock; its window goes all the same.
    const { is } = wallets.vault;
    const wasOpen = is === "open" || (is === "watch" && stage.wallet !== undefined);
    // Also when it is not open: an unlock may be under way.
    wallets.lock();
    if (!wasOpen) return;
    desk.declineAll();
    reanchor.close();
    joining.close();
    keys.close();
    book.close();
    agent.close();
    nodes.close();
    inBackground(local.locked(true), "locking");
    inBackground(stage.leaveWallet(), "the entry window");
  };
  const autoLock = new AutoLock(lock);
  // What nobody foresaw: the keys go first, the reader is asked for the passphrase, the log has the rest.
  process.on("uncaughtException", (error) => {
    log(error.stack ?? error.message);
    lock();
  });

  const door = openDoor(
    handlersOf({
      settings: {
        get: () => settings.get(),
        set: (change) => {
          const now = settings.set(change);
          nativeTheme.themeSource = now.theme;
          if (change.metered !== undefined) inBackground(networks.goOver(), "the way to the nodes");
          door.changed("settings");
          return now;
        },
      },
      local: () => local.remote(),
      demoDamage: () => node.damage,
      sign: (method, input) =>
        signing(
          {
            compose: async (m, i) => (await local.remote()).compose(m, i),
            keep: async (bytes) => (await local.remote()).keep(bytes),
            unsigned: async (body) => (await local.remote()).unsigned(body),
            place: () => desk.place(),
            sign: (body, chainId) => wallets.vault.sign(body, chainId),
            known: () => addressBook.known(),
            me: () => wallets.vault.signer,
            nameOf: (address) => accounts.nameOf(address),
          },
          method,
          input,
        ),
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
      ...commissioning,
      chooseFile: () => chooseMeterFile(stage.wallet, settings.get().lang),
      saveProof: (file) => saveProof(stage.wallet, settings.get().lang, file),
      openProof: () => openProof(stage.wallet, settings.get().lang),
      chooseEvidence: () => chooseEvidence(stage.wallet, settings.get().lang),
      savePdf: (proof) => saveAsPdf(stage.wallet, settings.get().lang, proof),
      saveCsv: (file) => saveCsv(stage.wallet, settings.get().lang, file),
      copyText: async (text) => clipboard.writeText(text),
    }),
    log,
  );
  const stage = new Stage(door, {
    places: { preloads: join(OUT, "preload"), sessions, devTools },
    bounds: { get: () => settings.bounds, set: (bounds) => (settings.bounds = bounds) },
    entryGone: () => entry.left(),
    used: () => autoLock.used(),
  });

  app.on("second-instance", (_event, argv, from) => {
    const link = linkAmong(argv);
    const path = fileAmong(argv, from);
    stage.focus();
    if (link !== undefined) offer(link);
    if (path !== undefined) openFile(path);
  });
  app.on("window-all-closed", () => app.quit());
  quitInOrder(async () => {
    desk.declineAll();
    wallets.lock();
    stage.closeOver();
    // What devices counted last is stored before the database is closed.
    await devicesWorker.stop();
    await Promise.all([tradeAgent.stop(), local.stop(), node.stop()]);
    erase(folder);
  });

  // The system tells nobody that its proxy is another one.
  setInterval(
    () => proxy.kept.kind === "system" && inBackground(networks.goOver(), "the proxy"),
    PROXY_LOOK_MS,
  ).unref();
  if (earlyFile !== undefined) openFile(earlyFile);
  await stage.showEntry();
  inBackground(local.remote(), "the local worker");
  inBackground(devices.keep(), "the devices");
  inBackground(networks.begin(), "joining");
}

/** How often the system's proxy is looked at, ms. */
const PROXY_LOOK_MS = 60_000;

/** Work that nobody awaits; what goes wrong is written down, and shown by whoever asks next. */
function inBackground(work: Promise<unknown>, what: string): void {
  work.catch((error: unknown) => log(`${what}: ${error instanceof Error ? error.message : String(error)}`));
}

function optionsOrExit(): StartOptions {
  try {
    return readOptions(process.argv, process.env);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}
