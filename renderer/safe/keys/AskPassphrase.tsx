/** One act that needs the passphrase of now: the field, what else the act asks, and what went wrong. */
import { PassphraseField } from "../PassphraseField.tsx";
import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { keysWords } from "../keysWords.ts";
import { safeWords } from "../words.ts";

export function AskPassphrase(props: {
  of: "change" | "backup" | "words";
  back: () => void;
  /** What else must be given before the act can be done. */
  ready?: boolean;
  children?: ReactNode;
  act: (passphrase: string) => Promise<void>;
}) {
  const t = keysWords.use();
  const safe = safeWords.use();
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const ready = passphrase !== "" && props.ready !== false && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setProblem(undefined);
    props.act(passphrase).catch((error: unknown) => {
      setProblem(error);
      setPassphrase("");
      setBusy(false);
    });
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={t(`${props.of}.title`)}
        lead={t(`${props.of}.what`)}
        aside={<p role="alert">{problem === undefined ? "" : problemText(t, safe, problem)}</p>}
        actions={
          <>
            <Button size="md" disabled={busy} onClick={props.back}>
              {t("back")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={!ready}>
              {busy ? t(`${props.of}.busy`) : t(`${props.of}.do`)}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <PassphraseField
            at={focusOnArrival}
            label={t("now")}
            kind="current"
            value={passphrase}
            change={setPassphrase}
          />
          {props.children}
        </div>
      </Frame>
    </form>
  );
}

function problemText(t: ReturnType<typeof keysWords.use>, safe: ReturnType<typeof safeWords.use>, error: unknown) {
  if (!(error instanceof FaultError)) return faultText(safe, error);
  const { code, data } = error.fault;
  const [file, why] = [String(data["file"] ?? ""), String(data["why"] ?? "")];
  if (code === "backup.changed") return t("faults.changed", { file });
  if (code === "vault.write" || code === "file.write")
    return why === "readBack" ? t("faults.readBack", { file }) : t("faults.write", { file, why });
  return faultText(safe, error);
}
