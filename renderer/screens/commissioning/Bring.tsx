/** Something that another wallet made, taken in as the text of its codes or as a file. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { jobWords } from "./words.ts";

export function Bring({
  label,
  hint,
  busy,
  onText,
  onFile,
}: {
  label: string;
  hint: string;
  busy: boolean;
  onText: (text: string) => void;
  onFile?: () => void;
}) {
  const t = jobWords.use();
  const [text, setText] = useState("");
  return (
    <div className="job-bring">
      <Textarea
        label={label}
        description={hint}
        rows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
      />
      <div className="acts">
        <Button loading={busy} disabled={text.trim() === ""} onClick={() => onText(text)}>
          {t("bring")}
        </Button>
        {onFile ? (
          <Button variant="subtle" loading={busy} onClick={onFile}>
            {t("bringFile")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
