/** The passphrase, twice, with an honest estimate: what is too easy to guess is said to be, and not taken. */
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { faultText } from "../faults.ts";
import { Frame } from "../Frame.tsx";
import { type Chosen, NewPassphrase } from "../NewPassphrase.tsx";
import { safeWords } from "../words.ts";
import type { FrameSteps } from "./Language.tsx";

export function ChoosePassphrase(props: {
  frame: FrameSteps;
  first: string;
  back: () => void;
  done: (passphrase: string) => Promise<void>;
}) {
  const t = safeWords.use();
  const [chosen, setChosen] = useState<Chosen>({ one: props.first, two: props.first });
  const [strong, setStrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const ready = strong && chosen.one === chosen.two && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setProblem(undefined);
    props.done(chosen.one).catch((error: unknown) => {
      setProblem(error);
      setBusy(false);
    });
  };
  return (
    <form onSubmit={submit}>
      <Frame
        {...props.frame}
        title={t("passphrase.title")}
        lead={t("passphrase.lead")}
        aside={<p role="alert">{problem !== undefined && faultText(t, problem)}</p>}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("back")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={!ready}>
              {busy ? t("passphrase.saving") : t("continue")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <NewPassphrase
            chosen={chosen}
            choose={setChosen}
            strong={setStrong}
            labels={{ one: t("passphrase.label"), two: t("passphrase.again") }}
            first
          />
        </div>
      </Frame>
    </form>
  );
}
