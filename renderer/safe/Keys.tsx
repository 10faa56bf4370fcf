/** Accounts, passphrase, words, back-up and all data of an open wallet: what can be done, each with the passphrase asked again. */
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { Output } from "../../shared/ipc/contract.ts";
import { shortAddress } from "../parts/AddressStrip.tsx";
import { call } from "./call.ts";
import { Frame } from "./Frame.tsx";
import { keysWords } from "./keysWords.ts";
import { Accounts } from "./keys/Accounts.tsx";
import { ChangePassphrase } from "./keys/ChangePassphrase.tsx";
import { SaveBackup } from "./keys/SaveBackup.tsx";
import { SeeCode } from "./keys/SeeCode.tsx";
import { SeeWords } from "./keys/SeeWords.tsx";
import { DeleteEverything } from "./everything/DeleteEverything.tsx";
import { type Saved, SaveEverything, savedText } from "./everything/SaveEverything.tsx";
import { everythingWords } from "./everything/words.ts";
import { SystemUnlock } from "./keys/SystemUnlock.tsx";

const ACTS = ["accounts", "change", "backup", "code", "words", "system", "everything", "delete"] as const;
type Act = (typeof ACTS)[number];
/** What was done last, said in whatever language the page is in. */
type Did =
  | { readonly act: "change" | "systemOn" | "systemOff" }
  | { readonly act: "backup"; readonly file: string }
  | { readonly act: "everything"; readonly saved: Saved };
type State = Output<"safe.keysState">;

export function Keys() {
  const t = keysWords.use();
  const e = everythingWords.use();
  const [state, setState] = useState<State>();
  const [act, setAct] = useState<Act>();
  const [did, setDid] = useState<Did>();
  const refresh = () => void call("safe.keysState", {}).then(setState);
  useEffect(refresh, []);
  const back = () => setAct(undefined);
  const done = (what: Did) => {
    setDid(what);
    setAct(undefined);
    refresh();
  };
  const off = async () => {
    await call("safe.systemUnlock", { on: false });
    done({ act: "systemOff" });
  };
  switch (act) {
    case "change":
      return <ChangePassphrase back={back} done={() => done({ act: "change" })} />;
    case "backup":
      return <SaveBackup back={back} done={(file) => done({ act: "backup", file })} />;
    case "code":
      return <SeeCode back={back} />;
    case "words":
      return <SeeWords back={back} />;
    case "system":
      return <SystemUnlock back={back} done={() => done({ act: "systemOn" })} />;
    case "everything":
      return <SaveEverything back={back} done={(saved) => done({ act: "everything", saved })} />;
    case "delete":
      return <DeleteEverything back={back} />;
    case "accounts":
      return state ? (
        <Accounts
          rows={state.accounts}
          changed={(accounts) => setState({ ...state, accounts: [...accounts] })}
          back={back}
        />
      ) : null;
    case undefined:
  }
  const begin = (name: Act) => (
    <Button
      onClick={() => {
        setDid(undefined);
        setAct(name);
      }}
    >
      {t(`${name}.begin`)}
    </Button>
  );
  return (
    <Frame
      title={t("title")}
      lead={
        <>
          {state !== undefined && <p>{t("wallet", { address: shortAddress(state.address) })}</p>}
          <p>{t("lead")}</p>
        </>
      }
      aside={<output className="anchor-say">{did === undefined ? "" : didText(t, e, did)}</output>}
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
            {name === "system" ? (
              <SystemAct state={state} begin={begin("system")} off={() => void off()} />
            ) : (
              begin(name)
            )}
          </section>
        ))}
      </div>
    </Frame>
  );
}

function SystemAct(props: { state: State | undefined; begin: ReactNode; off: () => void }) {
  const t = keysWords.use();
  switch (props.state?.system.is) {
    case undefined:
      return null;
    case "on":
      return <Button onClick={props.off}>{t("system.off")}</Button>;
    case "off":
      return props.begin;
    case "unavailable":
      return <p className="note">{t(`system.unavailable.${props.state.system.reason}`)}</p>;
  }
}

function didText(t: ReturnType<typeof keysWords.use>, e: ReturnType<typeof everythingWords.use>, did: Did): string {
  switch (did.act) {
    case "change":
      return t("change.done");
    case "backup":
      return t("backup.done", { file: did.file });
    case "everything":
      return savedText(e, did.saved);
    case "systemOn":
      return t("system.on");
    case "systemOff":
      return t("system.offDone");
  }
}
