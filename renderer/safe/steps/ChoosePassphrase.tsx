/** The passphrase, twice, with an honest estimate: what is too easy to guess is said to be, and not taken. */
import { Button, PasswordInput, Progress } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { Output } from "../../../shared/ipc/contract.ts";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import type { FrameSteps } from "./Language.tsx";

export function ChoosePassphrase(props: {
  frame: FrameSteps;
  first: string;
  back: () => void;
  done: (passphrase: string) => Promise<void>;
}) {
  const t = safeWords.use();
  const [one, setOne] = useState(props.first);
  const [two, setTwo] = useState(props.first);
  const [strength, setStrength] = useState<Output<"safe.strength">>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    let current = true;
    void call("safe.strength", { passphrase: one }).then((answer) => current && setStrength(answer));
    return () => void (current = false);
  }, [one]);

  const enough = strength !== undefined && strength.bits >= strength.floor;
  const ready = enough && one === two && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setProblem(undefined);
    props.done(one).catch((error: unknown) => {
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
          <PasswordInput
            size="lg"
            ref={focusOnArrival}
            label={t("passphrase.label")}
            autoComplete="new-password"
            maxLength={1024}
            value={one}
            onChange={(event) => setOne(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("passphrase.show") }}
          />
          <div className="strength" aria-live="polite">
            <Progress
              size={8}
              value={strength ? Math.min(100, (strength.bits / (strength.floor * 2)) * 100) : 0}
              aria-label={t("passphrase.strength")}
            />
            <span className="strength-floor" aria-hidden="true" />
            <p className="note">
              {one === "" || !strength
                ? t("passphrase.floor", { floor: strength?.floor ?? 40 })
                : `${t(`strength.${strength.hint}`)} ${t("passphrase.bits", { bits: strength.bits, floor: strength.floor })}`}
            </p>
          </div>
          <PasswordInput
            size="lg"
            label={t("passphrase.again")}
            autoComplete="new-password"
            maxLength={1024}
            value={two}
            error={two !== "" && !one.startsWith(two) ? t("passphrase.differs") : undefined}
            onChange={(event) => setTwo(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("passphrase.show") }}
          />
        </div>
      </Frame>
    </form>
  );
}
