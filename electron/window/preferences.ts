/** What a page may, the same for every window of the program: nothing but draw and call the door (docs/security.md, Electron's list). */
import type { Session } from "electron";

/** `preload`: the bundled script of the window's kind. */
export function pagePreferences(session: Session, preload: string, devTools: boolean): Electron.WebPreferences {
  return {
    session,
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools,
  };
}
