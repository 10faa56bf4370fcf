/** A vault file that cannot be read: which, what is wrong, where it is kept, and the way on. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Settings } from "../../shared/ipc/ledgerViews.ts";
import { Frame } from "./Frame.tsx";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { DeleteByWord } from "./everything/DeleteByWord.tsx";
import { everythingWords } from "./everything/words.ts";
import { restoreWords } from "./restoreWords.ts";
import { safeWords } from "./words.ts";

const PROBLEMS = ["notJson", "shape", "checksum", "newer", "weak", "excessive", "unreadable", "tooLarge"] as const;

export function Damaged(props: {
  damaged: NonNullable<SafeState["damaged"]>;
  settings: Settings;
  /** Wallets of this folder that are not damaged. */
  others: number;
  restore: (way: "restore" | "backup") => void;
}) {
  const t = safeWords.use();
  const e = everythingWords.use();
  const [deleting, setDeleting] = useState(false);
  const r = restoreWords.use();
  const { file, kept, problem } = props.damaged;
  const known = PROBLEMS.find((name) => name === problem) ?? "shape";
  if (deleting) return <DeleteByWord others={props.others} back={() => setDeleting(false)} />;
  return (
    <Frame
      title={t("damaged.title")}
      lead={t(`damaged.${known}`)}
      actions={
        <>
          <Button size="md" onClick={() => setDeleting(true)}>
            {e("byWord.begin")}
          </Button>
          <Button size="md" onClick={() => props.restore("backup")}>
            {r("file")}
          </Button>
          <Button size="md" variant="filled" onClick={() => props.restore("restore")}>
            {t("damaged.restore")}
          </Button>
        </>
      }
    >
      <dl className="paths">
        <dt>{t("damaged.file")}</dt>
        <dd>{file}</dd>
        <dt>{t("damaged.kept")}</dt>
        <dd>{kept === file ? t("damaged.inPlace") : kept}</dd>
      </dl>
      <p className="entry-lead">{t("damaged.next")}</p>
    </Frame>
  );
}
