// The least that an Electron application can be: one window with one button. What the wallet is compared with.
import { app, BrowserWindow } from "electron";

// "ready" waits for this module, so the module must not wait for it.
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
  await window.loadFile(new URL("index.html", import.meta.url).pathname);
});
app.on("window-all-closed", () => app.quit());
