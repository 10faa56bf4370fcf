/** Restore: the words typed in, all together; what is wrong is named by word and place. */
import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import type { FrameSteps } from "./Language.tsx";

export function TypeWords(props: { frame: FrameSteps; back: () => void; done: () => void }) {
  const t = safeWords.use();
  const [phrase, setPhrase] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    call("safe.restore", { phrase }).then(props.done, setProblem);
  };
  return (
    <form onSubmit={submit}>
      <Frame
        {...props.frame}
        title={t("restore.title")}
        lead={t("restore.lead")}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("back")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={phrase.trim() === ""}>
              {t("continue")}
            </Button>
          </>
        }
      >
        <Textarea
          className="entry-words"
          label={t("restore.label")}
          ref={focusOnArrival}
          autoComplete="off"
          spellCheck={false}
          maxLength={1024}
          rows={5}
          value={phrase}
          error={problem === undefined ? undefined : faultText(t, problem)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey) submit(event);
          }}
          onChange={(event) => {
            setPhrase(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
      </Frame>
    </form>
  );
}
