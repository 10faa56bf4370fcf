/** The reader's own note on a party of the book; nothing written takes it away. */
import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { BookEntry, BookState } from "../../../shared/ipc/bookViews.ts";
import { NOTE_MAX } from "../../../shared/ipc/noteViews.ts";
import { call } from "../call.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { bookFault } from "./faults.ts";
import { bookWords } from "./words.ts";

export function PartyNote(props: {
  entry: BookEntry;
  before: string;
  back: () => void;
  done: (state: BookState) => void;
}) {
  const t = bookWords.use();
  const safe = safeWords.use();
  const [text, setText] = useState(props.before);
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    call("safe.bookNote", { address: props.entry.address, text }).then(props.done, setProblem);
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={t("noteTitle", { name: props.entry.name })}
        lead={<p className="addr">{props.entry.address}</p>}
        aside={<p role="alert">{problem === undefined ? "" : bookFault(t, safe, problem)}</p>}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("cancel")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={text === props.before}>
              {t("save")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <Textarea
            label={t("note")}
            description={t("noteHelp")}
            rows={5}
            maxLength={NOTE_MAX}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
      </Frame>
    </form>
  );
}
