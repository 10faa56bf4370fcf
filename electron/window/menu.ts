/** No menu bar, except on macOS, where copy, paste and quit live in it. */
import { Menu } from "electron";

export function setMenu(): void {
  Menu.setApplicationMenu(
    process.platform === "darwin"
      ? Menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, { role: "windowMenu" }])
      : null,
  );
}
