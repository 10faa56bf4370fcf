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
  of: "change" | "backup" | "words" | "code" | "system" | "add" | "import" | "watch" | "edit" | "everything" | "delete";
  /** Goes into what the act says of itself. */
  about?: { readonly address: string };
  back: () => void;
  /** What cannot be undone: the way back is the button that stands out. */
  warns?: boolean;
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
  const [backVariant, actVariant] = props.warns ? (["filled", "default"] as const) : (["default", "filled"] as const);
  const back = (
    <Button size="md" variant={backVariant} disabled={busy} onClick={props.back}>
      {t("back")}
    </Button>
  );
  const act = (
    <Button size="md" type="submit" variant={actVariant} disabled={!ready}>
      {busy ? t(`${props.of}.busy`) : t(`${props.of}.do`)}
    </Button>
  );
  return (
    <form onSubmit={submit}>
      <Frame
        title={t(`${props.of}.title`)}
        lead={t(`${props.of}.what`, props.about)}
        aside={<p role="alert">{problem === undefined ? "" : problemText(t, safe, problem)}</p>}
        actions={
          props.warns ? (
            <>
              {act}
              {back}
            </>
          ) : (
            <>
              {back}
              {act}
            </>
          )
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

const FAULTS: { readonly [code: string]: `faults.${FaultKey}` | undefined } = {
  "account.exists": "faults.exists",
  "account.full": "faults.full",
  "account.address": "faults.address",
  "account.active": "faults.hideActive",
  "account.lastShown": "faults.lastShown",
  "key.notHex": "faults.keyNotHex",
  "key.length": "faults.keyLength",
  "key.several": "faults.keySeveral",
  "key.range": "faults.keyRange",
  "key.tooLarge": "faults.keyFile",
  "file.read": "faults.fileRead",
  "backup.codeTooLarge": "faults.codeTooLarge",
};
type FaultKey =
  | "exists"
  | "full"
  | "address"
  | "hideActive"
  | "lastShown"
  | "keyNotHex"
  | "keyLength"
  | "keySeveral"
  | "keyRange"
  | "keyFile"
  | "fileRead"
  | "codeTooLarge";

export function problemText(
  t: ReturnType<typeof keysWords.use>,
  safe: ReturnType<typeof safeWords.use>,
  error: unknown,
) {
  if (!(error instanceof FaultError)) return faultText(safe, error);
  const { code, data } = error.fault;
  const [file, why] = [String(data["file"] ?? ""), String(data["why"] ?? "")];
  const known = FAULTS[code];
  if (known) return t(known, Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)])));
  if (code === "system.unavailable")
    return t(
      `system.unavailable.${data["reason"] === "basicText" ? "basicText" : data["reason"] === "noKeychain" ? "noKeychain" : "unknownKeychain"}`,
    );
  if (code === "backup.changed") return t("faults.changed", { file });
  if (code === "erase.write") return t("faults.erase", { file, why });
  if (code === "vault.write" || code === "file.write")
    return why === "readBack" ? t("faults.readBack", { file }) : t("faults.write", { file, why });
  return faultText(safe, error);
}
