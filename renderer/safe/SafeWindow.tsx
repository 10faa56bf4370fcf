/** Chooses what the safe window shows, and keeps language and colours in step with the settings. */
import { useEffect, useState } from "react";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { Look } from "../look/Look.tsx";
import { call, onChanged } from "./call.ts";
import { Confirm } from "./Confirm.tsx";
import { Damaged } from "./Damaged.tsx";
import { JoinNetwork } from "./JoinNetwork.tsx";
import { Agent } from "./agent/Agent.tsx";
import { AddressBook } from "./book/AddressBook.tsx";
import { Keys } from "./Keys.tsx";
import { Nodes } from "./nodes/Nodes.tsx";
import { Reanchor } from "./Reanchor.tsx";
import { Unlock } from "./Unlock.tsx";
import { Watching } from "./Watching.tsx";
import { Welcome } from "./Welcome.tsx";

const close = async (): Promise<void> => void (await call("safe.networkClose", {}));

export function SafeWindow({ first }: { first: SafeState }) {
  const [state, setState] = useState(first);
  const [restoring, setRestoring] = useState<"restore" | "backup">();
  const refresh = async () => setState(await call("safe.state", {}));
  useEffect(() => onChanged((topic) => topic === "settings" && void refresh()), []);
  const { settings } = state;
  return (
    <Look lang={settings.lang} theme={settings.theme}>
      {state.mode === "anchor" ? (
        <Reanchor />
      ) : state.mode === "network" ? (
        <JoinNetwork joined={close} leave={() => void close()} />
      ) : state.mode === "agent" ? (
        <Agent />
      ) : state.mode === "nodes" ? (
        <Nodes />
      ) : state.mode === "book" ? (
        <AddressBook />
      ) : state.mode === "keys" ? (
        <Keys />
      ) : state.mode === "confirm" ? (
        <Confirm />
      ) : state.mode === "watch" ? (
        <Watching key={state.account} state={state} refresh={refresh} />
      ) : state.mode === "unlock" ? (
        // Another wallet in front: nothing typed or said of the one before stays.
        <Unlock key={state.account} state={state} refresh={refresh} />
      ) : state.mode === "damaged" && !restoring && state.damaged ? (
        <Damaged
          damaged={state.damaged}
          settings={settings}
          others={state.wallets.filter((wallet) => !wallet.front).length}
          restore={setRestoring}
        />
      ) : (
        <Welcome state={state} restoring={restoring} refresh={refresh} />
      )}
    </Look>
  );
}
