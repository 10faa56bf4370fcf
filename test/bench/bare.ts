/** The least that an Electron application can be, launched as the wallet is. */
import { join } from "node:path";
import { _electron, type ElectronApplication } from "playwright-core";

export function bareWindow(executablePath: string): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), join(import.meta.dirname, "bareWindow")],
  });
}
