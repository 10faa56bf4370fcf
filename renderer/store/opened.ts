/** A file that the system handed to the program: asked for when the window is new and whenever one more comes; the ledger's screen shows it. */
import { createStore } from "zustand/vanilla";
import type { Fault } from "../../shared/ipc/fault.ts";
import type { ProofCheck } from "../../shared/ipc/proofViews.ts";
import { app, go } from "./app.ts";
import { call, onChanged } from "./client.ts";

export type Opened =
  | { readonly state: "none" }
  | { readonly state: "checked"; readonly check: ProofCheck }
  | { readonly state: "failed"; readonly fault: Fault };
export const NOTHING_OPENED: Opened = { state: "none" };

export const opened = createStore<Opened>(() => NOTHING_OPENED);

/** Brings the reader to the file that waits, if there is one. */
async function look(): Promise<void> {
  const heard = await call("proof.opened", {});
  if (!heard.ok) opened.setState({ state: "failed", fault: heard.error }, true);
  else if (heard.value) opened.setState({ state: "checked", check: heard.value }, true);
  else return;
  go("ledger");
}

export function followOpened(): () => void {
  void look();
  // Gone when the reader leaves the screen, not when the screen draws itself anew.
  const left = app.subscribe((now, before) => {
    if (before.route.place === "ledger" && now.route.place !== "ledger") opened.setState(NOTHING_OPENED, true);
  });
  const heard = onChanged((topic) => void (topic === "opened" && look()));
  return () => {
    left();
    heard();
  };
}
