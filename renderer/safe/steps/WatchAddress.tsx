/** A wallet without keys: the address that it watches. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { watchWords } from "../watchWords.ts";
import { safeWords } from "../words.ts";
import type { FrameSteps } from "./Language.tsx";

export function WatchAddress(props: { frame: FrameSteps; back: () => void; done: () => void }) {
  const t = safeWords.use();
  const w = watchWords.use();
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || address.trim() === "") return;
    setBusy(true);
    setProblem(undefined);
    call("safe.watch", { address })
      .then(props.done, setProblem)
      .finally(() => setBusy(false));
  };
  const said = (error: unknown): string =>
    error instanceof FaultError && error.fault.code === "account.address" ? w("bad") : faultText(t, error);
  return (
    <form onSubmit={submit}>
      <Frame
        {...props.frame}
        title={w("title")}
        lead={w("lead")}
        aside={<p role="alert">{problem === undefined ? "" : said(problem)}</p>}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("back")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={busy || address.trim() === ""}>
              {w("make")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <TextInput
            ref={focusOnArrival}
            size="md"
            label={w("address")}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        </div>
      </Frame>
    </form>
  );
}
