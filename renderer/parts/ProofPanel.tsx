/** What stands behind a seal, in full: block, signatures, root, where it was served and checked. */
import type { ReactNode } from "react";
import type { Proof } from "../../shared/ipc/verified.ts";
import { useLang } from "../words/i18n.ts";
import { spacedHash } from "./AddressStrip.tsx";
import { whole } from "./figures.ts";
import { Seal } from "./Seal.tsx";
import { wallText } from "./times.ts";
import { partWords } from "./words.ts";

export function ProofPanel({ proof, more }: { proof: Proof; more?: ReactNode }) {
  const t = partWords.use();
  const lang = useLang();
  return (
    <dl className="proof">
      <dt>{t("proof.state")}</dt>
      <dd>
        {t("proof.stateValue", { height: whole(lang, proof.height), next: whole(lang, proof.height + 1) })}
        <Seal seal={{ state: "verified", proof }} />
      </dd>
      <dt>{t("proof.signed")}</dt>
      <dd>{t("proof.signedValue", { signed: proof.signed, of: proof.of })}</dd>
      <dt>{t("proof.root")}</dt>
      <dd className="addr" title={proof.stateRoot}>
        {spacedHash(proof.stateRoot)}
      </dd>
      <dt>{t("proof.header")}</dt>
      <dd className="addr" title={proof.headerHash}>
        {spacedHash(proof.headerHash)}
      </dd>
      <dt>{t("proof.time")}</dt>
      <dd>{t("proof.yourClock", { time: wallText(lang, proof.time, "second") })}</dd>
      <dt>{t("proof.node")}</dt>
      <dd className="addr">{proof.node}</dd>
      <dt>{t("proof.kind")}</dt>
      <dd>{t(proof.simulated ? "proof.simulated" : "proof.real")}</dd>
      {more}
    </dl>
  );
}
