/** Away longer than the trusting period: what happened, a checkpoint or a fingerprint, and the one confirmation that makes it the new anchor. */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { AnchorCheck, AnchorState } from "../../shared/ipc/anchorViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { whole } from "../parts/figures.ts";
import { wallText } from "../parts/times.ts";
import { useLang } from "../words/i18n.ts";
import { AnchorCandidate, type Candidate } from "./AnchorCandidate.tsx";
import { AnchorFingerprint } from "./AnchorFingerprint.tsx";
import { anchorWords } from "./anchorWords.ts";
import { call } from "./call.ts";
import { Frame } from "./Frame.tsx";

type T = ReturnType<typeof anchorWords.use>;
type Refused = AnchorCheck & { verdict: "refused" };
type Step =
  | { readonly at: "way"; readonly failed?: { readonly error: unknown }; readonly refused?: Refused }
  | { readonly at: "confirm"; readonly found: Candidate };

export function Reanchor() {
  const t = anchorWords.use();
  const lang = useLang();
  const [state, setState] = useState<AnchorState>();
  const [step, setStep] = useState<Step>({ at: "way" });
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    call("safe.anchorState", {}).then(setState, (error: unknown) => setStep({ at: "way", failed: { error } }));
  }, []);

  const run = async (ask: () => Promise<Step | undefined>) => {
    setBusy(true);
    try {
      const next = await ask();
      if (next) setStep(next);
    } catch (error) {
      setStep({ at: "way", failed: { error } });
    } finally {
      setBusy(false);
    }
  };
  const checked = (check: AnchorCheck | null): Step | undefined => {
    if (check === null) return undefined;
    return check.verdict === "candidate" ? { at: "confirm", found: check } : { at: "way", refused: check };
  };
  const steps = [t("stepWay"), t("stepCompare")];
  const leave = (
    <Button size="md" variant="default" onClick={() => void call("safe.anchorClose", {})}>
      {t("later")}
    </Button>
  );

  if (step.at === "confirm")
    return (
      <AnchorCandidate
        key={step.found.hash}
        found={step.found}
        steps={steps}
        busy={busy}
        back={() => setStep({ at: "way" })}
        confirm={() =>
          void run(async () => {
            await call("safe.anchorConfirm", { height: step.found.height, hash: step.found.hash });
            return undefined;
          })
        }
      />
    );
  return (
    <Frame
      steps={steps}
      at={0}
      title={t("title")}
      lead={t("lead")}
      aside={
        <output className="anchor-say">
          {step.refused ? <Refusal of={step.refused} /> : step.failed ? faultOf(t, step.failed.error) : ""}
        </output>
      }
      actions={leave}
    >
      {state?.trusted && (
        <dl className="paths">
          <dt>{t("lastBlock")}</dt>
          <dd>
            {t("lastBlockValue", {
              height: whole(lang, state.trusted.height),
              time: wallText(lang, state.trusted.time),
            })}
          </dd>
          <dt>{t("period")}</dt>
          <dd>{spanText(t, state.trustingPeriod)}</dd>
        </dl>
      )}
      {state && !state.expired && <p>{t("held")}</p>}
      {state?.expired && (
        <div className="anchor-ways">
          <section className="sheet" aria-labelledby="way-file">
            <h2 id="way-file">{t("fileTitle")}</h2>
            <p>{t("fileWhat", { count: state.regulators })}</p>
            <Button
              variant="filled"
              disabled={busy}
              onClick={() => void run(async () => checked(await call("safe.anchorFiles", {})))}
            >
              {t("fileChoose")}
            </Button>
          </section>
          <section className="sheet" aria-labelledby="way-typed">
            <h2 id="way-typed">{t("typedTitle")}</h2>
            <p>{t("typedWhat")}</p>
            <AnchorFingerprint
              busy={busy}
              give={(typed) => void run(async () => checked(await call("safe.anchorTyped", typed)))}
            />
          </section>
        </div>
      )}
    </Frame>
  );
}

function Refusal({ of }: { of: Refused }) {
  const t = anchorWords.use();
  return (
    <>
      <strong>{of.file === null ? t("refused") : t("refusedFile", { file: of.file })}</strong>{" "}
      {t(`rules.${of.rule}`, of.values)}
    </>
  );
}

const FAULTS = {
  "safe.anchorNotNeeded": "faults.notNeeded",
  "safe.anchorOther": "faults.other",
  "safe.tooLargeFile": "faults.tooLarge",
  "file.read": "faults.read",
  "safe.tooManyFiles": "faults.tooMany",
} as const;

function faultOf(t: T, error: unknown): string {
  if (!(error instanceof FaultError)) return t("faults.unknown", { code: "internal" });
  const { code, data } = error.fault;
  if (code === "safe.anchorBehind") return t("refused");
  const key = Object.hasOwn(FAULTS, code) ? FAULTS[code as keyof typeof FAULTS] : undefined;
  const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
  return key ? t(key, values) : t("faults.unknown", { code });
}

function spanText(t: T, seconds: number): string {
  if (seconds >= 172_800) return t("days", { count: Math.floor(seconds / 86_400) });
  if (seconds >= 7200) return t("hours", { count: Math.floor(seconds / 3600) });
  return t("minutes", { count: Math.floor(seconds / 60) });
}
