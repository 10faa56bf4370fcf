/**
 * A phrase brought back word by word: what is typed is completed from the list, a word that is not in it is said at once, and Chinese
 * words, one character each, need no spaces. A whole phrase can be pasted. The checksum is the main process's to judge.
 */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { restoreWords } from "../restoreWords.ts";
import { safeWords } from "../words.ts";
import { phraseOf, wordsIn } from "../typedWords.ts";
import type { FrameSteps } from "./Language.tsx";

const COUNTS: readonly number[] = [12, 24];
const MOST = 24;

export function TypeWords(props: { frame: FrameSteps; back: () => void; done: () => void }) {
  const t = safeWords.use();
  const r = restoreWords.use();
  const [words, setWords] = useState<readonly string[]>([]);
  /** Where the next word goes: at the end, unless one in the middle is being changed. */
  const [changing, setChanging] = useState<number>();
  const [typed, setTyped] = useState("");
  /** What the list holds for the word that was asked about last. */
  const [found, setFound] = useState<{ readonly word: string; readonly like: readonly string[] }>();
  const [problem, setProblem] = useState<unknown>();
  const field = useRef<HTMLInputElement>(null);
  const word = typed.trim().toLowerCase();
  useEffect(() => {
    let current = true;
    if (word !== "")
      void call("safe.wordsLike", {
        list: /\p{Script=Han}/u.test(word) ? "chinese" : "english",
        begins: word.slice(0, 16),
      }).then(
        (like) => current && setFound({ word, like }),
        (error: unknown) => current && setProblem(error),
      );
    return () => void (current = false);
  }, [word]);

  const at = changing ?? words.length;
  const full = words.length >= MOST;
  const like = word !== "" && found?.word === word ? found.like : [];
  const unknown = found?.word === word && like.length === 0;
  const take = (...more: readonly string[]) => {
    setWords(words.toSpliced(at, 0, ...more).slice(0, MOST));
    setChanging(undefined);
    setTyped("");
    setProblem(undefined);
    field.current?.focus();
  };
  const change = (text: string) => {
    const { whole, rest } = wordsIn(text);
    setProblem(undefined);
    if (whole.length > 0) take(...whole);
    setTyped(rest);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (word !== "") {
      const only = like.includes(word) ? word : like.length === 1 ? like[0] : undefined;
      if (only !== undefined) take(only);
    } else if (COUNTS.includes(words.length))
      call("safe.restore", { phrase: phraseOf(words) }).then(props.done, setProblem);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Backspace" || typed !== "" || words.length === 0) return;
    event.preventDefault();
    changeWord(words.length - 1);
  };
  const changeWord = (place: number) => {
    setTyped(words[place] ?? "");
    setWords(words.toSpliced(place, 1));
    setChanging(place);
    setProblem(undefined);
    field.current?.focus();
  };
  const ready = word === "" && COUNTS.includes(words.length);
  return (
    <form onSubmit={submit}>
      <Frame
        {...props.frame}
        title={t("restore.title")}
        lead={t("restore.lead")}
        aside={<p role="alert">{problem === undefined ? "" : faultText(t, problem)}</p>}
        actions={
          <>
            <Button size="md" onClick={props.back}>
              {t("back")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={!ready}>
              {t("continue")}
            </Button>
          </>
        }
      >
        <div className="typed-word">
          <TextInput
            size="lg"
            ref={(element) => {
              if (field.current === null) focusOnArrival(element);
              field.current = element;
            }}
            label={full ? r("enough") : r("word", { place: at + 1 })}
            description={unknown ? r("notInList") : full ? r("check") : r("hint")}
            inputWrapperOrder={["label", "input", "description"]}
            autoComplete="off"
            spellCheck={false}
            maxLength={1024}
            value={typed}
            disabled={full && typed === ""}
            error={unknown}
            onKeyDown={key}
            onChange={(event) => change(event.currentTarget.value)}
          />
          <div className="typed-like" role="group" aria-label={r("like")}>
            {like.map((one) => (
              <Button key={one} type="button" size="sm" variant="default" onClick={() => take(one)}>
                {one}
              </Button>
            ))}
          </div>
        </div>
        <p className="note" role="status">
          {r("count", { count: words.length })}
        </p>
        <ol className="word-list typed-list">
          {words.map((one, i) => (
            <li key={`${i}-${one}`}>
              <span className="note">{i + 1}</span>{" "}
              <button
                type="button"
                className="word"
                aria-label={r("again", { place: i + 1, word: one })}
                onClick={() => changeWord(i)}
              >
                {one}
              </button>
            </li>
          ))}
        </ol>
      </Frame>
    </form>
  );
}
