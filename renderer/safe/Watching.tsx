/** The entry of a wallet that only watches: opened by a click, or deleted by a typed word. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { call } from "./call.ts";
import { DeleteByWord } from "./everything/DeleteByWord.tsx";
import { everythingWords } from "./everything/words.ts";
import { faultText } from "./faults.ts";
import { focusOnArrival } from "./focus.ts";
import { Frame } from "./Frame.tsx";
import { JoinNetwork } from "./JoinNetwork.tsx";
import { WalletChoices } from "./WalletChoices.tsx";
import { watchWords } from "./watchWords.ts";
import { safeWords } from "./words.ts";

export function Watching({ state, refresh }: { state: SafeState; refresh: () => Promise<void> }) {
  const t = safeWords.use();
  const w = watchWords.use();
  const e = everythingWords.use();
  const [doing, setDoing] = useState<"join" | "delete">();
  const [problem, setProblem] = useState<unknown>();
  const others = state.wallets.filter((wallet) => !wallet.front).length;
  if (doing === "delete") return <DeleteByWord others={others} back={() => setDoing(undefined)} />;
  if (doing === "join") return <JoinNetwork joined={async () => void (await call("safe.finish", {}))} />;
  const open = () => {
    setProblem(undefined);
    call("safe.watchOpen", {}).then(() => {
      if (!state.joined) setDoing("join");
    }, setProblem);
  };
  return (
    <Frame
      title={w("openTitle")}
      lead={w("openLead", { address: state.account ?? "" })}
      aside={
        <>
          <WalletChoices state={state} refresh={refresh} />
          <p role="alert">{problem === undefined ? "" : faultText(t, problem)}</p>
        </>
      }
      actions={
        <>
          <Button size="md" onClick={() => setDoing("delete")}>
            {e("byWord.begin")}
          </Button>
          <Button size="md" variant="filled" ref={focusOnArrival} onClick={open}>
            {w("open")}
          </Button>
        </>
      }
    />
  );
}
