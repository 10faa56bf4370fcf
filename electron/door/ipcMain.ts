/** The only file that touches Electron's ipcMain; lint refuses the import anywhere else. */
import { ipcMain } from "electron";
import { Door, type KioskHandlers, type WalletHandlers } from "./door.ts";

export function openDoor(handlers: KioskHandlers | WalletHandlers, report: (line: string) => void): Door {
  return new Door(ipcMain, handlers, report);
}

/** Takes away listeners that libraries added on their own (electron-store answers a synchronous channel); calls are handlers. */
export function closeForeignChannels(): void {
  ipcMain.removeAllListeners();
}
