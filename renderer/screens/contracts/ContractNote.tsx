/** The reader's own note on a contract: private, sealed on this computer, not part of what was signed. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { NOTE_MAX } from "../../../shared/ipc/noteViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useAct, useRead } from "../../store/hooks.ts";
import { contractWords } from "./words.ts";

export function ContractNote({ id }: { id: string }) {
  const t = contractWords.use();
  const kept = useRead("notes.get", { contract: id });
  return (
    <div className="sheet proof-sheet">
      <h2>{t("note")}</h2>
      {kept.state === "ready" && <Written id={id} before={kept.value.text ?? ""} />}
      {kept.state === "failed" && <FaultLine fault={kept.fault} />}
    </div>
  );
}

function Written({ id, before }: { id: string; before: string }) {
  const t = contractWords.use();
  const [text, setText] = useState(before);
  const [saved, setSaved] = useState(before);
  const save = useAct("notes.set");
  return (
    <>
      <Textarea
        aria-label={t("note")}
        description={t("noteHelp")}
        rows={3}
        maxLength={NOTE_MAX}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="acts below">
        <Button
          loading={save.busy}
          disabled={text === saved}
          onClick={() => void save.run({ contract: id, text }).then((done) => done && setSaved(text))}
        >
          {t("noteSave")}
        </Button>
      </div>
      {save.act.state === "failed" ? <FaultLine fault={save.act.fault} /> : null}
    </>
  );
}
