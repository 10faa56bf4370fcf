/**
 * First start, step by step. Create: language, passphrase, words, three asked back, network. Restore: language, words, passphrase,
 * network. Passphrase and words stay in this window's memory until they are saved, and are forgotten with it.
 */
import { useState } from "react";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { JoinNetwork } from "./JoinNetwork.tsx";
import type { NewWords } from "./newWords.ts";
import { AskBack } from "./steps/AskBack.tsx";
import { ChoosePassphrase } from "./steps/ChoosePassphrase.tsx";
import { Language } from "./steps/Language.tsx";
import { ShowWords } from "./steps/ShowWords.tsx";
import { TypeWords } from "./steps/TypeWords.tsx";
import { safeWords } from "./words.ts";
import { call } from "./call.ts";

type Step = "language" | "passphrase" | "words" | "ask" | "network";

export function Welcome({ state, restoring }: { state: SafeState; restoring: boolean }) {
  const t = safeWords.use();
  const [path, setPath] = useState<"create" | "restore">(restoring ? "restore" : "create");
  // Saved before, but no network chosen yet: go on from there.
  const [step, setStep] = useState<Step>(state.account !== null ? "network" : restoring ? "words" : "language");
  const [passphrase, setPassphrase] = useState("");
  const [made, setMade] = useState<NewWords>();

  const order: readonly Step[] =
    path === "create"
      ? ["language", "passphrase", "words", "ask", "network"]
      : ["language", "words", "passphrase", "network"];
  const steps = order.map((name) =>
    name === "words"
      ? path === "create"
        ? t("steps.words", { count: made?.words.length ?? 24 })
        : t("steps.yourWords")
      : t(`steps.${name}`),
  );
  const frame = { steps, at: order.indexOf(step) };
  const save = async (chosen: string) => {
    await call("safe.save", { passphrase: chosen });
    setPassphrase("");
    setMade(undefined);
    setStep("network");
  };

  switch (step) {
    case "language":
      return (
        <Language
          frame={frame}
          settings={state.settings}
          go={(chosen) => {
            setPath(chosen);
            setStep(chosen === "create" ? "passphrase" : "words");
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
