/** Proofs that travel: the account's whole path as a file, and any file that somebody brings, checked on this computer. */
import { Button, Table, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { FaultLine } from "../../frame/Loaded.tsx";
import { SaveProof } from "../../parts/SaveProof.tsx";
import { say } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { NOTHING_OPENED, opened } from "../../store/opened.ts";
import { useLang } from "../../words/i18n.ts";
import { whole } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
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
      <OtherPath />
      {check.act.state === "failed" ? <FaultLine fault={check.act.fault} /> : null}
      {found.state === "failed" ? <FaultLine fault={found.fault} /> : null}
      {found.state === "checked" ? (
        <FoundProof check={found.check} close={() => opened.setState(NOTHING_OPENED, true)} />
      ) : null}
      <SavedProofs />
    </section>
  );
}

/** Anybody's path is on the ledger: whoever knows an address can trace it. */
function OtherPath() {
  const t = ledgerWords.use();
  const [typed, setTyped] = useState("");
  const party = typed.trim();
  const isAddress = /^watt1[0-9a-z]{38}$/.test(party);
  return (
    <div className="acts other-path">
      <TextInput
        label={t("otherPath")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={party !== "" && !isAddress ? t("otherBad") : null}
        spellCheck={false}
        classNames={{ input: "addr" }}
      />
      {isAddress ? <SaveProof subject={{ what: "path", party }} label={t("saveOther")} /> : null}
    </div>
  );
}

function SavedProofs() {
  const t = ledgerWords.use();
  const lang = useLang();
  const saved = useRead("proof.list", {});
  if (saved.state !== "ready" || saved.value.length === 0) return null;
  const nameOf = ({ about }: (typeof saved.value)[number]) =>
    t(about.what === "path" && about.party !== undefined ? "about.otherPath" : `about.${about.what}`);
  return (
    <>
      <h3 className="below">{t("savedProofs")}</h3>
      <Table className="dense saved-proofs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("savedWhat")}</Table.Th>
            <Table.Th scope="col">{t("savedName")}</Table.Th>
            <Table.Th scope="col">{t("savedAt")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {saved.value.map((one) => (
            <Table.Tr key={`${one.at} ${one.name}`}>
              <Table.Td className="wrap">
                {t("savedBlock", { what: nameOf(one), height: whole(lang, one.height) })}
              </Table.Td>
              <Table.Td className="wrap">{one.name}</Table.Td>
              <Table.Td className="dim">{wallText(lang, Math.floor(one.at / 1000))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
