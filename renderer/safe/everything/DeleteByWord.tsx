/** A wallet that no passphrase opens, deleted by a typed word. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { WhatGoes } from "./DeleteEverything.tsx";
import { everythingWords } from "./words.ts";

/** `others`: wallets of this folder that stay. */
export function DeleteByWord({ others, back }: { others: number; back: () => void }) {
  const t = everythingWords.use();
  const safe = safeWords.use();
  const [word, setWord] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const asked = t("byWord.word");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || word.trim() === "") return;
    setBusy(true);
    setProblem(undefined);
    call("safe.deleteByWord", { word }).catch((error: unknown) => {
      setProblem(error);
      setBusy(false);
    });
  };
  const said = (error: unknown): string => {
    if (!(error instanceof FaultError)) return faultText(safe, error);
    const { code, data } = error.fault;
    if (code === "erase.word") return t("byWord.wrong", { word: asked });
    if (code === "erase.write")
      return t("byWord.write", { file: String(data["file"] ?? ""), why: String(data["why"] ?? "") });
    return faultText(safe, error);
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={t("byWord.title")}
        lead={t("byWord.what")}
        aside={<p role="alert">{problem === undefined ? "" : said(problem)}</p>}
        actions={
          <>
            <Button size="md" type="submit" disabled={busy || word.trim() === ""}>
              {busy ? t("byWord.busy") : t("byWord.do")}
            </Button>
            <Button size="md" variant="filled" disabled={busy} onClick={back}>
              {t("byWord.back")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <TextInput
            ref={focusOnArrival}
            size="md"
            label={t("byWord.ask", { word: asked })}
            autoComplete="off"
            spellCheck={false}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          <WhatGoes others={others} waiting={0} />
        </div>
      </Frame>
    </form>
  );
}
