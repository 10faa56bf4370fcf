/** One button: what the page shows as a PDF, and the proof file that belongs to it beside it. */
import { Button } from "@mantine/core";
import { flushSync } from "react-dom";
import type { ProofSubject } from "../../shared/ipc/proofViews.ts";
import { FaultLine } from "../frame/Loaded.tsx";
import { say } from "../store/app.ts";
import { useAct } from "../store/hooks.ts";
import { partWords } from "./words.ts";

/** `onPaper` is told to show only what belongs on paper, and to show all again. */
export function SavePdf({
  subject,
  onPaper = () => undefined,
}: {
  subject: ProofSubject;
  onPaper?: (printing: boolean) => void;
}) {
  const t = partWords.use();
  const save = useAct("pdf.save");
  const run = async (): Promise<void> => {
    flushSync(() => onPaper(true));
    const done = await save.run(subject);
    onPaper(false);
    if (done?.saved != null)
      say({ kind: "saved", name: t("pdfAndProof", { pdf: done.saved, proof: done.proof ?? "" }) });
  };
  return (
    <>
      <Button loading={save.busy} onClick={() => void run()}>
        {t("pdf")}
      </Button>
      {save.act.state === "failed" ? <FaultLine fault={save.act.fault} /> : null}
    </>
  );
}
