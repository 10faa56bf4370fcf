/** One job: its steps with what is missing at each, and the step that is open. Any step can be gone back to. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import { FaultLine, Loaded } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { go, hrefOf } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { again } from "../../store/reads.ts";
import { useLang } from "../../words/i18n.ts";
import { sentences } from "../../words/sentences.ts";
import { CapacitiesStep } from "./CapacitiesStep.tsx";
import { CompareStep } from "./CompareStep.tsx";
import { DevicesStep } from "./DevicesStep.tsx";
import { ReadingStep } from "./ReadingStep.tsx";
import { ReportStep } from "./ReportStep.tsx";
import { SiteStep } from "./SiteStep.tsx";
import { jobWords } from "./words.ts";

type Step = JobView["steps"][number]["step"];

export function JobScreen({ id }: { id: string }) {
  const t = jobWords.use();
  const view = useRead("jobs.get", { id });
  return (
    <Screen>
      <a className="small" href={hrefOf("energy", "commissioning")}>
        {t("backJobs")}
      </a>
      <Loaded of={view} onAgain={() => again("jobs.get", { id })}>
        {(value) => <OneJob view={value} />}
      </Loaded>
    </Screen>
  );
}

function OneJob({ view }: { view: JobView }) {
  const t = jobWords.use();
  const lang = useLang();
  const { job, steps, network } = view;
  const next = steps.find(({ missing }) => missing.length > 0)?.step ?? "report";
  const [chosen, setChosen] = useState<Step | null>(null);
  const open = chosen ?? next;
  const at = steps.find(({ step }) => step === open);
  return (
    <>
      <div className="row between">
        <h1>{job.name}</h1>
        <RemoveJob id={job.id} />
      </div>
      <p className="note">
        {network ? t("network", { name: lang === "en" ? network.name.en : network.name.zh }) : t("noNetwork")}
      </p>
      <nav aria-label={t("stepsLabel")}>
        <ol className="job-steps">
          {steps.map(({ step, missing }, i) => (
            <li key={step}>
              <button type="button" aria-current={step === open ? "step" : undefined} onClick={() => setChosen(step)}>
                <span className="job-number">{i + 1}</span>
                {t(`steps.${step}`)}
                {missing.length === 0 ? (
                  <span className="job-done">
                    <span aria-hidden="true">✓ </span>
                    <span className="note">{t("done")}</span>
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section className="job-step" aria-label={t(`steps.${open}`)}>
        <StepOf step={open} view={view} />
        {at && at.missing.length > 0 ? (
          <p className="note job-missing" role="status">
            {sentences(
              lang,
              at.missing.map((what) => t(`missing.${what}`)),
            )}
          </p>
        ) : null}
      </section>
    </>
  );
}

function StepOf({ step, view }: { step: Step; view: JobView }) {
  switch (step) {
    case "site":
      return <SiteStep view={view} />;
    case "devices":
      return <DevicesStep view={view} />;
    case "confirm":
      return <CompareStep view={view} />;
    case "capacities":
      return <CapacitiesStep view={view} />;
    case "reading":
      return <ReadingStep view={view} />;
    case "report":
      return <ReportStep view={view} />;
  }
}

function RemoveJob({ id }: { id: string }) {
  const t = jobWords.use();
  const remove = useAct("jobs.remove");
  const [sure, setSure] = useState(false);
  if (!sure)
    return (
      <Button variant="subtle" onClick={() => setSure(true)}>
        {t("remove")}
      </Button>
    );
  return (
    <span className="row">
      <Button
        loading={remove.busy}
        onClick={() => void remove.run({ id }).then((done) => done && go("energy", "commissioning"))}
      >
        {t("removeSure")}
      </Button>
      <Button variant="subtle" onClick={() => setSure(false)}>
        {t("keep")}
      </Button>
      {remove.act.state === "failed" ? <FaultLine fault={remove.act.fault} /> : null}
    </span>
  );
}
