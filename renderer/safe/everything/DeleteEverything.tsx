/** The wallet in front and all that belongs to it, deleted with its passphrase: what goes, what stays and what will never be sent is said before. */
import { useEffect, useState } from "react";
import type { Output } from "../../../shared/ipc/contract.ts";
import { AskPassphrase } from "../keys/AskPassphrase.tsx";
import { call } from "../call.ts";
import { everythingWords } from "./words.ts";

export function DeleteEverything(props: { back: () => void }) {
  const [deletion, setDeletion] = useState<Output<"safe.deletion">>();
  useEffect(() => void call("safe.deletion", {}).then(setDeletion), []);
  return (
    <AskPassphrase
      of="delete"
      warns
      back={props.back}
      ready={deletion !== undefined}
      act={async (passphrase) => void (await call("safe.deleteEverything", { passphrase }))}
    >
      {deletion && <WhatGoes {...deletion} />}
    </AskPassphrase>
  );
}

export function WhatGoes({ others, waiting }: { others: number; waiting: number }) {
  const t = everythingWords.use();
  return (
    <dl className="paths deletion">
      <dt>{t("goes")}</dt>
      <dd>{others === 0 ? t("goesLast") : t("goesOne", { count: others })}</dd>
      <dt>{t("stays")}</dt>
      <dd>
        <p>{t("staysLedger")}</p>
        <p>{t("staysFiles")}</p>
      </dd>
      {waiting > 0 && (
        <>
          <dt>{t("never")}</dt>
          <dd>{t("waiting", { count: waiting })}</dd>
        </>
      )}
      <dt aria-hidden />
      <dd className="note">{t("traces")}</dd>
    </dl>
  );
}
