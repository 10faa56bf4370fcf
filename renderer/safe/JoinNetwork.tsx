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
type Step =
  | { readonly at: "choose"; readonly problem: string | null }
  | {
      readonly at: "compare";
      readonly found: FoundNetwork;
      readonly offered: boolean;
      readonly problem: string | null;
    };

export function JoinNetwork(props: {
  /** Of the first start; without them the page stands alone. */
  frame?: { readonly steps: readonly string[]; readonly at: number };
  joined: () => Promise<void>;
  /** Leaves without joining; absent where a network must be chosen. */
  leave?: () => void;
}) {
  const t = networkWords.use();
  const [step, setStep] = useState<Step>({ at: "choose", problem: null });
  const [busy, setBusy] = useState<"demo" | "file" | null>(null);
  const [text, setText] = useState("");
  const checked = (check: NetworkCheck | null, offered = false): void => {
    if (check === null) return;
    if (check.verdict === "refused") setStep({ at: "choose", problem: refusal(t, check) });
    else setStep({ at: "compare", found: check, offered, problem: null });
  };
  const failed = (error: unknown): void => setStep((now) => ({ ...now, problem: networkFault(t, error) }));
  useEffect(() => {
    call("safe.networkOffered", {}).then((check) => checked(check, true), failed);
  }, []);
  const join = async (which: "demo" | FoundNetwork): Promise<void> => {
    setBusy(which === "demo" ? "demo" : "file");
    setStep((now) => ({ ...now, problem: null }));
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
        problem={step.problem}
        back={() => setStep({ at: "choose", problem: null })}
        join={() => void join(step.found)}
      />
    );
  const read = (event: FormEvent): void => {
    event.preventDefault();
    call("safe.networkText", { text }).then(checked, failed);
  };
  return (
    <Frame
      steps={steps}
      at={at}
      title={t("title")}
      lead={t("lead")}
      aside={<output className="anchor-say">{step.problem ?? (busy === "demo" ? t("starting") : "")}</output>}
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
          <Button
            size="md"
            disabled={busy !== null}
            onClick={() => void call("safe.networkFile", {}).then(checked, failed)}
          >
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

function refusal(t: T, { fault, values }: NetworkCheck & { verdict: "refused" }): string {
  return t(`refused.${fault}`, values);
}
