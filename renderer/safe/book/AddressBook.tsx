/** The address book: who is in it and how each address was learnt, whom verified data offers for it, and the ways to change it. */
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { BookEntry, BookState } from "../../../shared/ipc/bookViews.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { useLang } from "../../words/i18n.ts";
import { call } from "../call.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { AddParty, type Prefilled } from "./AddParty.tsx";
import { bookFault } from "./faults.ts";
import { PartyNote } from "./PartyNote.tsx";
import { Rename } from "./Rename.tsx";
import { bookWords } from "./words.ts";

type Doing =
  | { readonly what: "add"; readonly prefilled: Prefilled | null }
  | { readonly what: "rename" | "note"; readonly entry: BookEntry };

export function AddressBook() {
  const t = bookWords.use();
  const safe = safeWords.use();
  const lang = useLang();
  const [state, setState] = useState<BookState>();
  const [doing, setDoing] = useState<Doing>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => void call("safe.bookState", {}).then(setState, setProblem), []);
  const changed = (next: BookState) => {
    setState(next);
    setDoing(undefined);
    setProblem(undefined);
  };
  const back = () => setDoing(undefined);
  if (doing?.what === "add") return <AddParty prefilled={doing.prefilled} back={back} done={changed} />;
  if (doing?.what === "rename") return <Rename entry={doing.entry} back={back} done={changed} />;
  const noteOf = (address: string) => state?.notes?.find((note) => note.address === address)?.text ?? "";
  if (doing?.what === "note")
    return <PartyNote entry={doing.entry} before={noteOf(doing.entry.address)} back={back} done={changed} />;
  const remove = (address: string) => call("safe.bookRemove", { address }).then(changed, setProblem);
  return (
    <Frame
      title={t("title")}
      lead={<p>{t("lead")}</p>}
      aside={<p role="alert">{problem === undefined ? "" : bookFault(t, safe, problem)}</p>}
      actions={
        <>
          <Button size="md" variant="default" onClick={() => void call("safe.bookClose", {})}>
            {t("close")}
          </Button>
          <Button size="md" variant="filled" onClick={() => setDoing({ what: "add", prefilled: null })}>
            {t("addOther")}
          </Button>
        </>
      }
    >
      {state && (
        <div className="book">
          {state.notes === null && <p role="alert">{t("notesUnread")}</p>}
          {state.damaged !== null && <p role="alert">{t("damaged", { file: state.damaged })}</p>}
          <section aria-labelledby="book-entries">
            <h2 id="book-entries">{t("entries")}</h2>
            {state.entries.length === 0 && <p className="note">{t("none")}</p>}
            <ul>
              {state.entries.map((entry) => (
                <Entry
                  key={entry.address}
                  entry={entry}
                  written={noteOf(entry.address)}
                  note={state.notes && (() => setDoing({ what: "note", entry }))}
                  rename={() => setDoing({ what: "rename", entry })}
                  remove={() => void remove(entry.address)}
                />
              ))}
            </ul>
          </section>
          {state.candidates.length > 0 && (
            <section aria-labelledby="book-candidates">
              <h2 id="book-candidates">{t("candidates")}</h2>
              <ul>
                {state.candidates.map(({ address, name, learned }) => (
                  <li key={address}>
                    <div>
                      {name && <b className="b">{lang === "en" ? name.en : name.zh}</b>}
                      <span className="addr" title={address}>
                        {shortAddress(address)}
                      </span>
                      <span className="note">{t(`learned.${learned}`)}</span>
                    </div>
                    <Button
                      onClick={() =>
                        setDoing({
                          what: "add",
                          prefilled: { address, learned, name: name ? (lang === "en" ? name.en : name.zh) : "" },
                        })
                      }
                    >
                      {t("add")}
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </Frame>
  );
}

function Entry({
  entry,
  written,
  note,
  rename,
  remove,
}: {
  entry: BookEntry;
  written: string;
  /** Null while notes cannot be read. */
  note: (() => void) | null;
  rename: () => void;
  remove: () => void;
}) {
  const t = bookWords.use();
  const [sure, setSure] = useState(false);
  return (
    <li>
      <div>
        <b className="b">{entry.name}</b>
        <span className="addr" title={entry.address}>
          {shortAddress(entry.address)}
        </span>
        <span className="note">{t(`learned.${entry.learned}`)}</span>
        {written !== "" && <p className="book-note">{written}</p>}
        {sure && <p role="alert">{t("removeSure", { name: entry.name })}</p>}
      </div>
      {sure ? (
        <>
          <Button onClick={() => setSure(false)}>{t("cancel")}</Button>
          <Button onClick={remove}>{t("removeYes")}</Button>
        </>
      ) : (
        <>
          {note && <Button onClick={note}>{t("noteBegin")}</Button>}
          <Button onClick={rename}>{t("rename")}</Button>
          <Button onClick={() => setSure(true)}>{t("remove")}</Button>
        </>
      )}
    </li>
  );
}
