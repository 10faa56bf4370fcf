/**
 * Which network to join: the built-in one, or one from a file, a pasted text or a link, compared before it is joined. The last step of the
 * first start, and a page over the wallet's window later.
 */
import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { NetworkCheck } from "../../shared/ipc/networkViews.ts";
import { call } from "./call.ts";
import { focusOnArrival } from "./focus.ts";
import { Frame } from "./Frame.tsx";
import { type FoundNetwork, NetworkCandidate } from "./NetworkCandidate.tsx";
import { networkFault } from "./networkFaults.ts";
import { networkWords } from "./networkWords.ts";

type T = ReturnType<typeof networkWords.use>;
type Refused = NetworkCheck & { verdict: "refused" };
type Step =
  | { readonly at: "choose"; readonly refused?: Refused; readonly failed?: { readonly error: unknown } }
  | {
      readonly at: "compare";
      readonly found: FoundNetwork;
      readonly offered: boolean;
      readonly failed?: { readonly error: unknown };
    };

function stepAfter(check: NetworkCheck, offered: boolean): Step {
  return check.verdict === "refused" ? { at: "choose", refused: check } : { at: "compare", found: check, offered };
}

export function JoinNetwork(props: {
  /** Of the first start; without them the page stands alone. */
  frame?: { readonly steps: readonly string[]; readonly at: number };
  joined: () => Promise<void>;
  /** Leaves without joining; absent where a network must be chosen. */
  leave?: () => void;
}) {
  const t = networkWords.use();
  const [step, setStep] = useState<Step>({ at: "choose" });
  const [busy, setBusy] = useState<"demo" | "file" | null>(null);
  const [text, setText] = useState("");
  const failed = (error: unknown): void => setStep((now) => ({ ...now, failed: { error } }));
  const look = (ask: Promise<NetworkCheck | null>): void =>
    void ask.then((check) => check && setStep(stepAfter(check, false)), failed);
  useEffect(() => {
    call("safe.networkOffered", {}).then(
      (check) => check && setStep(stepAfter(check, true)),
      (error: unknown) => setStep({ at: "choose", failed: { error } }),
    );
  }, []);
  const join = async (which: "demo" | FoundNetwork): Promise<void> => {
    setBusy(which === "demo" ? "demo" : "file");
    setStep((now) => (now.at === "choose" ? { at: "choose" } : { at: now.at, found: now.found, offered: now.offered }));
    try {
      await call(
        "safe.join",
        which === "demo" ? { network: "demo" } : { network: "file", fingerprint: which.fingerprint },
      );
      await props.joined();
    } catch (error) {
      failed(error);
      setBusy(null);
    }
  };

  const steps = props.frame?.steps ?? [t("step"), t("stepCompare")];
  const at = props.frame?.at ?? 0;
  if (step.at === "compare")
    return (
      <NetworkCandidate
        found={step.found}
        steps={steps}
        at={props.frame ? at : 1}
        offered={step.offered}
        leaving={!props.frame}
        busy={busy !== null}
        problem={step.failed ? networkFault(t, step.failed.error) : null}
        back={() => setStep({ at: "choose" })}
        join={() => void join(step.found)}
      />
    );
  const read = (event: FormEvent): void => {
    event.preventDefault();
    look(call("safe.networkText", { text }));
  };
  return (
    <Frame
      steps={steps}
      at={at}
      title={t("title")}
      lead={t("lead")}
      aside={<output className="anchor-say">{said(t, step) ?? (busy === "demo" ? t("starting") : "")}</output>}
      actions={
        props.leave && (
          <Button size="md" variant="default" onClick={props.leave}>
            {t("later")}
          </Button>
        )
      }
    >
      <div className="anchor-ways">
        <section className="sheet" aria-labelledby="demo-name">
          <h2 id="demo-name">{t("demo")}</h2>
          <p>{t("demoWhat")}</p>
          <ul>
            {(["demoMoney", "demoTime", "demoMeter"] as const).map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
          <Button
            size="md"
            variant="filled"
            ref={focusOnArrival}
            disabled={busy !== null}
            onClick={() => void join("demo")}
          >
            {t("demoJoin")}
          </Button>
        </section>
        <section className="sheet" aria-labelledby="file-name">
          <h2 id="file-name">{t("file")}</h2>
          <p>{t("fileWhat")}</p>
          <Button size="md" disabled={busy !== null} onClick={() => look(call("safe.networkFile", {}))}>
            {t("fileChoose")}
          </Button>
          <form className="anchor-typed" onSubmit={read}>
            <Textarea
              label={t("paste")}
              autoComplete="off"
              spellCheck={false}
              rows={3}
              maxLength={1_048_576}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" disabled={busy !== null || text.trim() === ""}>
              {t("pasteRead")}
            </Button>
          </form>
        </section>
      </div>
    </Frame>
  );
}

function said(t: T, { refused, failed }: Step & { at: "choose" }): string | null {
  if (failed) return networkFault(t, failed.error);
  return refused ? t(`refused.${refused.fault}`, refused.values) : null;
}
