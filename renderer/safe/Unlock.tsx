/** The locked wallet: one passphrase, and the wait after wrong ones said in words. */
import { PassphraseField } from "./PassphraseField.tsx";
import { Button } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { shortAddress } from "../parts/AddressStrip.tsx";
import { call } from "./call.ts";
import { faultText } from "./faults.ts";
import { Frame } from "./Frame.tsx";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { WalletChoices } from "./WalletChoices.tsx";
import { safeWords } from "./words.ts";

export function Unlock({ state, refresh }: { state: SafeState; refresh: () => Promise<void> }) {
  const t = safeWords.use();
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const left = useSecondsUntil(state.throttle.until);
  const field = useRef<HTMLInputElement>(null);
  const waiting = left > 0;
  useEffect(() => {
    if (!busy && !waiting) field.current?.focus();
  }, [busy, waiting]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || waiting || passphrase === "") return;
    unlock(call("safe.unlock", { passphrase }));
  };
  const unlock = (opening: Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    opening
      .catch((error: unknown) => setProblem(error))
      .finally(() => {
        setPassphrase("");
        setBusy(false);
        void refresh();
      });
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={t("unlock.title")}
        lead={state.account ? t("unlock.lead", { address: shortAddress(state.account) }) : ""}
        aside={<WalletChoices state={state} refresh={refresh} />}
      >
        <div className="entry-form">
          <PassphraseField
            at={field}
            label={t("passphrase.label")}
            kind="current"
            value={passphrase}
            disabled={waiting}
            change={setPassphrase}
          />
          <Button size="md" type="submit" variant="filled" disabled={busy || waiting || passphrase === ""}>
            {busy ? t("unlock.opening") : t("unlock.open")}
          </Button>
          {state.system?.is === "on" && (
            <Button size="md" disabled={busy} onClick={() => unlock(call("safe.unlockBySystem", {}))}>
              {t("unlock.bySystem")}
            </Button>
          )}
          <output className="unlock-say">
            {waiting
              ? t("unlock.wait", { attempts: state.throttle.attempts, time: waitText(t, left) })
              : problem !== undefined
                ? faultText(t, problem)
                : ""}
          </output>
        </div>
      </Frame>
    </form>
  );
}

const waitText = (t: ReturnType<typeof safeWords.use>, seconds: number): string =>
  seconds < 90 ? t("unlock.seconds", { count: seconds }) : t("unlock.minutes", { count: Math.ceil(seconds / 60) });

/** Whole seconds until an epoch time, counted down; 0 when it has passed. */
function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const waiting = left > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [waiting]);
  return left;
}
