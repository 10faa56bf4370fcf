/** The proof beside the contract: block, signatures of both sides, and where the payment stands. */
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { ProofPanel } from "../../parts/ProofPanel.tsx";
import { spanText } from "../../parts/times.ts";
import { partWords } from "../../parts/words.ts";
import { useLang } from "../../words/i18n.ts";
import { contractWords } from "./words.ts";

const STATES = ["open", "due", "claimed", "paid", "overdue"] as const;

export function ContractProof({ view, proof }: { view: ContractView; proof: Proof }) {
  const t = contractWords.use();
  const parts = partWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const state = STATES.find((name) => name === view.statement?.state);
  return (
    <div className="sheet proof-sheet">
      <div className="row between">
        <h2>{t("proof")}</h2>
        <span className="note">{parts("proof.checked")}</span>
      </div>
      <ProofPanel
        proof={proof}
        more={
          <>
            <dt>{t("signatures")}</dt>
            <dd>
              {view.signatures.map((signature) => (
                <div key={signature.tx}>
                  {partyName(signature.party, lang)}{" "}
                  <span className="addr dim" title={signature.tx}>
                    {shortHash(signature.tx)}
                  </span>
                </div>
              ))}
            </dd>
            <dt>{t("statement")}</dt>
            <dd>
              {view.statement && state
                ? t("period", {
                    when: spanText(lang, view.statement.from + offset, view.statement.to + offset),
                    state: t(`state.${state}`),
                  })
                : t("noStatement")}
            </dd>
          </>
        }
      />
      <div className="acts">
        <SaveProof subject={{ what: "contract", id: view.row.id }} />
      </div>
    </div>
  );
}
