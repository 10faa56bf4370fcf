/** Three words asked back, each below its hour of the day: recovery is proved before it is needed. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { Frame } from "../Frame.tsx";
import type { NewWords } from "../newWords.ts";
import { safeWords } from "../words.ts";
import { WordsDay, wordCentre } from "../WordsDay.tsx";
import type { FrameSteps } from "./Language.tsx";

const BOX = 208;
const GAP = 24;
const WIDTH = 960;
const LEADER = 28;

/** Left edges of three boxes as close below their words as they fit side by side. */
function boxes(centres: readonly number[]): number[] {
  const left = centres.map((centre) => centre - BOX / 2);
  for (let i = 0; i < left.length; i++) left[i] = Math.max(left[i] ?? 0, i === 0 ? 0 : (left[i - 1] ?? 0) + BOX + GAP);
  for (let i = left.length - 1; i >= 0; i--)
    left[i] = Math.min(left[i] ?? 0, i === left.length - 1 ? WIDTH - BOX : (left[i + 1] ?? 0) - BOX - GAP);
  return left;
}

export function AskBack(props: { frame: FrameSteps; made: NewWords; back: () => void; done: () => Promise<void> }) {
  const t = safeWords.use();
  const { words, ask, list } = props.made;
  const count = words.length === 12 ? 12 : 24;
  const [answers, setAnswers] = useState(() => ask.map(() => ""));
  const [right, setRight] = useState<readonly boolean[]>(() => ask.map(() => false));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  useEffect(() => inputs.current[0]?.focus(), []);
  useEffect(() => {
    let current = true;
    void call("safe.check", { answers }).then((answer) => current && setRight(answer.right), setProblem);
    return () => void (current = false);
  }, [answers]);

  const known = right.filter(Boolean).length;
  const ready = known === ask.length && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a box goes on to the next one that is not right yet.
    if (!ready) return inputs.current[right.findIndex((one) => !one)]?.focus();
    setBusy(true);
    props.done().catch((error: unknown) => {
      setProblem(error);
      setBusy(false);
    });
  };
  const lefts = boxes(ask.map((word) => wordCentre(word, count)));
  const mark = (word: number) => {
    const i = ask.indexOf(word);
    return i < 0 ? "plain" : right[i] ? "right" : "asked";
  };
  return (
    <form onSubmit={submit}>
      <Frame
        {...props.frame}
        title={t("ask.title", { count: t(count === 12 ? "ask.twelve" : "ask.twentyFour") })}
        lead={t("ask.lead")}
        aside={
          problem === undefined ? (
            <Button size="md" variant="subtle" className="entry-link" onClick={props.back}>
              {t("ask.showAgain")}
            </Button>
          ) : (
            <p role="alert">{faultText(t, problem)}</p>
          )
        }
        actions={
          <>
            <span className="note" aria-live="polite">
              {busy ? t("passphrase.saving") : t("ask.right", { count: known, of: ask.length })}
            </span>
            <Button size="md" onClick={props.back}>
              {t("back")}
            </Button>
            <Button size="md" type="submit" variant="filled" disabled={!ready}>
              {t("continue")}
            </Button>
          </>
        }
      >
        <WordsDay
          count={count}
          mark={mark}
          caption={t("ask.caption", { count })}
          label={t("ask.alt", { words: ask.join(", ") })}
        />
        <svg className="leaders" width={WIDTH} height={LEADER} aria-hidden="true">
          {ask.map((word, i) => {
            const from = wordCentre(word, count);
            const to = (lefts[i] ?? 0) + BOX / 2;
            return <path key={word} d={`M${from} 0V10L${to} ${LEADER - 10}V${LEADER}`} />;
          })}
        </svg>
        <div className="asked">
          {ask.map((word, i) => (
            <div key={word} style={{ left: lefts[i] }}>
              <TextInput
                size="lg"
                ref={(input) => void (inputs.current[i] = input)}
                id={`word-${word}`}
                aria-label={t("ask.word", { count: word })}
                lang={list === "chinese" ? "zh-CN" : "en"}
                autoComplete="off"
                spellCheck={false}
                maxLength={32}
                value={answers[i] ?? ""}
                rightSection={right[i] ? <Check label={t("ask.isRight")} /> : null}
                onChange={(event) => {
                  const typed = event.currentTarget.value;
                  setAnswers((all) => all.map((one, k) => (k === i ? typed : one)));
                }}
              />
              <span className="note" aria-hidden="true">
                {t("ask.word", { count: word })}
              </span>
            </div>
          ))}
        </div>
      </Frame>
    </form>
  );
}

const Check = ({ label }: { label: string }) => (
  <svg
    width={16}
    height={16}
    viewBox="0 0 16 16"
    fill="none"
    stroke="var(--ink)"
    strokeWidth={1.8}
    role="img"
    aria-label={label}
  >
    <path d="M3 8.500l3.500 3.500L13 4.500" />
  </svg>
);
