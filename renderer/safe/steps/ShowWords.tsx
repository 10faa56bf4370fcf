/** The words, to be copied on paper: 12 or 24, English or Chinese. Changing either makes new words. */
import { Button, SegmentedControl } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { useLang } from "../../words/i18n.ts";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { Frame } from "../Frame.tsx";
import type { NewWords, WordList } from "../newWords.ts";
import { safeWords } from "../words.ts";
import { WordsShown } from "../WordsShown.tsx";
import type { FrameSteps } from "./Language.tsx";

export function ShowWords(props: {
  frame: FrameSteps;
  made: NewWords | undefined;
  make: (made: NewWords) => void;
  back: () => void;
  done: () => void;
}) {
  const t = safeWords.use();
  const lang = useLang();
  const { made, make } = props;
  const [problem, setProblem] = useState<unknown>();
  const create = (words: 12 | 24, list: WordList) =>
    call("safe.create", { words, list }).then((fresh) => make({ ...fresh, list }), setProblem);
  // Only on arrival: a change of language on this screen must not change words that are being copied.
  const first = useEffectEvent(() => {
    if (!made) void create(24, lang === "zh-CN" ? "chinese" : "english");
  });
  useEffect(() => first(), []);
  const count = made?.words.length === 12 ? 12 : 24;
  const list = made?.list ?? "english";
  return (
    <Frame
      {...props.frame}
      title={t("show.title", { count })}
      lead={t("show.lead")}
      aside={
        problem === undefined ? (
          <div className="entry-choices">
            <SegmentedControl
              aria-label={t("show.howMany")}
              value={String(count)}
              onChange={(value) => void create(value === "12" ? 12 : 24, list)}
              data={["12", "24"].map((value) => ({ value, label: t("show.count", { count: value }) }))}
            />
            <SegmentedControl<WordList>
              aria-label={t("show.list")}
              value={list}
              onChange={(value) => void create(count, value)}
              data={[
                { value: "chinese", label: t("show.chinese") },
                { value: "english", label: t("show.english") },
              ]}
            />
          </div>
        ) : (
          <p role="alert">{faultText(t, problem)}</p>
        )
      }
      actions={
        <>
          <Button size="md" onClick={props.back}>
            {t("back")}
          </Button>
          <Button size="md" variant="filled" disabled={!made} onClick={props.done}>
            {t("show.written")}
          </Button>
        </>
      }
    >
      <WordsShown words={made?.words ?? []} list={list} />
    </Frame>
  );
}
