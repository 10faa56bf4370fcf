/** Proofs that travel: the account's whole path as a file, and any file that somebody brings, checked on this computer. */
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { FaultLine } from "../../frame/Loaded.tsx";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { say } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { NOTHING_OPENED, opened } from "../../store/opened.ts";
import { FoundProof } from "./FoundProof.tsx";
import { ledgerWords } from "./words.ts";

export function ProofFiles() {
  const t = ledgerWords.use();
  const check = useAct("proof.check");
  const found = useStore(opened);
  const section = useRef<HTMLElement>(null);
  // What was opened from outside is what the reader wants to see, also where it could not be read.
  useEffect(() => {
    if (found.state === "failed") section.current?.scrollIntoView({ block: "nearest" });
  }, [found]);
  const choose = async (): Promise<void> => {
    const answer = await check.run({});
    if (!answer) return;
    // What was saved before is old news, and its strip would take room from the answer.
    say(null);
    opened.setState({ state: "checked", check: answer }, true);
  };
  return (
    <section className="section" id="proofs" ref={section}>
      <h2>{t("proofs")}</h2>
      <p className="note">{t("proofsHint")}</p>
      <div className="acts">
        <Button loading={check.busy} onClick={() => void choose()}>
          {t("checkProof")}
        </Button>
        <SaveProof subject={{ what: "path" }} label={t("savePath")} />
      </div>
      <p className="note below">{t("pathHint")}</p>
      {check.act.state === "failed" ? <FaultLine fault={check.act.fault} /> : null}
      {found.state === "failed" ? <FaultLine fault={found.fault} /> : null}
      {found.state === "checked" ? (
        <FoundProof check={found.check} close={() => opened.setState(NOTHING_OPENED, true)} />
      ) : null}
    </section>
  );
}
