/** Another name for a party that is in the book. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { BookEntry, BookState } from "../../../shared/ipc/bookViews.ts";
import { call } from "../call.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { bookFault } from "./faults.ts";
import { bookWords } from "./words.ts";

export function Rename(props: { entry: BookEntry; back: () => void; done: (state: BookState) => void }) {
  const t = bookWords.use();
  const safe = safeWords.use();
  const { entry } = props;
  const [name, setName] = useState(entry.name);
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    call("safe.bookRename", { address: entry.address, name }).then(props.done, setProblem);
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={t("renameTitle", { name: entry.name })}
        lead={<p className="addr">{entry.address}</p>}
        aside={<p role="alert">{problem === undefined ? "" : bookFault(t, safe, problem)}</p>}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("cancel")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={name.trim() === ""}>
              {t("save")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <TextInput
            ref={focusOnArrival}
            label={t("name")}
            description={t("nameHelp")}
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
      </Frame>
    </form>
  );
}
