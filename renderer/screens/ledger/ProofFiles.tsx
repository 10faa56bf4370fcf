/** Proofs that travel: the account's whole path as a file, and any file that somebody brings, checked on this computer. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { ProofCheck } from "../../../shared/ipc/proofViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { say } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { FoundProof } from "./FoundProof.tsx";
import { ledgerWords } from "./words.ts";

export function ProofFiles() {
  const t = ledgerWords.use();
  const check = useAct("proof.check");
  const [found, setFound] = useState<ProofCheck | null>(null);
  const arrived = (answer: ProofCheck | null | undefined): void => {
    if (!answer) return;
    // What was saved before is old news, and its strip would take room from the answer.
    say(null);
    setFound(answer);
  };
  return (
    <section className="section" id="proofs">
      <h2>{t("proofs")}</h2>
      <p className="note">{t("proofsHint")}</p>
      <div className="acts">
        <Button loading={check.busy} onClick={() => void check.run({}).then(arrived)}>
          {t("checkProof")}
        </Button>
        <SaveProof subject={{ what: "path" }} label={t("savePath")} />
      </div>
      <p className="note below">{t("pathHint")}</p>
      {check.act.state === "failed" ? <FaultLine fault={check.act.fault} /> : null}
      {found ? <FoundProof check={found} close={() => setFound(null)} /> : null}
    </section>
  );
}
