/** The back-up as a QR code, for as long as this page stands. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { call } from "../call.ts";
import { Frame } from "../Frame.tsx";
import { keysWords } from "../keysWords.ts";
import { AskPassphrase } from "./AskPassphrase.tsx";
import { Code } from "../../parts/Code.tsx";

export function SeeCode(props: { back: () => void }) {
  const t = keysWords.use();
  const [text, setText] = useState<string>();
  if (text === undefined)
    return (
      <AskPassphrase
        of="code"
        back={props.back}
        act={async (passphrase) => setText((await call("safe.backupCode", { passphrase })).text)}
      />
    );
  return (
    <Frame
      title={t("code.title")}
      lead={t("code.shown")}
      actions={
        <Button size="md" variant="filled" onClick={props.back}>
          {t("code.hide")}
        </Button>
      }
    >
      <Code text={text} label={t("code.label")} />
    </Frame>
  );
}
