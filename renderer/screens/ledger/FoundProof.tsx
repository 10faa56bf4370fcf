/** What a proof file turned out to prove: the verdict first and large, then what is shown, then for which chain and by whom. */
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { ProofCheck } from "../../../shared/ipc/proofViews.ts";
import { useLang } from "../../words/i18n.ts";
import { ledgerWords } from "./words.ts";

const SEALS = { proved: "verified", consistent: "waiting", refused: "refused" } as const;
/** Enough to know what a long list is; the rest unfolds. */
const SHOWN = 12;

export function FoundProof({ check, close }: { check: ProofCheck; close: () => void }) {
  const t = ledgerWords.use();
  const lang = useLang();
  const [whole, setWhole] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  // It can come to stand below the fold, and the reader who asked for it must not have to look for it.
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
    head.current?.closest("section")?.scrollIntoView({ block: "start" });
  }, [check]);
  const { title, lines, foot } = lang === "en" ? check.words.en : check.words.zh;
  const shown = whole ? lines : lines.slice(0, SHOWN);
  return (
    <section className="sheet proof-file block" data-verdict={check.verdict} aria-labelledby="proof-verdict">
      <div className="row between">
        <h2 id="proof-verdict" className="title" tabIndex={-1} ref={head}>
          <span className={`seal ${SEALS[check.verdict]} lead`} aria-hidden="true" />
          {title}
        </h2>
        <Button variant="subtle" onClick={close}>
          {t("proofClose")}
        </Button>
      </div>
      <p className="note">{check.file}</p>
      {lines.length > 0 ? (
        <ul className="block">
          {shown.map((line, i) => (
            <li key={i}>{line}</li>
          ))}
        </ul>
      ) : null}
      {lines.length > SHOWN ? (
        <Button variant="subtle" className="flush" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t("proofLess") : t("proofMore", { count: lines.length - SHOWN })}
        </Button>
      ) : null}
      {foot.map((line) => (
        <p key={line} className="note below">
          {line}
        </p>
      ))}
    </section>
  );
}
