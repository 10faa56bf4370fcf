/** Which windows stand on the stage: the entry or the wallet, and over it at times the signing window. Every window goes through the door. */
import type { BrowserWindow } from "electron";
import type { Door, Pass } from "../door/door.ts";
import { originOf } from "../protocol/pages.ts";
import type { Bounds } from "../settings/settings.ts";
import { collectOnce } from "./collectOnce.ts";
import { confirmWindow, entryWindow, keysWindow, pageWindow, type Places, showPage, walletWindow } from "./windows.ts";

/** The wallet's first screen is drawn and answered by then. */
const SETTLED_MS = 5_000;

export interface StageDeps {
  readonly places: Places;
  readonly bounds: { get: () => Bounds | undefined; set: (bounds: Bounds) => void };
  /** The entry window was closed or replaced: unsaved words are forgotten. */
  readonly entryGone: () => void;
  /** Somebody used a window: the idle clock starts anew. */
  readonly used: () => void;
}

export class Stage {
  readonly #deps: StageDeps;
  readonly #door: Door;
  #wallet: BrowserWindow | undefined;
  #entry: BrowserWindow | undefined;
  #anchor: BrowserWindow | undefined;
  #network: BrowserWindow | undefined;
  #keys: BrowserWindow | undefined;

  constructor(door: Door, deps: StageDeps) {
    this.#door = door;
    this.#deps = deps;
  }

  get wallet(): BrowserWindow | undefined {
    return this.#wallet;
  }

  get entry(): BrowserWindow | undefined {
    return this.#entry;
  }

  /** The page of passphrase, words and back-up, for its dialog. */
  get keys(): BrowserWindow | undefined {
    return this.#keys;
  }

  /** The page for a new trust anchor, for its dialog. */
  get anchor(): BrowserWindow | undefined {
    return this.#anchor;
  }

  /** The page on which a network is joined, for its dialog: the entry's last step, or a window of its own. */
  get joining(): BrowserWindow | undefined {
    return this.#network ?? this.#entry;
  }

  /** First start, unlock or damage: the page asks which. Resolves when it is drawn. */
  async showEntry(): Promise<void> {
    if (this.#entry) return this.#entry.focus();
    const window = entryWindow(this.#deps.places);
    this.#entry = window;
    this.#admit(window, "safe", "entry");
    window.once("closed", () => {
      if (this.#entry === window) this.#entry = undefined;
      this.#deps.entryGone();
    });
    await showPage(window, "safe");
  }

  /** Opens the wallet; the entry closes once the wallet is on screen, so that the program never stands without a window. */
  async showWallet(): Promise<void> {
    if (this.#wallet) return this.#wallet.focus();
    const window = walletWindow(this.#deps.places, this.#deps.bounds.get());
    this.#wallet = window;
    this.#admit(window, "wallet", "wallet");
    window.on("close", () => this.#deps.bounds.set(window.getNormalBounds()));
    window.once("closed", () => (this.#wallet = undefined));
    window.once("show", () => {
      const entry = this.#entry;
      this.#entry = undefined;
      if (entry) dismiss(entry);
      setTimeout(collectOnce, SETTLED_MS);
    });
    await showPage(window, "wallet");
  }

  /** Another account: nothing of the one before stays on the page. */
  renewWallet(): void {
    this.#wallet?.webContents.reload();
  }

  /** Locks: the wallet's window and all that it shows goes away, the entry asks for the passphrase. */
  async leaveWallet(): Promise<void> {
    await this.showEntry();
    this.#wallet?.destroy();
  }

  openConfirm(closed: () => void): { close(): void } {
    const window = confirmWindow(this.#deps.places, this.#wallet);
    this.#admit(window, "safe", "confirm");
    window.once("closed", closed);
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  openKeys(closed: () => void): { close(): void } {
    const window = keysWindow(this.#deps.places, this.#wallet);
    this.#keys = window;
    this.#admit(window, "safe", "keys");
    window.once("closed", () => {
      if (this.#keys === window) this.#keys = undefined;
      closed();
    });
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  openAnchor(closed: () => void): { close(): void } {
    const window = pageWindow(this.#deps.places, this.#wallet);
    this.#anchor = window;
    this.#admit(window, "safe", "anchor");
    window.once("closed", () => {
      if (this.#anchor === window) this.#anchor = undefined;
      closed();
    });
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  openBook(closed: () => void): { close(): void } {
    const window = pageWindow(this.#deps.places, this.#wallet);
    this.#admit(window, "safe", "book");
    window.once("closed", closed);
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  openAgent(closed: () => void): { close(): void } {
    const window = pageWindow(this.#deps.places, this.#wallet);
    this.#admit(window, "safe", "agent");
    window.once("closed", closed);
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  openNodes(closed: () => void): { close(): void } {
    const window = pageWindow(this.#deps.places, this.#wallet);
    this.#admit(window, "safe", "nodes");
    window.once("closed", closed);
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  openNetwork(closed: () => void): { close(): void } {
    const window = pageWindow(this.#deps.places, this.#wallet);
    this.#network = window;
    this.#admit(window, "safe", "network");
    window.once("closed", () => {
      if (this.#network === window) this.#network = undefined;
      closed();
    });
    void showPage(window, "safe");
    return { close: () => dismiss(window) };
  }

  /** Before the end: a window that goes away together with the one it stands over takes the whole process down with a fault. */
  closeOver(): void {
    for (const window of this.#wallet?.getChildWindows() ?? []) window.destroy();
  }

  /** Brings what is there to the front: a second start of the program does this. */
  focus(): void {
    const window = this.#entry ?? this.#wallet;
    if (window?.isMinimized()) window.restore();
    window?.focus();
  }

  #admit(window: BrowserWindow, host: "wallet" | "safe", room: Pass["room"]): void {
    this.#door.admit(window.webContents, { door: host, room, origin: originOf(host) });
    window.webContents.on("input-event", () => this.#deps.used());
    window.on("page-title-updated", (event) => event.preventDefault());
    // A page that crashed shows nothing and holds nothing; load it again.
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit" && !window.isDestroyed()) window.webContents.reload();
    });
  }
}

/** Out of sight at once; gone when the page has finished with the click or key that closed it. */
function dismiss(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  window.hide();
  setTimeout(() => window.isDestroyed() || window.destroy(), 150);
}
