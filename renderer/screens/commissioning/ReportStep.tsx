/** The hand-over: the installer signs in the signing window; the report goes out as codes or as a file, again and again. */
import { Button } from "@mantine/core";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { wallText } from "../../parts/times.ts";
import { say } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { CarryActs } from "./CarryActs.tsx";
import { jobWords } from "./words.ts";

export function ReportStep({ view: { job, steps, reported } }: { view: JobView }) {
  const t = jobWords.use();
  const lang = useLang();
  const sign = useAct("sign.handover");
  const missing = steps.find(({ step }) => step === "report")?.missing ?? [];
  const ready = !missing.includes("earlierSteps");
  return (
    <>
      <p className="dim job-intro">{t("reportText")}</p>
      {job.last ? (
        <>
          <p>{t("reported", { count: job.reports, time: wallText(lang, job.last.at, "second") })}</p>
          <p className="note">
            {t("digest")} <span className="addr">{shortHash(job.last.digest)}</span>
          </p>
        </>
      ) : null}
      {reported ? <CarryActs id={job.id} what="report" /> : null}
      <div className="acts">
        <Button
          variant={missing.length > 0 ? "filled" : "default"}
          disabled={!ready}
          loading={sign.busy}
          onClick={() =>
            void sign.run({ id: job.id }).then((done) => done?.outcome === "declined" && say({ kind: "declined" }))
          }
        >
          {t(job.last ? "signAgain" : "sign")}
        </Button>
      </div>
      {sign.act.state === "failed" ? <FaultLine fault={sign.act.fault} /> : null}
    </>
  );
}
