/** The words once more, for as long as this page stands. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Output } from "../../../shared/ipc/contract.ts";
import { call } from "../call.ts";
import { Frame } from "../Frame.tsx";
import { keysWords } from "../keysWords.ts";
import { WordsShown } from "../WordsShown.tsx";
import { AskPassphrase } from "./AskPassphrase.tsx";

export function SeeWords(props: { back: () => void }) {
  const t = keysWords.use();
  const [shown, setShown] = useState<Output<"safe.words">>();
  if (!shown)
    return (
      <AskPassphrase
        of="words"
        back={props.back}
        act={async (passphrase) => setShown(await call("safe.words", { passphrase }))}
      />
    );
  return (
    <Frame
      title={t("words.title")}
      lead={t("words.what")}
      actions={
        <Button size="md" variant="filled" onClick={props.back}>
          {t("words.hide")}
        </Button>
      }
    >
      <WordsShown words={shown.words} list={shown.list} />
    </Frame>
  );
}
