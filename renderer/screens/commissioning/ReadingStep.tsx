/** The test reading: counters as they stand now, the request for the owner, and the answer that the meter's key signed. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { kilo } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { Bring } from "./Bring.tsx";
import { CarryActs } from "./CarryActs.tsx";
import { unitsOfKilo } from "./displayFigure.ts";
import { jobWords } from "./words.ts";

export function ReadingStep({ view: { job, steps } }: { view: JobView }) {
  const t = jobWords.use();
  const lang = useLang();
  const answer = useAct("jobs.answer");
  const { request } = job;
  const missing = steps.find(({ step }) => step === "reading")?.missing ?? [];
  const stands = request !== null && !missing.includes("requestOutdated");
  const unit = job.carrier === "gas" ? "m³" : "kWh";
  return (
    <>
      <p className="dim job-intro">{t("readingText")}</p>
      {request ? (
        <p>
          {t("readIs", {
            time: wallText(lang, request.reading.at, "second"),
            figures: listed(lang, [
              `1.8.0 ${kilo(lang, request.reading.imported, 3)} ${unit}`,
              ...(request.reading.exported === null
                ? []
                : [`2.8.0 ${kilo(lang, request.reading.exported, 3)} ${unit}`]),
            ]),
          })}
        </p>
      ) : null}
      <TakeReading job={job} first={request === null} />
      {stands ? (
        <>
          <h2 className="below">{t("handRequest")}</h2>
          <CarryActs id={job.id} what="request" />
          <h2 className="below">{t("answer")}</h2>
          {job.answer && missing.length === 0 ? (
            <p>
              <span aria-hidden="true">✓ </span>
              {t("answered", { meter: job.answer.meter.id, account: shortHash(job.answer.key) })}
            </p>
          ) : (
            <Bring
              label={t("answer")}
              hint={t("answerHint")}
              busy={answer.busy}
              onText={(text) => void answer.run({ id: job.id, text })}
              onFile={() => void answer.run({ id: job.id, text: null })}
            />
          )}
          {answer.act.state === "failed" ? <FaultLine fault={answer.act.fault} /> : null}
        </>
      ) : null}
    </>
  );
}

const listed = (lang: Lang, parts: readonly string[]): string => parts.join(lang === "en" ? ", " : "，");

function TakeReading({ job, first }: { job: JobView["job"]; first: boolean }) {
  const t = jobWords.use();
  const request = useAct("jobs.request");
  const [byHand, setByHand] = useState(false);
  const [imported, setImported] = useState("");
  const [exported, setExported] = useState("");
  const drawn = unitsOfKilo(imported);
  const fed = exported.trim() === "" ? null : unitsOfKilo(exported);
  const complete = drawn !== null && (exported.trim() === "" || fed !== null);
  const take = (): void => {
    const reading = byHand ? { imported: drawn ?? 0, exported: fed } : null;
    void request.run({ id: job.id, reading }).then((done) => done && setByHand(false));
  };
  return (
    <>
      {byHand ? (
        <div className="job-form">
          <TextInput
            label={t("imported")}
            value={imported}
            onChange={(event) => setImported(event.currentTarget.value)}
          />
          <TextInput
            label={t("exported")}
            value={exported}
            onChange={(event) => setExported(event.currentTarget.value)}
          />
        </div>
      ) : null}
      <div className="acts">
        <Button
          variant={first ? "filled" : "default"}
          disabled={byHand && !complete}
          loading={request.busy}
          onClick={take}
        >
          {t(first ? "take" : "takeAgain")}
        </Button>
        <Button variant="subtle" onClick={() => setByHand(!byHand)}>
          {byHand ? t("cancel") : t("fromDisplay")}
        </Button>
      </div>
      {request.act.state === "failed" ? <FaultLine fault={request.act.fault} /> : null}
    </>
  );
}
