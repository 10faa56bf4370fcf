/** The windows and how each is made: the wallet, the entry (first start and unlock), the signing window, the kiosk. */
import { join } from "node:path";
import { BrowserWindow, nativeTheme, type Rectangle, screen, type Session } from "electron";
import { pagePreferences } from "./preferences.ts";
import type { Bounds } from "../settings/settings.ts";
import { entryUrl, type Host } from "../protocol/pages.ts";

export interface Places<H extends Host = "wallet" | "safe"> {
  /** The bundled preload scripts. */
  readonly preloads: string;
  readonly sessions: Readonly<Record<H, Session>>;
  readonly devTools: boolean;
}

export function walletWindow(places: Places, bounds: Bounds | undefined): BrowserWindow {
  return new BrowserWindow({
    ...common(places, "wallet"),
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    ...(bounds && onScreen(bounds) ? bounds : {}),
  });
}

/** First start, unlock and the report of a damaged vault. On Windows and macOS it stays off screen shots and shared screens. */
export function entryWindow(places: Places): BrowserWindow {
  const window = new BrowserWindow({
    ...common(places, "safe"),
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
  });
  window.setContentProtection(true);
  return window;
}

/** Drawn with its own thick frame; stands over the wallet window until it is answered. */
export function confirmWindow(places: Places, parent: BrowserWindow | undefined): BrowserWindow {
  return new BrowserWindow({
    ...common(places, "safe"),
    width: 520,
    height: 680,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    frame: false,
    ...(parent ? { parent, modal: process.platform !== "darwin" } : {}),
  });
}

/** A page for a new trust anchor or another network, over the wallet window; it can be left at any time. */
export function pageWindow(places: Places, parent: BrowserWindow | undefined): BrowserWindow {
  return new BrowserWindow({
    ...common(places, "safe"),
    width: 960,
    height: 880,
    minWidth: 760,
    minHeight: 640,
    minimizable: false,
    fullscreenable: false,
    ...(parent ? { parent, modal: process.platform !== "darwin" } : {}),
  });
}

/** Passphrase, words and back-up, over the wallet window; on Windows and macOS it stays off screen shots and shared screens. */
export function keysWindow(places: Places, parent: BrowserWindow | undefined): BrowserWindow {
  const window = new BrowserWindow({
    ...common(places, "safe"),
    width: 1040,
    height: 760,
    minWidth: 760,
    minHeight: 640,
    minimizable: false,
    fullscreenable: false,
    ...(parent ? { parent, modal: process.platform !== "darwin" } : {}),
  });
  window.setContentProtection(true);
  return window;
}

/** Covers a display; nothing of the window system moves, shrinks or closes it. */
export function kioskWindow(places: Places<"kiosk">, bounds: Rectangle | undefined): BrowserWindow {
  const options = common(places, "kiosk");
  return new BrowserWindow({
    ...options,
    ...bounds,
    webPreferences: { ...options.webPreferences, disableDialogs: true },
    useContentSize: false,
    frame: false,
    kiosk: true,
    fullscreen: true,
    resizable: false,
    movable: false,
    minimizable: false,
    closable: false,
    skipTaskbar: true,
    enableLargerThanScreen: true,
  });
}

/** Loads the window's page and shows it when it has something to show. */
export async function showPage(window: BrowserWindow, host: Host): Promise<void> {
  window.once("ready-to-show", () => window.show());
  try {
    await window.loadURL(entryUrl(host));
  } catch (error) {
    // Closed while it was loading: nobody waits for it any more.
    if (!window.isDestroyed()) throw error;
  }
}

function common<H extends Host>(places: Places<H>, host: H): Electron.BrowserWindowConstructorOptions {
  return {
    title: "Wattlight",
    show: false,
    useContentSize: true,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#0f1215" : "#f7f7f4",
    webPreferences: pagePreferences(places.sessions[host], join(places.preloads, `${host}.cjs`), places.devTools),
  };
}

/** A remembered place counts only while a screen still shows enough of it to be dragged back. */
function onScreen(bounds: Bounds): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const across = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const down = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
  return across > 200 && down > 100;
}
