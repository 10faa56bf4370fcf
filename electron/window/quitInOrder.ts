/** Ends the processes beside us before leaving, but waits no longer than a few seconds for them. */
import { app } from "electron";

const LATEST_MS = 5000;

export function quitInOrder(close: () => Promise<void>): void {
  let closing = false;
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, LATEST_MS).unref());
    void Promise.race([close(), late]).finally(() => app.exit(0));
  });
}
