/**
 * First start, step by step. Create: language, passphrase, words, three asked back, network. Restore: language, words, passphrase,
 * network; or from a back-up file: language, file, network. Passphrase and words stay in this window's memory until they are saved, and are forgotten with it.
 */
import { useState } from "react";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { JoinNetwork } from "./JoinNetwork.tsx";
import type { NewWords } from "./newWords.ts";
import { AskBack } from "./steps/AskBack.tsx";
import { ChoosePassphrase } from "./steps/ChoosePassphrase.tsx";
import { Language, type Way } from "./steps/Language.tsx";
import { OpenBackup } from "./steps/OpenBackup.tsx";
import { ShowWords } from "./steps/ShowWords.tsx";
import { TypeWords } from "./steps/TypeWords.tsx";
import { WatchAddress } from "./steps/WatchAddress.tsx";
import { watchWords } from "./watchWords.ts";
import { restoreWords } from "./restoreWords.ts";
import { safeWords } from "./words.ts";
import { call } from "./call.ts";

type Step = "language" | "passphrase" | "words" | "ask" | "backup" | "watch" | "network";

const STEPS: Readonly<Record<Way, readonly Step[]>> = {
  create: ["language", "passphrase", "words", "ask", "network"],
  restore: ["language", "words", "passphrase", "network"],
  backup: ["language", "backup", "network"],
  watch: ["language", "watch", "network"],
};

export function Welcome({
  state,
  restoring,
  refresh,
}: {
  state: SafeState;
  restoring: "restore" | "backup" | undefined;
  refresh: () => Promise<void>;
}) {
  const t = safeWords.use();
  const r = restoreWords.use();
  const w = watchWords.use();
  const [path, setPath] = useState<Way>(restoring ?? "create");
  // Saved before, but no network chosen yet: go on from there.
  const [step, setStep] = useState<Step>(
    state.account !== null ? "network" : restoring ? (STEPS[restoring][1] ?? "language") : "language",
  );
  const [passphrase, setPassphrase] = useState("");
  const [made, setMade] = useState<NewWords>();

  // A further wallet goes on with the network that was joined.
  const order = STEPS[path].filter((name) => name !== "network" || !state.joined);
  const toNetwork = async () => {
    if (state.joined) await call("safe.finish", {});
    else setStep("network");
  };
  const earlier = state.wallets.find((wallet) => !wallet.front);
  const toWallets = earlier && (() => void call("safe.chooseWallet", { id: earlier.id }).then(refresh));
  const steps = order.map((name) =>
    name === "words"
      ? path === "create"
        ? t("steps.words", { count: made?.words.length ?? 24 })
        : t("steps.yourWords")
      : name === "backup"
        ? r("steps")
        : name === "watch"
          ? w("step")
          : t(`steps.${name}`),
  );
  const frame = { steps, at: order.indexOf(step) };
  const save = async (chosen: string) => {
    await call("safe.save", { passphrase: chosen });
    setPassphrase("");
    setMade(undefined);
    await toNetwork();
  };

  switch (step) {
    case "language":
      return (
        <Language
          frame={frame}
          settings={state.settings}
          toWallets={toWallets}
          go={(chosen) => {
            setPath(chosen);
            setStep(STEPS[chosen][1] ?? "language");
          }}
        />
      );
    case "passphrase":
      return (
        <ChoosePassphrase
          frame={frame}
          first={passphrase}
          back={() => setStep(path === "create" ? "language" : "words")}
          done={async (chosen) => {
            if (path === "restore") return save(chosen);
            setPassphrase(chosen);
            setStep("words");
          }}
        />
      );
    case "words":
      return path === "create" ? (
        <ShowWords
          frame={frame}
          made={made}
          make={setMade}
          back={() => setStep("passphrase")}
          done={() => setStep("ask")}
        />
      ) : (
        <TypeWords frame={frame} back={() => setStep("language")} done={() => setStep("passphrase")} />
      );
    case "ask":
      return made ? (
        <AskBack frame={frame} made={made} back={() => setStep("words")} done={() => save(passphrase)} />
      ) : null;
    case "backup":
      return <OpenBackup frame={frame} back={() => setStep("language")} done={() => void toNetwork()} />;
    case "watch":
      return <WatchAddress frame={frame} back={() => setStep("language")} done={() => void toNetwork()} />;
    case "network":
      return (
        <JoinNetwork
          frame={frame}
          joined={async () => {
            await call("safe.finish", {});
          }}
        />
      );
  }
}
