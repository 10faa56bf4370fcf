/**
 * A program started with --kiosk: the demo street on every display and nothing beside it. It makes no vault, opens no dialog, reads no file or link that
 * is handed to it, and has a door with five methods. It ends with code 0 after the PIN, and with another one when something broke, so that a service starts
 * it again; without a service it starts itself.
 */
import { join } from "node:path";
import { app, nativeTheme, powerSaveBlocker, session } from "electron";
import type { KioskHandlers } from "../door/door.ts";
import { closeForeignChannels, openDoor } from "../door/ipcMain.ts";
import { closeToOthers } from "../settings/ownFolder.ts";
import { SettingsStore } from "../settings/settings.ts";
import { guardSession } from "../window/guard.ts";
import { setMenu } from "../window/menu.ts";
import { DemoStreet } from "./demoStreet.ts";
import { KioskPin } from "./pin.ts";
import { quitInOrder } from "../window/quitInOrder.ts";
import { KioskWindows } from "./windows.ts";

export interface KioskOptions {
  readonly folder: string;
  /** The bundles. */
  readonly out: string;
  readonly rate: number;
  /** Bytes that the street's ledger may take. */
  readonly most: number;
  readonly log: (line: string) => void;
}

/** How often the ledger's size is looked at, and how long nobody must have touched a screen before it begins anew. */
const LOOK_MS = 60_000;
const ALONE_MS = 120_000;
/** An answer is drawn at most this often, however many displays ask. */
const FRESH_MS = 2_000;

export async function runKiosk({ folder, out, rate, most, log }: KioskOptions): Promise<void> {
  process.on("uncaughtException", (error) => broken(error, log));
  setMenu();
  const settings = new SettingsStore(folder, app.getPreferredSystemLanguages(), log);
  closeToOthers(folder);
  closeForeignChannels();
  nativeTheme.themeSource = settings.get().theme;
  const pages = session.fromPartition("kiosk");
  await guardSession(pages, "kiosk", join(out, "renderer"), false);

  const pin = new KioskPin(folder, { now: Date.now, steady: () => performance.now() });
  let usedAt = Date.now();
  const street = new DemoStreet({
    folder,
    scripts: join(out, "main"),
    rate,
    most,
    changed: (topic) => door.changed(topic),
    log,
  });
  const ledger = atMostEvery(FRESH_MS, () => street.ledger());
  const meters = atMostEvery(FRESH_MS, () => street.meters());
  const handlers: KioskHandlers = {
    "kiosk.start": async () => {
      const { lang, theme } = settings.get();
      return { lang, theme, pin: await pin.state() };
    },
    "kiosk.meters": meters,
    "kiosk.ledger": ledger,
    "kiosk.setPin": async ({ pin: digits, lang }) => {
      await pin.set(digits);
      settings.set({ lang });
      return {};
    },
    "kiosk.leave": async ({ pin: digits }) => {
      const tried = await pin.try(digits);
      if (tried.answer !== "right") return { answer: tried.answer, until: tried.until };
      log("left with the PIN");
      // The page hears the answer before its window goes.
      setTimeout(() => app.quit(), 300);
      return { answer: "leaving" };
    },
  };
  const door = openDoor(handlers, log);
  const windows = new KioskWindows({
    door,
    places: { preloads: join(out, "preload"), sessions: { kiosk: pages }, devTools: false },
    log,
    used: () => (usedAt = Date.now()),
  });

  app.on("window-all-closed", () => undefined);
  quitInOrder(async () => {
    windows.leave();
    await street.stop();
  });
  powerSaveBlocker.start("prevent-display-sleep");
  windows.arrange();
  street.start();
  setInterval(() => {
    if (Date.now() - usedAt < ALONE_MS) return;
    street.trim().catch((error: unknown) => log(`the street's size: ${String(error)}`));
  }, LOOK_MS);
}

/** Ends with a code that a service takes for a failure; where no service stands behind it, another process follows. */
function broken(error: Error, log: (line: string) => void): void {
  log(error.stack ?? error.message);
  // systemd tells its services by this name.
  if (process.env["INVOCATION_ID"] === undefined) app.relaunch();
  app.exit(1);
}

/** One answer for all who ask within a time. */
function atMostEvery<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    if (!last || performance.now() - last.at > ms) last = { at: performance.now(), answer: ask() };
    return last.answer;
  };
}
