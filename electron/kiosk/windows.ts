/** One window per display, over everything, that neither keys nor the window system close; a display that comes or goes is followed. */
import { type BrowserWindow, type Rectangle, screen } from "electron";
import type { Door } from "../door/door.ts";
import { originOf } from "../protocol/pages.ts";
import { kioskWindow, type Places, showPage } from "../window/windows.ts";
import { passes } from "./keys.ts";

export interface KioskWindowsDeps {
  readonly door: Door;
  readonly places: Places<"kiosk">;
  readonly log: (line: string) => void;
  /** Somebody touched a screen. */
  readonly used: () => void;
}

export class KioskWindows {
  readonly #deps: KioskWindowsDeps;
  /** By display. */
  readonly #windows = new Map<number, BrowserWindow>();
  #leaving = false;

  constructor(deps: KioskWindowsDeps) {
    this.#deps = deps;
    for (const event of ["display-added", "display-removed", "display-metrics-changed"] as const)
      screen.on(event as "display-added", () => this.arrange());
  }

  /** A window on each display, none where there is no display any more. */
  arrange(): void {
    if (this.#leaving) return;
    const displays = screen.getAllDisplays();
    for (const [id, window] of this.#windows) {
      if (displays.some((display) => display.id === id)) continue;
      this.#windows.delete(id);
      window.destroy();
    }
    for (const { id, bounds } of displays) {
      const window = this.#windows.get(id);
      if (window) window.setBounds(bounds);
      else this.#open(id, bounds);
    }
  }

  /** From now on windows may close. */
  leave(): void {
    this.#leaving = true;
  }

  #open(id: number, bounds: Rectangle): void {
    const window = kioskWindow(this.#deps.places, bounds);
    this.#windows.set(id, window);
    this.#deps.door.admit(window.webContents, { door: "kiosk", room: "kiosk", origin: originOf("kiosk") });
    window.setMenu(null);
    window.setAlwaysOnTop(true, "screen-saver");
    window.on("close", (event) => {
      if (!this.#leaving) event.preventDefault();
    });
    window.on("closed", () => {
      if (this.#windows.get(id) !== window) return;
      this.#windows.delete(id);
      this.arrange();
    });
    window.on("minimize", () => window.restore());
    window.on("leave-full-screen", () => this.#leaving || window.setKiosk(true));
    window.on("page-title-updated", (event) => event.preventDefault());
    const contents = window.webContents;
    contents.on("before-input-event", (event, input) => {
      if (!passes(input)) event.preventDefault();
    });
    contents.on("input-event", () => this.#deps.used());
    contents.on("context-menu", (event) => event.preventDefault());
    contents.on("zoom-changed", () => contents.setZoomLevel(0));
    contents.on("did-finish-load", () => void contents.setVisualZoomLevelLimits(1, 1));
    // A page that hangs is ended, and one that ended is loaded again.
    window.on("unresponsive", () => contents.forcefullyCrashRenderer());
    contents.on("render-process-gone", (_event, { reason }) => {
      this.#deps.log(`the kiosk's page ended: ${reason}`);
      if (!window.isDestroyed() && !this.#leaving) setTimeout(() => window.isDestroyed() || contents.reload(), 500);
    });
    void showPage(window, "kiosk").catch((error: unknown) => this.#deps.log(String(error)));
  }
}
