/** Passphrase, words and back-up of an open wallet: three things to do, each with the passphrase asked again. */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { shortAddress } from "../parts/AddressStrip.tsx";
import { call } from "./call.ts";
import { Frame } from "./Frame.tsx";
import { keysWords } from "./keysWords.ts";
import { ChangePassphrase } from "./keys/ChangePassphrase.tsx";
import { SaveBackup } from "./keys/SaveBackup.tsx";
import { SeeWords } from "./keys/SeeWords.tsx";

const ACTS = ["change", "backup", "words"] as const;
type Act = (typeof ACTS)[number];
/** What was done last, said in whatever language the page is in. */
type Did = { readonly act: "change" } | { readonly act: "backup"; readonly file: string };

export function Keys() {
  const t = keysWords.use();
  const [address, setAddress] = useState<string>();
  const [act, setAct] = useState<Act>();
  const [did, setDid] = useState<Did>();
  useEffect(() => {
    void call("safe.keysState", {}).then((state) => setAddress(state.address));
  }, []);
  const back = () => setAct(undefined);
  const done = (what: Did) => {
    setDid(what);
    setAct(undefined);
  };
  if (act === "change") return <ChangePassphrase back={back} done={() => done({ act: "change" })} />;
  if (act === "backup") return <SaveBackup back={back} done={(file) => done({ act: "backup", file })} />;
  if (act === "words") return <SeeWords back={back} />;
  return (
    <Frame
      title={t("title")}
      lead={
        <>
          {address !== undefined && <p>{t("wallet", { address: shortAddress(address) })}</p>}
          <p>{t("lead")}</p>
        </>
      }
      aside={
        <output className="anchor-say">
          {did === undefined ? "" : did.act === "change" ? t("change.done") : t("backup.done", { file: did.file })}
        </output>
      }
      actions={
        <Button size="md" variant="default" onClick={() => void call("safe.keysClose", {})}>
          {t("close")}
        </Button>
      }
    >
      <div className="keys-acts">
        {ACTS.map((name) => (
          <section key={name} className="sheet" aria-labelledby={`keys-${name}`}>
            <h2 id={`keys-${name}`}>{t(`${name}.title`)}</h2>
            <p>{t(`${name}.what`)}</p>
            <Button
              onClick={() => {
                setDid(undefined);
                setAct(name);
              }}
            >
              {t(`${name}.begin`)}
            </Button>
          </section>
        ))}
      </div>
    </Frame>
  );
}
