// The least that an Electron application can be: one window with one button. What the wallet is compared with.
import { app, BrowserWindow, utilityProcess } from "electron";

await app.whenReady();
if (process.argv.includes("--utility")) utilityProcess.fork(new URL("idle.js", import.meta.url).pathname);
const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
await window.loadFile(new URL("index.html", import.meta.url).pathname);
app.on("window-all-closed", () => app.quit());
