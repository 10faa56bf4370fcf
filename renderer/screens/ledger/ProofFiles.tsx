/** Proofs that travel: the account's whole path as a file, and any file that somebody brings, checked on this computer. */
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import type { ProofCheck } from "../../../shared/ipc/proofViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { useAct } from "../../store/hooks.ts";
import { NOTHING_OPENED, opened } from "../../store/opened.ts";
import { useLang } from "../../words/i18n.ts";
import { ledgerWords } from "./words.ts";

export function ProofFiles() {
  const t = ledgerWords.use();
  const check = useAct("proof.check");
  const found = useStore(opened);
  const section = useRef<HTMLElement>(null);
  // What was opened from outside is what the reader wants to see; it is gone when they leave.
  useEffect(() => {
    if (found.state !== "none") section.current?.scrollIntoView({ block: "nearest" });
  }, [found]);
  useEffect(() => () => opened.setState(NOTHING_OPENED, true), []);
  const choose = async (): Promise<void> => {
    const answer = await check.run({});
    if (answer) opened.setState({ state: "checked", check: answer }, true);
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
      {check.act.state === "failed" ? <FaultLine fault={check.act.fault} /> : null}
      {found.state === "failed" ? <FaultLine fault={found.fault} /> : null}
      {found.state === "checked" ? <Found check={found.check} /> : null}
    </section>
  );
}

const SEALS = { proved: "verified", consistent: "waiting", refused: "refused" } as const;
/** Long lists are read in the file's own table; here is enough to know what it is. */
const SHOWN = 12;

function Found({ check }: { check: ProofCheck }) {
  const t = ledgerWords.use();
  const lang = useLang();
  const { title, lines, foot } = lang === "en" ? check.words.en : check.words.zh;
  return (
    <output className="sheet proof-file block">
      <h3>
        <span className={`seal ${SEALS[check.verdict]} lead`} aria-hidden="true" />
        {check.file}
      </h3>
      <p>{title}</p>
      {lines.length > 0 ? (
        <ul>
          {lines.slice(0, SHOWN).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {lines.length > SHOWN ? <li>{t("proofMore", { count: lines.length - SHOWN })}</li> : null}
        </ul>
      ) : null}
      {foot.map((line) => (
        <p key={line} className="note below">
          {line}
        </p>
      ))}
    </output>
  );
}
