/** What this screen checked last: the block, who signed it, the fingerprint of the state. */
import { whole } from "../../parts/figures.ts";
import type { StopProps } from "./stopProps.ts";
import { kioskWords } from "../words.ts";
import { Proven } from "./Proven.tsx";

export function ProofStop({ street, lang }: StopProps) {
  const t = kioskWords.use();
  return (
    <Proven ledger={street.ledger}>
      {(_value, seal, proof) => (
        <>
          <dl className="kiosk-facts">
            <dt>{t("tour.proof.block")}</dt>
            <dd>
              <b className="fig">{whole(lang, proof.height)}</b>
              {seal}
            </dd>
            <dt>{t("tour.proof.signed")}</dt>
            <dd>
              <b>{t("tour.proof.regulators", { signed: proof.signed, of: proof.of })}</b>
            </dd>
            <dt>{t("tour.proof.root")}</dt>
            <dd>
              <code>{proof.stateRoot.replaceAll(/(.{8})(?=.)/g, "$1 ")}</code>
            </dd>
          </dl>
          {proof.simulated && <p className="dim">{t("tour.proof.simulated")}</p>}
        </>
      )}
    </Proven>
  );
}
