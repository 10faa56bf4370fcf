/** A wallet brought back from its back-up file: which wallet it is, then its passphrase. */
import { PassphraseField } from "../PassphraseField.tsx";
import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { restoreWords } from "../restoreWords.ts";
import { safeWords } from "../words.ts";
import type { FrameSteps } from "./Language.tsx";

export function OpenBackup(props: { frame: FrameSteps; back: () => void; done: () => void }) {
  const t = safeWords.use();
  const r = restoreWords.use();
  const [chosen, setChosen] = useState<{ readonly file: string | null; readonly address: string }>();
  const [text, setText] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = () =>
    run(async () => {
      const found = await call("safe.chooseBackup", {});
      if (!found) return;
      setChosen(found);
      setText("");
    });
  const paste = (pasted: string) => {
    setText(pasted);
    setChosen(undefined);
    if (pasted.trim() === "") return;
    void run(async () => setChosen({ file: null, ...(await call("safe.backupText", { text: pasted })) }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === undefined || passphrase === "" || busy) return;
    void run(async () => {
      try {
        await call("safe.restoreBackup", { passphrase });
      } finally {
        setPassphrase("");
      }
      props.done();
    });
  };
  return (
    <form onSubmit={submit}>
      <Frame
        {...props.frame}
        title={r("fileTitle")}
        lead={r("fileLead")}
        aside={<p role="alert">{problem === undefined ? "" : problemText(t, r, problem)}</p>}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("back")}
            </Button>
            <Button
              size="md"
              type="submit"
              variant="filled"
              disabled={chosen === undefined || passphrase === "" || busy}
            >
              {busy ? r("opening") : r("open")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <Button size="md" ref={focusOnArrival} disabled={busy} onClick={() => void choose()}>
            {chosen === undefined ? r("choose") : r("other")}
          </Button>
          <Textarea
            label={r("text")}
            rows={2}
            spellCheck={false}
            maxLength={65_536}
            value={text}
            onChange={(event) => paste(event.currentTarget.value)}
          />
          {chosen !== undefined && (
            <>
              <p>
                {chosen.file === null
                  ? r("chosenText", { address: shortAddress(chosen.address) })
                  : r("chosen", { file: chosen.file, address: shortAddress(chosen.address) })}
              </p>
              <PassphraseField label={r("passphrase")} kind="current" value={passphrase} change={setPassphrase} />
            </>
          )}
        </div>
      </Frame>
    </form>
  );
}

const BAD = ["notJson", "shape", "checksum", "newer", "weak", "excessive"] as const;

function problemText(
  t: ReturnType<typeof safeWords.use>,
  r: ReturnType<typeof restoreWords.use>,
  error: unknown,
): string {
  if (!(error instanceof FaultError)) return faultText(t, error);
  const { code, data } = error.fault;
  const file = String(data["file"] ?? "") || r("theText");
  const bad = BAD.find((problem) => problem === data["problem"]);
  if (code === "backup.bad" && bad) return r(`bad.${bad}`, { file });
  if (code === "backup.tooLarge") return r("tooLarge", { file });
  if (code === "file.read") return r("read", { file, why: String(data["why"]) });
  if (code === "vault.wrongPassphrase") return r("wrong");
  return faultText(t, error);
}
