/** A change of the agent's limits: what it is, the passphrase, and what went wrong. */
import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { AgentState, Policy } from "../../../shared/ipc/agentViews.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { Frame } from "../Frame.tsx";
import { PassphraseField } from "../PassphraseField.tsx";
import { safeWords } from "../words.ts";
import { agentWords } from "./words.ts";

export function WithPassphrase(props: {
  title: string;
  lead: string;
  act: string;
  /** The limits as they shall be, or the sentence that says what is missing. */
  policies: () => readonly Policy[] | string;
  back: () => void;
  done: (state: AgentState) => void;
  children?: ReactNode;
}) {
  const t = agentWords.use();
  const safe = safeWords.use();
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const policies = props.policies();
    if (typeof policies === "string") return setProblem(policies);
    setBusy(true);
    setProblem(undefined);
    call("safe.agentSet", { passphrase, policies: [...policies] }).then(props.done, (error: unknown) => {
      setProblem(sentence(error));
      setPassphrase("");
      setBusy(false);
    });
  };
  const sentence = (error: unknown): string => {
    const fault = error instanceof FaultError ? error.fault : undefined;
    if (fault?.code === "agent.unknown") {
      return t("faults.unknown", { address: shortAddress(String(fault.data["address"])) });
    }
    return fault?.code === "safe.tooSoon" ? t("faults.tooSoon") : faultText(safe, error);
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={props.title}
        lead={<p>{props.lead}</p>}
        aside={<p role="alert">{problem ?? ""}</p>}
        actions={
          <>
            <Button size="md" disabled={busy} onClick={props.back}>
              {t("form.cancel")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={busy || passphrase === ""}>
              {props.act}
            </Button>
          </>
        }
      >
        <div className="entry-form agent-form">
          {props.children}
          <PassphraseField label={t("form.passphrase")} kind="current" value={passphrase} change={setPassphrase} />
        </div>
      </Frame>
    </form>
  );
}
